import {
  all,
  AsOfResolver,
  type AsOfUsed,
  BadQuestion,
  checkShape,
  type Condition,
  type Database,
  daysBetween,
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
import { type ClauseCode, Severity } from '#arrangements';
import type { CaseFile } from './case.js';
import { type CaseView, viewCase } from './case.view.js';
import type { CaseAlert, CaseAlerts, ComplaintCount, ComplaintCounts, RepeatedFindingsList } from './cases.counts.js';
import { casesProjection, onDay } from './cases.projection.js';
import {
  CaseFilter,
  CountComplaints,
  FindRepeated,
  GetCase,
  ListAlerts,
  ListCases,
  type Whose,
} from './cases.query.js';
import { Readers } from './readers.handler.js';
import type { FindingPhase } from './timeline.js';

/** Cases, and who reads them. */
class Cases {
  readonly model: ReadModel<CaseFile>;
  readonly readers: Readers;

  constructor(db: Database, log: EventLog) {
    this.model = new ReadModel(casesProjection, db, log);
    this.readers = new Readers(db, log);
  }
}

@QueryHandler(GetCase)
export class GetCaseHandler implements IQueryHandler<GetCase, CaseView | null> {
  private readonly cases;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.cases = new Cases(db, log);
  }

  async execute({ id, actor, asOf: asked, atLeast }: GetCase): Promise<CaseView | null> {
    const asOf = await this.asOf.resolve(asked, atLeast);
    const subject = await this.cases.model.one(id, asOf.knownSize);
    return subject ? viewCase(subject, asOf, await this.cases.readers.of(actor, asOf.knownSize)) : null;
  }
}

@QueryHandler(ListCases)
export class ListCasesHandler implements IQueryHandler<ListCases, Page<CaseView>> {
  private readonly cases;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.cases = new Cases(db, log);
  }

  async execute({ filter, page, actor }: ListCases): Promise<Page<CaseView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = conditionsOf(filter, asOf);
    const [found, reader] = await Promise.all([
      this.cases.model.list({
        index: 'facet',
        conditions,
        orderBy: 'opened',
        descending: true,
        first,
        after: after && [after.key, after.id],
        size,
      }),
      this.cases.readers.of(actor, size),
    ]);
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewCase(subject, asOf, reader),
    }));
    return Page.of(nodes, first, asOf, () => this.cases.model.count('facet', conditions, size));
  }
}

function conditionsOf(asked: CaseFilter, asOf: AsOfUsed): Condition[] {
  const checked = checkShape(CaseFilter, asked, 'filter');
  if ('problems' in checked) throw new BadQuestion(checked.problems.map((problem) => problem.message).join(' '));
  const filter = checked.value;
  const when = <T>(value: T | undefined, condition: (given: T) => Condition) =>
    value === undefined ? [] : [condition(value)];
  const anyOf = (column: string, values: readonly string[] | undefined) =>
    when(values, (given) => sql`${sql.ref(`f.${column}`)} = any(${given as string[]}::text[])`);
  const is = (column: string, value: string | boolean | undefined) =>
    when(value, (given) => sql`${sql.ref(`f.${column}`)} = ${given}`);
  const liable = (id: string | undefined) => when(id, (given) => sql`f.liable @> array[${given}]::text[]`);
  return [
    onDay(asOf.effectiveOn),
    ...anyOf('kind', filter.kind),
    ...anyOf('phase', filter.phase),
    ...when(filter.clauseCode, (codes) => sql`f.codes && ${codes as string[]}::text[]`),
    ...is('arrangement', filter.arrangement),
    ...is('respondent', filter.respondent),
    ...liable(filter.employer),
    ...liable(filter.recruiter),
    ...is('origin', filter.origin),
    ...is('destination', filter.destination),
    ...anyOf('severity', filter.severity),
    ...is('overdue', filter.overdue),
    ...is('unanswered', filter.unanswered),
    ...is('alert', filter.alert),
    ...when(filter.openedFrom, (day) => sql`f.opened >= ${day}`),
    ...when(filter.openedTo, (day) => sql`f.opened <= ${day}`),
  ];
}

/** The conditions on rows that stood at a size, hold on a day, and are of an arrangement or corridor. */
const ofWhose = (model: ReadModel<CaseFile>, whose: Whose, asOf: AsOfUsed): Condition =>
  all([
    model.known(asOf.knownSize, 'f'),
    onDay(asOf.effectiveOn),
    ...(['arrangement', 'origin', 'destination'] as const).flatMap((column) =>
      whose[column] == null ? [] : [sql`${sql.ref(`f.${column}`)} = ${whose[column]}`],
    ),
  ]);

