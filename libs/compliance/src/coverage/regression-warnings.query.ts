import type { PageArgs, PlainDate } from '#kernel';

/** Which warnings are asked for: all conditions hold together. */
export interface RegressionFilter {
  arrangement?: string | null;
  party?: string | null;
  /** The first day on which the amendment was recorded. */
  from?: PlainDate | null;
  /** The first day that is left out. */
  to?: PlainDate | null;
}

/** Amendments that make a clause worse for workers, the latest recorded first. */
export class ListRegressionWarnings {
  constructor(
    readonly filter: RegressionFilter,
    readonly page: PageArgs,
  ) {}
}
