import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { type Database, systemClock } from '#kernel';
import { PostgresEventLog, type Store } from '#stores';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

/** The negative control of the power cuts: our log on PGlite as it is shipped, which flushes nothing. Never used otherwise. */
export async function openAsShipped(dataDir: string): Promise<Omit<Store, 'copies'>> {
  const pglite = await PGlite.create(join(dataDir, 'pgdata'));
  const pool = new pg.Pool(createPgConfig(pglite) as pg.PoolConfig);
  const db: Database = new Kysely({ dialect: new PostgresDialect({ pool }) });
  return {
    tier: 'embedded',
    log: new PostgresEventLog(pool, systemClock),
    db,
    pool,
    trouble: () => undefined,
    close: () => pglite.close(),
  };
}
