import { type RawBuilder, sql } from 'kysely';
import { type EventLog, foldStream, type RecordedEvent, type Subject } from '../events/index.js';
import { StateCache } from '../commands/state-cache.js';
import { byStream } from './corrected-streams.js';
import type { Database } from './database.js';
import type { IndexShape, Projection } from './projection.js';

/** Conditions on an index table; join them with {@link matching}. */
export type Condition = RawBuilder<unknown>;

/** All conditions, or `true`. */
export const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);

/** Events behind sums that are too many to be listed, as known at a size. */
export interface Behind {
  firstSeq: number;
  lastSeq: number;
  /** So many of them are behind none but one cell. */
  apart: number;
  /** Cells with events that are behind other cells too: {@link ReadModel.eventsBehind} counts each once. */
  shared: readonly { table: string; id: string; cell: string }[];
  size: number;
}

/** The events behind several sums; at least one. */
export const behindAll = (several: readonly Behind[]): Behind => ({
  firstSeq: Math.min(...several.map(({ firstSeq }) => firstSeq)),
  lastSeq: Math.max(...several.map(({ lastSeq }) => lastSeq)),
  apart: several.reduce((total, { apart }) => total + apart, 0),
  shared: several.flatMap(({ shared }) => shared),
  size: several[0]!.size,
});

/** A sum over cells, and the events behind it. */
export interface Total {
  id: string;
  cell: Readonly<Record<string, string | number | boolean | null>>;
  number: number;
  because: Behind;
}

/** Which subjects to list: conditions on the rows `f` of an index table, in the order of one of its text columns. */
export interface Listing {
  index: string;
  conditions: readonly Condition[];
  /** A text column without nulls; ties are ordered by id. */
  orderBy: string;
  descending?: boolean;
  first: number;
  /** Order value and id of the last row seen. */
  after?: readonly [string, string];
  size: number;
}

/** Reads the index tables of a read model at any size of the log: what was recorded later is not seen (GEN-06). */
export class IndexReader {
  constructor(
    private readonly model: { name: string; indexes: readonly IndexShape[] },
    readonly db: Database,
  ) {}

  /** `read.<projection>_<index>` as a table expression; `<index>_standing` and `<index>_past` are its halves. */
  table(index: string): RawBuilder<unknown> {
    const name = index.replace(/_(standing|past)$/, '');
    if (!this.model.indexes.some((candidate) => candidate.name === name))
      throw new Error(`The projection ${this.model.name} has no index ${index}.`);
    return sql.table(`read.${this.model.name}_${index}`);
  }

  /** The condition that a row of an index table stood at this size. */
  known(size: number, alias: string): Condition {
    return sql`${sql.ref(`${alias}.rec_from`)} < ${size} and ${sql.ref(`${alias}.rec_to`)} >= ${size}`;
  }

  /** How many rows of an index table meet the conditions. */
  async count(index: string, conditions: readonly Condition[], size: number): Promise<number> {
    const { rows } = await sql<{
      count: string;
    }>`select count(*) as count from ${this.table(index)} f where ${all([this.known(size, 'f'), ...conditions])}`.execute(
      this.db,
    );
    return Number(rows[0]!.count);
  }
}

/** Reads one projection, its subjects too, at any size of the log. */
export class ReadModel<S> extends IndexReader {
  private readonly cache = new StateCache(500);
  /** Folds that ended earlier, by id and size: nothing that is recorded later changes them. */
  private readonly past = new StateCache(500);
  /** The size of the log up to which it is known that nothing followed a fold. */
  private readonly lastUpTo = new WeakMap<Subject, number>();

  constructor(
    readonly projection: Projection<S>,
    db: Database,
    private readonly log: EventLog,
  ) {
    super(projection, db);
  }

