import { hash as digest } from 'node:crypto';
import { sql } from 'kysely';
import { liveEvents, reachesBack, type RecordedEvent } from '../events/index.js';
import type { Database } from './database.js';
import { type ReadSchema, SQL_TYPES, storable } from './index-tables.js';
import type { Added, AnyProjection, TotalsTable } from './projection.js';

/** What one event adds to one cell. */
interface Addition {
  id: string;
  cell: string;
  seq: number;
  number: number;
  /** The event adds to no other cell of the table. */
  apart: boolean;
  columns: Added['cell'];
}

/** What a page adds, by table and in the order of the log. */
type Additions = Map<string, Addition[]>;

/**
 * The running totals of one projection in one schema. A table of cells names each cell once; beside it stands one row for
 * each event that added to the cell, with the total after it, and how many events made it, of which so many added to no
 * other cell. Rows are only ever inserted.
 */
export class TotalsTables {
  private readonly tables: readonly TotalsTable[];

  constructor(
    private readonly projection: AnyProjection,
    private readonly schema: ReadSchema,
  ) {
    this.tables = projection.totals ?? [];
  }

  private name = ({ name }: TotalsTable) => `${this.projection.name}_${name}`;
  private cells = (table: TotalsTable) => sql.table(`${this.schema}.${this.name(table)}`);
  private sums = (table: TotalsTable) => sql.table(`${this.schema}.${this.name(table)}_sums`);

  names(): string[] {
    return this.tables.flatMap((table) => [this.name(table), `${this.name(table)}_sums`]);
  }

  async create(db: Database): Promise<void> {
    for (const table of this.tables) {
      const columns = Object.entries(table.columns).map(
        ([name, type]) => sql`, ${sql.id(name)} ${sql.raw(SQL_TYPES[type])}`,
      );
      await sql`create table ${this.cells(table)} (id text not null, cell text not null, since bigint not null
        ${sql.join(columns, sql``)}, primary key (id, cell))`.execute(db);
      await sql`create table ${this.sums(table)} (id text not null, cell text not null, seq bigint not null,
        total bigint not null, events bigint not null, apart bigint not null, primary key (id, cell, seq))`.execute(db);
    }
  }

  async buildLookups(db: Database): Promise<void> {
    for (const table of this.tables)
      for (const [place, lookup] of table.lookups.entries())
        await sql`create index if not exists ${sql.id(`${this.name(table)}_lookup_${place}`)}
          on ${this.cells(table)} (${sql.raw(lookup)})`.execute(db);
  }

  nothing(): Additions {
    return new Map(this.tables.map(({ name }) => [name, []]));
  }

  /** Notes what an event adds. One that corrects or retracts another adds the difference that it makes to the stream. */
  add(to: Additions, event: RecordedEvent, before: object | undefined, stream?: readonly RecordedEvent[]): void {
    for (const table of this.tables) {
      const added = reachesBack(event)
        ? [
            ...this.addedBy(
              table,
              stream!.filter(({ seq }) => seq <= event.seq),
            ),
            ...this.addedBy(
              table,
              stream!.filter(({ seq }) => seq < event.seq),
            ).map((one) => ({
              ...one,
              number: -one.number,
            })),
          ]
        : table.adds(this.current(event), before);
      const cells = byCell(table, added);
      const apart = cells.length === 1;
      for (const { cell, columns, number } of cells)
        to.get(table.name)!.push({ id: event.stream, seq: event.seq, cell, columns, number, apart });
    }
  }

  /** All that the events that count have added. */
  private addedBy(table: TotalsTable, events: readonly RecordedEvent[]): Added[] {
    let state: object | undefined;
    return liveEvents(events).flatMap((event) => {
      const added = table.adds(this.current(event), state);
      state = this.projection.decider.evolve(state, event) as object;
      return added;
    });
  }

  private current(event: RecordedEvent): RecordedEvent {
    const { decider } = this.projection;
    return { ...event, data: decider.dataOf(event), schemaVersion: decider.events.get(event.type)!.schemaVersion };
  }

  async write(tx: Database, additions: Additions): Promise<void> {
    for (const table of this.tables) {
      const added = additions.get(table.name)!;
      if (added.length > 0) await this.writeTable(tx, table, added);
    }
  }

  private async writeTable(tx: Database, table: TotalsTable, added: readonly Addition[]): Promise<void> {
    const keyOf = ({ id, cell }: Pick<Addition, 'id' | 'cell'>) => `${id} ${cell}`;
    const firsts = [...new Map(added.toReversed().map((one) => [keyOf(one), one])).values()];
    const { rows } = await sql<{ id: string; cell: string; total: string; events: string; apart: string }>`
      select k.id, k.cell, t.total, t.events, t.apart
      from unnest(${firsts.map(({ id }) => id)}::text[], ${firsts.map(({ cell }) => cell)}::text[]) as k (id, cell), lateral (
        select total, events, apart from ${this.sums(table)} s where s.id = k.id and s.cell = k.cell order by seq desc limit 1) t`.execute(
      tx,
    );
    const running = new Map(
      rows.map((row) => [
        keyOf(row),
        { total: Number(row.total), events: Number(row.events), apart: Number(row.apart) },
      ]),
    );
    const fresh = firsts.filter((one) => !running.has(keyOf(one)));
    if (fresh.length > 0) {
      const names = Object.keys(table.columns).map((name) => sql`, ${sql.id(name)}`);
      const types = Object.entries(table.columns).map(
        ([name, type]) => sql`, ${sql.id(name)} ${sql.raw(SQL_TYPES[type])}`,
      );
      const cells = fresh.map(({ id, cell, seq, columns }) => ({ ...columns, id, cell, since: seq }));
      await sql`insert into ${this.cells(table)} (id, cell, since ${sql.join(names, sql``)})
        select id, cell, since ${sql.join(names, sql``)}
        from json_to_recordset(${storable(cells)}::json) as r (id text, cell text, since bigint ${sql.join(types, sql``)})`.execute(
        tx,
      );
    }
    const sums = added.map((one) => {
      const before = running.get(keyOf(one)) ?? { total: 0, events: 0, apart: 0 };
      const after = {
        total: before.total + one.number,
        events: before.events + 1,
        apart: before.apart + (one.apart ? 1 : 0),
      };
      running.set(keyOf(one), after);
      return { id: one.id, cell: one.cell, seq: one.seq, ...after };
    });
    await sql`insert into ${this.sums(table)} (id, cell, seq, total, events, apart)
      select id, cell, seq, total, events, apart from json_to_recordset(${storable(sums)}::json)
        as r (id text, cell text, seq bigint, total bigint, events bigint, apart bigint)`.execute(tx);
  }
}

/** What was added, once a cell; what comes to nothing is left out. */
function byCell(table: TotalsTable, added: readonly Added[]) {
  const cells = new Map<string, { cell: string; columns: Added['cell']; number: number }>();
  for (const { cell: columns, number } of added) {
    const values = Object.keys(table.columns).map((name) => columns[name] ?? null);
    const cell = digest('md5', JSON.stringify(values), 'base64');
    const known = cells.get(cell);
    cells.set(cell, { cell, columns, number: (known?.number ?? 0) + number });
  }
  return [...cells.values()].filter(({ number }) => number !== 0);
}
