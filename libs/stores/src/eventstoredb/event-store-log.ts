import type { Append, AppendOutcome, Clock, EventLog, StoredCommand } from '#kernel';
import type pg from 'pg';
import { type Copies, kept, NotThatLog } from '../postgres/log-copy.js';
import { type KeptAppend, leafOf, type Recorded, versionsOf } from '../postgres/log-end.js';
import { LogReader } from '../postgres/log-reader.js';
import { hasRival } from '../postgres/rivals.js';
import { Claims } from './claims.js';
import { type AppendAnswer, bytesOf, type EventStore, MOST_BYTES } from './event-store.js';
import { type Expectation, Ingester } from './ingester.js';
import { commandOf, nothing, outgoing, streamOfNothing, Unfit } from './whole-appends.js';

/** How long an append that EventStoreDB stored may take to be in the log, before reading begins anew, and once more. */
const TAKE_OVER_MS = 5_000;
const SWEEP_MS = 3_600_000;
/** The lock under which streams are opened that must know of each other. */
const OPENINGS = 3_140_003;
/** More events of one stream than this are never stored and not yet taken over. */
const MOST_UNREAD = 1_000;

/** EventStoreDB cannot be read when the registry starts, or does not answer while a log is copied into it. */
export class EventStoreUnavailable extends Error {}

/** PostgreSQL gives five characters, gRPC a number. */
const isOfDatabase = (error: unknown): boolean => typeof (error as { code?: unknown }).code === 'string';

/** The appends of one stream on their way. */
interface Lane {
  turn: Promise<unknown>;
  users: number;
  /** What EventStoreDB stored last, whether the log holds it or not. */
  last?: { commandId: string; version: number };
}

/**
 * The log whose events are decided on in EventStoreDB: the revision of each stream is checked there, and an append is
 * answered when the {@link Ingester} has written it to the log in PostgreSQL, which is what everybody reads.
 */
export class EventStoreLog extends LogReader implements EventLog {
  readonly ingester: Ingester;
  private readonly claims: Claims;
  private readonly lanes = new Map<string, Lane>();
  /** The last stream that was opened one by one, or is being. */
  private opening: Promise<unknown> = Promise.resolve();
  private readonly running = new Set<Promise<AppendOutcome>>();
  private sweeping?: NodeJS.Timeout;

  constructor(
    private readonly store: EventStore,
    pool: pg.Pool,
    private readonly clock: Clock,
    private readonly takeOverMs = TAKE_OVER_MS,
  ) {
    super(pool);
    this.ingester = new Ingester(store, pool);
    this.claims = new Claims(pool);
  }

  /** What keeps events from being taken over, if anything does. */
  get trouble(): string | undefined {
    return this.ingester.trouble;
  }

  /** Takes over all that is there; only then is it known what was recorded. */
  async open(): Promise<void> {
    try {
      await this.ingester.start();
    } catch (error) {
      if (error instanceof Unfit || isOfDatabase(error)) throw error;
      throw new EventStoreUnavailable(
        `EventStoreDB at ${this.store.address} cannot be read: ${(error as Error).message}. Start it, or correct EVENTSTORE_URL; its user needs to read $all. Nothing was changed.`,
      );
    }
    await this.claims.sweep();
    this.sweeping = setInterval(() => {
      // What is stored and not taken over yet still needs its sealed values, however long that lasts.
      if (this.ingester.trouble === undefined) void this.claims.sweep().catch(() => {});
    }, SWEEP_MS).unref();
  }

  /** Lets running appends finish. */
  async close(): Promise<void> {
    clearInterval(this.sweeping);
    await Promise.allSettled([...this.running]);
    await this.ingester.stop();
    this.store.close();
  }

  async append(append: Append): Promise<AppendOutcome> {
    if (this.closed !== undefined) return { outcome: 'closed', cause: this.closed };
    const running = this.run(append);
    this.running.add(running);
    try {
      return await running;
    } finally {
      this.running.delete(running);
    }
  }

