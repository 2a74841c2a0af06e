import type { Position } from '@eventstore/db-client';

/** What a server keeps of one event. */
export interface Kept {
  id: string;
  stream: string;
  revision: bigint;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
  /** 100 ns since 1970. */
  created: bigint;
  position: Position;
}

export type Proposed = Pick<Kept, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = bigint | 'no_stream' | 'any' | 'stream_exists';

/** A refusal in the words of the protocol: a gRPC code, and the trailers by which the client knows it. */
export class Refused extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly trailers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export type Appended =
  { kind: 'success'; revision: bigint; position: Position } | { kind: 'wrong-expected-version'; current?: bigint };

const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const FAILED_PRECONDITION = 9;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ALL_DELETED = 2n ** 63n - 1n;

/** What eventstoredb.md, section 5.2 says of a server's storage: appends, idempotency, deletion, truncation, one order of all. */
export class FakeStore {
  /** In the order of `$all`. */
  readonly all: Kept[] = [];
  private readonly streams = new Map<string, Kept[]>();
  private readonly tombstones = new Set<string>();
  private readonly given = new Set<string>();
  /** Positions have gaps, as those of a log in bytes: code that computes with them fails. */
  private next = 4_273n;
  private heard: () => void = () => {};
  private growing = new Promise<void>((resolve) => (this.heard = resolve));

  constructor(
    private readonly now: () => number,
    private readonly mostBytes = 1024 * 1024,
  ) {}

  /** Resolves when the next event is stored. */
  grown(): Promise<void> {
    return this.growing;
  }

  append(stream: string, expected: Expected, events: readonly Proposed[], isAdmin = false): Appended {
    if (stream === '') throw new Refused(INVALID_ARGUMENT, 'The stream has no name.');
    if (/^\$(?!\$)/.test(stream) && !isAdmin)
      throw new Refused(PERMISSION_DENIED, 'Access denied', { exception: 'access-denied' });
    let bytes = 0;
    for (const { id, type, contentType, data, metadata } of events) {
      if (!UUID.test(id)) throw new Refused(INVALID_ARGUMENT, `${id} is not a UUID.`);
      if (!type || !contentType)
        throw new Refused(INVALID_ARGUMENT, 'Required metadata properties are missing.', {
          exception: 'missing-required-metadata-property',
          'required-metadata-properties': 'type,content-type',
        });
      bytes += data.length + metadata.length + 2 * type.length;
    }
    if (bytes > this.mostBytes)
      throw new Refused(INVALID_ARGUMENT, 'Maximum Append Size Exceeded', {
        exception: 'maximum-append-size-exceeded',
        'maximum-append-size': String(this.mostBytes),
      });
    this.refuseTombstoned(stream);

    const kept = this.streams.get(stream) ?? [];
    const current = BigInt(kept.length) - 1n;
    const isDeleted = this.truncatedBefore(stream) === ALL_DELETED;
    const wrong: Appended = { kind: 'wrong-expected-version', current: current < 0n ? undefined : current };
    if (expected === 'stream_exists' && (current < 0n || isDeleted)) return wrong;
    if (expected === 'any' || expected === 'stream_exists') {
      const first = kept.findIndex(({ id }) => id === events[0]?.id.toLowerCase());
      if (first >= 0) return this.repeated(kept, first, events) ?? wrong;
    } else {
      const wanted = expected === 'no_stream' ? -1n : expected;
      const isFresh = wanted === current || (isDeleted && expected === 'no_stream');
      // The same ids at the same places are the same append again.
      if (!isFresh) return (wanted < current && this.repeated(kept, Number(wanted) + 1, events)) || wrong;
    }
    if (isDeleted && events.length > 0)
      this.store(`$$${stream}`, [
        { ...METADATA, id: this.idOfMetadata(), data: Buffer.from(JSON.stringify({ $tb: kept.length })) },
      ]);
    const stored = this.store(stream, events);
    return {
      kind: 'success',
      revision: stored.at(-1)?.revision ?? current,
      position: (stored.at(-1) ?? this.all.at(-1) ?? { position: { commit: 0n, prepare: 0n } }).position,
    };
  }

