import type { AsOf } from '#kernel';
import type { HiringInput } from './hiring.js';

/** What an employer owes, or what any employer owes for some hiring. */
export class GetEmployerDuties {
  constructor(
    readonly employer: string | undefined,
    readonly hiring: HiringInput,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}
