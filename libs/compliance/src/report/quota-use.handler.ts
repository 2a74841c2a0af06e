import { type AsOfUsed, type Database, type EventLog, InjectDatabase, InjectLog, ReadModel, type Total } from '#kernel';
import { columnsFor, CountPlaces, type Quota, quotasProjection } from '#quotas';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { QuotaUse } from './quota-use.js';

/** Gathers the quotas of arrangements with the totals of their places. */
@Injectable()
export class QuotaUses {
  private readonly quotas: ReadModel<Quota>;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly queries: QueryBus,
  ) {
    this.quotas = new ReadModel(quotasProjection, db, log);
  }

  /** By arrangement, in the order of their periods; without an entry where an arrangement has none. */
  async of(
    arrangements: readonly string[],
    { effectiveOn: day, knownSize: size }: AsOfUsed,
  ): Promise<Map<string, QuotaUse[]>> {
    const found = await this.quotas.groupedBy('arrangement', arrangements, {
      index: 'facet',
      conditions: [],
      orderBy: 'starts',
      size,
    });
    const quotas = [...found.values()].flat();
    const columns = [...new Set(['sex', 'age_band', ...quotas.flatMap(({ state }) => columnsFor(state))])];
    const totals = await this.queries.execute<CountPlaces, Map<string, Total[]>>(
      new CountPlaces(
        quotas.map(({ id }) => id),
        columns,
        size,
        day,
      ),
    );
    return new Map(
      [...found].map(([arrangement, own]) => [
        arrangement,
        own.map(({ id, state: quota }) => ({ id, quota, totals: totals.get(id)! })),
      ]),
    );
  }
}
