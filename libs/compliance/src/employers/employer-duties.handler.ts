import { type Arrangement, arrangementsProjection, scopeOn, viewArrangement } from '#arrangements';
import { asReadBy, type CaseFile, casesProjection, Readers } from '#cases';
import {
  type Actor,
  add,
  all,
  AsOfResolver,
  type AsOfUsed,
  BadQuestion,
  checkShape,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  type Page,
  ReadModel,
  type Subject,
} from '#kernel';
import { type Employer, employersProjection, type Recruiter, recruitersProjection, viewEmployer } from '#parties';
import type { Headline } from '#rights';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { DutyStatusView } from '../status/duty-status.view.js';
import { ListDutyStatuses } from '../status/statuses.query.js';
import { dutiesUnder, EmployerDuties } from './employer-duties.js';
import { GetEmployerDuties } from './employer-duties.query.js';
import { covers, HiringInput } from './hiring.js';
import { type SharedRemedy, sharedRemediesOf } from './shared-remedies.js';

/** What asks for something to be done. */
const OPEN: Headline[] = ['NOT_YET_DUE', 'AT_RISK', 'OVERDUE', 'BREACHED', 'UNVERIFIED', 'DISPUTED'];

@QueryHandler(GetEmployerDuties)
export class GetEmployerDutiesHandler implements IQueryHandler<GetEmployerDuties, EmployerDuties> {
  private readonly arrangements: ReadModel<Arrangement>;
  private readonly employers: ReadModel<Employer>;
  private readonly recruiters: ReadModel<Recruiter>;
  private readonly cases: ReadModel<CaseFile>;
  private readonly readers: Readers;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
    private readonly queries: QueryBus,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.employers = new ReadModel(employersProjection, db, log);
    this.recruiters = new ReadModel(recruitersProjection, db, log);
    this.cases = new ReadModel(casesProjection, db, log);
    this.readers = new Readers(db, log);
  }

  async execute(query: GetEmployerDuties): Promise<EmployerDuties> {
    const checked = checkShape(HiringInput, query.hiring, 'hiring');
    if ('problems' in checked) throw new BadQuestion(checked.problems.map(({ message }) => message).join(' '));
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const employer =
      query.employer === undefined ? undefined : await this.employers.one(query.employer, asOf.knownSize);
    if (query.employer !== undefined && !employer)
      throw new BadQuestion(`employer: nothing is registered as ${query.employer}.`);
    const destination = checked.value.destination ?? employer?.state.country;
    if (destination === undefined)
      throw new BadQuestion('hiring.destination is missing: name it, or an employer whose country it is.');
    const hiring = { ...checked.value, destination };
    const reaching = (await this.reaching(hiring, asOf)).filter(({ state }) =>
      covers(scopeOn(state, asOf.effectiveOn), hiring),
    );
    const duties = reaching.flatMap((subject) => dutiesUnder(subject, hiring, asOf));
    const open = await this.open(
      reaching.map(({ id }) => id),
      [`EMPLOYER@${destination}`, ...(employer ? [employer.id] : [])],
      asOf,
    );
    return {
      employer: employer && viewEmployer(employer, asOf),
      arrangements: reaching.map((subject) => viewArrangement(subject, asOf)),
      duties: duties.map((duty) => ({
        ...duty,
        statuses: open.filter(
          ({ arrangementId, clauseId }) => arrangementId === duty.arrangementId && clauseId === duty.clause.clause,
        ),
      })),
      sharedRemedies: employer ? await this.sharedRemedies(employer.id, asOf, query.actor) : [],
      asOf,
      hiring,
    };
  }

  /** What these bearers have still to do within a year of the day asked about, or did not do. */
  private async open(
    arrangements: string[],
    bearers: readonly string[],
    { effectiveOn, knownSize }: AsOfUsed,
  ): Promise<DutyStatusView[]> {
    if (arrangements.length === 0) return [];
    const found: DutyStatusView[] = [];
    for (let after: string | null = null; ;) {
      const page: Page<DutyStatusView> = await this.queries.execute(
        new ListDutyStatuses(
          { arrangement: arrangements, headline: OPEN },
          { first: 100, after, asOf: { effectiveOn, knownSize } },
          { bearers, fallsBefore: add(effectiveOn, { years: 1 }) },
        ),
      );
      found.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return found;
      after = page.pageInfo.endCursor;
    }
  }

  private async sharedRemedies(
    employer: string,
    { effectiveOn: day, knownSize: size }: AsOfUsed,
    actor: Actor | undefined,
  ): Promise<SharedRemedy[]> {
    const reader = await this.readers.of(actor, size);
    const { db, cases, recruiters } = this;
    const liable = await sql<{ id: string }>`
      select distinct f.id from ${recruiters.table('liability')} f
      where f.employer = ${employer} and ${recruiters.known(size, 'f')}`.execute(db);
    const names = [employer, ...liable.rows.map(({ id }) => id)];
    const found = await sql<{ id: string }>`
      select distinct f.id from ${cases.table('facet')} f
      where f.liable && ${names}::text[] and ${cases.known(size, 'f')}
        and f.eff_from <= ${day}::date and ${day}::date < f.eff_to order by f.id`.execute(db);
    const files = await cases.many(
      found.rows.map(({ id }) => id),
      size,
    );
    const owners = await recruiters.many(
      liable.rows.map(({ id }) => id),
      size,
    );
    return sharedRemediesOf(
      employer,
      found.rows.map(({ id }) => asReadBy(reader, files.get(id)!)),
      [...owners.values()],
      day,
    );
  }

  /** The arrangements in which the destination takes workers on the day asked about, from the origin if one is named. */
  private async reaching(
    { destination, origin }: { destination: string; origin?: string },
    { effectiveOn: day, knownSize: size }: AsOfUsed,
  ): Promise<Subject<Arrangement>[]> {
    const inRole = (roles: readonly string[], party: string) =>
      sql`f.roles && ${roles.map((role) => `${role}:${party}`)}::text[]`;
    const conditions = [
      sql`f.eff_from <= ${day}::date and ${day}::date < f.eff_to`,
      sql`f.parties @> ${[destination]}::text[]`,
      inRole(['DESTINATION', 'BOTH'], destination),
      ...(origin === undefined ? [] : [inRole(['ORIGIN', 'BOTH'], origin)]),
    ];
    const { rows } = await sql<{ id: string }>`
      select distinct f.id from ${this.arrangements.table('reach')} f
      where ${this.arrangements.known(size, 'f')} and ${all(conditions)} order by f.id`.execute(this.db);
    const found = await this.arrangements.many(
      rows.map(({ id }) => id),
      size,
    );
    return rows.map(({ id }) => found.get(id)!);
  }
}
