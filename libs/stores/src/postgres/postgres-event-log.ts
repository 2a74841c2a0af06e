import type { Append, AppendOutcome, Clock, EventLog, Place } from '#kernel';
import type pg from 'pg';
import { findCommands, LogEnd, versionsOf } from './log-end.js';
import { LogReader } from './log-reader.js';
import { hasRival, isRival } from './rivals.js';

/** The largest flush: this many appends, or this many bytes of bodies and sealed values. */
const MOST_APPENDS = 256;
const MOST_BYTES = 1_000_000;

/** Between two trials whether the log can be written again. */
const TRY_AGAIN_MS = 1_000;
/** Rows that need a new page of the table, and are taken back: a table that finds no room refuses them as it would an append. */
const TRIAL = `insert into registry.event_log (seq, stream, version, kind, type, actor, recorded_at, leaf, body, body_salt, nodes)
  select -n, 'trial', n, 'trial', 'trial', '', now(), decode(repeat('00', 1500), 'hex'), '', decode(repeat('00', 32), 'hex'), ''
  from generate_series(1, 6) n`;

interface Waiting {
  append: Append;
  answer: (outcome: AppendOutcome) => void;
  fail: (error: unknown) => void;
}

/** Whether the version that an append expects was made by the command that it rests on, if it names one. */
const stands = ({ stream, expected, restsOn }: Append, commands: ReadonlyMap<string, Place>): boolean => {
  if (restsOn === undefined) return true;
  const place = commands.get(restsOn);
  return place?.stream === stream && place.version === expected;
};

/**
 * What comes of appends where each stream is at the version that they expect and none was sent before, added to the end;
 * undefined where more must be known to answer them.
 */
function suppose(end: LogEnd, appends: readonly Append[], now: string): AppendOutcome[] | undefined {
  if (appends.some(({ events, alone }) => events.length === 0 || alone !== undefined)) return undefined;
  const versions = new Map<string, number>();
  const commands = new Map<string, Place>();
  const outcomes: AppendOutcome[] = [];
  for (const append of appends) {
    const { stream, expected, commandId, restsOn } = append;
    if ((versions.get(stream) ?? expected) !== expected) return undefined;
    if (restsOn !== undefined && !commands.has(restsOn)) end.rest(restsOn, stream, expected);
    else if (!stands(append, commands)) return undefined;
    const place = end.add(append, expected, now);
    versions.set(stream, place.version);
    commands.set(commandId, place);
    outcomes.push({ outcome: 'committed', ...place });
  }
  return outcomes;
}

/** The connection, the server or its disk failed, not what was to be written: SQLSTATE classes 08, 53, 57, 58, XX, or a socket. */
const isOfTheStore = (error: unknown): boolean =>
  /^(08|53|57|58|XX|E[A-Z])/.test((error as { code?: string }).code ?? '') ||
  /Connection terminated|not queryable|timeout exceeded|No space left/.test(String(error));

/**
 * The log in PostgreSQL, on a server or in process. `seq` is allotted under the lock of one row that is held to the commit,
 * so it is dense and is the order of commits. Appends that arrive while a flush runs form the next flush: each is checked
 * on its own and answered on its own, and they share one commit.
 *
 * Where nobody else writes, this process knows where the log ends, and a flush is one statement, written if all is as supposed.
 * Else the end is locked first, and each append is answered by what is found there.
 */
export class PostgresEventLog extends LogReader implements EventLog {
  /** What keeps the log from growing, from an append that failed for no fault of its own until the store can be written again. */
  trouble?: string;
  private queue: Waiting[] = [];
  private flushing?: Promise<void>;
  /** Where this process left the log, as long as nobody else was seen to write. */
  private left?: LogEnd;
  private trying?: NodeJS.Timeout;
  private trial?: Promise<void>;

  constructor(
    pool: pg.Pool,
    private readonly clock: Clock,
    /** 1 turns coalescing off, for comparison. */
    private readonly mostAppends: number = MOST_APPENDS,
  ) {
    super(pool);
  }

  append(append: Append): Promise<AppendOutcome> {
    if (this.closed !== undefined) return Promise.resolve({ outcome: 'closed', cause: this.closed });
    return new Promise((answer, fail) => {
      this.queue.push({ append, answer, fail });
      this.flushing ??= this.flushAll();
    });
  }

  /** Lets what is being written finish. */
  async close(): Promise<void> {
    while (this.flushing) await this.flushing;
    clearInterval(this.trying);
    await this.trial;
  }

  private async flushAll(): Promise<void> {
    while (this.queue.length > 0) {
      // One turn of the event loop: appends of the same turn share a flush, and on a database in this process, which answers
      // within a turn, whoever appends without end leaves the others theirs.
      await new Promise(setImmediate);
      const batch = this.takeBatch();
      try {
        await this.flush(batch);
      } catch (error) {
        // One append that cannot be stored must not fail the others of its flush. What ails the store fails them all.
        const ailing = this.noteTrouble(error);
        if (batch.length === 1 || ailing) for (const waiting of batch) waiting.fail(error);
        else for (const waiting of batch) await this.flush([waiting]).catch(waiting.fail);
      }
    }
    this.flushing = undefined;
  }

