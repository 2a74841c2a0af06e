import type { Actor } from '#kernel';

/** The history of one thing, from the first event on. */
export class GetAuditTrail {
  constructor(
    readonly subject: string,
    readonly first: number,
    readonly after?: string | null,
    /** Who asks: words that are not for this reader are withheld. */
    readonly actor?: Actor,
  ) {}
}

/** One event of the log. */
export class GetEvent {
  constructor(
    readonly seq: number,
    readonly actor?: Actor,
  ) {}
}

/** Size and root of the log now. */
export class GetCheckpoint {}
