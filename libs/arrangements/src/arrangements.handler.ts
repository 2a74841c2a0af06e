import {
  AsOfResolver,
  type AsOfUsed,
  BadQuestion,
  changedFields,
  checkShape,
  type Condition,
  type Database,
  encodeCursor,
  type EventLog,
  InjectDatabase,
  InjectLog,
  all,
  Page,
  pageOf,
  ReadModel,
  type Subject,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type RawBuilder, sql } from 'kysely';
import { Protection } from './amendments/protection.handler.js';
import { ArrangementFilter, type ArrangementFacet, type FacetCounts } from './arrangement-filter.js';
import type { Arrangement } from './arrangement.js';
import {
  ArrangementChanges,
  type ArrangementView,
  type DeadlineView,
  viewArrangement,
  viewDeadlines,
} from './arrangement.view.js';
import { arrangementsProjection } from './arrangements.projection.js';
import type { Answer } from './clauses/clause-content.js';
import type { PartyRole } from './registration/terms.js';
import {
  CountFacets,
  GetArrangement,
  GetChanges,
  ListArrangements,
  ListDeadlines,
  WalkArrangements,
} from './arrangements.query.js';

@QueryHandler(GetArrangement)
export class GetArrangementHandler implements IQueryHandler<GetArrangement, ArrangementView | null> {
  private readonly arrangements;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  async execute(query: GetArrangement): Promise<ArrangementView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.arrangements.one(query.id, asOf.knownSize);
    return subject ? viewArrangement(subject, asOf) : null;
  }
}

@QueryHandler(GetChanges)
export class GetChangesHandler implements IQueryHandler<GetChanges, ArrangementChanges> {
  private readonly arrangements;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  async execute(query: GetChanges): Promise<ArrangementChanges> {
    const [from, to] = [await this.asOf.resolve(query.from), await this.asOf.resolve(query.to)];
    const [before, after] = await Promise.all(
      [from, to].map(async (asOf) => {
        const subject = await this.arrangements.one(query.id, asOf.knownSize);
        return subject && { subject, view: viewArrangement(subject, asOf) };
      }),
    );
    const [first, last] = [from.knownSize, to.knownSize].sort((a, b) => a - b) as [number, number];
    return Object.assign(new ArrangementChanges(), {
      from,
      to,
      fields: changedFields(before?.view ?? {}, after?.view ?? {}),
      recorded:
        [before, after]
          .toSorted((a, b) => (a?.subject.seq ?? -1) - (b?.subject.seq ?? -1))
          .at(-1)
          ?.subject.evidence.filter(({ seq }) => first <= seq && seq < last) ?? [],
    });
  }
}

/** A page with what its facets need: the filter that found it. */
export interface ArrangementPage extends Page<ArrangementView> {
  filter: ArrangementFilter;
}

@QueryHandler(ListArrangements)
export class ListArrangementsHandler implements IQueryHandler<ListArrangements, ArrangementPage> {
  private readonly arrangements;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
    private readonly protection: Protection,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  async execute({ filter, orderBy, page }: ListArrangements): Promise<ArrangementPage> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = conditionsOf(this.arrangements, filter, asOf, this.protection);
    const found = await this.arrangements.list({
      index: 'facet',
      conditions,
      orderBy: orderBy === 'ID' ? 'id' : 'signed',
      descending: orderBy !== 'ID',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewArrangement(subject, asOf),
    }));
    return Object.assign(
      Page.of(nodes, first, asOf, () => this.arrangements.count('facet', conditions, size)),
      { filter },
    );
  }
}

/** Arrangements that are read at a time. */
const PAGE = 200;

/** Every arrangement that meets the conditions, page by page, in the order of their ids. */
async function* walk(
  arrangements: ReadModel<Arrangement>,
  conditions: readonly Condition[],
  size: number,
): AsyncGenerator<Subject<Arrangement>[]> {
  for (let after: [string, string] | undefined; ;) {
    const found = await arrangements.list({ index: 'facet', conditions, orderBy: 'id', first: PAGE, after, size });
    yield found.slice(0, PAGE).map(({ subject }) => subject);
    const last = found[PAGE - 1];
    if (found.length <= PAGE || !last) return;
    after = [last.key, last.subject.id];
  }
}

