import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Position, StreamingRead } from '@eventstore/db-client';
import * as client from '@eventstore/db-client';
import { Gate } from './gate.js';
import { Lost, meaningOf } from './meaning.js';

/** The server hangs silently beyond 100 streams on a connection, so appends stay well below. */
const MOST_IN_FLIGHT = 50;
/** Our own limit on one append, data and metadata; servers before 25.1 take 1 MiB. */
export const MOST_BYTES = 900 * 1024;
/** An append that was lost on the way is sent again so often, the ids and the expected revision unchanged. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
/** How long the client waits for an answer, unless the address says otherwise. */
const DEADLINE_MS = 10_000;

/** An event as it goes to the server: its bytes are made before the client sees them. */
export interface OutgoingEvent {
  id: string;
  type: string;
  data: Uint8Array;
  metadata: object;
}

/** An event as the server has it. */
export interface StoredEvent {
  id: string;
  stream: string;
  /** From 1: one more than the server's revision. */
  version: number;
  type: string;
  data: Uint8Array;
  /** What was parsed from the metadata; not yet checked. */
  metadata: unknown;
  position: Position;
}

/**
 * What became of an append. `lost`: no answer came, and it may have been stored or not. After it was `resent`, a conflict may
 * be with itself.
 */
export type AppendAnswer = { kind: 'stored' } | { kind: 'conflict'; resent: boolean } | { kind: 'lost'; cause: string };

/**
 * The id of a command's event: it follows from the command's id alone (UUID version 5), so that whoever sends the command
 * again sends the same ids, and the server stores them once.
 */
export function eventIdOf(commandId: string, index: number): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(`${index}:${commandId}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
const NAMESPACE = Buffer.from('8d2a0f6e3c1b4f5fa1d7c94b6e0d2f38', 'hex');

/** An EventStoreDB or KurrentDB server or cluster, as far as a log needs it; streams bear a prefix of this registry. */
export class EventStore {
  private readonly gate = new Gate(MOST_IN_FLIGHT);
  private readonly connections = new Set<client.EventStoreDBClient>();
  private readonly writer: client.EventStoreDBClient;
  private readonly credentials: { username: string; password: string };
  /** Reads have no deadline in the client: one that yields nothing for this long is given up. */
  private readonly deadline: number;

  /**
   * @param url `esdb://user:password@host:2113?...`; nodes of a cluster are listed by commas
   * @param prefix begins the name of each stream, and nothing else of the server is looked at
   */
  constructor(
    private readonly url: string,
    readonly prefix: string,
  ) {
    this.credentials = credentialsOf(url);
    this.deadline = Number(/[?&]defaultDeadline=(\d+)/i.exec(url)?.[1] ?? DEADLINE_MS);
    this.writer = this.connect();
  }

  /**
   * Appends at the revision expected, all or nothing; `expected` is the number of events that the stream has. What was
   * lost on the way is sent again with the same ids. Throws what the server refuses for good.
   */
  async append(stream: string, expected: number, events: readonly OutgoingEvent[]): Promise<AppendAnswer> {
    const ready = events.map(({ id, type, data, metadata }) => ({
      id,
      type,
      contentType: 'application/octet-stream' as const,
      // Exactly Uint8Array: the client makes JSON of anything else, Buffer included.
      data: new Uint8Array(data),
      metadata: new Uint8Array(bytesOfMetadata(metadata)),
    }));
    const bytes = bytesOf(events);
    if (bytes > MOST_BYTES)
      throw new RangeError(
        `What is recorded in ${stream} has ${bytes} bytes; one append takes ${MOST_BYTES}. Record it in several commands.`,
      );
    let cause = '';
    for (let attempt = 1; ; attempt++) {
      try {
        await this.gate.through(() =>
          this.writer.appendToStream(this.prefix + stream, ready, {
            expectedRevision: expected === 0 ? client.NO_STREAM : BigInt(expected - 1),
            // On every call: this is what makes the client use its Append call and not the batched one (ADR 21).
            credentials: this.credentials,
          }),
        );
        return { kind: 'stored' };
      } catch (error) {
        const meaning = meaningOf(error);
        if (meaning === 'conflict') return { kind: 'conflict', resent: attempt > 1 };
        // A refusal says nothing of an earlier attempt that was lost.
        if (meaning === 'refused' && attempt === 1) throw error;
        cause = (error as Error).message;
        if (meaning === 'refused' || attempt === ATTEMPTS) return { kind: 'lost', cause };
        await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
      }
    }
  }

  /** The last event of a stream, if it has any. */
  async last(stream: string): Promise<StoredEvent | undefined> {
    const [event] = await this.read(stream, client.BACKWARDS, client.END, 1);
    return event;
  }

  /** Up to `count` events of a stream from this version on (its first event has version 1). */
  readFrom(stream: string, version: number, count: number): Promise<StoredEvent[]> {
    return this.read(stream, client.FORWARDS, BigInt(version - 1), count);
  }

  private async read(
    stream: string,
    direction: typeof client.FORWARDS | typeof client.BACKWARDS,
    fromRevision: bigint | typeof client.END,
    maxCount: number,
  ): Promise<StoredEvent[]> {
    return this.gate.through(async () => {
      const events: StoredEvent[] = [];
      const reading = this.writer.readStream(this.prefix + stream, {
        direction,
        fromRevision,
        maxCount,
        credentials: this.credentials,
      });
      try {
        for await (const { event } of unlessStalled(reading, this.deadline)) if (event) events.push(this.stored(event));
      } catch (error) {
        if ((error as { type?: string }).type !== client.ErrorType.STREAM_NOT_FOUND) throw error;
      }
      return events;
    });
  }

  /**
   * All events of this registry after a position, in order: first what is there, then `undefined` once, then what comes. It
   * uses a connection of its own, and ends by throwing, whatever the server did; whoever reads goes on from the last event
   * that was handled. `signal` ends it too.
   */
  async *follow(after: Position | undefined, signal: AbortSignal): AsyncGenerator<StoredEvent | undefined> {
    signal.throwIfAborted();
    const connection = this.connect();
    try {
      let last = after;
      const reading = connection.readAll({ fromPosition: after ?? client.START, credentials: this.credentials });
      const stopReading = () => void reading.destroy(new Lost('Stopped.'));
      signal.addEventListener('abort', stopReading);
      for await (const { event } of unlessStalled(reading, this.deadline)) {
        // A read begins with the event at the position, a subscription after it.
        if (!event?.position || (after && !isAfter(event.position, after))) continue;
        last = placed(event.position);
        if (event.streamId.startsWith(this.prefix)) yield this.stored(event);
      }
      signal.removeEventListener('abort', stopReading);
      signal.throwIfAborted();
      yield undefined;

      const subscription = connection.subscribeToAll({
        fromPosition: last ?? client.START,
        // No checkpoints are taken from the server: they run ahead of what was handled (eventstoredb.md, 5.1-j).
        filter: client.streamNameFilter({ prefixes: [this.prefix], checkpointInterval: 1_000 }),
        credentials: this.credentials,
      });
      const stop = () => subscription.destroy(new Lost('Stopped.'));
      signal.addEventListener('abort', stop);
      for await (const { event } of subscription) {
        if (!event) continue;
        placed(event.position);
        yield this.stored(event);
      }
      throw new Lost('The server ended the subscription.');
    } finally {
      this.disconnect(connection);
    }
  }

  private stored({ id, streamId, revision, type, data, metadata, position }: client.RecordedEvent): StoredEvent {
    return {
      id,
      stream: streamId.slice(this.prefix.length),
      version: Number(revision) + 1,
      type,
      data: data as Uint8Array,
      metadata,
      position: position ?? NOWHERE,
    };
  }

  private connect(): client.EventStoreDBClient {
    const connection = client.EventStoreDBClient.connectionString(this.url);
    this.connections.add(connection);
    return connection;
  }

  /** Ends the streams and the connection; `dispose` alone leaves the connection open (eventstoredb.md, 5.1-o). */
  private disconnect(connection: client.EventStoreDBClient): void {
    this.connections.delete(connection);
    // Not waited for either: it cancels at once, and never ends where a read was left before its end.
    void connection.dispose();
    const { getChannel } = connection as unknown as { getChannel(): Promise<{ close(): void }> };
    // Not waited for: a client that never found a node would look for one first.
    void getChannel().then(
      (channel) => channel.close(),
      () => {},
    );
  }

  /** Where it is, without the password. */
  get address(): string {
    return this.url.replace(/\/\/[^@/]*@/, '//').replace(/\?.*/, '');
  }

  close(): void {
    for (const connection of [...this.connections]) this.disconnect(connection);
  }
}

