import { type Arrangement, arrangementsProjection } from '#arrangements';
import {
  all,
  AsOfResolver,
  BadQuestion,
  type Condition,
  type Database,
  encodeCursor,
  type EventLog,
  IndexReader,
  InjectDatabase,
  InjectLog,
  Page,
  pageOf,
  ReadModel,
} from '#kernel';
import { allEntries, catalogueProjection, directionsIn, regressionsProjection } from '#rights';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { ListRegressionWarnings, type RegressionFilter } from './regression-warnings.query.js';
import { type RegressionWarning, viewRegression } from './regression-warnings.view.js';

@QueryHandler(ListRegressionWarnings)
export class ListRegressionWarningsHandler implements IQueryHandler<ListRegressionWarnings, Page<RegressionWarning>> {
  private readonly regressions;
  private readonly arrangements: ReadModel<Arrangement>;
  private readonly entries;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.regressions = new IndexReader(regressionsProjection, db);
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.entries = new ReadModel(catalogueProjection, db, log);
  }

  async execute({ filter, page }: ListRegressionWarnings): Promise<Page<RegressionWarning>> {
    const { first, after, asOf: dates } = pageOf(page);
    const conditions = conditionsOf(filter);
    const asOf = await this.asOf.resolve(dates, page.atLeast);
    const { knownSize: size } = asOf;
    const [id, amendment] = after ? (JSON.parse(after.id) as [string, string]) : [];
    const beyond = after
      ? [
          sql`(f.recorded < ${after.key}::date or (f.recorded = ${after.key}::date and (f.id, f.amendment) > (${id}, ${amendment})))`,
        ]
      : [];
    const { rows } = await sql<{ id: string; amendment: string; recorded: string }>`
      select f.id, f.amendment, f.recorded::text from ${this.regressions.table('lowered')} f
      where ${all([this.regressions.known(size, 'f'), ...conditions, ...beyond])}
      order by f.recorded desc, f.id, f.amendment limit ${first + 1}`.execute(this.db);
    const subjects = await this.arrangements.many([...new Set(rows.map((row) => row.id))], size);
    const directions = directionsIn(await allEntries(this.entries, size));
    const nodes = rows.map((row) => ({
      cursor: encodeCursor({ key: row.recorded, id: JSON.stringify([row.id, row.amendment]), asOf }),
      node: viewRegression(subjects.get(row.id)!, row.amendment, directions, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.regressions.count('lowered', conditions, size));
  }
}

function conditionsOf({ arrangement, party, from, to }: RegressionFilter): Condition[] {
  if (from != null && to != null && from >= to)
    throw new BadQuestion(`from ${from} to ${to} holds no day: to is the first day that is left out.`);
  return [
    ...(arrangement == null ? [] : [sql`f.id = ${arrangement}`]),
    ...(party == null ? [] : [sql`f.parties @> ${[party]}::text[]`]),
    ...(from == null ? [] : [sql`f.recorded >= ${from}::date`]),
    ...(to == null ? [] : [sql`f.recorded < ${to}::date`]),
  ];
}