const checkFirst = (first: number): void => {
  if (!Number.isInteger(first) || first < 1 || first > 100)
    throw new BadQuestion(`first: ${first} is not from 1 to 100.`);
};

@QueryHandler(CountComplaints)
export class CountComplaintsHandler implements IQueryHandler<CountComplaints, ComplaintCounts> {
  private readonly model;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.model = new ReadModel(casesProjection, db, log);
  }

  async execute({ whose, asOf: asked }: CountComplaints): Promise<ComplaintCounts> {
    const asOf = await this.asOf.resolve(asked);
    const { rows } = await sql<Record<Exclude<keyof ComplaintCount, 'code'>, string> & { code: ClauseCode }>`
      select f.code, count(*) as filed, count(*) filter (where f.admissible) as admissible,
        count(*) filter (where f.decided) as decided, count(*) filter (where f.in_time) as "decidedInTime",
        count(*) filter (where f.remedied) as remedied
      from ${this.model.table('tally')} f where ${ofWhose(this.model, whose, asOf)} group by f.code order by f.code`.execute(
      this.db,
    );
    const counts = rows.map(({ code, filed, admissible, decided, decidedInTime, remedied }) => ({
      code,
      filed: Number(filed),
      admissible: Number(admissible),
      decided: Number(decided),
      decidedInTime: Number(decidedInTime),
      remedied: Number(remedied),
    }));
    return { counts, asOf };
  }
}

@QueryHandler(ListAlerts)
export class ListAlertsHandler implements IQueryHandler<ListAlerts, CaseAlerts> {
  private readonly model;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.model = new ReadModel(casesProjection, db, log);
  }

  async execute({ whose, first, asOf: asked }: ListAlerts): Promise<CaseAlerts> {
    checkFirst(first);
    const asOf = await this.asOf.resolve(asked);
    const open = sql`f.alert and ${ofWhose(this.model, whose, asOf)}`;
    const { rows } = await sql<{
      id: string;
      finding: string;
      arrangement: string;
      code: ClauseCode;
      respondent: string;
      origin: string | null;
      destination: string | null;
      drafted: string;
      phase: FindingPhase;
      confirmed: boolean;
    }>`select f.id, f.finding, f.arrangement, f.code, f.respondent, f.origin, f.destination, f.drafted, f.phase, f.confirmed
      from ${this.model.table('finding')} f where ${open} order by f.drafted, f.id, f.finding limit ${first}`.execute(
      this.db,
    );
    const { rows: counted } = await sql<{
      total: string;
    }>`select count(*) as total from ${this.model.table('finding')} f where ${open}`.execute(this.db);
    const alerts = rows.map((row): CaseAlert => ({
      caseId: row.id,
      finding: row.finding,
      arrangementId: row.arrangement,
      code: row.code,
      respondent: row.respondent,
      origin: row.origin ?? undefined,
      destination: row.destination ?? undefined,
      since: row.drafted,
      ageDays: daysBetween(row.drafted, asOf.effectiveOn),
      phase: row.phase,
      isConfirmed: row.confirmed,
    }));
    return { alerts, total: Number(counted[0]!.total), asOf };
  }
}

const SEVERITIES = Object.keys(Severity) as Severity[];

@QueryHandler(FindRepeated)
export class FindRepeatedHandler implements IQueryHandler<FindRepeated, RepeatedFindingsList> {
  private readonly model;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.model = new ReadModel(casesProjection, db, log);
  }

  async execute({ whose, atLeast, first, asOf: asked }: FindRepeated): Promise<RepeatedFindingsList> {
    checkFirst(first);
    const asOf = await this.asOf.resolve(asked);
    const { rows } = await sql<{
      respondent: string;
      findings: string;
      cases: string;
      codes: ClauseCode[];
      severities: Severity[];
      open: string;
    }>`select f.respondent, count(*) as findings, count(distinct f.id) as cases, array_agg(distinct f.code order by f.code) as codes,
        array_agg(distinct f.severity) as severities,
        count(*) filter (where f.phase in ('CORRECTION_DUE', 'OVERDUE')) as open
      from ${this.model.table('finding')} f where f.confirmed and f.adverse and ${ofWhose(this.model, whose, asOf)}
      group by f.respondent having count(*) >= ${atLeast} order by count(*) desc, f.respondent limit ${first}`.execute(
      this.db,
    );
    const respondents = rows.map(({ respondent, findings, cases, codes, severities, open }) => ({
      respondent,
      findings: Number(findings),
      cases: Number(cases),
      codes,
      gravest: SEVERITIES[Math.max(...severities.map((severity) => SEVERITIES.indexOf(severity)))]!,
      open: Number(open),
    }));
    return { respondents, asOf };
  }
}
