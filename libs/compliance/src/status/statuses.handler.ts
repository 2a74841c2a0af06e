import {
  all,
  AsOfResolver,
  type AsOfUsed,
  BadQuestion,
  checkShape,
  type Condition,
  encodeCursor,
  Page,
  pageOf,
  type PlainDate,
  STILL,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type RawBuilder, sql } from 'kysely';
import { DutyFilter } from './duty-filter.js';
import { DutyReader } from './duty-reader.handler.js';
import { type DutyStatusView, type FoundStatus, viewDutyStatus } from './duty-status.view.js';
import { bearerKey, statusRows } from './status-rows.js';
import { type AmongDuties, ListDutyStatuses } from './statuses.query.js';

type Asked = DutyFilter & AmongDuties;

@QueryHandler(ListDutyStatuses)
export class ListDutyStatusesHandler implements IQueryHandler<ListDutyStatuses, Page<DutyStatusView>> {
  constructor(
    private readonly duties: DutyReader,
    private readonly asOf: AsOfResolver,
  ) {}

  async execute({ filter: asked, page, among }: ListDutyStatuses): Promise<Page<DutyStatusView>> {
    const checked = checkShape(DutyFilter, asked, 'filter');
    if ('problems' in checked) throw new BadQuestion(checked.problems.map(({ message }) => message).join(' '));
    const filter: Asked = { ...checked.value, ...among };
    const { first, after, asOf: dates } = pageOf(page);
    const asOf = await this.asOf.resolve(dates, page.atLeast);
    const tables = await this.tables(filter, asOf);
    const place = after && [after.key, ...(JSON.parse(after.id) as [string, string, string])];
    const found = await this.list(tables, filter, asOf, first + 1, place);
    const nodes = found.map((row) => ({
      cursor: encodeCursor({ key: row.falls, id: JSON.stringify([row.id, row.occurrence, row.at_from]), asOf }),
      node: viewDutyStatus(row, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.count(tables, filter, asOf));
  }

  /** Where status rows are: those that stand, those of the past, and those of occurrences that nobody wrote a row of yet. */
  private async tables(filter: Asked, asOf: AsOfUsed): Promise<RawBuilder<unknown>[]> {
    const { rows } = this.duties;
    const unwritten = await this.unwritten(lastDayOf(filter, asOf), asOf);
    return [sql`${rows.table('status_standing')} f`, sql`${rows.table('status_past')} f`, ...unwritten];
  }

  /**
   * Duties of which nothing was recorded for years have occurrences beyond those that were expanded when it was. They are
   * worked out now, in the same way, and found by the same conditions.
   */
  private async unwritten(until: PlainDate, { knownSize: size }: AsOfUsed): Promise<RawBuilder<unknown>[]> {
    const { rows: reader, db } = this.duties;
    const { rows } = await sql<{ id: string; expanded: string }>`
      select distinct d.id, d.expanded::text from ${reader.table('duty')} d
      where ${reader.known(size, 'd')} and d.expanded < ${until}::date`.execute(db);
    if (rows.length === 0) return [];
    const duties = await this.duties.duties(
      rows.map(({ id }) => id),
      size,
      until,
    );
    const found = rows.flatMap(({ id, expanded }) =>
      statusRows(duties.get(id)!.timelines.filter(({ starts }) => starts > expanded)).map((row) => ({
        id,
        rec_from: 0,
        rec_to: STILL,
        ...row,
      })),
    );
    return [
      sql`json_to_recordset(${JSON.stringify(found)}::json) as f (id text, rec_from bigint, rec_to bigint, occurrence text,
        headline text, performance text, verification text, contest text, suspended boolean, late integer, at_from date,
        at_to date, falls date, due date, evaluator text, explanation text)`,
    ];
  }

  /** One page. Each table by itself, so that rows of the past are not passed one by one before the first of today. */
  private async list(
    tables: readonly RawBuilder<unknown>[],
    filter: Asked,
    asOf: AsOfUsed,
    limit: number,
    after: readonly string[] | undefined,
  ): Promise<FoundStatus[]> {
    const { rows: reader, db } = this.duties;
    const beyond = after
      ? [
          sql`(f.falls, f.id, f.occurrence, f.at_from) > (${after[0]}::date, ${after[1]}, ${after[2]}, ${after[3]}::date)`,
        ]
      : [];
    const conditions = all([reader.known(asOf.knownSize, 'f'), ...conditionsOf(filter, asOf), ...beyond]);
    const parts = tables.map(
      (table) => sql`(
        select f.id, f.occurrence, f.headline, f.performance, f.verification, f.contest, f.suspended, f.late, f.evaluator,
          f.explanation, f.falls, f.due, f.at_from, f.at_to, d.arrangement, d.clause, d.code
        from ${table} ${this.ofDuty(asOf)} where ${conditions}
        order by f.falls, f.id, f.occurrence, f.at_from limit ${limit})`,
    );
    const { rows } = await sql<FoundStatus>`
      select id, occurrence, headline, performance, verification, contest, suspended, late, evaluator, explanation,
        arrangement, clause, code, falls::text, due::text, at_from::text, at_to::text
      from (${sql.join(parts, sql` union all `)}) f
      order by f.falls, f.id, f.occurrence, f.at_from limit ${limit}`.execute(db);
    return rows;
  }

  private async count(tables: readonly RawBuilder<unknown>[], filter: Asked, asOf: AsOfUsed): Promise<number> {
    const { rows: reader, db } = this.duties;
    const conditions = all([reader.known(asOf.knownSize, 'f'), ...conditionsOf(filter, asOf)]);
    // What the status alone tells is counted by an index alone.
    const duty = asksOfDuty(filter) ? this.ofDuty(asOf) : sql``;
    const parts = tables.map((table) => sql`(select count(*) as count from ${table} ${duty} where ${conditions})`);
    const { rows } = await sql<{ count: string }>`
      select sum(count) as count from (${sql.join(parts, sql` union all `)}) f`.execute(db);
    return Number(rows[0]!.count);
  }

  /** The row `d` of the duty of a status row `f`: what its terms say on the day asked about. */
  private ofDuty({ effectiveOn: day, knownSize: size }: AsOfUsed): RawBuilder<unknown> {
    const { rows: reader } = this.duties;
    return sql`join ${reader.table('duty')} d on d.id = f.id and ${reader.known(size, 'd')}
      and d.eff_from <= ${day}::date and ${day}::date < d.eff_to`;
  }
}

/** The last day of which an answer has to know. */
const lastDayOf = ({ overdueBefore, dueBefore, fallsBefore }: Asked, { effectiveOn }: AsOfUsed): PlainDate =>
  [effectiveOn, overdueBefore, dueBefore, fallsBefore].reduce<PlainDate>(
    (last, day) => (day && day > last ? day : last),
    '',
  );

const asksOfDuty = ({ arrangement, clause, code, bearer, bearers }: Asked) =>
  [arrangement, clause, code, bearer, bearers].some((asked) => asked !== undefined);

/** A filter as conditions on status rows `f`, joined with the duty rows `d` where it asks of these. */
function conditionsOf(filter: Asked, { effectiveOn: day }: AsOfUsed): Condition[] {
  const when = <T>(value: T | undefined, condition: (given: T) => Condition) =>
    value === undefined ? [] : [condition(value)];
  const any = (column: string, values: readonly string[]) =>
    sql`${sql.ref(column)} = any(${values as string[]}::text[])`;
  const { overdueFrom, overdueBefore } = filter;
  const turns = overdueFrom !== undefined || overdueBefore !== undefined;
  return [
    ...(turns
      ? [
          sql`f.headline = 'OVERDUE'`,
          ...when(overdueFrom, (from) => sql`f.at_from >= ${from}::date`),
          ...when(overdueBefore, (before) => sql`f.at_from < ${before}::date`),
        ]
      : [sql`f.at_from <= ${day}::date and ${day}::date < f.at_to`]),
    ...when(filter.headline, (values) => any('f.headline', values)),
    ...when(filter.verification, (values) => any('f.verification', values)),
    ...when(filter.contest, (values) => any('f.contest', values)),
    ...when(filter.obligation, (id) => sql`f.id = ${id}`),
    ...when(filter.dueFrom, (from) => sql`f.due >= ${from}::date`),
    ...when(filter.dueBefore, (before) => sql`f.due < ${before}::date`),
    ...when(filter.arrangement, (values) => any('d.arrangement', values)),
    ...when(filter.clause, (clause) => sql`d.clause = ${clause}`),
    ...when(filter.code, (values) => any('d.code', values)),
    ...when(filter.fallsBefore, (before) => sql`f.falls < ${before}::date`),
    ...when(filter.bearers, (keys) => sql`d.bearers && ${keys as string[]}::text[]`),
    ...when(filter.bearer, (bearer) => sql`d.bearers @> ${[bearerKey(bearer)]}::text[]`),
  ];
}