  private takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { append } of this.queue) {
      for (const { body, parts } of append.events) for (const { value } of [body, ...parts]) bytes += value.length;
      if (count > 0 && (bytes > MOST_BYTES || count >= this.mostAppends)) break;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  private async flush(batch: readonly Waiting[]): Promise<void> {
    const client = await this.pool.connect();
    let committing = false;
    /** The server refused the rows, so that the commit behind them was none. */
    let refused = false;
    const watched = <T>(writing: Promise<T>): Promise<T> => {
      committing = true;
      return writing.catch((error: unknown) => {
        refused = (error as { severity?: string }).severity === 'ERROR';
        throw error;
      });
    };
    try {
      const appends = batch.map(({ append }) => append);
      let end = this.left?.next();
      let outcomes = end && suppose(end, appends, this.clock());
      if (!outcomes || !(await watched(end!.writeAsSupposed(client)))) {
        committing = false;
        ({ outcomes, end } = await this.decide(client, appends));
        const writes = outcomes.some(({ outcome }) => outcome === 'committed');
        await Promise.all([watched(writes ? end.write(client) : Promise.resolve()), client.query('commit')]);
      }
      // Where another process was seen, it will probably be there again, and supposing would be in vain.
      this.left = end!.start === this.edge.size ? end : undefined;
      this.edge = end!.edge;
      this.trouble = undefined;
      client.release();
      batch.forEach((waiting, index) => waiting.answer(outcomes[index]!));
    } catch (error) {
      const nothingWritten = !committing || refused || /^(23|40)/.test((error as { code?: string }).code ?? '');
      const usable =
        nothingWritten &&
        (await client.query('rollback').then(
          () => true,
          () => false,
        ));
      client.release(usable ? undefined : (error as Error));
      this.left = undefined;
      if (nothingWritten) throw error;
      this.noteTrouble(error);
      const cause = error instanceof Error ? error.message : String(error);
      for (const waiting of batch) waiting.answer({ outcome: 'unknown', cause });
    }
  }

  private noteTrouble(error: unknown): boolean {
    const ailing = isOfTheStore(error);
    if (ailing) {
      this.trouble = `The last append failed: ${(error as Error).message}. What is recorded can be read; this ends once the store can be written again.`;
      this.tryLater();
    }
    return ailing;
  }

  /** Whoever sends only where health is green would never send the append that ends the trouble, so the log tries by itself. */
  private tryLater(): void {
    this.trying ??= setInterval(() => {
      this.trial ??= this.tryOnce().finally(() => (this.trial = undefined));
    }, TRY_AGAIN_MS).unref();
  }

  private async tryOnce(): Promise<void> {
    try {
      if (this.trouble !== undefined) await this.tryToWrite();
      this.trouble = undefined;
      clearInterval(this.trying);
      this.trying = undefined;
    } catch {
      // What was said of the append still holds; the next turn comes.
    }
  }

  /** Takes room as an append does, and flushes; it leaves nothing. */
  private async tryToWrite(): Promise<void> {
    const client = await this.pool.connect();
    try {
      for (const statement of ['begin', TRIAL, 'rollback', 'update registry.log_head set size = size'])
        await client.query(statement);
      client.release();
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  /** Begins a transaction that holds the end of the log, and checks each append in it. */
  private async decide(
    client: pg.PoolClient,
    appends: readonly Append[],
  ): Promise<{ outcomes: AppendOutcome[]; end: LogEnd }> {
    // Sent at once and run one after the other, each in a snapshot of its own: none sees less than the lock does.
    const [, end, versions, commands] = await Promise.all([
      client.query('begin isolation level read committed'),
      LogEnd.lock(client, this.edge),
      versionsOf(
        client,
        appends.map((append) => append.stream),
      ),
      findCommands(
        client,
        appends.flatMap(({ commandId, restsOn }) => (restsOn === undefined ? [commandId] : [commandId, restsOn])),
      ),
    ]);
    const guarded = appends.filter(({ alone }) => alone !== undefined);
    const crowded = new Set(
      await Promise.all(guarded.map(async (append) => (await hasRival(client, append)) && append)),
    );
    const now = this.clock();
    const opened: Append[] = [];
    const outcomes = appends.map((append): AppendOutcome => {
      const known = commands.get(append.commandId);
      if (known) {
        const { fingerprint, ...place } = known;
        return fingerprint.equals(append.fingerprint)
          ? { outcome: 'duplicate', ...place }
          : { outcome: 'mismatch', place };
      }
      const actual = versions.get(append.stream) ?? 0;
      if (actual !== append.expected || !stands(append, commands)) return { outcome: 'conflict', actual };
      if (crowded.has(append) || opened.some((other) => isRival(append, other))) return { outcome: 'conflict', actual };
      if (actual === 0 && append.events.length > 0) opened.push(append);
      const place = end.add(append, actual, now);
      versions.set(append.stream, place.version);
      commands.set(append.commandId, { ...place, fingerprint: append.fingerprint });
      return { outcome: 'committed', ...place };
    });
    return { outcomes, end };
  }
}
