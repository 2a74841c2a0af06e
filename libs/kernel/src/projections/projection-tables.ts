import { hash as digest } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { foldSubject, type RecordedEvent, type Subject } from '../events/index.js';
import type { Database } from './database.js';
import { type IndexTable, type AnyProjection, STILL } from './projection.js';

/** An index row that stands: which table, since which event, and the hash of its values. */
interface StandingRow {
  recFrom: number;
  ord: number;
  hash: string;
}

/** The rows of one index table that stand for one subject. */
interface Standing {
  rows: StandingRow[];
  /** Parts of the state that they were made from; unknown of rows that were read from the table. */
  parts?: ReadonlySet<PropertyKey>;
}

interface Cached {
  subject: Subject<object>;
  /** By index table. */
  standing: Map<string, Standing>;
}

interface IndexChanges {
  /** Rows of this page. */
  inserts: Map<StandingRow, Record<string, unknown>>;
  /** Rows of earlier pages that no longer stand. */
  closes: { id: string; rec_from: number; ord: number; rec_to: number }[];
}

const SQL_TYPES = {
  text: 'text',
  'text[]': 'text[]',
  date: 'date',
  integer: 'integer',
  boolean: 'boolean',
  search: 'tsvector',
};

/** Folds kept in memory between pages; those not used longest are read again when needed. */
const CACHE = 20_000;

/**
 * The tables of one projection in one schema, and the fold of a page into them: rows are folded per subject in memory and
 * written by one statement per table. Live tables stand in `read`, those of a rebuild in `read_rebuild`. An index table has
 * two halves, the rows that still stand and those that do not; PostgreSQL moves a row when it is closed.
 */
export class ProjectionTables {
  private readonly cache = new Map<string, Cached>();

  constructor(
    readonly projection: AnyProjection,
    readonly schema: 'read' | 'read_rebuild',
  ) {}

  private table(index?: IndexTable): RawBuilder<unknown> {
    return sql.table(`${this.schema}.${index ? `${this.projection.name}_${index.name}` : this.projection.name}`);
  }

  /** Names of its tables, without schema. */
  names(): string[] {
    return [this.projection.name, ...this.projection.indexes.map((index) => `${this.projection.name}_${index.name}`)];
  }

  /** Names of the halves of its index tables, which go where their table goes but for the schema. */
  halves(): string[] {
    return this.names()
      .slice(1)
      .flatMap((name) => [`${name}_standing`, `${name}_past`]);
  }

  /** Drops and creates the tables, empty; {@link buildLookups} follows once they are filled. */
  async create(db: Database): Promise<void> {
    this.cache.clear();
    await sql`create schema if not exists ${sql.id(this.schema)}`.execute(db);
    await this.drop(db);
    await sql`create table ${this.table()} (id text primary key, seq bigint not null, doc text not null)`.execute(db);
    // Compressing a fold costs more than twice its writing, and each read would undo it.
    await sql`alter table ${this.table()} alter column doc set storage external`.execute(db);
    for (const index of this.projection.indexes) {
      const columns = Object.entries(index.columns).map(
        ([name, type]) => sql`, ${sql.id(name)} ${sql.raw(SQL_TYPES[type])}`,
      );
      await sql`create table ${this.table(index)} (id text not null, rec_from bigint not null, rec_to bigint not null, ord integer not null,
        hash text not null ${sql.join(columns, sql``)}, primary key (id, rec_from, ord, rec_to), check (rec_from < rec_to))
        partition by list (rec_to)`.execute(db);
      const [standing, past] = ['standing', 'past'].map((half) =>
        sql.table(`${this.schema}.${this.projection.name}_${index.name}_${half}`),
      );
      await sql`create table ${standing} partition of ${this.table(index)} for values in (${sql.raw(STILL)})`.execute(
        db,
      );
      await sql`create table ${past} partition of ${this.table(index)} default`.execute(db);
    }
  }

