import type { AsOf, PageArgs } from '#kernel';
import type { BalanceFilter, OutcomeFilter, TrainingDimension, TrainingFilter } from './training-filter.js';

/** One training commitment as of two dates. */
export class GetTrainingCommitment {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Training commitments, the earliest due first. */
export class ListTrainingCommitments {
  constructor(
    readonly filter: TrainingFilter,
    readonly page: PageArgs,
  ) {}
}

/** Training commitments added up: promised, delivered, women, young people, late. */
export class TotalTraining {
  constructor(
    readonly by: TrainingDimension,
    readonly filter: TrainingFilter,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Outcomes added up by corridor and measure. */
export class TotalOutcomes {
  constructor(
    readonly filter: OutcomeFilter,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Demand for skills against training, by groups of ISCO-08 of so many digits. */
export class BalanceSkills {
  constructor(
    readonly digits: number,
    readonly filter: BalanceFilter,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}
