import type { AsOf, PageArgs } from '#kernel';
import type { QuotaKind } from './terms.js';

/** One quota as of two dates. */
export class GetQuota {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Quotas and series of figures by arrangement and kind, in the order of their periods. */
export class ListQuotas {
  constructor(
    readonly filter: { arrangement?: string | null; kind?: QuotaKind | null },
    readonly page: PageArgs,
  ) {}
}
