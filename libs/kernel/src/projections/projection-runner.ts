import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type EventLog, type LogPage } from '../events/index.js';
import type { Database } from './database.js';
import { ProjectionTables } from './projection-tables.js';
import type { AnyProjection } from './projection.js';

/** Events per page when far behind; one page is folded in memory and written at once. */
const PAGE = 2_000;
/** How often the log is asked when no hint came, e.g. because another process wrote. */
const POLL_MS = 100;

/** Where a projection stands. `halted`: an event could not be folded, and nothing moves until that is mended. */
export interface ProjectionStatus {
  name: string;
  version: number;
  /** All events below this size are in the read model. */
  position: number;
  halted?: { seq: number; cause: string };
}

/**
 * Advances one projection: reads pages of the log, folds them, and commits the rows together with the checkpoint. The
 * checkpoint row is locked first, so two processes cannot both advance it.
 */
export class ProjectionRunner {
  private readonly tables: ProjectionTables;
  private position = 0;
  /** Raised by each swap of tables; what is in memory belongs to one epoch. */
  private epoch = 0;
  private halted?: { seq: number; cause: string };
  private stopping = false;
  private loop?: Promise<void>;
  /** A hint came since the log was last asked. */
  private hinted = false;
  private wake: () => void = () => {};
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly projection: AnyProjection,
    private readonly db: Database,
    private readonly log: EventLog,
  ) {
    this.tables = new ProjectionTables(projection, 'read');
  }

  status(): ProjectionStatus {
    return { name: this.projection.name, version: this.projection.version, position: this.position, halted: this.halted };
  }

  /** Creates the tables when they are missing or of another version, then reads its checkpoint. */
  async prepare(): Promise<void> {
    const { name, version } = this.projection;
    await this.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ version: number; position: string; epoch: number }>`select version, position, epoch from registry.projection where name = ${name} for update`.execute(tx);
      if (rows[0]?.version === version) {
        this.position = Number(rows[0].position);
        this.epoch = rows[0].epoch;
        return;
      }
      await this.tables.create(tx);
      await sql`insert into registry.projection as p (name, version, position) values (${name}, ${version}, 0)
        on conflict (name) do update set version = excluded.version, position = 0, epoch = p.epoch + 1,
          halted_seq = null, halted_cause = null`.execute(tx);
      this.position = 0;
      this.epoch = (rows[0]?.epoch ?? -1) + 1;
    });
  }

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
  }

  /** The log may have grown: look now. */
  hint(): void {
    this.hinted = true;
    this.wake();
  }

  /** Resolves true once all events below `size` are in the read model, false when that takes longer than `ms`. */
  async reached(size: number, ms: number): Promise<boolean> {
    if (this.position >= size) return true;
    this.hint();
    return new Promise((resolve) => {
      const check = () => {
        if (this.position < size) return;
        finish(true);
      };
      const timer = setTimeout(() => finish(false), ms);
      const finish = (answer: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve(answer);
      };
      this.waiting.add(check);
    });
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      try {
        this.hinted = false;
        const moved = await this.step(PAGE);
        failures = 0;
        if (moved) await new Promise(setImmediate);
        else if (!this.hinted) await this.pause(POLL_MS);
      } catch (error) {
        this.tables.forget();
        if (isTransient(error)) {
          await this.pause(Math.min(100 * 2 ** failures++, 5_000));
          continue;
        }
        await this.narrow();
        if (this.halted) return;
      }
    }
  }

  /** Reads and applies one page; false when there was nothing new. */
  async step(limit: number): Promise<boolean> {
    const page = await this.log.readPage({ from: this.position, limit, kind: this.projection.decider.name });
    if (page.readTo === this.position) return false;
    await this.commit(page);
    return true;
  }

  private async commit(page: LogPage): Promise<void> {
    const { name } = this.projection;
    const position = await this.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ position: string; epoch: number }>`select position, epoch from registry.projection where name = ${name} for update`.execute(tx);
      const stored = Number(rows[0]!.position);
      if (stored !== this.position || rows[0]!.epoch !== this.epoch) {
        this.tables.forget();
        this.epoch = rows[0]!.epoch;
        return stored;
      }
      if (page.events.length > 0) await this.tables.apply(tx, page.events);
      await sql`update registry.projection set position = ${page.readTo}, halted_seq = null, halted_cause = null where name = ${name}`.execute(tx);
      return page.readTo;
    });
    this.position = position;
    for (const check of [...this.waiting]) check();
  }

  /** Applies events one by one until the one that fails, and halts there: a poison event never vanishes. */
  private async narrow(): Promise<void> {
    try {
      while (await this.step(1));
    } catch (error) {
      this.tables.forget();
      if (isTransient(error)) return;
      const page = await this.log.readPage({ from: this.position, limit: 1, kind: this.projection.decider.name });
      this.halted = { seq: page.events[0]?.seq ?? this.position, cause: error instanceof Error ? error.message : String(error) };
      await sql`update registry.projection set halted_seq = ${this.halted.seq}, halted_cause = ${this.halted.cause}
        where name = ${this.projection.name}`.execute(this.db);
    }
  }

  private async pause(ms: number): Promise<void> {
    if (this.stopping) return;
    const wait = new AbortController();
    this.wake = () => wait.abort();
    await sleep(ms, undefined, { signal: wait.signal }).catch(() => {});
    this.wake = () => {};
  }
}

/** Faults of the connection or the server that pass by themselves: SQLSTATE classes 08, 40, 53, 57, and a lost socket. */
function isTransient(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return /^(08|40|53|57)/.test(code) || /^(ECONN|EPIPE|ETIMEDOUT)/.test(code) || /Connection terminated/.test(String(error));
}
