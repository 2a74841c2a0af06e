import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { EventLog, LogPage } from '../events/index.js';
import { elapsed } from '../ports.js';
import type { Database } from './database.js';
import { Leases, type LeaseTerms } from './leases.js';
import type { ReadTables, WritePage } from './read-tables.js';
import { type AnyReadModel, tablesOf } from './tables-of.js';

/** Events per page when far behind; one page is folded in memory and written at once. */
export const PAGE = 5_000;
/** A page that takes longer is followed by shorter ones: leases, locks and whoever waits for a position depend on its end. */
const LONG_PAGE_MS = 2_000;
/** How often the log is asked when no hint came, e.g. because another process wrote. */
const POLL_MS = 100;
/** The same while somebody waits for a position. */
const AWAITED_MS = 20;

/** Where a projection stands. `halted`: an event could not be folded, and nothing moves until that is mended. */
export interface ProjectionStatus {
  name: string;
  version: number;
  /** All events below this size are in the read model. */
  position: number;
  halted?: { seq: number; cause: string };
  /** Where several processes share the database: the one that advances it. */
  holder?: string;
}

export interface RunnerOptions {
  /** How projections are shared among processes; absent where no other process can open the database. */
  lease?: LeaseTerms;
  /** Milliseconds on a clock that nobody sets. */
  monotonic?: () => number;
}

/** One projection as this process knows it. */
class Follower {
  readonly tables: ReadTables;
  position = 0;
  /** Raised by each swap of tables; what is in memory belongs to one epoch. */
  epoch = 0;
  halted?: { seq: number; cause: string };
  /** It has caught up once in this process, and its lookups stand. */
  hasLookups = false;
  /** Which holder of its lease this process is; undefined while it is none. */
  lease?: number;
  holder?: string;

  constructor(readonly projection: AnyReadModel) {
    this.tables = tablesOf(projection, 'read');
  }
}

const shorter = (limit: number) => Math.max(1, limit >> 2);

/**
 * Advances projections: reads each page of the log once, folds it into all of them, and commits their rows together with
 * their checkpoints. The checkpoint rows are locked first, so two processes cannot both advance them. Of several processes
 * one holds the leases and works; the others follow its checkpoints. One projection that fails halts alone.
 */
export class ProjectionRunner {
  private readonly followers: readonly Follower[];
  private stopping = false;
  private loop?: Promise<void>;
  /** A hint came since the log was last asked. */
  private hinted = false;
  private wake: () => void = () => {};
  private readonly waiting = new Set<() => void>();
  private ahead?: { from: number; limit: number; page: Promise<LogPage> };
  private readonly leases?: Leases;
  /** Events per page; fewer after one that took long, or that failed or lost its lease over it. */
  private limit = PAGE;
  private readonly monotonic: () => number;
  /** When the loop was last seen to go on; undefined while it does not run. */
  private beat?: number;

  constructor(
    projections: readonly AnyReadModel[],
    private readonly db: Database,
    private readonly log: EventLog,
    { lease, monotonic = elapsed }: RunnerOptions = {},
  ) {
    this.followers = projections.map((projection) => new Follower(projection));
    this.monotonic = monotonic;
    if (lease) this.leases = new Leases(db, lease);
  }

  status(): ProjectionStatus[] {
    return this.followers.map(({ projection: { name, version }, position, halted, holder }) => ({
      name,
      version,
      position,
      halted,
      ...(holder === undefined ? {} : { holder }),
    }));
  }

  /** The size up to which every projection has read. */
  position(): number {
    return Math.min(...this.followers.map((follower) => follower.position));
  }

  /** Creates tables that are missing or of another version, then reads the checkpoints. */
  async prepare(): Promise<void> {
    for (const follower of this.followers) await this.db.transaction().execute((tx) => this.prepareOne(tx, follower));
  }

  private async prepareOne(tx: Database, follower: Follower): Promise<void> {
    const { name, version } = follower.projection;
    // One starter at a time: two that create the same schema or table at once fail.
    await sql`lock table registry.projection in exclusive mode`.execute(tx);
    const { rows } = await sql<{ version: number; position: string; epoch: number }>`
      select version, position, epoch from registry.projection where name = ${name} for update`.execute(tx);
    const [stored] = rows;
    if (stored?.version === version) {
      follower.position = Number(stored.position);
      follower.epoch = stored.epoch;
      return;
    }
    await follower.tables.create(tx);
    follower.hasLookups = false;
    follower.position = 0;
    follower.epoch = (stored?.epoch ?? -1) + 1;
    await sql`insert into registry.projection (name, version, position, epoch) values (${name}, ${version}, 0, ${follower.epoch})
      on conflict (name) do update set version = excluded.version, position = 0, epoch = excluded.epoch,
        halted_seq = null, halted_cause = null, holder = null, held_until = null`.execute(tx);
  }

