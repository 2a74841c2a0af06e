import type { Clock, Database, EventLog } from '#kernel';
import { systemClock } from '#kernel';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { EventStore } from './eventstoredb/event-store.js';
import { EventStoreLog } from './eventstoredb/event-store-log.js';
import { originOf, takeAsReadSide, WrongOrigin } from './eventstoredb/origin.js';
import { HighWater } from './high-water.js';
import { migrate } from './postgres/migrations.js';
import { appendCopies, type Copies } from './postgres/log-copy.js';
import { openPglite } from './postgres/open-pglite.js';
import { openPostgres } from './postgres/open-postgres.js';
import { PostgresEventLog } from './postgres/postgres-event-log.js';
import { Sweep } from './sweep.js';

export interface StoreSettings {
  /** `postgres://...`; when absent, PGlite in `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  /** `esdb://...`: events are decided on there, and the database holds the log that is taken over from it. */
  eventStoreUrl?: string;
  /** Begins the names of this registry's streams there. */
  eventStorePrefix?: string;
  /** Where the furthest end of the log that was seen is kept, outside the store; without it nobody watches. */
  highWaterFile?: string;
}

/** The log and the read models' database of one tier, open and migrated. */
export interface Store {
  tier: 'embedded' | 'server' | 'cluster';
  log: EventLog;
  db: Database;
  pool: pg.Pool;
  copies: Copies;
  highWater?: HighWater;
  /** What keeps the log from growing at the moment, or what of it was found damaged, if anything. */
  trouble(): string | undefined;
  /** Lets running appends finish, then closes. */
  close(): Promise<void>;
}

/** Opens the store that the settings name and brings it to this version of the registry. */
export async function openStore(settings: StoreSettings, clock: Clock = systemClock): Promise<Store> {
  const embedded = settings.databaseUrl ? undefined : await openPglite(settings.dataDir);
  const pool = embedded?.pool ?? openPostgres(settings.databaseUrl!);
  const db: Database = new Kysely({ dialect: new PostgresDialect({ pool }) });
  let closeLog = async () => {};
  let highWater: HighWater | undefined;
  let sweep: Sweep | undefined;
  const close = async () => {
    await closeLog();
    await highWater?.close();
    await sweep?.close();
    if (embedded) await embedded.close();
    else await pool.end();
  };
  const watched = async (log: PostgresEventLog | EventStoreLog) => {
    if (settings.highWaterFile !== undefined) {
      highWater = await HighWater.open(settings.highWaterFile, log, clock);
      sweep = new Sweep(log);
    }
    return {
      log,
      highWater,
      db,
      pool,
      trouble: () => embedded?.trouble() ?? log.closed ?? log.damage ?? log.trouble ?? highWater?.trouble,
      close,
    };
  };
  try {
    await migrate(db);
    if (settings.eventStoreUrl !== undefined) {
      const prefix = settings.eventStorePrefix ?? 'registry.';
      await takeAsReadSide(pool, prefix);
      const log = new EventStoreLog(new EventStore(settings.eventStoreUrl, prefix), pool, clock);
      closeLog = () => log.close();
      await log.open();
      return { tier: 'cluster', copies: log.copies, ...(await watched(log)) };
    }
    if ((await originOf(pool)) !== undefined)
      throw new WrongOrigin(
        'The events of this database come from EventStoreDB: set EVENTSTORE_URL too. Without it their order would be settled twice.',
      );
    const log = new PostgresEventLog(pool, clock);
    closeLog = () => log.close();
    const copies: Copies = { check: () => {}, append: (commands) => appendCopies(pool, commands) };
    return { tier: embedded ? 'embedded' : 'server', copies, ...(await watched(log)) };
  } catch (error) {
    await close();
    throw error;
  }
}
