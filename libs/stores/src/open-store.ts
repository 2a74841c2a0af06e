import type { Clock, Database, EventLog } from '#kernel';
import { systemClock } from '#kernel';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { migrate } from './postgres/migrations.js';
import { openPglite } from './postgres/open-pglite.js';
import { openPostgres } from './postgres/open-postgres.js';
import { PostgresEventLog } from './postgres/postgres-event-log.js';

export interface StoreSettings {
  /** `postgres://...`; when absent, PGlite in `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
}

/** The log and the read models' database of one tier, open and migrated. */
export interface Store {
  tier: 'embedded' | 'server';
  log: EventLog;
  db: Database;
  pool: pg.Pool;
  /** Lets running appends finish, then closes. */
  close(): Promise<void>;
}

/** Opens the store that the settings name and brings it to this version of the registry. */
export async function openStore(settings: StoreSettings, clock: Clock = systemClock): Promise<Store> {
  const embedded = settings.databaseUrl ? undefined : await openPglite(settings.dataDir);
  const pool = embedded?.pool ?? openPostgres(settings.databaseUrl!);
  const log = new PostgresEventLog(pool, clock);
  const db: Database = new Kysely({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await log.drained();
    if (embedded) await embedded.close();
    else await pool.end();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { tier: embedded ? 'embedded' : 'server', log, db, pool, close };
}
