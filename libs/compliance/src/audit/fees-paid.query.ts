import type { Actor, AsOf } from '#kernel';
import type { Audited } from './audited.js';

/** What workers paid, by corridor and payer, as one actor may see it. */
export class GetFeesPaid {
  constructor(
    readonly audited: Audited,
    readonly actor?: Actor,
    readonly asOf?: AsOf | null,
  ) {}
}
