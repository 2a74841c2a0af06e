import { EVENT_LOG, type EventLog, Projections } from '#kernel';
import { STORE, type Store } from '#stores';
import { Controller, Get, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';

/** Who stands still for this long is frozen. Asked every ten seconds, health is red within thirty. */
const FROZEN_MS = 20_000;
/** A store that takes longer than this to tell its size does not answer. */
const ANSWER_MS = 5_000;

interface Readiness {
  status: 'ready' | 'unavailable';
  /** With size and cause: it can be read and does not grow. */
  log: { size?: number; cause?: string };
  /** What runs beside the requests; with a cause: it stands still. */
  workers: { name: string; cause?: string }[];
  /** One that is far behind still answers. */
  projections: { name: string; position: number; behind: number; halted?: { seq: number; cause: string } }[];
}

@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(STORE) private readonly store: Store,
    private readonly projections: Projections,
  ) {}

  /** The process runs. */
  @Get('live')
  @HttpCode(200)
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The log answers and grows, no worker is frozen, and no projection is halted; else 503 with the part that is not. */
  @Get('ready')
  async ready(): Promise<Readiness> {
    const log: Readiness['log'] = await within(ANSWER_MS, this.log.head()).then(
      ({ size }) => {
        const cause = this.store.trouble();
        return cause === undefined ? { size } : { size, cause };
      },
      (error: Error) => ({ cause: error.message }),
    );
    const projections = this.projections.status().map(({ name, position, halted }) => ({
      name,
      position,
      behind: Math.max(0, (log.size ?? 0) - position),
      ...(halted ? { halted } : {}),
    }));
    const silent = this.projections.silentFor();
    const workers: Readiness['workers'] = [
      {
        name: 'read models',
        ...(silent > FROZEN_MS ? { cause: `It has not gone on for ${Math.round(silent / 1000)} s.` } : {}),
      },
    ];
    const ready =
      log.cause === undefined &&
      workers.every(({ cause }) => cause === undefined) &&
      projections.every((projection) => !projection.halted);
    const answer: Readiness = { status: ready ? 'ready' : 'unavailable', log, workers, projections };
    if (!ready) throw new ServiceUnavailableException(answer);
    return answer;
  }
}

/** The same, unless it takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The store has not answered for ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
