import { type Database, type EventLog, InjectDatabase, InjectLog, ReadModel, type Total } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { quotasProjection } from '../quotas.projection.js';
import { CountAdmittedByDay, CountCorridors, CountEvents, CountPlaces } from './places.query.js';

/** Places that lapsed before the day are held no longer, and nobody has to record that (QUO-16). */
const holds = (day: string) => sql`(c.stage <> 'RESERVED' or c.last_day >= ${day})`;

const byQuota = (ids: readonly string[], totals: readonly Total[]): Map<string, Total[]> => {
  const found = new Map<string, Total[]>(ids.map((id) => [id, []]));
  for (const total of totals) found.get(total.id)!.push(total);
  return found;
};

@QueryHandler(CountPlaces)
export class CountPlacesHandler implements IQueryHandler<CountPlaces, Map<string, Total[]>> {
  private readonly quotas;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
  ) {
    this.quotas = new ReadModel(quotasProjection, db, log);
  }

  async execute({ quotas: ids, by, size, day }: CountPlaces): Promise<Map<string, Total[]>> {
    // Where nothing is told of a later day, the totals without days say the same, and are far fewer.
    const { rows } = await sql<{ id: string }>`
      select k.id from unnest(${ids as string[]}::text[]) as k (id)
      where exists (select from read.quota_place_on c where c.id = k.id and c.on_day > ${day}::date)`.execute(this.db);
    const later = rows.map(({ id }) => id);
    const others = ids.filter((id) => !later.includes(id));
    const totals = (table: string, some: readonly string[], ...more: ReturnType<typeof holds>[]) =>
      some.length === 0
        ? []
        : this.quotas.totals(table, {
            conditions: [sql`c.id = any(${some as string[]})`, holds(day), ...more],
            by: ['stage', ...by],
            size,
          });
    return byQuota(ids, [
      ...(await totals('place', others)),
      ...(await totals('place_on', later, sql`c.on_day <= ${day}::date`)),
    ]);
  }
}

@QueryHandler(CountAdmittedByDay)
export class CountAdmittedByDayHandler implements IQueryHandler<CountAdmittedByDay, Map<string, Total[]>> {
  private readonly quotas;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.quotas = new ReadModel(quotasProjection, db, log);
  }

  async execute({ quotas: ids, by, size }: CountAdmittedByDay): Promise<Map<string, Total[]>> {
    const conditions = [sql`c.id = any(${ids as string[]})`, sql`c.stage = 'ADMITTED'`];
    return byQuota(ids, await this.quotas.totals('place_on', { conditions, by: ['on_day', ...by], size }));
  }
}

@QueryHandler(CountCorridors)
export class CountCorridorsHandler implements IQueryHandler<CountCorridors, Total[]> {
  private readonly quotas;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.quotas = new ReadModel(quotasProjection, db, log);
  }

  execute({ filter: { origin, destination }, size, day }: CountCorridors): Promise<Total[]> {
    return this.quotas.totals('place_on', {
      conditions: [
        sql`c.stage = 'ADMITTED'`,
        sql`c.on_day <= ${day}::date`,
        ...(origin ? [sql`c.origin = ${origin}`] : []),
        ...(destination ? [sql`c.destination = ${destination}`] : []),
      ],
      by: ['origin', 'destination', 'sex', 'age_band'],
      size,
    });
  }
}

@QueryHandler(CountEvents)
export class CountEventsHandler implements IQueryHandler<CountEvents, number> {
  private readonly quotas;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.quotas = new ReadModel(quotasProjection, db, log);
  }

  execute({ behind }: CountEvents): Promise<number> {
    return this.quotas.eventsBehind(behind);
  }
}
