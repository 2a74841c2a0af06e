import { hash as digest } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { grouped } from '../shapes/grouped.js';
import type { Database } from './database.js';
import { type IndexShape, STILL } from './projection.js';

/** An index row that stands: since which event, and the hash of its values. */
export interface StandingRow {
  recFrom: number;
  ord: number;
  hash: string;
}

/** What a page of events changes in one index table. */
export interface IndexChanges {
  /** Rows of this page. */
  inserts: Map<StandingRow, Record<string, unknown>>;
  /** Rows of earlier pages that no longer stand. */
  closes: { id: string; rec_from: number; ord: number; rec_to: number }[];
}

/** The live tables of read models, or those of a rebuild beside them. */
export type ReadSchema = 'read' | 'read_rebuild';

export const SQL_TYPES = {
  text: 'text',
  'text[]': 'text[]',
  date: 'date',
  integer: 'integer',
  boolean: 'boolean',
  search: 'tsvector',
};

/**
 * The index tables of one read model in one schema. A table has two halves, the rows that still stand and those that do
 * not; PostgreSQL moves a row when it is closed.
 */
export class IndexTables {
  constructor(
    private readonly owner: string,
    readonly shapes: readonly IndexShape[],
    private readonly schema: ReadSchema,
  ) {}

  private name(shape: IndexShape): string {
    return `${this.owner}_${shape.name}`;
  }

  private table(shape: IndexShape, half = ''): RawBuilder<unknown> {
    return sql.table(`${this.schema}.${this.name(shape)}${half}`);
  }

  /** Names of the tables, without schema. */
  names(): string[] {
    return this.shapes.map((shape) => this.name(shape));
  }

  /** Names of the halves, which go where their table goes but for the schema. */
  halves(): string[] {
    return this.names().flatMap((name) => [`${name}_standing`, `${name}_past`]);
  }

  /** Nothing changed yet. */
  noChanges(): Map<string, IndexChanges> {
    return new Map(this.shapes.map(({ name }) => [name, { inserts: new Map(), closes: [] }]));
  }

  async create(db: Database): Promise<void> {
    for (const shape of this.shapes) {
      const columns = Object.entries(shape.columns).map(
        ([name, type]) => sql`, ${sql.id(name)} ${sql.raw(SQL_TYPES[type])}`,
      );
      await sql`create table ${this.table(shape)} (id text not null, rec_from bigint not null, rec_to bigint not null, ord integer not null,
        hash text not null ${sql.join(columns, sql``)}, primary key (id, rec_from, ord, rec_to), check (rec_from < rec_to))
        partition by list (rec_to)`.execute(db);
      await sql`create table ${this.table(shape, '_standing')} partition of ${this.table(shape)} for values in (${sql.raw(STILL)})`.execute(
        db,
      );
      await sql`create table ${this.table(shape, '_past')} partition of ${this.table(shape)} default`.execute(db);
    }
  }

  /** Creates the indexes of lookups that are missing. A replay that is far behind is faster without them. */
  async buildLookups(db: Database): Promise<void> {
    for (const shape of this.shapes) {
      const table = this.name(shape);
      // Of a log that goes on, few rows of the past end after a late size: found so, none of the others is read.
      await sql`create index if not exists ${sql.id(`${table}_past_ends`)} on ${this.table(shape, '_past')} (rec_to)`.execute(
        db,
      );
      for (const [place, lookup] of shape.lookups.entries()) {
        const name = sql.id(`${table}_lookup_${place}`);
        // Sets and words are dear to index, and rows that no longer stand are rarely asked for.
        await (
          lookup.startsWith('gin:')
            ? sql`create index if not exists ${name} on ${this.table(shape, '_standing')} using gin (${sql.raw(lookup.slice(4))})`
            : sql`create index if not exists ${name} on ${this.table(shape)} (${sql.raw(lookup)})`
        ).execute(db);
      }
    }
  }

