import type { AsOf, PageArgs } from '#kernel';
import type { PartyKind } from './register-party.js';

/** One party as of two dates. */
export class GetParty {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Parties by kind and words of their names, in the order of their codes. */
export class ListParties {
  constructor(
    readonly filter: { kind?: PartyKind | null; text?: string | null },
    readonly page: PageArgs,
  ) {}
}
