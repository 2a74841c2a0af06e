import { casesProjection } from '#cases';
import { type Database, IndexReader, InjectDatabase } from '#kernel';
import { employersProjection } from '#parties';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { CountFindings } from './employer-duties.query.js';

/** Findings that are confirmed and stand on a day: of one employer, and of the others of its country and sectors. */
export interface FindingCounts {
  own: number;
  peers: number;
  peersWithFindings: number;
  peerFindings: number;
}

@QueryHandler(CountFindings)
export class CountFindingsHandler implements IQueryHandler<CountFindings, FindingCounts> {
  private readonly employers: IndexReader;
  private readonly cases: IndexReader;

  constructor(@InjectDatabase() private readonly db: Database) {
    this.employers = new IndexReader(employersProjection, db);
    this.cases = new IndexReader(casesProjection, db);
  }

  async execute({ employer, asOf: { effectiveOn: day, knownSize: size } }: CountFindings): Promise<FindingCounts> {
    const { employers, cases } = this;
    const sectors = employer.sectors.map((sector) => sector.toLowerCase());
    const { rows } = await sql<Record<keyof FindingCounts, string>>`
      with counted as (
        select e.id, count(f.id) as findings from ${employers.table('facet')} e
        left join ${cases.table('finding')} f on f.respondent = e.id and f.adverse and f.confirmed
          and ${cases.known(size, 'f')} and f.eff_from <= ${day}::date and ${day}::date < f.eff_to
        where ${employers.known(size, 'e')} and (e.id = ${employer.id} or (e.country = ${employer.country} and e.sectors && ${sectors}::text[]))
        group by e.id)
      select coalesce(sum(findings) filter (where id = ${employer.id}), 0) as own,
        count(*) filter (where id <> ${employer.id}) as peers,
        count(*) filter (where id <> ${employer.id} and findings > 0) as "peersWithFindings",
        coalesce(sum(findings) filter (where id <> ${employer.id}), 0) as "peerFindings"
      from counted`.execute(this.db);
    const { own, peers, peersWithFindings, peerFindings } = rows[0]!;
    return {
      own: Number(own),
      peers: Number(peers),
      peersWithFindings: Number(peersWithFindings),
      peerFindings: Number(peerFindings),
    };
  }
}
