import type { Behind, PlainDate } from '#kernel';

/** Totals of the places of quotas, by these columns of a cell, on a day and as known at a size. */
export class CountPlaces {
  constructor(
    readonly quotas: readonly string[],
    readonly by: readonly string[],
    readonly size: number,
    readonly day: PlainDate,
  ) {}
}

/** What was admitted day by day: totals by day and by these columns. */
export class CountAdmittedByDay {
  constructor(
    readonly quotas: readonly string[],
    readonly by: readonly string[],
    readonly size: number,
  ) {}
}

/** Who was admitted from where to where. */
export class CountCorridors {
  constructor(
    readonly filter: { origin?: string | null; destination?: string | null },
    readonly size: number,
    readonly day: PlainDate,
  ) {}
}

/** How many events are behind sums of places. */
export class CountEvents {
  constructor(readonly behind: Behind) {}
}
