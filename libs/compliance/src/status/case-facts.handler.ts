import { caseDecider, type CaseFile, casesProjection } from '#cases';
import { type Database, type EventLog, InjectDatabase, InjectLog, kindOf, ReadModel } from '#kernel';
import { Duties } from '#rights';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { DutyReader } from './duty-reader.handler.js';
import { caseFacts } from './joined-duty.js';

/** Tells whoever asks of one duty what cases know of it, so that `obligation` and `obligations` answer alike. */
@Injectable()
export class CaseFacts implements OnModuleInit {
  private readonly cases: ReadModel<CaseFile>;

  constructor(
    @InjectDatabase() private readonly db: Database,
    @InjectLog() log: EventLog,
    private readonly duties: Duties,
    private readonly reader: DutyReader,
  ) {
    this.cases = new ReadModel(casesProjection, db, log);
  }

  onModuleInit(): void {
    this.duties.contribute(async (duty, size) => {
      const { rows } = this.reader;
      const found = await sql<{ subject: string }>`
        select f.subject from ${rows.table('subject')} f where f.id = ${duty.id} and ${rows.known(size, 'f')}`.execute(
        this.db,
      );
      const ids = found.rows.map(({ subject }) => subject).filter((id) => kindOf(id) === caseDecider.name);
      const files = [...(await this.cases.many(ids, size)).values()];
      const told = files.map(({ state }) => caseFacts(state, duty));
      return {
        findings: told.flatMap(({ findings }) => findings),
        remedies: told.flatMap(({ remedies }) => remedies),
        disputes: told.flatMap(({ disputes }) => disputes),
      };
    });
  }
}
