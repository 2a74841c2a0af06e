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
    super(
      `The read model has the events below ${position}; event ${asked} is not in it yet. What was recorded is safe: ask again in a moment.`,
    );
  }
}

/** All projections of the registry: they start, stop, catch up and are rebuilt together. */
export class Projections {
  private readonly runner: ProjectionRunner;

  constructor(
    private readonly projections: readonly AnyProjection[],
    private readonly db: Database,
    private readonly log: EventLog,
  ) {
    this.runner = new ProjectionRunner(projections, db, log);
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

  /** The size up to which every projection has read. */
  position(): number {
    return this.runner.position();
  }

  /** AUD-05: waits until every read model has event `seq`, at most 2 s; then throws {@link NotYetProjected}. */
  async atLeast(seq: number): Promise<void> {
    if (!(await this.runner.reached(seq + 1, READ_YOUR_WRITES_MS))) throw new NotYetProjected(seq, this.position());
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
