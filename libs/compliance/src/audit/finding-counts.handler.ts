import type { ClauseCode, Severity } from '#arrangements';
import { casesProjection } from '#cases';
import { all, AsOfResolver, BadQuestion, type Condition, type Database, IndexReader, InjectDatabase } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type RawBuilder, sql } from 'kysely';
import { seesSmall } from './audited.js';
import { type FindingCounts, type FindingGroup, viewCount } from './finding-counts.js';
import { CountFindingsBy } from './finding-counts.query.js';

/** What makes a group of the rows `f` of findings: who, from where, to where. */
const GROUPS: Record<FindingGroup, { columns: RawBuilder<unknown>; among: readonly Condition[] }> = {
  EMPLOYER: { columns: sql`f.respondent, null, null`, among: [sql`f.respondent like 'employer-%'`] },
  RECRUITER: { columns: sql`f.respondent, null, null`, among: [sql`f.respondent like 'recruiter-%'`] },
  CORRIDOR: { columns: sql`null, f.origin, f.destination`, among: [] },
};

@QueryHandler(CountFindingsBy)
export class CountFindingsByHandler implements IQueryHandler<CountFindingsBy, FindingCounts> {
  private readonly cases: IndexReader;

  constructor(
    @InjectDatabase() private readonly db: Database,
    private readonly asOf: AsOfResolver,
  ) {
    this.cases = new IndexReader(casesProjection, db);
  }

  async execute({ by, audited, first, actor, asOf: asked }: CountFindingsBy): Promise<FindingCounts> {
    if (!Number.isInteger(first) || first < 1 || first > 100)
      throw new BadQuestion(`first: ${first} is not from 1 to 100.`);
    const asOf = await this.asOf.resolve(asked);
    const { effectiveOn: day, knownSize: size } = asOf;
    const { columns, among } = GROUPS[by];
    const conditions = all([
      sql`f.confirmed and f.adverse`,
      this.cases.known(size, 'f'),
      sql`f.eff_from <= ${day}::date and ${day}::date < f.eff_to`,
      ...among,
      ...(['arrangement', 'origin', 'destination'] as const).flatMap((column) =>
        audited[column] == null ? [] : [sql`${sql.ref(`f.${column}`)} = ${audited[column]}`],
      ),
    ]);
    const { rows } = await sql<{
      respondent: string | null;
      origin: string | null;
      destination: string | null;
      findings: string;
      open: string;
      workers: string;
      codes: ClauseCode[];
      severities: Severity[];
    }>`
      select g.respondent, g.origin, g.destination, count(*) as findings, coalesce(sum(f.workers), 0) as workers,
        count(*) filter (where f.phase in ('CORRECTION_DUE', 'OVERDUE')) as open,
        array_agg(distinct f.code order by f.code) as codes, array_agg(distinct f.severity) as severities
      from ${this.cases.table('finding')} f, lateral (select ${columns}) as g (respondent, origin, destination)
      where ${conditions} group by g.respondent, g.origin, g.destination
      order by count(*) desc, g.respondent, g.origin, g.destination limit ${first}`.execute(this.db);
    const groups = rows.map(({ respondent, origin, destination, findings, open, workers, ...group }) =>
      viewCount(
        {
          ...group,
          respondent: respondent ?? undefined,
          origin: origin ?? undefined,
          destination: destination ?? undefined,
          findings: Number(findings),
          open: Number(open),
          workers: Number(workers),
        },
        !seesSmall(actor),
      ),
    );
    return { groups, asOf };
  }
}
