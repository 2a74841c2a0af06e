import pg from 'pg';

/** Dates stay text: node-postgres would make local midnights of them (bitemporal.md, section 3). */
const DATE = 1082;
export const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === DATE
      ? (value: string) => value
      : (pg.types.getTypeParser(oid, format as never) as (value: string) => unknown),
} as pg.CustomTypesConfig;

/** A pool on a PostgreSQL server, 15 or later. */
export function openPostgres(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 10, types: parsers, connectionTimeoutMillis: 5_000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}
