import type { Actor, AsOf, AsOfUsed } from '#kernel';
import type { HiringInput } from './hiring.js';

/** What an employer owes, or what any employer owes for some hiring, as one actor may see it. */
export class GetEmployerDuties {
  constructor(
    readonly employer: string | undefined,
    readonly hiring: HiringInput,
    readonly actor?: Actor,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** How many findings stand against an employer, and against others of its country and sectors. */
export class CountFindings {
  constructor(
    readonly employer: { id: string; country: string; sectors: readonly string[] },
    readonly asOf: AsOfUsed,
  ) {}
}
