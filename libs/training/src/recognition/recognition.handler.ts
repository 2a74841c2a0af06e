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
  viewsMany,
  viewsOne,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { iscoGroup } from '../training.handler.js';
import { viewMutualRecognition } from './mutual-recognition.view.js';
import type { RecognitionFilter, RecognitionMeasure, RecognitionMeasures } from './recognition-filter.js';
import { onDay } from '../training.projection.js';
import { mraProjection, recognitionProjection } from './recognition.projection.js';
import { GetMutualRecognition, GetRecognition, ListRecognitions, MeasureRecognition } from './recognition.query.js';
import { viewRecognition } from './recognition.view.js';

/** Conditions on rows `f` of either index of the projection; those on training and status are of the facets alone. */
const common = ({ arrangement, origin, host, isco, kind }: RecognitionFilter): Condition[] => [
  ...(arrangement ? [sql`f.arrangement = ${arrangement}`] : []),
  ...(origin ? [sql`f.origin = ${origin}`] : []),
  ...(host ? [sql`f.host = ${host}`] : []),
  ...(isco ? [sql`f.isco like ${iscoGroup(isco)}`] : []),
  ...(kind ? [sql`f.kind = ${kind}`] : []),
];

@QueryHandler(GetRecognition)
export class GetRecognitionHandler extends viewsOne(recognitionProjection, viewRecognition) {}

@QueryHandler(GetMutualRecognition)
export class GetMutualRecognitionHandler extends viewsOne(mraProjection, viewMutualRecognition) {}

@QueryHandler(ListRecognitions)
export class ListRecognitionsHandler extends viewsMany(recognitionProjection, {
  index: 'facet',
  orderBy: 'requested',
  conditions: ({ filter }: ListRecognitions, { effectiveOn }) => [
    onDay(effectiveOn),
    ...common(filter),
    ...(filter.training ? [sql`f.training = ${filter.training}`] : []),
    ...(filter.status ? [sql`f.status = any(${filter.status as string[]})`] : []),
  ],
  view: viewRecognition,
}) {}

@QueryHandler(MeasureRecognition)
export class MeasureRecognitionHandler implements IQueryHandler<MeasureRecognition, RecognitionMeasures> {
  private readonly recognitions;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.recognitions = new ReadModel(recognitionProjection, db, log);
  }

  async execute({ filter, first, asOf: asked, atLeast }: MeasureRecognition): Promise<RecognitionMeasures> {
    if (!Number.isInteger(first) || first < 1 || first > 100)
      throw new BadQuestion(`first: ${first} is not from 1 to 100.`);
    const asOf = await this.asOf.resolve(asked, atLeast);
    const persons = (outcome: string) =>
      sql`coalesce(sum(f.persons) filter (where f.outcome = ${outcome}), 0)::int as ${sql.ref(outcome.toLowerCase())}`;
    const { rows } = await sql<RecognitionMeasure>`
      select nullif(f.qualification, '') as qualification, nullif(f.isco, '') as isco, f.kind,
        f.origin as "originId", f.host as "hostId", count(*)::int as decisions,
        ${persons('FULL')}, ${persons('PARTIAL')}, ${persons('REFUSED')}, ${persons('LAPSED')},
        percentile_cont(0.5) within group (order by f.days) as "medianDays", count(f.days)::int as "timedDecisions"
      from ${this.recognitions.table('decision')} f
      where ${all([this.recognitions.known(asOf.knownSize, 'f'), onDay(asOf.effectiveOn), ...common(filter)])}
      group by f.qualification, f.isco, f.kind, f.origin, f.host
      order by sum(f.persons) desc, f.qualification, f.isco, f.kind, f.origin, f.host
      limit ${first}`.execute(this.db);
    return { rows, asOf };
  }
}