  private async run(append: Append): Promise<AppendOutcome> {
    await this.checkWritable(append);
    return append.alone ? this.oneByOne(() => this.write(append)) : this.write(append);
  }

  /**
   * EventStoreDB compares no streams with each other. So streams that must know of each other are opened one at a time, in all
   * processes that share the database, and each is in the log before the next looks there. The server takes the lock from a
   * process that dies; what that one had sent may still arrive.
   */
  private oneByOne(open: () => Promise<AppendOutcome>): Promise<AppendOutcome> {
    const opening = this.opening.then(async () => {
      const client = await this.pool.connect();
      try {
        await client.query('select pg_advisory_lock($1)', [OPENINGS]);
        return await open();
      } finally {
        // With the connection the lock goes too.
        client.release(true);
      }
    });
    this.opening = opening.catch(() => {});
    return opening;
  }

  private async write(append: Append): Promise<AppendOutcome> {
    const { stream, commandId } = append;
    const lane = this.lanes.get(stream) ?? { turn: Promise.resolve(), users: 0 };
    this.lanes.set(stream, lane);
    lane.users += 1;
    // Expected from before it is claimed, so that it is heard of whoever takes it over.
    const expectation = this.ingester.expect(commandId);
    try {
      // One after another are sent, and nobody waits in turn for the log: the next may build on the last.
      const sent = lane.turn.then(() => this.send(append, lane));
      lane.turn = sent.catch(() => {});
      const answer = await sent;
      if (answer.outcome !== 'stored') return answer;
      const recorded = await this.heard(commandId, expectation);
      if (recorded) return known(append, recorded, 'committed');
      return { outcome: 'unknown', cause: this.ingester.trouble ?? 'EventStoreDB stored it, and does not show it.' };
    } finally {
      expectation.forget();
      lane.users -= 1;
      if (lane.users === 0) this.lanes.delete(stream);
    }
  }

  /** What PostgreSQL could not hold must never be in EventStoreDB: it could not be taken over, nor could what follows. */
  private async checkWritable({ stream, commandId, events }: Append): Promise<void> {
    if (this.ingester.halted) throw new Error(this.ingester.halted);
    // The widest numbers and the longest instant that there will be.
    const at = { stream, version: 2 ** 31 - 1, seq: Number.MAX_SAFE_INTEGER, recordedAt: new Date(0).toISOString() };
    for (const event of events) leafOf(event, at);
    const unfit = [stream, commandId, ...events.flatMap(({ type, actor }) => [type, actor])].find((text) =>
      text.includes('\0'),
    );
    if (unfit !== undefined) throw new RangeError(`${JSON.stringify(unfit)} has a character that the log cannot hold.`);
    const corrects = Math.max(...events.map((event) => event.corrects ?? -1));
    if (corrects >= 0 && corrects >= (await this.head()).size)
      throw new RangeError(`There is no event ${corrects} to correct.`);
  }

  private async send(append: Append, lane: Lane): Promise<AppendOutcome | { outcome: 'stored' }> {
    const { commandId, stream, expected, events } = append;
    const claim = await this.claims.make(append);
    if (claim.kind === 'recorded') return known(append, claim.recorded, 'duplicate');
    if (claim.kind === 'again') {
      const earlier = await this.settle(commandId, claim.stream);
      if (earlier === 'on its way') return onItsWay(commandId);
      if (earlier) return known(append, earlier, 'duplicate');
      if (!claim.fingerprint.equals(append.fingerprint) && !(await this.claims.takeOver(append)))
        return onItsWay(commandId);
    }
    if (!(await this.stands(append, lane)) || (await hasRival(this.pool, append))) return this.conflict(append);
    if (events.length === 0 && ((await this.store.last(stream))?.version ?? 0) !== expected)
      return this.conflict(append);
    const answer = await this.transmit(append);
    if (answer.kind === 'lost') return { outcome: 'unknown', cause: answer.cause };
    if (answer.kind === 'conflict') {
      const earlier = answer.resent || claim.kind === 'again' ? await this.settle(commandId, stream) : undefined;
      if (earlier === 'on its way') return onItsWay(commandId);
      return earlier ? known(append, earlier, 'duplicate') : this.conflict(append);
    }
    if (events.length > 0) lane.last = { commandId, version: expected + events.length };
    return { outcome: 'stored' };
  }

