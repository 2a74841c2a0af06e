import { EVENT_LOG, type EventLog, Projections } from '#kernel';
import { Controller, Get, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';

/** A projection that is this far behind for a live registry is worth a look; it still answers. */
interface Readiness {
  status: 'ready' | 'unavailable';
  log: { size: number } | { cause: string };
  projections: { name: string; position: number; behind: number; halted?: { seq: number; cause: string } }[];
}

@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly projections: Projections,
  ) {}

  /** The process runs. */
  @Get('live')
  @HttpCode(200)
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The log answers and no projection is halted; else 503 with the part that is not. */
  @Get('ready')
  async ready(): Promise<Readiness> {
    const log = await this.log.head().then(
      ({ size }) => ({ size }),
      (error: Error) => ({ cause: error.message }),
    );
    const projections = this.projections.status().map(({ name, position, halted }) => ({
      name,
      position,
      behind: 'size' in log ? Math.max(0, log.size - position) : 0,
      ...(halted ? { halted } : {}),
    }));
    const ready = 'size' in log && projections.every((projection) => !projection.halted);
    const answer: Readiness = { status: ready ? 'ready' : 'unavailable', log, projections };
    if (!ready) throw new ServiceUnavailableException(answer);
    return answer;
  }
}
