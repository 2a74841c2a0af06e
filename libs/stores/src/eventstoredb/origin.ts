import type pg from 'pg';

/** The database and the settings do not agree on where events come from. */
export class WrongOrigin extends Error {}

/** The prefix under which EventStoreDB holds what this database was written from; undefined where it decides itself. */
export async function originOf(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ prefix: string }>('select prefix from registry.ingestion');
  return rows[0]?.prefix;
}

/** Lets a database be written from EventStoreDB from now on; only an empty one, or one that was so before. */
export async function takeAsReadSide(pool: pg.Pool, prefix: string): Promise<void> {
  await pool.query(
    `insert into registry.ingestion (prefix) select $1 from registry.log_head where size = 0 on conflict do nothing`,
    [prefix],
  );
  const origin = await originOf(pool);
  if (origin === prefix) return;
  throw new WrongOrigin(
    origin === undefined
      ? 'The events of this database were decided in it, not in EventStoreDB: unset EVENTSTORE_URL, or set DATABASE_URL to an empty database.'
      : `The events of this database come from the streams of EventStoreDB that begin with ${origin}, not with ${prefix}.`,
  );
}
