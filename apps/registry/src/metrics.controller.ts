import { CLOCK, type Clock, Projections } from '#kernel';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';

/** What a monitor collects, in the text format of Prometheus. Counts only: nothing of it names a person or an arrangement. */
@Controller('metrics')
export class MetricsController {
  private readonly registry = new Registry();
  private readonly size = this.gauge('registry_log_size', 'Events in the log');
  private readonly silent = this.gauge(
    'registry_worker_silent_seconds',
    'For how long a worker has stood at one thing',
    'worker',
  );
  private readonly behind = this.gauge(
    'registry_projection_lag_events',
    'Events that are not in a read model yet',
    'projection',
  );
  private readonly seconds = this.gauge(
    'registry_projection_lag_seconds',
    'Seconds since the first event that is not in a read model yet was recorded',
    'projection',
  );
  private readonly halted = this.gauge(
    'registry_projection_halted',
    '1 where an event could not be folded',
    'projection',
  );

  constructor(
    private readonly projections: Projections,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private gauge(name: string, help: string, ...labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  @Get()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  async metrics(): Promise<string> {
    const lag = await this.projections.lag(this.clock());
    this.size.set(Math.max(0, ...lag.map(({ position, behind }) => position + behind)));
    this.silent.set({ worker: 'read models' }, this.projections.silentFor() / 1000);
    for (const { name, behind, seconds, halted } of lag) {
      this.behind.set({ projection: name }, behind);
      this.seconds.set({ projection: name }, seconds);
      this.halted.set({ projection: name }, halted ? 1 : 0);
    }
    return this.registry.metrics();
  }
}
