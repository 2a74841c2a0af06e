import { setTimeout as sleep } from 'node:timers/promises';
import { TreeEdge } from '#kernel';
import type { Position } from '@eventstore/db-client';
import type pg from 'pg';
import { findCommands, type KeptPart, LogEnd, type Recorded, versionsOf } from '../postgres/log-end.js';
import { type EventStore, isAfter } from './event-store.js';
import { Unfit, type WholeAppend, WholeAppends } from './whole-appends.js';

/** Appends that one transaction takes over at most; reading waits when so many are waiting. */
const MOST_APPENDS = 500;
const LONGEST_PAUSE_MS = 5_000;

/** Waits for a command to be in the log. */
export interface Expectation {
  /** Where it is; undefined when it is not there after that long. */
  within(ms: number): Promise<Recorded | undefined>;
  /** There is nothing to wait for any more. */
  forget(): void;
}

/**
 * Takes over what EventStoreDB stores into the log: gives each event its `seq` in the order of `$all`, and writes it with
 * the checkpoint in one transaction, under the lock that is the sequencer of every tier. What it writes follows from what
 * EventStoreDB stores and from nothing else, so that another run from the beginning gives the same bytes. Several may run on
 * one database: what another has written is passed over. After any fault it goes on from the last checkpoint, on a new
 * connection.
 */
export class Ingester {
  /** What keeps events from being taken over at the moment. */
  trouble?: string;
  /** Set when going on is of no use before somebody has looked; see {@link Unfit}. */
  halted?: string;
  /** Appends that were read and written so far: whether it goes on. */
  takenOver = 0;
  private edge = new TreeEdge();
  private batch: WholeAppend[] = [];
  private writing?: Promise<void>;
  private readonly stopped = new AbortController();
  private attempt = new AbortController();
  private loop?: Promise<void>;
  private readonly commands = new Map<string, Set<(recorded: Recorded) => void>>();

  constructor(
    private readonly store: EventStore,
    private readonly pool: pg.Pool,
  ) {}

  /** Resolves when all that was there is taken over; throws when that fails the first time. */
  start(): Promise<void> {
    return new Promise((caughtUp, fail) => {
      this.loop ??= this.run(caughtUp, fail);
    });
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.loop;
  }

  private async run(caughtUp: () => void, fail: (error: unknown) => void): Promise<void> {
    for (let failures = 0; !this.stopped.signal.aborted;) {
      this.attempt = new AbortController();
      const signal = AbortSignal.any([this.attempt.signal, this.stopped.signal]);
      try {
        const appends = new WholeAppends();
        const checkpoint = await this.checkpoint();
        // What others wrote up to there will not be read here any more.
        await this.tell([...this.commands.keys()]);
        for await (const event of this.store.follow(checkpoint, signal)) {
          const whole = event && appends.take(event);
          if (whole) this.push(whole);
          if (!event || this.batch.length >= MOST_APPENDS) await this.writing;
          if (event) continue;
          signal.throwIfAborted();
          this.trouble = this.halted = undefined;
          failures = 0;
          caughtUp();
        }
      } catch (error) {
        // When a write failed, that is the cause; that reading was stopped is its effect.
        const cause: unknown = this.attempt.signal.aborted ? this.attempt.signal.reason : error;
        this.trouble = cause instanceof Error ? cause.message : String(cause);
        if (cause instanceof Unfit || isRefusedByDatabase(cause)) this.halted = this.trouble;
        fail(cause);
      }
      this.batch = [];
      await this.writing;
      const pause = Math.min(50 * 2 ** failures++, LONGEST_PAUSE_MS) * (0.5 + Math.random());
      await sleep(pause, undefined, { signal: this.stopped.signal }).catch(() => {});
    }
  }

  private async checkpoint(): Promise<Position | undefined> {
    const { rows } = await this.pool.query<CheckpointRow>(CHECKPOINT);
    return positionOf(rows[0]);
  }

  /** Reads on a new connection from the last checkpoint. */
  restart(why: string): void {
    this.attempt.abort(new Error(why));
  }

  private push(whole: WholeAppend): void {
    this.batch.push(whole);
    this.writing ??= this.writeAll();
  }

  private async writeAll(): Promise<void> {
    // One turn of the event loop, so that what was read in this turn shares a transaction.
    await new Promise(setImmediate);
    try {
      while (this.batch.length > 0) await this.write(this.batch.splice(0, MOST_APPENDS));
    } catch (error) {
      this.batch = [];
      this.attempt.abort(error);
    }
    this.writing = undefined;
  }