@QueryHandler(WalkArrangements)
export class WalkArrangementsHandler implements IQueryHandler<WalkArrangements, AsyncIterable<Subject<Arrangement>[]>> {
  private readonly arrangements;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly protection: Protection,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  async execute({ filter, asOf, arrangement }: WalkArrangements): Promise<AsyncIterable<Subject<Arrangement>[]>> {
    const only = arrangement === undefined ? [] : [sql`f.id = ${arrangement}`];
    return walk(
      this.arrangements,
      [...only, ...conditionsOf(this.arrangements, filter, asOf, this.protection)],
      asOf.knownSize,
    );
  }
}

@QueryHandler(ListDeadlines)
export class ListDeadlinesHandler implements IQueryHandler<ListDeadlines, DeadlineView[]> {
  private readonly arrangements;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
    private readonly protection: Protection,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  async execute({ party, from, to, asOf: asked }: ListDeadlines): Promise<DeadlineView[]> {
    if (from >= to) throw new BadQuestion(`from ${from} to ${to} holds no day: to is the first day that is left out.`);
    const asOf = await this.asOf.resolve(asked);
    const conditions = conditionsOf(this.arrangements, { parties: [party] }, asOf, this.protection);
    const found: DeadlineView[] = [];
    for await (const page of walk(this.arrangements, conditions, asOf.knownSize))
      found.push(...page.flatMap((subject) => viewDeadlines(subject, from, to)));
    const key = ({ on, arrangement }: DeadlineView) => `${on ?? '9999'} ${arrangement}`;
    return found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  }
}

@QueryHandler(CountFacets)
export class CountFacetsHandler implements IQueryHandler<CountFacets, FacetCounts[]> {
  private readonly arrangements;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly protection: Protection,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  async execute({ filter, facets, asOf }: CountFacets): Promise<FacetCounts[]> {
    const where = all([
      this.arrangements.known(asOf.knownSize, 'f'),
      ...conditionsOf(this.arrangements, filter, asOf, this.protection),
    ]);
    const counts: FacetCounts[] = [];
    for (const facet of facets) {
      const { rows } = await sql<{ value: string; count: string }>`
        select value, count(*) as count from ${this.arrangements.table('facet')} f, lateral (${valuesOf(facet, this.arrangements, asOf)}) as v (value)
        where value is not null and ${where} group by value order by count(*) desc, value`.execute(this.db);
      counts.push({ facet, values: rows.map((row) => ({ value: row.value, count: Number(row.count) })) });
    }
    return counts;
  }
}

/** The values of a facet of the arrangement of a facet row `f`, as a set. */
const valuesOf = (
  facet: ArrangementFacet,
  arrangements: ReadModel<Arrangement>,
  asOf: AsOfUsed,
): RawBuilder<unknown> => {
  const { from, value } = FACETS[facet];
  return from === 'facet' ? sql`select ${value}` : sql`select ${value} from ${onDay(arrangements, from, asOf)}`;
};

/** Where the values of each facet stand: one per row `f` of `facet`, or each of the rows `x` of another table. */
const FACETS: Record<ArrangementFacet, { from: Timed | 'facet'; value: RawBuilder<unknown> }> = {
  STATUS: { from: 'status', value: sql`x.status` },
  REPORTED_STATUS: { from: 'facet', value: sql`f.reported` },
  KIND: { from: 'facet', value: sql`f.kind` },
  LEVEL: { from: 'facet', value: sql`f.level` },
  INSTRUMENT_TYPE: { from: 'facet', value: sql`f.instrument` },
  BINDINGNESS: { from: 'facet', value: sql`f.bindingness` },
  PARTY: { from: 'reach', value: sql`unnest(x.parties)` },
  SECTOR: { from: 'reach', value: sql`unnest(x.sectors)` },
  SKILL_LEVEL: { from: 'reach', value: sql`unnest(x.skills)` },
  OCCUPATION: {
    from: 'reach',
    value: sql`unnest(array(select code from unnest(x.occupations) code where length(code) = 2))`,
  },
  CLAUSE: { from: 'clause', value: sql`case x.answer when 'PRESENT' then x.code end` },
};

/** Tables whose rows stand for a stretch of legal time each. */
type Timed = 'status' | 'reach' | 'clause';

/** The rows `x` of the arrangement of a facet row `f` that hold on the day asked about; more conditions may follow. */
const onDay = (
  arrangements: ReadModel<Arrangement>,
  table: Timed,
  { effectiveOn: day, knownSize }: Pick<AsOfUsed, 'effectiveOn' | 'knownSize'>,
): RawBuilder<unknown> =>
  sql`${arrangements.table(table)} x where x.id = f.id and ${arrangements.known(knownSize, 'x')}
    and x.eff_from <= ${day}::date and ${day}::date < x.eff_to`;

