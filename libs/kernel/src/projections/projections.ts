import { IntrinsicException } from '@nestjs/common';
import { sql } from 'kysely';
import type { Lookup } from '../commands/decider.js';
import type { Database } from './database.js';
import { type EventLog, kindOf, type Subject } from '../events/index.js';
import type { AnyProjection } from './projection.js';
import { ProjectionRunner, type ProjectionStatus, type RunnerOptions } from './projection-runner.js';
import { all } from './read-model.js';
import type { AnyReadModel } from './tables-of.js';
import { rebuild, type RebuildOptions, type RebuildReport } from './rebuild.js';

/** How long a reader waits for its own write (architecture.md, section 5). */
const READ_YOUR_WRITES_MS = 2_000;

/** A reader asked for more than the read model knows yet. Its command is recorded; only the answer must wait. */
export class NotYetProjected extends IntrinsicException {
  constructor(
    readonly asked: number,
    readonly position: number,
  ) {
    super(
      `The read model has the events below ${position}; event ${asked} is not in it yet. What was recorded is safe: ask again in a moment.`,
    );
  }
}

/** How far a read model is behind the log. */
export interface ProjectionLag extends ProjectionStatus {
  /** Events that are not in it yet. */
  behind: number;
  /** Since the first of them was recorded; 0 where there is none. */
  seconds: number;
}

/** All projections of the registry: they start, stop, catch up and are rebuilt together. */
export class Projections {
  private readonly runner: ProjectionRunner;

  constructor(
    private readonly projections: readonly AnyReadModel[],
    private readonly db: Database,
    private readonly log: EventLog,
    options: RunnerOptions = {},
  ) {
    this.runner = new ProjectionRunner(projections, db, log, options);
  }

  async start(): Promise<void> {
    await this.runner.prepare();
    this.runner.start();
  }

  stop(): Promise<void> {
    return this.runner.stop();
  }

  /** The log has grown; a hint, never a duty. */
  hint(): void {
    this.runner.hint();
  }

  status(): ProjectionStatus[] {
    return this.runner.status();
  }

  /** How far each is behind the log at this instant, in events and in seconds. */
  async lag(now: string): Promise<ProjectionLag[]> {
    const { size } = await this.log.head();
    const status = this.status();
    const waiting = [...new Set(status.map(({ position }) => position).filter((position) => position < size))];
    const next = new Map((await this.log.readEvents(waiting)).map(({ seq, recordedAt }) => [seq, recordedAt]));
    return status.map((projection) => {
      const since = next.get(projection.position);
      return {
        ...projection,
        behind: Math.max(0, size - projection.position),
        seconds: since === undefined ? 0 : Math.max(0, (Date.parse(now) - Date.parse(since)) / 1000),
      };
    });
  }

  /** For how many milliseconds the loop that advances them has stood still. */
  silentFor(): number {
    return this.runner.silentFor();
  }

  /** The size up to which every projection has read. */
  position(): number {
    return this.runner.position();
  }

  /** AUD-05: waits until every read model has event `seq`, at most 2 s; then throws {@link NotYetProjected}. */
  async atLeast(seq: number): Promise<void> {
    if (!(await this.runner.reached(seq + 1, READ_YOUR_WRITES_MS))) throw new NotYetProjected(seq, this.position());
  }

  /** Ids of the streams whose standing rows have these values, as far as projected; by id. */
  async find({ projection, index, equals }: Lookup): Promise<string[]> {
    if (!this.names().includes(projection)) throw new Error(`There is no projection ${projection}.`);
    const conditions = Object.entries(equals).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
    const { rows } = await sql<{ id: string }>`
      select distinct id from ${sql.table(`read.${projection}_${index}_standing`)} where ${all(conditions)} order by id`.execute(
      this.db,
    );
    return rows.map(({ id }) => id);
  }

  /** The stored fold of a stream whose projection offers it as a snapshot; as far as it is projected. */
  async snapshot(stream: string): Promise<Subject | undefined> {
    const kind = kindOf(stream);
    const projection = this.projections.find(
      (candidate): candidate is AnyProjection =>
        'decider' in candidate && candidate.decider.name === kind && candidate.snapshots === true,
    );
    if (!projection) return undefined;
    const { name, version } = projection;
    // Tables of another version hold folds of another code.
    const { rows } = await sql<{ doc: string }>`
      select doc from ${sql.table(`read.${name}`)} where id = ${stream}
        and exists (select from registry.projection where name = ${name} and version = ${version})`.execute(this.db);
    return rows[0] && (JSON.parse(rows[0].doc) as Subject);
  }

  names(): string[] {
    return this.projections.map((projection) => projection.name);
  }

  rebuild(name: string, options?: RebuildOptions): Promise<RebuildReport> {
    const projection = this.projections.find((candidate) => candidate.name === name);
    if (!projection) throw new Error(`There is no projection ${name}; there are ${this.names().join(', ')}.`);
    return rebuild(projection, this.db, this.log, options);
  }
}
