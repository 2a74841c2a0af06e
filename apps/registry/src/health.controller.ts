import { EVENT_LOG, type EventLog, Projections } from '#kernel';
import { STORE, type Store } from '#stores';
import { Controller, Get, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';

/** A projection that is this far behind for a live registry is worth a look; it still answers. */
interface Readiness {
  status: 'ready' | 'unavailable';
  /** With size and cause: it can be read and does not grow. */
  log: { size?: number; cause?: string };
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

  /** The log answers and grows, and no projection is halted; else 503 with the part that is not. */
  @Get('ready')
  async ready(): Promise<Readiness> {
    const log: Readiness['log'] = await this.log.head().then(
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
    const ready = log.cause === undefined && projections.every((projection) => !projection.halted);
    const answer: Readiness = { status: ready ? 'ready' : 'unavailable', log, projections };
    if (!ready) throw new ServiceUnavailableException(answer);
    return answer;
  }
}