  private async write(taken: readonly WholeAppend[]): Promise<void> {
    const client = await this.pool.connect();
    let recorded: Map<string, Recorded>;
    try {
      await client.query('begin isolation level read committed');
      const end = await LogEnd.lock(client, this.edge);
      recorded = await this.takeOver(client, end, taken);
      await client.query('commit');
      client.release();
      this.edge = end.edge;
    } catch (error) {
      // It may have been written or not; the connection may be of no use. The next attempt asks the checkpoint.
      client.release(error as Error);
      throw error;
    }
    this.trouble = this.halted = undefined;
    this.takenOver += taken.length;
    await this.tell(
      taken.map(({ append }) => append.commandId),
      recorded,
    );
  }

  /** Tells those who wait for these commands where they are. */
  private async tell(ids: readonly string[], recorded = new Map<string, Recorded>()): Promise<void> {
    const awaited = ids.filter((id) => this.commands.has(id));
    const byOthers = awaited.filter((id) => !recorded.has(id));
    const found = byOthers.length > 0 ? await findCommands(this.pool, byOthers) : recorded;
    for (const id of awaited) {
      const place = recorded.get(id) ?? found.get(id);
      if (place) for (const tell of this.commands.get(id) ?? []) tell(place);
    }
  }

  /** Writes what no other process has written yet; the places of these commands. */
  private async takeOver(
    client: pg.PoolClient,
    end: LogEnd,
    taken: readonly WholeAppend[],
  ): Promise<Map<string, Recorded>> {
    const stored = positionOf((await client.query<CheckpointRow>(CHECKPOINT)).rows[0]);
    const news = taken.filter(({ position }) => !stored || isAfter(position, stored));
    const recorded = new Map<string, Recorded>();
    if (news.length === 0) return recorded;
    const versions = await versionsOf(
      client,
      news.map(({ append }) => append.stream),
    );
    const parts = await this.parts(client, news);
    for (const { append, after, recordedAt } of news) {
      const version = versions.get(append.stream) ?? 0;
      if (append.events.length > 0 && after !== version)
        throw new Unfit(
          `EventStoreDB goes on in ${append.stream} at version ${after + 1}, and the log has it up to ${version}. Nothing after it is taken over.`,
        );
      const events = append.events.map((event) => ({
        ...event,
        parts: event.parts.map((part) => parts.get(part.digest.toString('hex')) ?? { ...part, absent: true as const }),
      }));
      // A command that recorded nothing is remembered at the version it saw.
      const place = end.add({ ...append, events }, after, recordedAt);
      if (events.length > 0) versions.set(append.stream, place.version);
      recorded.set(append.commandId, { ...place, fingerprint: append.fingerprint });
    }
    await end.write(client);
    const { commit, prepare } = news.at(-1)!.position;
    await client.query({
      name: 'ingested',
      text: `with o as (delete from registry.outgoing where command_id = any($1)),
          p as (delete from registry.outgoing_part where command_id = any($1))
        update registry.ingestion set commit_position = $2, prepare_position = $3`,
      values: [[...recorded.keys()], commit, prepare],
    });
    return recorded;
  }

  /** The sealed values that wait for their events. */
  private async parts(client: pg.PoolClient, news: readonly WholeAppend[]): Promise<Map<string, KeptPart>> {
    const digests = news.flatMap(({ append }) =>
      append.events.flatMap((event) => event.parts.map(({ digest }) => digest)),
    );
    if (digests.length === 0) return new Map();
    const { rows } = await client.query<{ digest: Buffer; salt: Buffer | null; value: Buffer | null }>({
      name: 'outgoing-parts',
      text: 'select digest, salt, value from registry.outgoing_part where digest = any($1)',
      values: [digests],
    });
    return new Map(
      rows.map(({ digest, salt, value }) => [
        digest.toString('hex'),
        { digest, salt: salt ?? undefined, value: value ?? undefined },
      ]),
    );
  }

  /** To be asked for before the command can be in the log. */
  expect(commandId: string): Expectation {
    let tell!: (recorded: Recorded | undefined) => void;
    const told = new Promise<Recorded | undefined>((resolve) => (tell = resolve));
    const listeners = this.commands.get(commandId) ?? new Set();
    this.commands.set(commandId, listeners.add(tell));
    const forget = () => {
      listeners.delete(tell);
      if (listeners.size === 0 && this.commands.get(commandId) === listeners) this.commands.delete(commandId);
    };
    const within = async (ms: number) => {
      const timer = setTimeout(() => tell(undefined), ms);
      const recorded = await told;
      clearTimeout(timer);
      forget();
      return recorded;
    };
    return { within, forget };
  }
}

/** Integrity constraints of the log: SQLSTATE 23. The codes of gRPC are numbers. */
const isRefusedByDatabase = (error: unknown): boolean => String((error as { code?: unknown }).code).startsWith('23');

interface CheckpointRow {
  commit_position: string | null;
  prepare_position: string | null;
}

const CHECKPOINT = 'select commit_position, prepare_position from registry.ingestion';

const positionOf = (row: CheckpointRow | undefined): Position | undefined =>
  row?.commit_position ? { commit: BigInt(row.commit_position), prepare: BigInt(row.prepare_position!) } : undefined;
