import { type Arrangement, arrangementsProjection } from '#arrangements';
import { asReadBy, type CaseFile, casesProjection, idOf, Readers } from '#cases';
import {
  type Actor,
  type AsOfUsed,
  type Database,
  type EventLog,
  grouped,
  InjectDatabase,
  InjectLog,
  type Reader,
  ReadModel,
  type Subject,
} from '#kernel';
import { type Employer, employersProjection, type Recruiter, recruitersProjection } from '#parties';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { dutyAsReadBy, DutyReader, type KnownDuty } from '../status/duty-reader.handler.js';
import { clauseFindingsOf } from './clause-findings.js';
import type { ClauseFinding } from './compliance-matrix.js';

/** An arrangement with all that bears on whether it is kept, as known at a size, and as one reader may see it (AUD-03). */
export interface ArrangementRecord {
  reader: Reader;
  subject: Subject<Arrangement>;
  duties: KnownDuty[];
  cases: Subject<CaseFile>[];
  /** What cases found on clauses that no duty measures. */
  findings: ClauseFinding[];
}

/** Gathers arrangements with their duties and cases: a few queries, however many there are. */
@Injectable()
export class ArrangementRecords {
  private readonly arrangements: ReadModel<Arrangement>;
  private readonly cases: ReadModel<CaseFile>;
  private readonly employers: ReadModel<Employer>;
  private readonly recruiters: ReadModel<Recruiter>;
  private readonly readers: Readers;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly duties: DutyReader,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.cases = new ReadModel(casesProjection, db, log);
    this.employers = new ReadModel(employersProjection, db, log);
    this.recruiters = new ReadModel(recruitersProjection, db, log);
    this.readers = new Readers(db, log);
  }

  async of(
    ids: readonly string[],
    { effectiveOn: day, knownSize: size }: AsOfUsed,
    actor?: Actor,
  ): Promise<Map<string, ArrangementRecord>> {
    const reader = await this.readers.of(actor, size);
    const [subjects, duties, cases] = [
      await this.arrangements.many(ids, size),
      grouped(await this.duties.ofArrangements(ids, size, day), ({ obligation }) => obligation.arrangement),
      await this.casesOf(ids, size),
    ];
    const countryOf = await this.countries([...cases.values()].flat(), size);
    return new Map(
      [...subjects].map(([id, subject]) => {
        const own = {
          duties: (duties.get(id) ?? []).map((duty) => dutyAsReadBy(reader, duty)),
          cases: (cases.get(id) ?? []).map((file) => asReadBy(reader, file)),
        };
        return [id, { reader, subject, ...own, findings: clauseFindingsOf(own.cases, own.duties, day, countryOf) }];
      }),
    );
  }

  private async casesOf(ids: readonly string[], size: number): Promise<Map<string, Subject<CaseFile>[]>> {
    const { rows } = await sql<{ id: string }>`
      select distinct f.id from ${this.cases.table('facet')} f
      where f.arrangement = any(${ids as string[]}) and ${this.cases.known(size, 'f')} order by f.id`.execute(this.db);
    const found = await this.cases.many(
      rows.map(({ id }) => id),
      size,
    );
    return grouped(
      rows.map(({ id }) => found.get(id)!),
      ({ state }) => state.arrangement,
    );
  }

  /** In whose jurisdiction the respondents of cases stand. */
  private async countries(cases: readonly Subject<CaseFile>[], size: number) {
    const respondents = [...new Set(cases.map(({ state }) => idOf(state.respondent)))];
    const found = new Map<string, string>();
    for (const [id, { state }] of await this.employers.many(respondents, size)) found.set(id, state.country);
    for (const [id, { state }] of await this.recruiters.many(respondents, size)) found.set(id, state.country);
    return (id: string) => found.get(id);
  }
}
