import { IntrinsicException } from '@nestjs/common';
import type { Database } from './database.js';
import type { EventLog } from '../events/index.js';
import type { AnyProjection } from './projection.js';
import { ProjectionRunner, type ProjectionStatus } from './projection-runner.js';
import { rebuild, type RebuildOptions, type RebuildReport } from './rebuild.js';

/** How long a reader waits for its own write (architecture.md, section 5). */
const READ_YOUR_WRITES_MS = 2_000;

/** A reader asked for more than the read model knows yet. Its command is recorded; only the answer must wait. */
export class NotYetProjected extends IntrinsicException {
  constructor(
    readonly asked: number,
    readonly position: number,
  ) {
    super(`The read model has the events below ${position}; event ${asked} is not in it yet. What was recorded is safe: ask again in a moment.`);
  }
}

/** All projections of the registry: they start, stop, catch up and are rebuilt together. */
export class Projections {
  private readonly runners: ReadonlyMap<string, ProjectionRunner>;

  constructor(
    projections: readonly AnyProjection[],
    private readonly db: Database,
    private readonly log: EventLog,
  ) {
    this.runners = new Map(projections.map((projection) => [projection.name, new ProjectionRunner(projection, db, log)]));
  }

  async start(): Promise<void> {
    for (const runner of this.runners.values()) {
      await runner.prepare();
      runner.start();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.runners.values()].map((runner) => runner.stop()));
  }

  /** The log has grown; a hint, never a duty. */
  hint(): void {
    for (const runner of this.runners.values()) runner.hint();
  }

  status(): ProjectionStatus[] {
    return [...this.runners.values()].map((runner) => runner.status());
  }

  /** The size up to which every projection has read. */
  position(): number {
    return Math.min(...this.status().map((status) => status.position));
  }

  /** AUD-05: waits until every read model has event `seq`, at most 2 s; then throws {@link NotYetProjected}. */
  async atLeast(seq: number): Promise<void> {
    const answers = await Promise.all([...this.runners.values()].map((runner) => runner.reached(seq + 1, READ_YOUR_WRITES_MS)));
    if (answers.includes(false)) throw new NotYetProjected(seq, this.position());
  }

  names(): string[] {
    return [...this.runners.keys()];
  }

  rebuild(name: string, options?: RebuildOptions): Promise<RebuildReport> {
    const runner = this.runners.get(name);
    if (!runner) throw new Error(`There is no projection ${name}; there are ${this.names().join(', ')}.`);
    return rebuild(runner.projection, this.db, this.log, options);
  }
}
