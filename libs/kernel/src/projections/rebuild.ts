import { sql } from 'kysely';
import type { EventLog } from '../events/index.js';
import type { Database } from './database.js';
import { ProjectionTables } from './projection-tables.js';
import type { AnyProjection } from './projection.js';

const PAGE = 5_000;

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
 * Rebuilds a projection beside its live tables, compares the two row by row at the same size, and swaps them in one
 * transaction while reads go on. When rows differ nothing is swapped, unless told.
 */
export async function rebuild(projection: AnyProjection, db: Database, log: EventLog, options: RebuildOptions = {}): Promise<RebuildReport> {
  const beside = new ProjectionTables(projection, 'read_rebuild');
  await beside.create(db);
  let position = 0;
  const catchUp = async (limit: number) => {
    const page = await log.readPage({ from: position, limit, kind: projection.decider.name });
    if (page.readTo === position) return false;
    await db.transaction().execute((tx) => beside.apply(tx, page.events));
    position = page.readTo;
    options.onProgress?.(position, (await log.head()).size);
    return true;
  };
  while (await catchUp(PAGE)) await new Promise(setImmediate);

  for (;;) {
    const report = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ position: string }>`select position from registry.projection where name = ${projection.name} for update`.execute(tx);
      if (Number(rows[0]?.position) !== position) return undefined;
      return compareAndSwap(tx, projection, beside, position, options.acceptDifferences ?? false);
    });
    if (report) return report;
    // The live tables moved meanwhile, or wait for the log: follow them and try again.
    if (!(await catchUp(1))) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function compareAndSwap(tx: Database, projection: AnyProjection, beside: ProjectionTables, size: number, accept: boolean): Promise<RebuildReport> {
  const differences: RowDifference[] = [];
  for (const name of beside.names()) {
    const live = sql.table(`read.${name}`);
    const rebuilt = sql.table(`read_rebuild.${name}`);
    const { rows } = await sql<{ id: string; live: boolean; rebuilt: boolean }>`
      select id, bool_or(side = 'live') as live, bool_or(side = 'rebuilt') as rebuilt from (
        select 'live' as side, x.* from (table ${live} except all table ${rebuilt}) x
        union all select 'rebuilt', y.* from (table ${rebuilt} except all table ${live}) y
      ) d group by id order by id limit 1000`.execute(tx);
    for (const row of rows)
      differences.push({ table: name, id: row.id, in: row.live && row.rebuilt ? 'both' : row.live ? 'live' : 'rebuilt' });
  }
  const { rows } = await sql<{ count: string }>`select count(*) as count from ${sql.table(`read_rebuild.${projection.name}`)}`.execute(tx);
  const swapped = differences.length === 0 || accept;
  if (swapped) {
    for (const name of beside.names()) {
      await sql`drop table ${sql.table(`read.${name}`)}`.execute(tx);
      await sql`alter table ${sql.table(`read_rebuild.${name}`)} set schema read`.execute(tx);
    }
    await sql`update registry.projection set version = ${projection.version}, epoch = epoch + 1, halted_seq = null, halted_cause = null where name = ${projection.name}`.execute(tx);
  } else await beside.drop(tx);
  return { projection: projection.name, size, rows: Number(rows[0]!.count), differences, swapped };
}