  /** Whether the version that an append expects was made by the command that it rests on, if it names one. */
  private async stands({ restsOn, stream, expected }: Append, { last }: Lane): Promise<boolean> {
    if (restsOn === undefined) return true;
    if (last?.version === expected) return last.commandId === restsOn;
    const place = await super.findCommand(restsOn);
    return place?.stream === stream && place.version === expected;
  }

  /** Sends the events; a refusal leaves no sealed value behind. */
  private async transmit(append: Append): Promise<AppendAnswer> {
    const now = this.clock();
    try {
      if (append.events.length > 0)
        return await this.store.append(append.stream, append.expected, outgoing(append, now));
      return await this.store.append(streamOfNothing(append.commandId), 0, nothing(append, now));
    } catch (error) {
      await this.claims.withdraw(append);
      throw error;
    }
  }

  /** Where a command is that EventStoreDB stored; undefined when the log does not have it in time. */
  private async heard(commandId: string, expectation: Expectation): Promise<Recorded | undefined> {
    const { takenOver } = this.ingester;
    return (
      (await expectation.within(this.takeOverMs)) ?? (await this.late(commandId, takenOver).catch(() => undefined))
    );
  }

  /**
   * What EventStoreDB stored was not shown in time. While other events are taken over there is only a queue; where none is, the
   * subscription may be dead without saying so.
   */
  private async late(commandId: string, before: number): Promise<Recorded | undefined> {
    for (let seen = before; this.ingester.takenOver > seen;) {
      seen = this.ingester.takenOver;
      const recorded = await this.taken(commandId);
      if (recorded) return recorded;
    }
    const expectation = this.ingester.expect(commandId);
    this.ingester.restart('EventStoreDB does not show what it stored.');
    return (await expectation.within(this.takeOverMs)) ?? super.findCommand(commandId);
  }

  /** Another command made the version that this one wanted to make. Its sealed values go, as it was not recorded. */
  private async conflict(append: Append): Promise<AppendOutcome> {
    await this.claims.withdraw(append);
    const last = await this.store.last(append.stream);
    // Who decides anew reads the log: it must hold what this one lost against.
    const winner = last && commandOf(last);
    if (winner !== undefined) await this.taken(winner);
    return { outcome: 'conflict', actual: last?.version ?? 0 };
  }

  /** How a log that another store recorded is moved into this one: by appending its commands again, with the times that they bear. */
  readonly copies: Copies = {
    check: (command) => {
      const bytes = bytesOf(outgoing(copyOf(command), command.events[0]!.recordedAt));
      if (bytes > MOST_BYTES)
        throw new NotThatLog(
          `Command ${command.id} has ${bytes} bytes, and EventStoreDB takes ${MOST_BYTES} at once. This log can be moved into PostgreSQL only: unset EVENTSTORE_URL. Nothing was changed.`,
        );
      for (const event of command.events)
        if (!leafOf(kept(event), event).equals(event.leaf))
          throw new NotThatLog(
            `Event ${event.seq} has a leaf that this version of the registry would not make of it, and would have another in EventStoreDB. This log can be moved into PostgreSQL only: unset EVENTSTORE_URL. Nothing was changed.`,
          );
    },
    append: (commands) => this.copy(commands),
  };

