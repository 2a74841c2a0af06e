import { iscoTitle } from '#arrangements';
import {
  all,
  AsOfResolver,
  BadQuestion,
  type Condition,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  ReadModel,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type RawBuilder, sql } from 'kysely';
import { demandProjection } from './demand/demand.projection.js';
import type {
  OutcomeTotal,
  OutcomeTotals,
  SkillsBalance,
  SkillsBalances,
  TrainingDimension,
  TrainingTotal,
  TrainingTotals,
} from './training-filter.js';
import { iscoGroup, matching } from './training.handler.js';
import { onDay, trainingProjection } from './training.projection.js';
import { BalanceSkills, TotalOutcomes, TotalTraining } from './training.query.js';

/** What rows are grouped by; of a corridor the second column as well. */
const KEYS: Record<TrainingDimension, RawBuilder<unknown>> = {
  TRACK: sql`f.track`,
  FUNDER: sql`funder`,
  CORRIDOR: sql`f.origin`,
  ARRANGEMENT: sql`f.arrangement`,
  OCCUPATION: sql`f.isco`,
  STATUS: sql`f.status`,
};

@QueryHandler(TotalTraining)
export class TotalTrainingHandler implements IQueryHandler<TotalTraining, TrainingTotals> {
  private readonly commitments;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.commitments = new ReadModel(trainingProjection, db, log);
  }

  async execute({ by, filter, asOf: asked, atLeast }: TotalTraining): Promise<TrainingTotals> {
    const asOf = await this.asOf.resolve(asked, atLeast);
    const destination = by === 'CORRIDOR' ? sql`f.destination` : sql`''`;
    const funders = by === 'FUNDER' ? sql`left join lateral unnest(f.funders) as funder on true` : sql``;
    const { rows } = await sql<TrainingTotal>`
      select nullif(${KEYS[by]}, '') as key, nullif(${destination}, '') as "destinationId",
        count(*)::int as commitments,
        (count(*) filter (where f.status = 'OVERDUE'))::int as overdue,
        (count(*) filter (where f.status = 'DELIVERED_LATE'))::int as late,
        sum(f.promised)::float8 as promised, sum(f.delivered)::float8 as delivered,
        sum(f.women)::int as women, sum(f.youth)::int as youth
      from ${this.commitments.table('facet')} f ${funders}
      where ${all([this.commitments.known(asOf.knownSize, 'f'), ...matching(filter, asOf.effectiveOn)])}
      group by 1, 2
      order by sum(f.delivered) desc nulls last, 1 nulls last, 2 nulls last`.execute(this.db);
    return { rows, asOf };
  }
}

@QueryHandler(TotalOutcomes)
export class TotalOutcomesHandler implements IQueryHandler<TotalOutcomes, OutcomeTotals> {
  private readonly commitments;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.commitments = new ReadModel(trainingProjection, db, log);
  }

  async execute({ filter, asOf: asked, atLeast }: TotalOutcomes): Promise<OutcomeTotals> {
    const asOf = await this.asOf.resolve(asked, atLeast);
    const { measures, arrangement, origin, destination, standing } = filter;
    const conditions: Condition[] = [
      this.commitments.known(asOf.knownSize, 'f'),
      onDay(asOf.effectiveOn),
      sql`f.persons is not null`,
      ...(measures ? [sql`f.measure = any(${measures as string[]})`] : []),
      ...(arrangement ? [sql`f.arrangement = ${arrangement}`] : []),
      ...(origin ? [sql`f.origin = ${origin}`] : []),
      ...(destination ? [sql`f.destination = ${destination}`] : []),
      ...(standing ? [sql`f.standing = ${standing}`] : []),
    ];
    const { rows } = await sql<OutcomeTotal>`
      select nullif(f.origin, '') as "originId", nullif(f.destination, '') as "destinationId", f.measure, f.standing,
        f.told_by as "toldBy", count(*)::int as cohorts, sum(f.followed)::int as of, sum(f.persons)::int as number
      from ${this.commitments.table('outcome')} f
      where ${all(conditions)}
      group by 1, 2, f.measure, f.standing, f.told_by
      order by 1 nulls last, 2 nulls last, f.measure, f.standing, f.told_by`.execute(this.db);
    return { rows, asOf };
  }
}

@QueryHandler(BalanceSkills)
export class BalanceSkillsHandler implements IQueryHandler<BalanceSkills, SkillsBalances> {
  private readonly commitments;
  private readonly demands;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.commitments = new ReadModel(trainingProjection, db, log);
    this.demands = new ReadModel(demandProjection, db, log);
  }

  /** Each side is added up by itself: what is demanded twice, by a sector and by a state, stands twice. */
  async execute({ digits, filter, asOf: asked, atLeast }: BalanceSkills): Promise<SkillsBalances> {
    if (!Number.isInteger(digits) || digits < 1 || digits > 4)
      throw new BadQuestion(`digits: ${digits} is not from 1 to 4, the digits of a group of ISCO-08.`);
    const asOf = await this.asOf.resolve(asked, atLeast);
    const { knownSize: size, effectiveOn: day } = asOf;
    const { origin, destination, isco, from, until } = filter;
    const both: Condition[] = [
      onDay(day),
      ...(destination ? [sql`f.destination = ${destination}`] : []),
      ...(isco ? [sql`f.isco like ${iscoGroup(isco)}`] : []),
    ];
    const demanded = all([
      this.demands.known(size, 'f'),
      ...both,
      sql`f.persons > 0`,
      ...(origin ? [sql`f.origin in ('', ${origin})`] : []),
      ...(from ? [sql`f.needed_until >= ${from}::date`] : []),
      ...(until ? [sql`f.needed_from <= ${until}::date`] : []),
    ]);
    const trained = all([
      this.commitments.known(size, 'f'),
      ...both,
      sql`f.isco <> ''`,
      ...(origin ? [sql`f.origin = ${origin}`] : []),
      ...(from ? [sql`f.due_on >= ${from}::date`] : []),
      ...(until ? [sql`f.due_on <= ${until}::date`] : []),
    ]);
    const { rows } = await sql<Omit<SkillsBalance, 'title' | 'gap'>>`
      select isco, coalesce(d.demands, 0)::int as demands, coalesce(d.demanded, 0)::float8 as demanded,
        coalesce(t.commitments, 0)::int as commitments, coalesce(t.promised, 0)::float8 as promised,
        coalesce(t.delivered, 0)::float8 as delivered
      from (select left(f.isco, ${digits}) as isco, count(*) as demands, sum(f.persons) as demanded
            from ${this.demands.table('facet')} f where ${demanded} group by 1) d
      full join (select left(f.isco, ${digits}) as isco, count(*) as commitments, sum(f.promised) as promised,
              sum(f.delivered) as delivered
            from ${this.commitments.table('facet')} f where ${trained} group by 1) t using (isco)
      order by coalesce(d.demanded, 0) - coalesce(t.promised, 0) desc, isco`.execute(this.db);
    return {
      rows: rows.map((row) => ({ ...row, title: iscoTitle(row.isco) ?? null, gap: row.demanded - row.promised })),
      asOf,
    };
  }
}
