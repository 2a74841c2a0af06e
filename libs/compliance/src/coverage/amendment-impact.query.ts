import type { AsOf } from '#kernel';

/** What an amendment changes, from the moment it is recorded. */
export class GetAmendmentImpact {
  constructor(
    readonly arrangement: string,
    readonly amendment: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}
