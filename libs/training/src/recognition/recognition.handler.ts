import {
  all,
  AsOfResolver,
  BadQuestion,
  type Condition,
  type Database,
  encodeCursor,
  type EventLog,
  InjectDatabase,
  InjectLog,
  Page,
  pageOf,
  ReadModel,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { iscoGroup } from '../training.handler.js';
import { type MutualRecognitionView, viewMutualRecognition } from './mutual-recognition.view.js';
import type { RecognitionFilter, RecognitionMeasure, RecognitionMeasures } from './recognition-filter.js';
import { onDay } from '../training.projection.js';
import { mraProjection, recognitionProjection } from './recognition.projection.js';
import { GetMutualRecognition, GetRecognition, ListRecognitions, MeasureRecognition } from './recognition.query.js';
import { type RecognitionView, viewRecognition } from './recognition.view.js';

/** Conditions on rows `f` of either index of the projection; those on training and status are of the facets alone. */
const common = ({ arrangement, origin, host, isco, kind }: RecognitionFilter): Condition[] => [
  ...(arrangement ? [sql`f.arrangement = ${arrangement}`] : []),
  ...(origin ? [sql`f.origin = ${origin}`] : []),
  ...(host ? [sql`f.host = ${host}`] : []),
  ...(isco ? [sql`f.isco like ${iscoGroup(isco)}`] : []),
  ...(kind ? [sql`f.kind = ${kind}`] : []),
];

@QueryHandler(GetRecognition)
export class GetRecognitionHandler implements IQueryHandler<GetRecognition, RecognitionView | null> {
  private readonly recognitions;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.recognitions = new ReadModel(recognitionProjection, db, log);
  }

  async execute(query: GetRecognition): Promise<RecognitionView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.recognitions.one(query.id, asOf.knownSize);
    return subject ? viewRecognition(subject, asOf) : null;
  }
}

@QueryHandler(GetMutualRecognition)
export class GetMutualRecognitionHandler implements IQueryHandler<GetMutualRecognition, MutualRecognitionView | null> {
  private readonly mras;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.mras = new ReadModel(mraProjection, db, log);
  }

  async execute(query: GetMutualRecognition): Promise<MutualRecognitionView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.mras.one(query.id, asOf.knownSize);
    return subject ? viewMutualRecognition(subject, asOf) : null;
  }
}

@QueryHandler(ListRecognitions)
export class ListRecognitionsHandler implements IQueryHandler<ListRecognitions, Page<RecognitionView>> {
  private readonly recognitions;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.recognitions = new ReadModel(recognitionProjection, db, log);
  }

  async execute({ filter, page }: ListRecognitions): Promise<Page<RecognitionView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = [
      onDay(asOf.effectiveOn),
      ...common(filter),
      ...(filter.training ? [sql`f.training = ${filter.training}`] : []),
      ...(filter.status ? [sql`f.status = any(${filter.status as string[]})`] : []),
    ];
    const found = await this.recognitions.list({
      index: 'facet',
      conditions,
      orderBy: 'requested',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewRecognition(subject, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.recognitions.count('facet', conditions, size));
  }
}

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
