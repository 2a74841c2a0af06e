import { type RawBuilder, sql } from 'kysely';
import { type EventLog, foldSubject, kindOf, type RecordedEvent, type Subject } from '../events/index.js';
import { correctedStreams } from './corrected-streams.js';
import type { Database } from './database.js';
import { type IndexChanges, IndexTables, type ReadSchema, type StandingRow } from './index-tables.js';
import type { AnyProjection, IndexTable } from './projection.js';
import { TotalsTables } from './totals-tables.js';
import type { ReadTables, WritePage } from './read-tables.js';

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

/** Folds kept in memory between pages; those not used longest are read again when needed. */
const CACHE = 20_000;

/**
 * The tables of one projection in one schema, and the fold of a page into them: rows are folded per subject in memory and
 * written by one statement per table. Live tables stand in `read`, those of a rebuild in `read_rebuild`.
 */
export class ProjectionTables implements ReadTables {
  private readonly cache = new Map<string, Cached>();
  private readonly indexes: IndexTables;
  private readonly totals: TotalsTables;

  constructor(
    readonly projection: AnyProjection,
    readonly schema: ReadSchema,
  ) {
    this.indexes = new IndexTables(projection.name, projection.indexes, schema);
    this.totals = new TotalsTables(projection, schema);
  }

  private table(): RawBuilder<unknown> {
    return sql.table(`${this.schema}.${this.projection.name}`);
  }

  names(): string[] {
    return [this.projection.name, ...this.indexes.names(), ...this.totals.names()];
  }

  halves(): string[] {
    return this.indexes.halves();
  }

  async create(db: Database): Promise<void> {
    this.cache.clear();
    await sql`create schema if not exists ${sql.id(this.schema)}`.execute(db);
    await this.drop(db);
    await sql`create table ${this.table()} (id text primary key, seq bigint not null, doc text not null)`.execute(db);
    // Compressing a fold costs more than twice its writing, and each read would undo it.
    await sql`alter table ${this.table()} alter column doc set storage external`.execute(db);
    await this.indexes.create(db);
    await this.totals.create(db);
  }

  async buildLookups(db: Database): Promise<void> {
    await this.indexes.buildLookups(db);
    await this.totals.buildLookups(db);
  }

  async drop(db: Database): Promise<void> {
    for (const name of this.names()) await sql`drop table if exists ${sql.table(`${this.schema}.${name}`)}`.execute(db);
  }

  forget(): void {
    this.cache.clear();
  }

  async prepare(log: EventLog, _: Database, events: readonly RecordedEvent[]): Promise<WritePage> {
    const own = events.filter((event) => kindOf(event.stream) === this.projection.decider.name);
    const streams = await correctedStreams(log, own);
    return (tx, below = Infinity) =>
      this.apply(
        tx,
        own.filter((event) => event.seq < below),
        streams,
      );
  }

  /**
   * Folds a page of events and writes the result within the caller's transaction. `streams` holds the events up to here of
   * each subject of which an event of the page corrects or retracts another.
   */
  private async apply(
    tx: Database,
    events: readonly RecordedEvent[],
    streams: ReadonlyMap<string, readonly RecordedEvent[]>,
  ): Promise<void> {
    if (events.length === 0) return;
    await this.load(tx, [...new Set(events.map((event) => event.stream))]);
    const touched = new Map<string, Cached>();
    const changes = this.indexes.noChanges();
    const added = this.totals.nothing();
    for (const event of events) {
      const known = touched.get(event.stream) ?? this.cache.get(event.stream);
      const subject = foldSubject(this.projection.decider, known?.subject, event, streams.get(event.stream));
      this.totals.add(added, event, known?.subject.state, streams.get(event.stream));
      const standing = new Map<string, Standing>();
      for (const index of this.projection.indexes)
        standing.set(index.name, this.standing(index, subject, known, changes.get(index.name)!));
      touched.set(event.stream, { subject, standing });
    }
    await this.writeDocs(tx, touched);
    await this.indexes.write(tx, changes);
    await this.totals.write(tx, added);
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
    return { rows: this.indexes.diff(subject, wanted, rows, changes), parts: read };
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
    for (const [index, found] of await this.indexes.standing(tx, missing))
      for (const [id, rows] of found) this.cache.get(id)!.standing.set(index, { rows });
  }

  private async writeDocs(tx: Database, touched: Map<string, Cached>): Promise<void> {
    const rows = [...touched.values()].map(
      ({ subject }) => sql`(${subject.id}, ${subject.seq}, ${JSON.stringify(subject)})`,
    );
    await sql`insert into ${this.table()} (id, seq, doc) values ${sql.join(rows)}
      on conflict (id) do update set seq = excluded.seq, doc = excluded.doc`.execute(tx);
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