/** A filter as conditions on facet rows `f`: those of the day asked about. */
function conditionsOf(
  arrangements: ReadModel<Arrangement>,
  asked: ArrangementFilter,
  asOf: Pick<AsOfUsed, 'effectiveOn' | 'knownSize'>,
  protection: Protection,
): Condition[] {
  const checked = checkShape(ArrangementFilter, asked, 'filter');
  if ('problems' in checked) throw new BadQuestion(checked.problems.map((problem) => problem.message).join(' '));
  const filter = checked.value;
  const array = (values: readonly string[]) => sql`${values as string[]}::text[]`;
  const when = <T>(value: T | undefined, condition: (given: T) => Condition) =>
    value === undefined ? [] : [condition(value)];
  const some = (table: Timed, conditions: readonly Condition[]) =>
    sql`exists (select from ${onDay(arrangements, table, asOf)} and ${all(conditions)})`;
  const coded = (code: string, answer: Answer) => some('clause', [sql`x.code = ${code}`, sql`x.answer = ${answer}`]);
  // By the array of parties, which has an index, and then by what they do.
  const does = (role: PartyRole, party: string) =>
    sql`x.parties @> ${array([party])} and x.roles && ${array([`${role}:${party}`, `BOTH:${party}`])}`;
  const { role, parties } = filter;
  const reach = [
    ...when(parties, (wanted) => sql`x.parties @> ${array(wanted)}`),
    ...when(role, (wanted) =>
      parties
        ? sql`x.roles @> ${array(parties.map((party) => `${wanted}:${party}`))}`
        : sql`exists (select from unnest(x.roles) r where r like ${`${wanted}:%`})`,
    ),
    ...when(filter.origin, (party) => does('ORIGIN', party)),
    ...when(filter.destination, (party) => does('DESTINATION', party)),
    ...when(filter.sector, (sectors) => sql`x.sectors && ${array(sectors.map((sector) => sector.toLowerCase()))}`),
    ...when(filter.skillLevel, (levels) => sql`x.skills && ${array(levels)}`),
    ...when(filter.occupation, (codes) => sql`x.occupations && ${array(codes)}`),
  ];
  return [
    ...(reach.length > 0 ? [some('reach', reach)] : []),
    ...when(filter.kind, (kind) => sql`f.kind = ${kind}`),
    ...when(filter.level, (levels) => sql`f.level = any(${array(levels)})`),
    ...when(filter.instrumentType, (types) => sql`f.instrument = any(${array(types)})`),
    ...when(filter.bindingness, (value) => sql`f.bindingness = ${value}`),
    ...when(filter.status, (statuses) => some('status', [sql`x.status = any(${array(statuses)})`])),
    ...when(filter.reportedStatus, (statuses) => sql`f.reported = any(${array(statuses)})`),
    ...when(filter.clausePresent, (codes) => all(codes.map((code) => coded(code, 'PRESENT')))),
    ...when(filter.clauseAbsent, (codes) => all(codes.map((code) => sql`not ${coded(code, 'PRESENT')}`))),
    ...when(filter.clauseSilent, (codes) => all(codes.map((code) => coded(code, 'SILENT')))),
    // A date known to the year or month is within a range only when all its days are (GEN-08).
    ...when(filter.signedFrom, (day) => sql`f.signed <> '' and rpad(f.signed, 10, '-01-01') >= ${day}`),
    ...when(filter.signedTo, (day) => sql`f.signed <> '' and rpad(f.signed, 10, '-12-31') <= ${day}`),
    ...when(filter.inForceFrom, (day) => sql`f.in_force <> '' and rpad(f.in_force, 10, '-01-01') >= ${day}`),
    ...when(filter.inForceTo, (day) => sql`f.in_force <> '' and rpad(f.in_force, 10, '-12-31') <= ${day}`),
    ...when(filter.disputed, (disputed) => sql`f.disputed = ${disputed}`),
    ...when(filter.lowersProtection, (lowers) => sql`(${protection.lowered(asOf.knownSize)}) = ${lowers}`),
    ...when(
      filter.text,
      (text) => sql`exists (select from ${arrangements.table('title')} t
        where t.id = f.id and ${arrangements.known(asOf.knownSize, 't')} and t.words @@ websearch_to_tsquery('simple', ${text}))`,
    ),
  ];
}
