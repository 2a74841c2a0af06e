import type { AsOf } from '#kernel';

/** One duty as of two dates. */
export class GetObligation {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}