  private repeated(kept: readonly Kept[], first: number, events: readonly Proposed[]): Appended | undefined {
    const there = kept.slice(first, first + events.length);
    if (there.length < events.length || there.some(({ id }, index) => id !== events[index]!.id.toLowerCase()))
      return undefined;
    const { revision, position } = there.at(-1)!;
    return { kind: 'success', revision, position };
  }

  private store(stream: string, events: readonly Proposed[]): Kept[] {
    const kept = this.streams.get(stream) ?? [];
    this.streams.set(stream, kept);
    const stored = events.map((event) => {
      const position = { commit: this.next, prepare: this.next };
      this.next += BigInt(97 + event.data.length + event.metadata.length);
      const one: Kept = {
        ...event,
        id: event.id.toLowerCase(),
        stream,
        revision: BigInt(kept.length),
        created: BigInt(Math.round(this.now() * 10_000)),
        position,
      };
      kept.push(one);
      this.all.push(one);
      return one;
    });
    const { heard } = this;
    this.growing = new Promise((resolve) => (this.heard = resolve));
    heard();
    return stored;
  }

  /** Soft deletion: reads find nothing, `$all` keeps all, and the next append goes on behind what was there. */
  delete(stream: string): Position {
    this.refuseTombstoned(stream);
    return this.store(`$$${stream}`, [
      { ...METADATA, id: this.idOfMetadata(), data: Buffer.from(`{"$tb":${ALL_DELETED}}`) },
    ])[0]!.position;
  }

  /** Deletion for ever. */
  tombstone(stream: string): Position {
    this.refuseTombstoned(stream);
    const [stored] = this.store(stream, [
      { ...METADATA, type: '$streamDeleted', id: this.idOfMetadata(), data: new Uint8Array() },
    ]);
    this.tombstones.add(stream);
    return stored!.position;
  }

  private refuseTombstoned(stream: string): void {
    if (this.tombstones.has(stream))
      throw new Refused(FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
        exception: 'stream-deleted',
        'stream-name': stream,
      });
  }

  private idOfMetadata(): string {
    return `00000000-0000-4000-8000-${this.next.toString(16).padStart(12, '0')}`;
  }

  /** The settings that the last `$metadata` event of a stream states. */
  private truncatedBefore(stream: string): bigint {
    const last = this.streams.get(`$$${stream}`)?.at(-1);
    if (!last) return 0n;
    const text = Buffer.from(last.data).toString('utf8');
    const [, before] = /"\$tb":(\d+)/.exec(text) ?? [];
    const [, most] = /"\$maxCount":(\d+)/.exec(text) ?? [];
    const byCount = most === undefined ? 0n : BigInt(this.streams.get(stream)?.length ?? 0) - BigInt(most);
    const byRevision = BigInt(before ?? 0);
    return byRevision > byCount ? byRevision : byCount;
  }

  /** What is visible of a stream; undefined where there is none. */
  readStream(stream: string): Kept[] | undefined {
    this.refuseTombstoned(stream);
    const kept = this.streams.get(stream);
    const from = this.truncatedBefore(stream);
    if (!kept || from === ALL_DELETED) return undefined;
    return kept.filter(({ revision }) => revision >= from);
  }

  /** Holds what another one held and gave out, as on a copy of its disk. */
  holding(events: readonly Kept[]): this {
    for (const { stream, position, ...event } of events) {
      this.next = position.commit;
      const [one] = this.store(stream, [event]);
      this.give(one!.position);
    }
    return this;
  }

  /** It sent this position to a client. */
  give({ commit, prepare }: Position): void {
    this.given.add(`${commit}/${prepare}`);
  }

  /** The place in `$all` of a position that was given out; others are refused. */
  placeOf({ commit, prepare }: Position): number {
    if (!this.given.has(`${commit}/${prepare}`))
      throw new Refused(INVALID_ARGUMENT, `The position ${commit}/${prepare} was never given to anybody.`);
    return this.all.findIndex(({ position }) => position.commit >= commit);
  }
}

const METADATA = { type: '$metadata', contentType: 'application/json', metadata: new Uint8Array() };
