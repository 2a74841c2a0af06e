import type { AsOf, PageArgs } from '#kernel';

/** One assessment as of two dates. */
export class GetAssessment {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Assessments made by the day asked about, the latest first. */
export class ListAssessments {
  constructor(
    readonly filter: { employer?: string | null; arrangement?: string | null },
    readonly page: PageArgs,
  ) {}
}
