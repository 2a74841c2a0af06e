import { type RawBuilder, sql } from 'kysely';
import type { AnyDecider } from '../commands/decider.js';
import { StateCache } from '../commands/state-cache.js';
import { type EventLog, foldStream, foldSubject, kindOf, type RecordedEvent, type Subject } from '../events/index.js';
import { elapsed } from '../ports.js';
import { byStream, correctedStreams } from './corrected-streams.js';
import type { Database } from './database.js';
import { type IndexChanges, IndexTables, type ReadSchema, type StandingRow } from './index-tables.js';
import type { AnyJoinedProjection, Joined } from './joined-projection.js';
import type { ReadTables, WritePage } from './read-tables.js';

/** Folds kept in memory between pages. */
const SUBJECTS = 5_000;
/** Standing rows kept in memory between pages; those of the roots not used longest are read again when needed. */
const ROWS = 200_000;

/** Rows that are gathered before they are written: a page may bring about more than fit into one statement, or into memory. */
const GATHERED = 10_000;

/** So long it computes without a pause. Then the server, which ends silent transactions, hears of this one, and others get their turn. */
const STRETCH_MS = 200;

/** One event, and its subject on both sides of it. */
interface Step {
  event: RecordedEvent;
  before?: Subject;
  after: Subject;
}

/** A root asks for a name; a companion answers to it. */
type Link = 'asks' | 'answers';

/** By index table, the rows that stand under one root. */
type Standing = ReadonlyMap<string, readonly StandingRow[]>;

/**
 * The tables of one joined projection in one schema. The first holds the links as they now are: which names each root asks
 * for, and to which names, beside its id, each companion answers. All else that a page needs is folded from the log.
 */
export class JoinedTables implements ReadTables {
  private readonly indexes: IndexTables;
  private readonly deciders: ReadonlyMap<string, AnyDecider>;
  private subjects = new StateCache(SUBJECTS);
  private readonly standing = new Map<string, Standing>();
  private rowsInMemory = 0;

  constructor(
    readonly projection: AnyJoinedProjection,
    readonly schema: ReadSchema,
  ) {
    this.indexes = new IndexTables(projection.name, projection.indexes, schema);
    const { root, companions } = projection;
    this.deciders = new Map([root, ...companions.map(({ decider }) => decider)].map((found) => [found.name, found]));
  }

  private table(): RawBuilder<unknown> {
    return sql.table(`${this.schema}.${this.projection.name}`);
  }

  names(): string[] {
    return [this.projection.name, ...this.indexes.names()];
  }

  halves(): string[] {
    return this.indexes.halves();
  }

  async create(db: Database): Promise<void> {
    this.forget();
    await sql`create schema if not exists ${sql.id(this.schema)}`.execute(db);
    await this.drop(db);
    await sql`create table ${this.table()} (id text, link text, name text, primary key (id, link, name))`.execute(db);
    // Every page asks by name, a replay too.
    await sql`create index on ${this.table()} (name, link, id)`.execute(db);
    await this.indexes.create(db);
  }

  buildLookups(db: Database): Promise<void> {
    return this.indexes.buildLookups(db);
  }

  async drop(db: Database): Promise<void> {
    for (const name of this.names()) await sql`drop table if exists ${sql.table(`${this.schema}.${name}`)}`.execute(db);
  }

  forget(): void {
    this.subjects = new StateCache(SUBJECTS);
    this.standing.clear();
    this.rowsInMemory = 0;
  }