  /** One subject more than `first`, so that the caller sees whether there is a next page; `key` orders the page. */
  async list({
    index,
    conditions,
    orderBy,
    descending = false,
    first,
    after,
    size,
  }: Listing): Promise<{ key: string; subject: Subject<S> }[]> {
    const column = sql.ref(`f.${orderBy}`);
    const direction = sql.raw(descending ? 'desc' : 'asc');
    const beyond = after ? [sql`(${column}, f.id) ${sql.raw(descending ? '<' : '>')} (${after[0]}, ${after[1]})`] : [];
    // Each half by itself: in order over both, all rows of the past would be passed before the first of them is dropped.
    const half = (name: 'standing' | 'past') => sql`(
      select f.id, ${column} as key from ${this.table(`${index}_${name}`)} f
      where ${all([this.known(size, 'f'), ...conditions, ...beyond])}
      order by ${column} ${direction}, f.id ${direction} limit ${first + 1})`;
    const { rows } = await sql<{ id: string; key: string }>`
      ${half('standing')} union all ${half('past')} order by key ${direction}, id ${direction} limit ${first + 1}`.execute(
      this.db,
    );
    const subjects = await this.many(
      rows.map((row) => row.id),
      size,
    );
    return rows.map((row) => ({ key: row.key, subject: subjects.get(row.id)! }));
  }

  /** The subjects that stand under each value of a column, e.g. the quotas of arrangements: one query for all parents. */
  async groupedBy(
    column: string,
    values: readonly string[],
    { index, conditions, orderBy, size }: Pick<Listing, 'index' | 'conditions' | 'orderBy' | 'size'>,
  ): Promise<Map<string, Subject<S>[]>> {
    const parent = sql.ref(`f.${column}`);
    const { rows } = await sql<{ id: string; parent: string }>`
      select f.id, ${parent} as parent from ${this.table(index)} f
      where ${all([this.known(size, 'f'), sql`${parent} = any(${values as string[]})`, ...conditions])}
      order by ${sql.ref(`f.${orderBy}`)}, f.id`.execute(this.db);
    const subjects = await this.many(
      rows.map((row) => row.id),
      size,
    );
    const groups = new Map<string, Subject<S>[]>(values.map((value) => [value, []]));
    for (const row of rows) groups.get(row.parent)!.push(subjects.get(row.id)!);
    return groups;
  }

  async one(id: string, size: number): Promise<Subject<S> | undefined> {
    return (await this.many([id], size)).get(id);
  }

  /** The subjects of these ids as of `size`. Those that changed later are folded again from the log, up to `size`. */
  async many(ids: readonly string[], size: number): Promise<Map<string, Subject<S>>> {
    const found = new Map<string, Subject<S>>();
    const asked: string[] = [];
    for (const id of ids) {
      const held = this.held(id, size);
      if (held) found.set(id, held);
      else asked.push(id);
    }
    if (asked.length === 0) return found;
    const cached = new Map(asked.map((id) => [id, this.cache.get(id) as Subject<S> | undefined]));
    const known = asked.map((id) => cached.get(id)?.seq ?? -1);
    // A fold that is in memory already is not sent again.
    const { rows } = await sql<{ id: string; seq: string; doc: string | null }>`
      select id, t.seq, case when t.seq = k.seq then null else doc end as doc
      from unnest(${asked}::text[], ${known}::bigint[]) as k (id, seq)
      join ${sql.table(`read.${this.projection.name}`)} t using (id)`.execute(this.db);
    const changedLater: string[] = [];
    for (const row of rows) {
      if (Number(row.seq) >= size) {
        changedLater.push(row.id);
        continue;
      }
      const subject = row.doc === null ? cached.get(row.id)! : (JSON.parse(row.doc) as Subject<S>);
      this.cache.set(row.id, subject);
      this.lastUpTo.set(subject, Math.max(size, this.lastUpTo.get(subject) ?? 0));
      found.set(row.id, subject);
    }
    if (changedLater.length > 0)
      for (const [id, events] of byStream(await this.eventsOf(changedLater, size))) {
        const subject = foldStream(this.projection.decider, events)!;
        this.past.set(`${id}@${size}`, subject);
        found.set(id, subject);
      }
    return found;
  }

