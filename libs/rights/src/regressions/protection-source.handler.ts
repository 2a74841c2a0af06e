import { Protection } from '#arrangements';
import { type Database, type EventLog, IndexReader, InjectDatabase, InjectLog, ReadModel } from '#kernel';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { catalogueProjection } from '../catalogue/catalogue.projection.js';
import { allEntries, directionsIn } from '../coverage/directions.js';
import { regressionsProjection } from './regressions.projection.js';

/** Tells arrangements what the catalogue makes of their amendments, so that all who compare clauses compare alike. */
@Injectable()
export class ProtectionOfCatalogue implements OnModuleInit {
  private readonly entries;
  private readonly regressions;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly protection: Protection,
  ) {
    this.entries = new ReadModel(catalogueProjection, db, log);
    this.regressions = new IndexReader(regressionsProjection, db);
  }

  onModuleInit(): void {
    const { regressions } = this;
    this.protection.contribute({
      directions: async (size) => directionsIn(await allEntries(this.entries, size)),
      lowered: (size) =>
        sql`exists (select from ${regressions.table('lowered')} r where r.id = f.id and ${regressions.known(size, 'r')})`,
    });
  }
}
