import { sql } from 'kysely';
import type { EventLog } from '../events/index.js';
import type { Database } from './database.js';
import type { ReadTables } from './read-tables.js';
import { type AnyReadModel, kindRead, tablesOf } from './tables-of.js';

const PAGE = 5_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** A row that the rebuilt tables and the live ones do not share. */
export interface RowDifference {
  table: string;
  id: string;
  /** Where the row is: only in the live table, only in the rebuilt one, or in both with other content. */
  in: 'live' | 'rebuilt' | 'both';
}

export interface RebuildReport {
  projection: string;
  /** The size of the log at which the two were compared. */
  size: number;
  rows: number;
  differences: RowDifference[];
  swapped: boolean;
}

export interface RebuildOptions {
  /** Swap although rows differ, as after a mended fold. */
  acceptDifferences?: boolean;
  onProgress?: (position: number, size: number) => void;
}

/**
 * AUD-01: rebuilds a projection beside its live tables, compares the two row by row at the same size, and swaps them in one
 * transaction while reads go on. When rows differ nothing is swapped, unless told.
 */
export async function rebuild(
  projection: AnyReadModel,
  db: Database,
  log: EventLog,
  options: RebuildOptions = {},
): Promise<RebuildReport> {
  const beside = tablesOf(projection, 'read_rebuild');
  const name = `read_rebuild.${projection.name}`;
  const identity = async (tx: Database) =>
    (await sql<{ oid: number }>`select ${name}::regclass::oid::integer as oid`.execute(tx)).rows[0]!.oid;
  const own = await db.transaction().execute(async (tx) => {
    await sql`lock table registry.projection in exclusive mode`.execute(tx);
    await beside.create(tx);
    return identity(tx);
  });
  /** Runs within a transaction in which the tables beside are still those of this rebuild. */
  const onOwnTables = <T>(work: (tx: Database) => Promise<T>) =>
    db.transaction().execute(async (tx) => {
      await sql`lock table ${sql.table(name)} in row exclusive mode`.execute(tx);
      if ((await identity(tx)) !== own)
        throw new Error(`Another rebuild of ${projection.name} was started; this one gives way.`);
      return work(tx);
    });
  const kind = kindRead(projection);
  let position = 0;

  for (;;) {
    // Never further than the live tables, which may be halted: the two are compared at one size.
    const target = await livePosition(db, projection);
    while (position < target) {
      const page = await log.readPage({ from: position, limit: PAGE, kind });
      const write = await beside.prepare(log, db, page.events, position);
      await onOwnTables((tx) => write(tx, target));
      position = Math.min(page.readTo, target);
      options.onProgress?.(position, target);
      await new Promise(setImmediate);
    }
    await onOwnTables((tx) => beside.buildLookups(tx));
    // What the live tables may take in before they are locked; the log cannot be asked inside the transaction.
    const ahead = await log.readPage({ from: position, limit: PAGE, kind });
    const write = await beside.prepare(log, db, ahead.events, position);
    const report = await onOwnTables(async (tx) => {
      const size = await livePosition(tx, projection, sql`for update`);
      if (size < position || size > ahead.readTo) return undefined;
      await write(tx, size);
      return compareAndSwap(tx, projection, beside, size, options.acceptDifferences ?? false);
    });
    if (report) return report;
  }
}

async function livePosition(db: Database, { name }: AnyReadModel, lock = sql``): Promise<number> {
  const { rows } = await sql<{
    position: string;
  }>`select position from registry.projection where name = ${name} ${lock}`.execute(db);
  if (!rows[0]) throw new Error(`The projection ${name} has no tables yet: start the registry once.`);
  return Number(rows[0].position);
}

async function compareAndSwap(
  tx: Database,
  projection: AnyReadModel,
  beside: ReadTables,
  size: number,
  accept: boolean,
): Promise<RebuildReport> {
  const differences: RowDifference[] = [];
  for (const name of beside.names()) {
    const live = sql.table(`read.${name}`);
    const rebuilt = sql.table(`read_rebuild.${name}`);
    const { rows } = await sql<{ id: string; live: boolean; rebuilt: boolean }>`
      select id, bool_or(side = 'live') as live, bool_or(side = 'rebuilt') as rebuilt from (
        select 'live' as side, x.id from (table ${live} except all table ${rebuilt}) x
        union all select 'rebuilt', y.id from (table ${rebuilt} except all table ${live}) y
      ) d group by id order by id limit 1000`.execute(tx);
    for (const row of rows)
      differences.push({
        table: name,
        id: row.id,
        in: row.live && row.rebuilt ? 'both' : row.live ? 'live' : 'rebuilt',
      });
  }
  const { rows } = await sql<{
    count: string;
  }>`select count(*) as count from ${sql.table(`read_rebuild.${projection.name}`)}`.execute(tx);
  const swapped = differences.length === 0 || accept;
  if (swapped) {
    await lockLive(tx, beside);
    for (const name of beside.names()) {
      await sql`drop table ${sql.table(`read.${name}`)}`.execute(tx);
      await sql`alter table ${sql.table(`read_rebuild.${name}`)} set schema read`.execute(tx);
    }
    for (const name of beside.halves())
      await sql`alter table ${sql.table(`read_rebuild.${name}`)} set schema read`.execute(tx);
    await sql`update registry.projection set version = ${projection.version}, epoch = epoch + 1, halted_seq = null, halted_cause = null where name = ${projection.name}`.execute(
      tx,
    );
  } else await beside.drop(tx);
  return { projection: projection.name, size, rows: Number(rows[0]!.count), differences, swapped };
}

/**
 * Locks the live tables for the swap. A reader locks several of them in an order of its own, so whoever waits here gives
 * way long before the server would call it a deadlock and end the reader's query.
 */
async function lockLive(tx: Database, beside: ReadTables): Promise<void> {
  const tables = sql.join(beside.names().map((name) => sql.table(`read.${name}`)));
  for (;;) {
    await sql`savepoint swap`.execute(tx);
    try {
      await sql`set local lock_timeout = '100ms'`.execute(tx);
      await sql`lock table ${tables} in access exclusive mode`.execute(tx);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
      await sql`rollback to savepoint swap`.execute(tx);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
