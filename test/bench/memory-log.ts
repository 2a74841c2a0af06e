import type { Append, AppendOutcome, EventLog, LogPage, Place, RecordedEvent } from '#kernel';

/** As much of a log as the command pipeline asks for, in memory; it hands on every append that it was sent. */
export class MemoryLog implements Pick<EventLog, 'append' | 'readStream' | 'readPage' | 'findCommand'> {
  private readonly appends: Append[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private size = 0;

  /** The appends since this was last asked. */
  take(): Append[] {
    return this.appends.splice(0);
  }

  append(append: Append): Promise<AppendOutcome> {
    const stream = this.streams.get(append.stream) ?? [];
    const firstSeq = this.size;
    for (const { type, actor, body } of append.events) {
      const { role, grounds, ...rest } = JSON.parse(body.value.toString()) as RecordedEvent &
        Pick<RecordedEvent['actor'], 'role'>;
      const place = { seq: this.size++, stream: append.stream, version: stream.length + 1 };
      stream.push({ ...rest, ...place, type, recordedAt: '', actor: { id: actor, role }, grounds });
    }
    this.streams.set(append.stream, stream);
    // What excludes others was looked for here, where there are none.
    this.appends.push({ ...append, alone: undefined });
    return Promise.resolve({
      outcome: 'committed',
      stream: append.stream,
      version: stream.length,
      firstSeq,
      lastSeq: this.size - 1,
    });
  }

  readStream(stream: string, { after = 0 } = {}): Promise<RecordedEvent[]> {
    return Promise.resolve((this.streams.get(stream) ?? []).slice(after));
  }

  /** Nobody else writes. */
  readPage({ from }: { from: number }): Promise<LogPage> {
    return Promise.resolve({ events: [], readTo: from });
  }

  /** Every command is new. */
  findCommand(): Promise<(Place & { fingerprint: Buffer }) | undefined> {
    return Promise.resolve(undefined);
  }
}
