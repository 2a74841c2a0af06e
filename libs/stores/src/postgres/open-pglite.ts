import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { PglitePgConnection } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { Engine, NotStarted } from './engine.js';
import { FolderLock, FolderUnusable } from './folder-lock.js';
import { parsers } from './open-postgres.js';

/** PostgreSQL in this process, on one folder. */
export interface OpenPglite {
  pool: pg.Pool;
  /** Why it stopped, and what to do; undefined while it works. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

/**
 * Opens PGlite durably, under an exclusive lock of its folder. Three parts are needed, and each alone loses data: fsync on
 * (`-F` dropped), a file system that flushes, and one flush of the whole folder before the first write is acknowledged,
 * because neither `initdb` nor a start flushes what it writes.
 */
export async function openPglite(folder: string): Promise<OpenPglite> {
  const lock = FolderLock.take(folder);
  try {
    const engine = await Engine.start(join(folder, 'pgdata'));
    const pool = new pg.Pool({
      Client: clientOf(engine),
      max: 1,
      // What it has prepared is kept: there is no server that would rather have the connection back.
      idleTimeoutMillis: 0,
      types: parsers,
      pipeline: true,
    } as pg.PoolConfig);
    // Each query fails by itself; without listeners the connection would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => {
      client.on('error', () => {});
      // PGlite has one session for all: what the connection before left open, or prepared, is not of this one.
      for (const sql of ['rollback', 'discard all']) void client.query(sql).catch(() => {});
    });
    return {
      pool,
      trouble: () => engine.stopped?.message,
      async close() {
        await pool.end();
        await engine.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    if (!(error instanceof NotStarted)) throw error;
    throw new FolderUnusable(
      `The database in the data folder ${folder} cannot be opened (${error.message}). Mend the disk or free space on it, then start again; if the folder itself is damaged, restore a backup.`,
      { cause: error },
    );
  }
}

/** A client of a pool on this engine: each has a connection of its own, which ends with it. */
const clientOf = (engine: Engine) =>
  class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connection: new Connection({ pglite: engine.connect() as PGlite }) } as pg.ClientConfig);
    }
  };

class Connection extends PglitePgConnection {
  override end(): void {
    super.end();
    // What was sent ahead still fails, and nobody listens any more.
    this.on('error', () => {});
  }
}
