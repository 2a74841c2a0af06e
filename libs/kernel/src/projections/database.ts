import type { Kysely, Transaction } from 'kysely';

/** The SQL side of the read models: PostgreSQL dialect in every tier. Never query it while inside one of its transactions. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tables are declared by projections, at run time
export type Database = Kysely<any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
export type DatabaseTransaction = Transaction<any>;

/** DI token of the {@link Database}. */
export const DATABASE = Symbol('Database');
