import type { AsOf, PageArgs } from '#kernel';
import type { DemandFilter } from './demand-filter.js';

/** One demand for skills as of two dates. */
export class GetDemand {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Demands for skills that stand on a day, the earliest needed first. */
export class ListDemands {
  constructor(
    readonly filter: DemandFilter,
    readonly page: PageArgs,
  ) {}
}