  /** Creates the indexes of lookups that are missing. A replay that is far behind is faster without them. */
  async buildLookups(db: Database): Promise<void> {
    for (const index of this.projection.indexes) {
      const table = `${this.projection.name}_${index.name}`;
      // Of a log that goes on, few rows of the past end after a late size: found so, none of the others is read.
      await sql`create index if not exists ${sql.id(`${table}_past_ends`)} on ${sql.table(`${this.schema}.${table}_past`)} (rec_to)`.execute(
        db,
      );
      for (const [place, lookup] of index.lookups.entries()) {
        const name = sql.id(`${table}_lookup_${place}`);
        // Sets and words are dear to index, and rows that no longer stand are rarely asked for.
        await (
          lookup.startsWith('gin:')
            ? sql`create index if not exists ${name} on ${sql.table(`${this.schema}.${table}_standing`)} using gin (${sql.raw(lookup.slice(4))})`
            : sql`create index if not exists ${name} on ${this.table(index)} (${sql.raw(lookup)})`
        ).execute(db);
      }
    }
  }

  async drop(db: Database): Promise<void> {
    for (const name of this.names()) await sql`drop table if exists ${sql.table(`${this.schema}.${name}`)}`.execute(db);
  }

  /** Forgets what is in memory, e.g. after another process wrote. */
  forget(): void {
    this.cache.clear();
  }

  /**
   * Folds a page of events and writes the result within the caller's transaction. `streams` holds the events up to here of
   * each subject of which an event of the page corrects or retracts another.
   */
  async apply(
    tx: Database,
    events: readonly RecordedEvent[],
    streams: ReadonlyMap<string, readonly RecordedEvent[]>,
  ): Promise<void> {
    if (events.length === 0) return;
    await this.load(tx, [...new Set(events.map((event) => event.stream))]);
    const touched = new Map<string, Cached>();
    const changes = new Map<string, IndexChanges>(
      this.projection.indexes.map((index) => [index.name, { inserts: new Map(), closes: [] }]),
    );
    for (const event of events) {
      const known = touched.get(event.stream) ?? this.cache.get(event.stream);
      const subject = foldSubject(this.projection.decider, known?.subject, event, streams.get(event.stream));
      const standing = new Map<string, Standing>();
      for (const index of this.projection.indexes)
        standing.set(index.name, this.standing(index, subject, known, changes.get(index.name)!));
      touched.set(event.stream, { subject, standing });
    }
    await this.writeDocs(tx, touched);
    for (const index of this.projection.indexes) await this.writeIndex(tx, index, changes.get(index.name)!);
    // Only now, when nothing can fail but the commit, does memory move on; a failed commit calls forget().
    for (const [id, entry] of touched) {
      this.cache.delete(id);
      this.cache.set(id, entry);
    }
    while (this.cache.size > CACHE) this.cache.delete(this.cache.keys().next().value!);
  }

  /** The rows that stand after an event; rows are pure, so they are made anew only when a part that they were made from is another. */
  private standing(
    index: IndexTable,
    subject: Subject<object>,
    known: Cached | undefined,
    changes: IndexChanges,
  ): Standing {
    const { rows = [], parts } = known?.standing.get(index.name) ?? {};
    if (known && parts && isSame(known.subject.state, subject.state, parts)) return { rows, parts };
    const read = new Set<PropertyKey>();
    const wanted = index.rows({ id: subject.id, state: watched(subject.state, read) });
    return { rows: this.diff(subject, wanted, rows, changes), parts: read };
  }

  private diff(
    subject: Subject,
    rows: Record<string, unknown>[],
    standing: StandingRow[],
    changes: IndexChanges,
  ): StandingRow[] {
    const wanted = new Map(rows.map((row) => [digest('md5', JSON.stringify(row), 'base64'), row]));
    const kept: StandingRow[] = [];
    const unmatched = [...standing];
    let ord = 0;
    for (const [hash, row] of wanted) {
      const at = unmatched.findIndex((old) => old.hash === hash);
      if (at >= 0) {
        kept.push(...unmatched.splice(at, 1));
        continue;
      }
      const opened = { recFrom: subject.seq, ord: ord++, hash };
      kept.push(opened);
      changes.inserts.set(opened, {
        id: subject.id,
        rec_from: opened.recFrom,
        rec_to: STILL,
        ord: opened.ord,
        hash,
        ...row,
      });
    }
    for (const gone of unmatched) {
      const pending = changes.inserts.get(gone);
      if (pending) pending.rec_to = subject.seq;
      else changes.closes.push({ id: subject.id, rec_from: gone.recFrom, ord: gone.ord, rec_to: subject.seq });
    }
    return kept;
  }

