import pg from 'pg';

/** Dates stay text: node-postgres would make local midnights of them (bitemporal.md, section 3). */
const DATE = 1082;
export const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === DATE
      ? (value: string) => value
      : (pg.types.getTypeParser(oid, format as never) as (value: string) => unknown),
} as pg.CustomTypesConfig;

/** After this long the server ends a transaction whose process says nothing, e.g. is frozen: what it locked, others wait for. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** A pool on a PostgreSQL server, 15 or later. */
export function openPostgres(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types: parsers,
    connectionTimeoutMillis: 5_000,
    // Queries of one connection are sent without waiting for the answers before them; the server runs them in order.
    pipeline: true,
  } as pg.PoolConfig);
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    // As with the idle ones: a connection that breaks between two statements of a transaction fails the next of them.
    client.on('error', () => {});
    // By a statement, because a pooler between would refuse it as an option of the connection.
    void client.query(`set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`).catch(() => {});
  });
  return pool;
}
