import type { AsOf, PageArgs } from '#kernel';
import type { Track } from './terms.js';

/** One training commitment as of two dates. */
export class GetTrainingCommitment {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Training commitments by arrangement, track and whether they are overdue on the day, the earliest due first. */
export class ListTrainingCommitments {
  constructor(
    readonly filter: { arrangement?: string | null; track?: Track | null; overdueOnly?: boolean | null },
    readonly page: PageArgs,
  ) {}
}