  async prepare(log: EventLog, db: Database, events: readonly RecordedEvent[], position: number): Promise<WritePage> {
    const own = events.filter((event) => this.deciders.has(kindOf(event.stream)));
    if (own.length === 0) return async () => {};
    const streams = await correctedStreams(log, own);
    const start = new Map<string, Subject>();
    await this.load(
      log,
      start,
      own.map((event) => event.stream),
      position,
    );
    const now = new Map(start);
    const steps: Step[] = [];
    for (const event of own) {
      const before = now.get(event.stream);
      const decider = this.deciders.get(kindOf(event.stream))!;
      const after = foldSubject(decider, before, event, streams.get(event.stream));
      now.set(event.stream, after);
      steps.push({ event, before, after });
    }
    const sides = steps.flatMap(({ before, after }) => (before ? [before, after] : [after]));
    // Who asks for a stream of the page, who asks for those, and so on.
    const touched = new Set<string>();
    for (let next = sides; next.length > 0;) {
      const names = next.flatMap((subject) => this.answers(subject));
      const asking = (await this.linked(db, 'asks', names)).filter((id) => !touched.has(id));
      await this.load(log, start, asking, position);
      // When another process has moved the tables on, they name streams of later events; then this page is not written.
      const early = asking.find((id) => !start.has(id));
      if (early !== undefined)
        return () => Promise.reject(new Error(`${early} is linked to before its first event, ${position} events in.`));
      next = asking.map((id) => start.get(id)!);
      asking.forEach((id) => touched.add(id));
    }
    // What all of them ask for, what that asks for, and so on.
    for (let next = [...sides, ...[...touched].map((id) => start.get(id)!)]; next.length > 0;) {
      const asked = next.flatMap((subject) => this.asks(subject));
      const known = new Set(start.keys());
      // A name of a kind that is joined is the id of a stream, which need not exist.
      const named = asked.filter((name) => this.deciders.has(kindOf(name)));
      await this.load(log, start, [...(await this.linked(db, 'answers', asked)), ...named], position);
      next = [...start.values()].filter(({ id }) => !known.has(id));
    }
    const roots = sides.map(({ id }) => id).filter((id) => this.isRoot(id));
    const standing = await this.loadStanding(db, [...touched, ...roots]);
    return (tx, below = Infinity) =>
      this.write(
        tx,
        start,
        standing,
        steps.filter(({ event }) => event.seq < below),
      );
  }

  /** Recomputes what each event touches, in order, and writes it. */
  private async write(
    tx: Database,
    start: ReadonlyMap<string, Subject>,
    loaded: ReadonlyMap<string, Standing>,
    steps: readonly Step[],
  ): Promise<void> {
    if (steps.length === 0) return;
    const subjects = new Map(start);
    const [asks, answers] = [new Links(), new Links()];
    for (const subject of start.values()) {
      asks.set(subject.id, this.asks(subject));
      answers.set(subject.id, this.answers(subject));
    }
    const standing = new Map(loaded);
    let changes = this.indexes.noChanges();
    let since = elapsed();
    for (const { event, before, after } of steps) {
      subjects.set(after.id, after);
      const names = [...(before ? this.answers(before) : []), ...this.answers(after)];
      asks.set(after.id, this.asks(after));
      answers.set(after.id, this.answers(after));
      const touched = closure(
        [...names.flatMap((name) => asks.under(name)), ...(this.isRoot(after.id) ? [after.id] : [])],
        (id) => asks.under(id),
      );
      for (const id of touched) {
        const others = closure([id], (one) => this.asks(subjects.get(one)!).flatMap((name) => answers.under(name)));
        others.delete(id);
        const joined = {
          root: subjects.get(id)!,
          others: [...others].sort().map((other) => subjects.get(other)!),
        };
        standing.set(id, this.recompute(joined, event.seq, standing.get(id), changes));
        if (elapsed() - since > STRETCH_MS) {
          await sql`select 1`.execute(tx);
          await new Promise(setImmediate);
          since = elapsed();
        }
        if ([...changes.values()].some(({ inserts, closes }) => inserts.size + closes.length > GATHERED)) {
          await this.indexes.write(tx, changes);
          changes = this.indexes.noChanges();
        }
      }
    }
    await this.writeLinks(tx, start, subjects, new Set(steps.map(({ after }) => after.id)));
    await this.indexes.write(tx, changes);
    // Only now, when nothing can fail but the commit, does memory move on; a failed commit calls forget().
    for (const [id, subject] of subjects) this.subjects.set(id, subject);
    for (const [id, rows] of standing) this.remember(id, rows);
  }

  private recompute(
    joined: Joined,
    seq: number,
    standing: Standing | undefined,
    changes: ReadonlyMap<string, IndexChanges>,
  ): Standing {
    const wanted = this.projection.rows(joined);
    return new Map(
      this.projection.indexes.map(({ name }) => [
        name,
        this.indexes.diff(
          { id: joined.root.id, seq },
          wanted[name] ?? [],
          standing?.get(name) ?? [],
          changes.get(name)!,
        ),
      ]),
    );
  }

  private isRoot(id: string): boolean {
    return kindOf(id) === this.projection.root.name;
  }

  /** The names for which a root asks; none of a companion. */
  private asks(subject: Subject): readonly string[] {
    return this.isRoot(subject.id) ? [...new Set(this.projection.asksFor(subject))] : [];
  }

