/** The history of one thing, from the first event on. */
export class GetAuditTrail {
  constructor(
    readonly subject: string,
    readonly first: number,
    readonly after?: string | null,
  ) {}
}

/** One event of the log. */
export class GetEvent {
  constructor(readonly seq: number) {}
}

/** Size and root of the log now. */
export class GetCheckpoint {}
