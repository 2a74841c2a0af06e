import { type Kysely, type Migration, Migrator, type MigrationResultSet, sql } from 'kysely';

/** The database was written by a newer version of the registry. */
export class NewerDatabase extends Error {}

const refuseChange = (table: string) => sql`
  create trigger ${sql.id(`${table}_is_immutable`)} before update or delete or truncate on registry.${sql.id(table)}
  for each statement execute function registry.refuse_change()`;

/** Every change of the fixed tables, in order; read-model tables belong to their projections. A released one is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  '001-event-log': {
    async up(db: Kysely<unknown>) {
      await sql`create table registry.event_log (
        seq bigint primary key,
        stream text not null,
        version integer not null check (version > 0),
        kind text not null,
        type text not null,
        actor text not null,
        recorded_at timestamptz not null,
        leaf bytea not null check (octet_length(leaf) <= 65535),
        body bytea not null,
        body_salt bytea not null check (octet_length(body_salt) = 32),
        unique (stream, version))`.execute(db);
      await sql`create index event_log_kind on registry.event_log (kind, seq)`.execute(db);
      await sql`create index event_log_known on registry.event_log (recorded_at, seq)`.execute(db);
      await sql`create table registry.log_node (
        level smallint not null, idx bigint not null, hash bytea not null check (octet_length(hash) = 32),
        primary key (level, idx))`.execute(db);
      await sql`create table registry.log_head (
        one boolean primary key default true check (one), size bigint not null, recorded_at timestamptz)`.execute(db);
      await sql`insert into registry.log_head (size) values (0)`.execute(db);
      await sql`create table registry.command (
        id text primary key, fingerprint bytea not null, stream text not null, version integer not null,
        first_seq bigint not null, last_seq bigint not null)`.execute(db);
      await sql`create table registry.private_part (
        seq bigint not null, ord integer not null, digest bytea not null, salt bytea, value bytea,
        primary key (seq, ord))`.execute(db);
      await sql`create function registry.refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception 'GEN-02 EVENT_IMMUTABLE: rows of % are never changed or deleted; record a correction', tg_table_name;
        end $$`.execute(db);
      for (const table of ['event_log', 'log_node', 'command']) await refuseChange(table).execute(db);
    },
  },
  '002-projections': {
    async up(db: Kysely<unknown>) {
      await sql`create table registry.projection (
        name text primary key, version integer not null, position bigint not null, epoch integer not null default 0,
        halted_seq bigint, halted_cause text)`.execute(db);
    },
  },
  '003-corrections': {
    async up(db: Kysely<unknown>) {
      await sql`alter table registry.event_log add column corrects bigint check (corrects < seq)`.execute(db);
    },
  },
  '004-eventstoredb': {
    async up(db: Kysely<unknown>) {
      // One row where the events come from EventStoreDB: how far they were taken over. Elsewhere none.
      await sql`create table registry.ingestion (
        one boolean primary key default true check (one), prefix text not null,
        commit_position bigint, prepare_position bigint)`.execute(db);
      // Commands on their way there, and their sealed values, which never go there.
      await sql`create table registry.outgoing (
        command_id text primary key, fingerprint bytea not null, stream text not null,
        since timestamptz not null default now())`.execute(db);
      await sql`create table registry.outgoing_part (
        digest bytea primary key, command_id text not null, salt bytea not null, value bytea not null,
        since timestamptz not null default now())`.execute(db);
      await sql`create index outgoing_part_command on registry.outgoing_part (command_id)`.execute(db);
    },
  },
  '005-leases': {
    async up(db: Kysely<unknown>) {
      // Which process advances a projection, until when, and the how-manieth holder it is. Nobody holds those of PGlite.
      await sql`alter table registry.projection
        add column holder text, add column held_until timestamptz, add column lease bigint not null default 0`.execute(
        db,
      );
    },
  },
  '006-copies': {
    async up(db: Kysely<unknown>) {
      // Of a log that is moved: the digests of values that were erased before.
      await sql`alter table registry.outgoing_part alter column salt drop not null, alter column value drop not null`.execute(
        db,
      );
    },
  },
  '007-nodes-with-their-event': {
    async up(db: Kysely<unknown>) {
      // The hashes of the subtrees that an event completes, leaf first: of level n, bytes 32 n to 32 n + 32.
      await sql`alter table registry.event_log
        add column nodes bytea not null default '' check (octet_length(nodes) % 32 = 0)`.execute(db);
      await sql`alter table registry.event_log disable trigger event_log_is_immutable`.execute(db);
      await sql`update registry.event_log e set nodes = n.nodes
        from (select ((idx + 1) << level) - 1 as seq, string_agg(hash, '' order by level) as nodes
          from registry.log_node group by 1) n
        where n.seq = e.seq`.execute(db);
      await sql`alter table registry.event_log enable trigger event_log_is_immutable`.execute(db);
      await sql`alter table registry.event_log alter column nodes drop default`.execute(db);
      await sql`drop table registry.log_node`.execute(db);
      // The time never decreases along the log, so that the place of an instant is found by halving.
      await sql`drop index registry.event_log_known`.execute(db);
    },
  },
};

/** The migrations, oldest first, and when each was run here. */
export async function listMigrations(db: Kysely<unknown>): Promise<{ name: string; executedAt?: Date }[]> {
  return (await migrator(db).getMigrations()).map(({ name, executedAt }) => ({ name, executedAt }));
}

/** Brings the database to this version; what fails leaves nothing half done. */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  // Not "if not exists": where the role may only use an existing schema, that statement would need CREATE all the same.
  const exists = async () =>
    (await sql`select 1 from pg_namespace where nspname = 'registry'`.execute(db)).rows.length > 0;
  if (!(await exists()))
    await sql`create schema if not exists registry`.execute(db).catch(async (error: unknown) => {
      // Even "if not exists" fails when another process creates it at the same moment.
      if (!(await exists())) throw error;
    });
  const { error }: MigrationResultSet = await migrator(db).migrateToLatest();
  if (!error) return;
  if (!(error instanceof Error)) throw new Error('The migrations failed.', { cause: error });
  if (/corrupted migrations/.test(error.message))
    throw new NewerDatabase(
      `The database was written by a newer version of the registry (${error.message}). Use that version or a later one; nothing was changed.`,
    );
  throw error;
}

function migrator(db: Kysely<unknown>): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    migrationTableSchema: 'registry',
  });
}