const bytesOfMetadata = (metadata: object) => Buffer.from(JSON.stringify(metadata));

/** How large the server finds an append. */
export const bytesOf = (events: readonly OutgoingEvent[]): number =>
  events.reduce(
    (sum, { data, metadata, type }) => sum + data.length + bytesOfMetadata(metadata).length + 2 * type.length,
    0,
  );

/** Positions are the server's own and only compared: nothing is ever added to them. */
export const isAfter = (a: Position, b: Position): boolean =>
  a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);

/** What servers send in place of a position that they do not have. */
const NOWHERE: Position = { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };

/** A position that may be kept and returned to. */
function placed(position: Position | undefined): Position {
  if (!position || position.commit === NOWHERE.commit || position.prepare === NOWHERE.prepare)
    throw new Lost('The server sent an event of $all without its position.');
  return position;
}

/** The user that the address names. Without TLS the client sends none, and any will do to choose the call. */
export function credentialsOf(url: string): { username: string; password: string } {
  const named = /^esdb(?:\+discover)?:\/\/([^:@/]+):([^@]+)@/.exec(url);
  return named
    ? { username: decodeURIComponent(named[1]!), password: decodeURIComponent(named[2]!) }
    : { username: 'registry', password: '' };
}

/** The items of a read; throws when none comes for that long, because nothing else would end it. */
async function* unlessStalled<T>(reading: StreamingRead<T>, millis: number): AsyncGenerator<T> {
  let idle = false;
  let handling = false;
  const watch = setInterval(() => {
    if (idle) reading.destroy(new Lost(`The server sent nothing for ${millis / 1_000} s.`));
    idle = !handling;
  }, millis);
  try {
    for await (const item of reading as AsyncIterable<T>) {
      idle = false;
      handling = true;
      yield item;
      handling = false;
    }
  } finally {
    clearInterval(watch);
    await reading.cancel();
  }
}
