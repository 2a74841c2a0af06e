import type { ArrangementFilter } from '#arrangements';
import type { AsOf } from '#kernel';

/** What arrangements make of a profile. */
export class GetCoverage {
  constructor(
    readonly profile: string,
    readonly filter: ArrangementFilter,
    readonly arrangement?: string | null,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Which clauses between a party and a partner are weaker than what the partner gave others. */
export class CompareElsewhere {
  constructor(
    readonly party: string,
    readonly partner: string,
    readonly first: number,
    readonly asOf?: AsOf | null,
  ) {}
}