  private async load(tx: Database, ids: string[]): Promise<void> {
    const missing = ids.filter((id) => !this.cache.has(id));
    if (missing.length === 0) return;
    const docs = await sql<{
      id: string;
      doc: string;
    }>`select id, doc from ${this.table()} where id = any(${missing})`.execute(tx);
    for (const { id, doc } of docs.rows)
      this.cache.set(id, { subject: JSON.parse(doc) as Subject<object>, standing: new Map() });
    if (docs.rows.length === 0) return;
    for (const index of this.projection.indexes) {
      const rows = await sql<{ id: string; rec_from: string; ord: number; hash: string }>`
        select id, rec_from, ord, hash from ${this.table(index)} where id = any(${missing}) and rec_to = ${STILL}::bigint
        order by id, rec_from, ord`.execute(tx);
      for (const row of rows.rows) {
        const { standing } = this.cache.get(row.id)!;
        const standingRow = { recFrom: Number(row.rec_from), ord: row.ord, hash: row.hash };
        standing.set(index.name, { rows: [...(standing.get(index.name)?.rows ?? []), standingRow] });
      }
    }
  }

  private async writeDocs(tx: Database, touched: Map<string, Cached>): Promise<void> {
    const rows = [...touched.values()].map(
      ({ subject }) => sql`(${subject.id}, ${subject.seq}, ${JSON.stringify(subject)})`,
    );
    await sql`insert into ${this.table()} (id, seq, doc) values ${sql.join(rows)}
      on conflict (id) do update set seq = excluded.seq, doc = excluded.doc`.execute(tx);
  }

  private async writeIndex(tx: Database, index: IndexTable, { inserts, closes }: IndexChanges): Promise<void> {
    if (closes.length > 0)
      await sql`update ${this.table(index)} t set rec_to = c.rec_to
        from json_to_recordset(${JSON.stringify(closes)}::json) as c (id text, rec_from bigint, ord integer, rec_to bigint)
        where t.id = c.id and t.rec_from = c.rec_from and t.ord = c.ord and t.rec_to = ${STILL}::bigint`.execute(tx);
    const rows = [...inserts.values()].filter((row) => row.rec_to !== row.rec_from);
    if (rows.length === 0) return;
    const columns = Object.entries(index.columns);
    const names = columns.map(([name]) => sql`, ${sql.id(name)}`);
    const values = columns.map(([name, type]) =>
      type === 'search' ? sql`, to_tsvector('simple', ${sql.id(name)})` : sql`, ${sql.id(name)}`,
    );
    const types = columns.map(
      ([name, type]) => sql`, ${sql.id(name)} ${sql.raw(type === 'search' ? 'text' : SQL_TYPES[type])}`,
    );
    await sql`insert into ${this.table(index)} (id, rec_from, rec_to, ord, hash ${sql.join(names, sql``)})
      select id, rec_from, rec_to, ord, hash ${sql.join(values, sql``)}
      from json_to_recordset(${storable(rows)}::json) as r (id text, rec_from bigint, rec_to bigint, ord integer, hash text ${sql.join(types, sql``)})`.execute(
      tx,
    );
  }
}

/** Stands for all parts of a state. */
const EVERY_PART = Symbol('every part');

/** A state that notes which of its parts are read. */
function watched<S extends object>(state: S, parts: Set<PropertyKey>): S {
  const all = (target: S) => {
    parts.add(EVERY_PART);
    return Reflect.ownKeys(target);
  };
  return new Proxy(state, {
    get(target, part) {
      parts.add(part);
      return Reflect.get(target, part) as unknown;
    },
    has: (target, part) => all(target).includes(part),
    ownKeys: all,
  });
}

/** Whether two states share these parts: events replace what they change, and keep the rest. */
function isSame(before: object, after: object, parts: ReadonlySet<PropertyKey>): boolean {
  if (parts.has(EVERY_PART)) return false;
  for (const part of parts) if (Reflect.get(before, part) !== Reflect.get(after, part)) return false;
  return true;
}

/** As JSON that PostgreSQL takes: its text has no NUL character, and one in an event must not halt its projection. */
function storable(rows: Record<string, unknown>[]): string {
  const text = JSON.stringify(rows);
  // Looked for first, because it is rare, and a visit to every value costs ten times the writing.
  if (!text.includes('\\u0000')) return text;
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value,
  );
}
