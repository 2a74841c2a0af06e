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
import type { Recruiter } from './recruiter.js';
import { type RecruiterView, viewRecruiter } from './recruiter.view.js';
import { recruitersProjection } from './recruiters.projection.js';
import { GetRecruiter, ListRecruiters, RecruiterFilter } from './recruiters.query.js';

@QueryHandler(GetRecruiter)
export class GetRecruiterHandler implements IQueryHandler<GetRecruiter, RecruiterView | null> {
  private readonly recruiters;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.recruiters = new ReadModel(recruitersProjection, db, log);
  }

  async execute(query: GetRecruiter): Promise<RecruiterView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.recruiters.one(query.id, asOf.knownSize);
    return subject ? viewRecruiter(subject, asOf) : null;
  }
}

@QueryHandler(ListRecruiters)
export class ListRecruitersHandler implements IQueryHandler<ListRecruiters, Page<RecruiterView>> {
  private readonly recruiters;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.recruiters = new ReadModel(recruitersProjection, db, log);
  }

  async execute({ filter, page }: ListRecruiters): Promise<Page<RecruiterView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = conditionsOf(this.recruiters, filter, asOf);
    const found = await this.recruiters.list({
      index: 'facet',
      conditions,
      orderBy: 'name',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewRecruiter(subject, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.recruiters.count('facet', conditions, size));
  }
}

/** A filter as conditions on facet rows `f`: those of the day asked about. */
function conditionsOf(
  recruiters: ReadModel<Recruiter>,
  asked: RecruiterFilter,
  { effectiveOn: day, knownSize }: AsOfUsed,
): Condition[] {
  const checked = checkShape(RecruiterFilter, asked, 'filter');
  if ('problems' in checked) throw new BadQuestion(checked.problems.map((problem) => problem.message).join(' '));
  const { country, licensedIn = [], certifiedUnder, text } = checked.value;
  const onDay = (table: string, condition: Condition) =>
    sql`exists (select from ${recruiters.table(table)} x where x.id = f.id and ${recruiters.known(knownSize, 'x')}
      and ${condition} and x.eff_from <= ${day}::date and ${day}::date < x.eff_to)`;
  return [
    ...(country ? [sql`f.country = ${country}`] : []),
    ...(text ? [sql`f.words @@ websearch_to_tsquery('simple', ${text})`] : []),
    ...licensedIn.map((jurisdiction) => onDay('licence', sql`x.jurisdiction = ${jurisdiction}`)),
    ...(certifiedUnder ? [onDay('certificate', sql`x.scheme = ${certifiedUnder}`)] : []),
  ];
}