  /** For how many milliseconds the loop has stood at one thing: a store that does not answer, or a lock. 0 where it does not run. */
  silentFor(): number {
    return this.beat === undefined ? 0 : this.monotonic() - this.beat;
  }

  start(): void {
    this.beat = this.monotonic();
    this.loop ??= this.run();
  }

  /** Finishes the page that is being written, then leaves the projections to whoever goes on. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    this.beat = undefined;
    await this.leases?.giveBack();
  }

  /** The log may have grown: look now. */
  hint(): void {
    this.hinted = true;
    this.wake();
  }

  /** Resolves true once all events below `size` are in every read model, false when that takes longer than `ms`. */
  async reached(size: number, ms: number): Promise<boolean> {
    if (this.position() >= size) return true;
    this.hint();
    return new Promise((resolve) => {
      const finish = (answer: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve(answer);
      };
      const check = () => this.position() >= size && finish(true);
      const timer = setTimeout(() => finish(false), ms);
      this.waiting.add(check);
    });
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      try {
        this.hinted = false;
        this.beat = this.monotonic();
        await this.share();
        await this.lookForMended();
        const moved = await this.step();
        failures = 0;
        if (moved) await new Promise(setImmediate);
        else if (!this.hinted) await this.pause(this.waiting.size > 0 ? AWAITED_MS : POLL_MS);
      } catch (error) {
        this.forget();
        this.limit = shorter(this.limit);
        const backOff = () => this.pause(Math.min(100 * 2 ** failures++, 5_000));
        if (isTransient(error)) await backOff();
        else await this.isolate().then(() => this.pause(POLL_MS), backOff);
      }
    }
  }

  /**
   * Keeps the leases that this process has, takes those that nobody has, and sees how far other processes have come with
   * the rest. Without leases it does nothing.
   */
  async share(): Promise<void> {
    if (!this.leases) return;
    const shares = await this.leases.look(this.followers.map(({ projection }) => projection));
    if (!shares) return;
    for (const follower of this.followers) {
      const { projection, lease } = follower;
      const share = shares.get(projection.name)!;
      const { version, position, epoch, halted, holder } = share;
      if (share.lease === undefined || share.lease !== lease) {
        // Not advanced by this process, or not until now: what is in memory may be old, and what halted it is tried again.
        follower.tables.forget();
        Object.assign(follower, { position, epoch, halted: share.lease === undefined ? halted : undefined });
        if (version !== projection.version)
          follower.halted = { seq: position, cause: otherVersion(projection, version) };
      }
      Object.assign(follower, { lease: share.lease, holder });
    }
    this.tell();
  }

  /** Reads one page from where the last projection stands, and applies it; false when there was nothing new. */
  async step(limit = this.limit, followers: readonly Follower[] = this.running()): Promise<boolean> {
    if (followers.length === 0) return false;
    if (this.loop) this.beat = this.monotonic();
    const from = Math.min(...followers.map((follower) => follower.position));
    const page = await this.read(from, limit);
    const moves = page.readTo > from;
    // A server reads the next page while this one is folded.
    if (page.readTo - from === limit) this.readAhead(page.readTo, limit);
    if (moves) await this.commit(page, followers);
    if (page.readTo - from < limit)
      for (const follower of followers) if (!follower.hasLookups) await this.buildLookups(follower);
    return moves;
  }

  /** The page from here on: the one that was read ahead, or a new one. */
  private async read(from: number, limit: number): Promise<LogPage> {
    const { ahead } = this;
    this.ahead = undefined;
    return ahead?.from === from && ahead.limit === limit ? ahead.page : this.log.readPage({ from, limit });
  }

  private readAhead(from: number, limit: number): void {
    const page = this.log.readPage({ from, limit });
    // Whoever asks for the page sees the fault; nobody may.
    page.catch(() => {});
    this.ahead = { from, limit, page };
  }

  private async buildLookups(follower: Follower): Promise<void> {
    const { name, version } = follower.projection;
    await this.db.transaction().execute(async (tx) => {
      await sql`lock table registry.projection in exclusive mode`.execute(tx);
      const { rows } = await sql`select from registry.projection where name = ${name} and version = ${version}`.execute(
        tx,
      );
      if (rows.length > 0) await follower.tables.buildLookups(tx);
    });
    follower.hasLookups = true;
  }

  private running(): Follower[] {
    return this.followers.filter((follower) => !follower.halted && (!this.leases || follower.lease !== undefined));
  }

  private async commit({ events, readTo }: LogPage, followers: readonly Follower[]): Promise<void> {
    const began = this.monotonic();
    // Read before the transaction: the embedded database has one connection.
    const writes = new Map<Follower, WritePage>();
    for (const follower of followers) {
      // A page may be long; as long as one read model after the other is done, the loop goes on.
      if (this.loop) this.beat = this.monotonic();
      const news = events.filter((event) => event.seq >= follower.position);
      writes.set(follower, await follower.tables.prepare(this.log, this.db, news, follower.position));
    }
    const names = followers.map((follower) => follower.projection.name);
    const stored = await this.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ name: string; version: number; position: string; epoch: number; lease: string }>`
        select name, version, position, epoch, lease from registry.projection where name = any(${names}) order by name for update`.execute(
        tx,
      );
      const checkpoints = new Map(
        rows.map((row) => [row.name, { ...row, position: Number(row.position), mine: false, lost: false }]),
      );
      const moved: string[] = [];
      for (const follower of followers) {
        const { projection, position, epoch } = follower;
        const { name, version } = projection;
        const checkpoint = checkpoints.get(name);
        if (checkpoint?.version !== version) throw new Error(otherVersion(projection, checkpoint?.version));
        // Who slept through the end of its lease writes nothing, wherever the checkpoint stands.
        checkpoint.lost = follower.lease !== undefined && Number(checkpoint.lease) !== follower.lease;
        checkpoint.mine = checkpoint.position === position && checkpoint.epoch === epoch && !checkpoint.lost;
        if (!checkpoint.mine || position >= readTo) continue;
        await writes.get(follower)!(tx);
        checkpoint.position = readTo;
        moved.push(name);
      }
      if (moved.length > 0)
        await sql`update registry.projection set position = ${readTo}, halted_seq = null, halted_cause = null where name = any(${moved})`.execute(
          tx,
        );
      return checkpoints;
    });
    let lost = false;
    for (const follower of followers) {
      const checkpoint = stored.get(follower.projection.name)!;
      const { position, epoch, mine } = checkpoint;
      // Another process wrote, or tables were swapped: what is in memory is of no use.
      if (!mine) follower.tables.forget();
      Object.assign(follower, { position, epoch });
      if (checkpoint.lost) follower.lease = undefined;
      lost ||= checkpoint.lost;
    }
    const long = this.monotonic() - began > LONG_PAGE_MS;
    this.limit = lost || long ? shorter(this.limit) : Math.min(PAGE, this.limit * 2);
    if (lost) this.leases?.hurry();
    this.tell();
  }

  /** Those who wait for a position look again. */
  private tell(): void {
    for (const check of [...this.waiting]) check();
  }

  /**
   * After a fault that does not pass: each projection alone, event by event, until the one that fails, and that projection
   * halts there. A poison event never vanishes.
   */
  private async isolate(): Promise<void> {
    for (const follower of this.running()) {
      try {
        while (!this.stopping && (await this.step(1, [follower]))) await new Promise(setImmediate);
      } catch (error) {
        follower.tables.forget();
        if (isTransient(error)) throw error;
        const { name, version } = follower.projection;
        const halted = { seq: follower.position, cause: error instanceof Error ? error.message : String(error) };
        follower.halted = halted;
        await sql`update registry.projection set halted_seq = ${halted.seq}, halted_cause = ${halted.cause}
          where name = ${name} and version = ${version} and lease = ${follower.lease ?? sql.ref('lease')}`.execute(
          this.db,
        );
      }
    }
  }

  /** Halted projections go on once their tables were swapped by a rebuild, or an operator cleared the fault. */
  private async lookForMended(): Promise<void> {
    for (const follower of this.followers.filter(({ halted }) => halted)) {
      const { name, version } = follower.projection;
      const { rows } = await sql<{ position: string; epoch: number }>`
        select position, epoch from registry.projection
        where name = ${name} and version = ${version} and (halted_seq is null or epoch <> ${follower.epoch})`.execute(
        this.db,
      );
      if (rows[0])
        Object.assign(follower, { halted: undefined, position: Number(rows[0].position), epoch: rows[0].epoch });
    }
  }

  private forget(): void {
    this.leases?.hurry();
    this.ahead = undefined;
    for (const follower of this.followers) follower.tables.forget();
  }

  private async pause(ms: number): Promise<void> {
    if (this.stopping) return;
    const wait = new AbortController();
    this.wake = () => wait.abort();
    await sleep(ms, undefined, { signal: wait.signal }).catch(() => {});
    this.wake = () => {};
  }
}

const otherVersion = ({ name, version }: AnyReadModel, stored?: number) =>
  `The tables of ${name} belong to version ${stored}; version ${version} here stands still.`;

/** What node-postgres says, without a code, when there is no connection to work on. */
const NO_CONNECTION =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/;

/** Faults of the connection, the server or its disk that pass by themselves: SQLSTATE classes 08, 40, 53, 57, 58, a transaction that the server ended because this process was asleep, and a lost socket. */
function isTransient(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return (
    /^(08|40|53|57|58|25P03|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code) ||
    NO_CONNECTION.test(String(error))
  );
}