  /** What is in memory and is certainly the subject as of `size`: then nobody is asked. */
  private held(id: string, size: number): Subject<S> | undefined {
    const latest = this.cache.get(id) as Subject<S> | undefined;
    if (latest && latest.seq < size && size <= (this.lastUpTo.get(latest) ?? 0)) return latest;
    return this.past.get(`${id}@${size}`) as Subject<S> | undefined;
  }

  /** The events of subjects up to a size, but for those of bulk types: totals tell what they came to. */
  private async eventsOf(ids: string[], size: number): Promise<RecordedEvent[]> {
    if (!this.projection.totals) return this.log.readStreams(ids, size);
    const { rows } = await sql<{ doc: string }>`
      select doc from ${sql.table(`read.${this.projection.name}`)} where id = any(${ids})`.execute(this.db);
    const seqs = rows
      .flatMap(({ doc }) => (JSON.parse(doc) as Subject<S>).evidence)
      .map(({ seq }) => seq)
      .filter((seq) => seq < size);
    return this.log.readEvents(seqs);
  }

  /**
   * Totals as known at a size, of the cells `c` that meet the conditions: added up by subject and by these columns, with what
   * tells how many events are behind each, and the first and the last of them.
   */
  async totals(
    table: string,
    { conditions, by, size }: { conditions: readonly Condition[]; by: readonly string[]; size: number },
  ): Promise<Total[]> {
    if (!this.projection.totals?.some(({ name }) => name === table))
      throw new Error(`The projection ${this.projection.name} has no totals ${table}.`);
    const cells = `read.${this.projection.name}_${table}`;
    const columns = by.map((column) => sql.ref(`c.${column}`));
    const { rows } = await sql<Record<string, unknown>>`
      select ${sql.join([sql.ref('c.id'), ...columns])}, sum(t.total) as total,
        coalesce(sum(t.events) filter (where t.events = t.apart), 0) as apart,
        coalesce(array_agg(c.cell) filter (where t.events > t.apart), '{}') as shared,
        min(c.since) as first_seq, max(t.seq) as last_seq
      from ${sql.table(cells)} c, lateral (
        select total, events, apart, seq from ${sql.table(`${cells}_sums`)} s
        where s.id = c.id and s.cell = c.cell and s.seq < ${size} order by s.seq desc limit 1) t
      where ${all([sql`c.since < ${size}`, ...conditions])}
      group by ${sql.join([sql.ref('c.id'), ...columns])}`.execute(this.db);
    return rows.map(({ id, total, apart, shared, first_seq, last_seq, ...cell }) => ({
      id: id as string,
      cell: cell as Total['cell'],
      number: Number(total),
      because: {
        firstSeq: Number(first_seq),
        lastSeq: Number(last_seq),
        apart: Number(apart),
        shared: (shared as string[]).map((one) => ({ table, id: id as string, cell: one })),
        size,
      },
    }));
  }

  /**
   * How many events are behind sums, each counted once though it added to several cells. Costs a look-up where none did, and
   * else a walk over the events of the cells that share some.
   */
  async eventsBehind({ apart, shared, size }: Behind): Promise<number> {
    let count = apart;
    for (const table of new Set(shared.map((one) => one.table))) {
      const cells = shared.filter((one) => one.table === table);
      const { rows } = await sql<{ events: string }>`
        select count(distinct s.seq) as events
        from unnest(${cells.map(({ id }) => id)}::text[], ${cells.map(({ cell }) => cell)}::text[]) as k (id, cell)
        join ${sql.table(`read.${this.projection.name}_${table}_sums`)} s
          on s.id = k.id and s.cell = k.cell and s.seq < ${size}`.execute(this.db);
      count += Number(rows[0]!.events);
    }
    return count;
  }
}