  /** The rows that stand in the tables: by table, then by id. */
  async standing(db: Database, ids: readonly string[]): Promise<Map<string, Map<string, StandingRow[]>>> {
    const tables = new Map<string, Map<string, StandingRow[]>>();
    for (const shape of this.shapes) {
      const found = new Map<string, StandingRow[]>();
      tables.set(shape.name, found);
      const { rows } = await sql<{ id: string; rec_from: string; ord: number; hash: string }>`
        select id, rec_from, ord, hash from ${this.table(shape)} where id = any(${ids as string[]}) and rec_to = ${STILL}::bigint
        order by id, rec_from, ord`.execute(db);
      for (const { id, rec_from, ord, hash } of rows) {
        const row = { recFrom: Number(rec_from), ord, hash };
        const others = found.get(id);
        if (others) others.push(row);
        else found.set(id, [row]);
      }
    }
    return tables;
  }

  /** Which rows stand under an id after an event: those that are not wanted any more close at its `seq`, new ones open there. */
  diff(
    { id, seq }: { id: string; seq: number },
    rows: readonly Record<string, unknown>[],
    standing: readonly StandingRow[],
    changes: IndexChanges,
  ): StandingRow[] {
    const wanted = new Map(rows.map((row) => [digest('md5', JSON.stringify(row), 'base64'), row]));
    const unmatched = grouped(standing, ({ hash }) => hash);
    const kept: StandingRow[] = [];
    let ord = 0;
    for (const [hash, row] of wanted) {
      const old = unmatched.get(hash)?.shift();
      if (old) {
        kept.push(old);
        continue;
      }
      const opened = { recFrom: seq, ord: ord++, hash };
      kept.push(opened);
      changes.inserts.set(opened, { id, rec_from: seq, rec_to: STILL, ord: opened.ord, hash, ...row });
    }
    for (const gone of [...unmatched.values()].flat()) {
      const pending = changes.inserts.get(gone);
      if (pending) pending.rec_to = seq;
      else changes.closes.push({ id, rec_from: gone.recFrom, ord: gone.ord, rec_to: seq });
    }
    return kept;
  }

  /** Writes the changes of all tables, one statement a table and kind of change. */
  async write(tx: Database, changes: ReadonlyMap<string, IndexChanges>): Promise<void> {
    for (const shape of this.shapes) await this.writeOne(tx, shape, changes.get(shape.name)!);
  }

  private async writeOne(tx: Database, shape: IndexShape, { inserts, closes }: IndexChanges): Promise<void> {
    if (closes.length > 0)
      await sql`update ${this.table(shape)} t set rec_to = c.rec_to
        from json_to_recordset(${JSON.stringify(closes)}::json) as c (id text, rec_from bigint, ord integer, rec_to bigint)
        where t.id = c.id and t.rec_from = c.rec_from and t.ord = c.ord and t.rec_to = ${STILL}::bigint`.execute(tx);
    const rows = [...inserts.values()].filter((row) => row.rec_to !== row.rec_from);
    if (rows.length === 0) return;
    const columns = Object.entries(shape.columns);
    const names = columns.map(([name]) => sql`, ${sql.id(name)}`);
    const values = columns.map(([name, type]) =>
      type === 'search' ? sql`, to_tsvector('simple', ${sql.id(name)})` : sql`, ${sql.id(name)}`,
    );
    const types = columns.map(
      ([name, type]) => sql`, ${sql.id(name)} ${sql.raw(type === 'search' ? 'text' : SQL_TYPES[type])}`,
    );
    await sql`insert into ${this.table(shape)} (id, rec_from, rec_to, ord, hash ${sql.join(names, sql``)})
      select id, rec_from, rec_to, ord, hash ${sql.join(values, sql``)}
      from json_to_recordset(${storable(rows)}::json) as r (id text, rec_from bigint, rec_to bigint, ord integer, hash text ${sql.join(types, sql``)})`.execute(
      tx,
    );
  }
}

/** As JSON that PostgreSQL takes: its text has no NUL character, and one in an event must not halt its projection. */
export function storable(rows: Record<string, unknown>[]): string {
  const text = JSON.stringify(rows);
  // Looked for first, because it is rare, and a visit to every value costs ten times the writing.
  if (!text.includes('\\u0000')) return text;
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value,
  );
}
