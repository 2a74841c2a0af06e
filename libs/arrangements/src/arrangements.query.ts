import type { AsOf, AsOfUsed, PageArgs } from '#kernel';
import type { ArrangementFacet, ArrangementFilter, ArrangementOrder } from './arrangement-filter.js';

/** One arrangement as of two dates. */
export class GetArrangement {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Arrangements that a filter finds, page by page. */
export class ListArrangements {
  constructor(
    readonly filter: ArrangementFilter,
    readonly orderBy: ArrangementOrder,
    readonly page: PageArgs,
  ) {}
}

/** Every arrangement that a filter finds, or the one that is named: some at a time, in the order of their ids. */
export class WalkArrangements {
  constructor(
    readonly filter: ArrangementFilter,
    readonly asOf: AsOfUsed,
    readonly arrangement?: string,
  ) {}
}

/** What differs between one arrangement as of two pairs of dates. */
export class GetChanges {
  constructor(
    readonly id: string,
    readonly from: AsOf,
    readonly to: AsOf,
  ) {}
}

/** What happens or falls due in the arrangements of one party. */
export class ListDeadlines {
  constructor(
    readonly party: string,
    readonly from: string,
    readonly to: string,
    readonly asOf?: AsOf | null,
  ) {}
}

/** How many of the arrangements that a filter finds have each value of some facets. */
export class CountFacets {
  constructor(
    readonly filter: ArrangementFilter,
    readonly facets: readonly ArrangementFacet[],
    readonly asOf: AsOfUsed,
  ) {}
}
