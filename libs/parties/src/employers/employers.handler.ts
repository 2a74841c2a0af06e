import {
  AsOfResolver,
  type AsOfUsed,
  BadQuestion,
  checkShape,
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
import type { Employer } from './employer.js';
import { type EmployerView, viewEmployer } from './employer.view.js';
import { employersProjection } from './employers.projection.js';
import { EmployerFilter, GetEmployer, ListEmployers } from './employers.query.js';

@QueryHandler(GetEmployer)
export class GetEmployerHandler implements IQueryHandler<GetEmployer, EmployerView | null> {
  private readonly employers;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.employers = new ReadModel(employersProjection, db, log);
  }

  async execute(query: GetEmployer): Promise<EmployerView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.employers.one(query.id, asOf.knownSize);
    return subject ? viewEmployer(subject, asOf) : null;
  }
}

@QueryHandler(ListEmployers)
export class ListEmployersHandler implements IQueryHandler<ListEmployers, Page<EmployerView>> {
  private readonly employers;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.employers = new ReadModel(employersProjection, db, log);
  }

  async execute({ filter, page }: ListEmployers): Promise<Page<EmployerView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = conditionsOf(this.employers, filter, asOf);
    const found = await this.employers.list({
      index: 'facet',
      conditions,
      orderBy: 'name',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewEmployer(subject, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.employers.count('facet', conditions, size));
  }
}

/** A filter as conditions on facet rows `f`: those of the day asked about. */
function conditionsOf(
  employers: ReadModel<Employer>,
  asked: EmployerFilter,
  { effectiveOn: day, knownSize }: AsOfUsed,
): Condition[] {
  const checked = checkShape(EmployerFilter, asked, 'filter');
  if ('problems' in checked) throw new BadQuestion(checked.problems.map((problem) => problem.message).join(' '));
  const { country, sector, standing, party, text } = checked.value;
  return [
    ...(country ? [sql`f.country = ${country}`] : []),
    ...(sector ? [sql`f.sectors @> ${[sector.toLowerCase()]}::text[]`] : []),
    ...(party ? [sql`f.party = ${party}`] : []),
    ...(text ? [sql`f.words @@ websearch_to_tsquery('simple', ${text})`] : []),
    ...(standing
      ? [
          sql`exists (select from ${employers.table('standing')} x where x.id = f.id and ${employers.known(knownSize, 'x')}
            and x.standing = ${standing} and x.eff_from <= ${day}::date and ${day}::date < x.eff_to)`,
        ]
      : []),
  ];
}
