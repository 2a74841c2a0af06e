import type { AsOf, PageArgs } from '#kernel';
import type { RecognitionFilter } from './recognition-filter.js';

/** One request for recognition as of two dates. */
export class GetRecognition {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Requests for recognition, the earliest first. */
export class ListRecognitions {
  constructor(
    readonly filter: RecognitionFilter,
    readonly page: PageArgs,
  ) {}
}

/** What is recognised between whom, and how long it takes. */
export class MeasureRecognition {
  constructor(
    readonly filter: RecognitionFilter,
    readonly first: number,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Mutual recognition by its id, as of two dates. */
export class GetMutualRecognition {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}