  /** The names to which a subject answers: its id, and those of its kind. */
  private answers(subject: Subject): readonly string[] {
    const kind = kindOf(subject.id);
    const companion = this.projection.companions.find(({ decider }) => decider.name === kind);
    return [...new Set([subject.id, ...(companion?.answersTo(subject) ?? [])])];
  }

  /** Ids that ask for, or answer to, any of these names, as far as the tables go. */
  private async linked(db: Database, link: Link, names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const { rows } = await sql<{ id: string }>`
      select distinct id from ${this.table()} where name = any(${[...new Set(names)]}) and link = ${link} order by id`.execute(
      db,
    );
    return rows.map(({ id }) => id);
  }

  /** Adds to `found` those of these streams that exist below `position`. */
  private async load(
    log: EventLog,
    found: Map<string, Subject>,
    ids: readonly string[],
    position: number,
  ): Promise<void> {
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      if (found.has(id)) continue;
      const known = this.subjects.get(id);
      if (known) found.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0 || position === 0) return;
    for (const [id, events] of byStream(await log.readStreams(missing, position)))
      found.set(id, foldStream(this.deciders.get(kindOf(id))!, events)!);
  }

  private async loadStanding(db: Database, roots: readonly string[]): Promise<Map<string, Standing>> {
    const found = new Map<string, Standing>();
    const missing: string[] = [];
    for (const id of new Set(roots)) {
      const known = this.standing.get(id);
      if (known) found.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const tables = await this.indexes.standing(db, missing);
    for (const id of missing) found.set(id, new Map([...tables].map(([name, rows]) => [name, rows.get(id) ?? []])));
    return found;
  }

  private remember(id: string, rows: Standing): void {
    this.rowsInMemory += sizeOf(rows) - sizeOf(this.standing.get(id));
    this.standing.delete(id);
    this.standing.set(id, rows);
    for (const [oldest, old] of this.standing) {
      if (this.rowsInMemory <= ROWS) break;
      this.rowsInMemory -= sizeOf(old);
      this.standing.delete(oldest);
    }
  }

  /** Replaces the links of those streams whose links are others than at the start of the page. */
  private async writeLinks(
    tx: Database,
    before: ReadonlyMap<string, Subject>,
    after: ReadonlyMap<string, Subject>,
    ids: ReadonlySet<string>,
  ): Promise<void> {
    const gone: string[] = [];
    const rows: { id: string; link: Link; name: string }[] = [];
    for (const id of ids) {
      const old = before.get(id);
      const links = this.linksOf(after.get(id)!);
      if (old && JSON.stringify(this.linksOf(old)) === JSON.stringify(links)) continue;
      if (old) gone.push(id);
      rows.push(...links);
    }
    if (gone.length > 0) await sql`delete from ${this.table()} where id = any(${gone})`.execute(tx);
    if (rows.length > 0)
      await sql`insert into ${this.table()} (id, link, name)
        select id, link, name from json_to_recordset(${JSON.stringify(rows)}::json) as r (id text, link text, name text)`.execute(
        tx,
      );
  }

  /** What is stored of a subject; that it answers to its own id goes without saying. */
  private linksOf(subject: Subject): { id: string; link: Link; name: string }[] {
    const { id } = subject;
    return [
      ...this.asks(subject).map((name) => ({ id, link: 'asks' as const, name })),
      ...this.answers(subject)
        .filter((name) => name !== id)
        .map((name) => ({ id, link: 'answers' as const, name })),
    ];
  }
}

/** These, what follows from them, and what follows from that. */
function closure(from: readonly string[], follows: (id: string) => readonly string[]): Set<string> {
  const found = new Set(from);
  // What is added while a set is walked is walked too.
  for (const id of found) follows(id).forEach((next) => found.add(next));
  return found;
}

const sizeOf = (standing: Standing | undefined): number =>
  standing ? [...standing.values()].reduce((sum, rows) => sum + rows.length, 0) : 0;

/** Which ids stand under each name, kept both ways so that those of one id can be replaced. */
class Links {
  private readonly ids = new Map<string, Set<string>>();
  private readonly names = new Map<string, readonly string[]>();

  set(id: string, names: readonly string[]): void {
    for (const name of this.names.get(id) ?? []) this.ids.get(name)!.delete(id);
    this.names.set(id, names);
    for (const name of names) {
      const ids = this.ids.get(name);
      if (ids) ids.add(id);
      else this.ids.set(name, new Set([id]));
    }
  }

  under(name: string): string[] {
    return [...(this.ids.get(name) ?? [])];
  }
}