  /** One append after another: `$all` then has them in the order of `seq`, and whatever stops this leaves a beginning of the log. */
  private async copy(commands: readonly StoredCommand[]): Promise<void> {
    const { size } = await this.head();
    const first = commands[0]!.events[0]!.seq;
    if (size !== first) throw new NotThatLog(`The log has ${size} events, and ${first} were expected: ${WRITTEN_TO}`);
    const claims = await Promise.all(commands.map((command) => this.claims.make(copyOf(command))));
    if (claims.some(({ kind }) => kind === 'recorded'))
      throw new NotThatLog(`A command is there before its place: ${WRITTEN_TO}`);
    const last = commands.at(-1)!;
    const expectation = this.ingester.expect(last.id);
    try {
      for (const command of commands) {
        const { stream, version, recordedAt } = command.events[0]!;
        const answer = await this.store.append(stream, version - 1, outgoing(copyOf(command), recordedAt));
        if (answer.kind === 'conflict')
          throw new NotThatLog(`EventStoreDB has other events in ${stream}: ${WRITTEN_TO}`);
        if (answer.kind === 'lost') throw unanswered(answer.cause);
      }
      const place = await this.heard(last.id, expectation);
      if (!place) throw unanswered(this.ingester.trouble ?? 'it does not show what it stored');
      if (place.lastSeq !== last.events.at(-1)!.seq)
        throw new NotThatLog(`Event ${last.events.at(-1)!.seq} came to place ${place.lastSeq}: ${WRITTEN_TO}`);
    } finally {
      expectation.forget();
    }
  }

  /** A command that may have been stored although the log does not hold it yet. */
  private async settle(commandId: string, stream: string): Promise<Recorded | 'on its way' | undefined> {
    const version = (await versionsOf(this.pool, [stream])).get(stream) ?? 0;
    const unread = [
      ...(await this.store.readFrom(stream, version + 1, MOST_UNREAD)),
      ...(await this.store.readFrom(streamOfNothing(commandId), 1, 1)),
    ];
    const isStored = unread.some((event) => commandOf(event) === commandId);
    const recorded = isStored ? await this.taken(commandId) : await super.findCommand(commandId);
    return recorded ?? (isStored ? 'on its way' : undefined);
  }

  /** Waits until the log holds a command that EventStoreDB holds. */
  private async taken(commandId: string): Promise<Recorded | undefined> {
    const expectation = this.ingester.expect(commandId);
    const recorded = await super.findCommand(commandId);
    if (!recorded) return expectation.within(this.takeOverMs);
    expectation.forget();
    return recorded;
  }

  override async findCommand(commandId: string): Promise<Recorded | undefined> {
    // The claim first: it goes in the transaction that brings the command.
    const stream = await this.claims.streamOf(commandId);
    const recorded = await super.findCommand(commandId);
    if (recorded || stream === undefined) return recorded;
    const settled = await this.settle(commandId, stream);
    if (settled === 'on its way')
      throw new Error(`EventStoreDB holds command ${commandId}, and the log does not yet: ask again in a moment.`);
    return settled;
  }
}

/** A stored command, to be appended again as it is. */
const copyOf = ({ id: commandId, fingerprint, events }: StoredCommand): KeptAppend => ({
  stream: events[0]!.stream,
  commandId,
  fingerprint,
  events: events.map(kept),
});

/** The answer to a command that is in the log. */
function known(append: Append, { fingerprint, ...place }: Recorded, outcome: 'committed' | 'duplicate'): AppendOutcome {
  return fingerprint.equals(append.fingerprint) ? { outcome, ...place } : { outcome: 'mismatch', place };
}

const WRITTEN_TO =
  'somebody else writes to it. Stop every registry on it, and import into an empty database and under another EVENTSTORE_PREFIX.';

const unanswered = (cause: string) =>
  new EventStoreUnavailable(
    `EventStoreDB stopped answering: ${cause}. What was written stays; import the same file again, and it goes on from there.`,
  );

const onItsWay = (commandId: string): AppendOutcome => ({
  outcome: 'unknown',
  cause: `A command with the id ${commandId} is on its way; whether it is recorded will be known in a moment.`,
});
