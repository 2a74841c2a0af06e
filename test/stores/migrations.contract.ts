import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listMigrations, NewerDatabase, type Store } from '#stores';
import type { Ground } from '../support/stores.js';
import { Opened, append } from '../support/tally.js';
import { verify } from './event-log.contract.js';

/** Undoes 007-nodes-with-their-event: the table of tree nodes as 001-event-log makes it, of the nodes of the events. */
const BACK_TO_006 = [
  `create table registry.log_node (
    level smallint not null, idx bigint not null, hash bytea not null check (octet_length(hash) = 32),
    primary key (level, idx))`,
  `insert into registry.log_node
    select level, ((seq + 1) >> level) - 1, substring(nodes from level * 32 + 1 for 32)
    from registry.event_log, generate_series(0, octet_length(nodes) / 32 - 1) as level`,
  `create trigger log_node_is_immutable before update or delete or truncate on registry.log_node
    for each statement execute function registry.refuse_change()`,
  'alter table registry.event_log drop column nodes',
  'create index event_log_known on registry.event_log (recorded_at, seq)',
  `delete from registry.kysely_migration where name = '007-nodes-with-their-event'`,
];

/** What every store promises about its tables: they are made at start, once, and a newer registry's are left alone. */
export function migrationsContract(
  suite: (title: string, tests: () => void) => void,
  title: string,
  makeGround: () => Promise<Ground>,
): void {
  suite(title, () => {
    let ground: Ground;
    beforeEach(async () => {
      ground = await makeGround();
    });
    afterEach(() => ground.drop());

    /** Every table of the registry, with its columns and how many rows it has. */
    const tables = async ({ pool }: Store) => {
      const { rows } = await pool.query<{ name: string; columns: string }>(
        `select table_name as name, string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position) as columns
          from information_schema.columns where table_schema = 'registry' group by table_name order by table_name`,
      );
      return Promise.all(
        rows.map(async (row) => ({ ...row, count: (await pool.query(`select * from registry.${row.name}`)).rowCount })),
      );
    };

    test('given an empty database, when it is opened, then every migration is run and listed with its time', async () => {
      const { db } = await ground.open();
      const migrations = await listMigrations(db);
      expect(migrations.map(({ name }) => name)).toEqual([...migrations.map(({ name }) => name)].sort());
      expect(migrations.map(({ name }) => name).slice(0, 2)).toEqual(['001-event-log', '002-projections']);
      for (const { executedAt } of migrations) expect(executedAt).toBeInstanceOf(Date);
    });

    test('given a database of this version, when it is opened again, then nothing changes', async () => {
      const first = await ground.open();
      await first.log.append(append('tally-1', 0, [new Opened('a')]));
      const before = {
        tables: await tables(first),
        migrations: await listMigrations(first.db),
        head: await first.log.head(),
      };
      await first.close();
      const second = await ground.open();
      expect({
        tables: await tables(second),
        migrations: await listMigrations(second.db),
        head: await second.log.head(),
      }).toEqual(before);
    });

    test('given a log whose tree has a table of its own (before 007), when it is opened, then each event has its share of it', async () => {
      const first = await ground.open();
      for (let n = 0; n < 11; n++) await first.log.append(append(`tally-${n}`, 0, [new Opened('a')]));
      const before = { head: await first.log.head(), stored: await first.log.readStored(0, 100) };
      for (const statement of BACK_TO_006) await first.pool.query(statement);
      await first.close();

      const { log, pool } = await ground.open();
      expect({ head: await log.head(), stored: await log.readStored(0, 100) }).toEqual(before);
      await log.append(append('tally-11', 0, [new Opened('a')]));
      await verify(log);
      await expect(pool.query(`update registry.event_log set nodes = ''`)).rejects.toThrow(/GEN-02/);
    });

    test('given a database that a newer registry wrote, when it is opened, then it is refused and left as it is', async () => {
      const first = await ground.open();
      await first.pool.query(
        `insert into registry.kysely_migration (name, timestamp) values ('999-from-the-future', '2099-01-01T00:00:00.000Z')`,
      );
      await first.close();
      for (let attempt = 0; attempt < 2; attempt++) {
        const refused = ground.open();
        await expect(refused).rejects.toThrow(NewerDatabase);
        await expect(refused).rejects.toThrow(
          /newer version of the registry.*999-from-the-future.*nothing was changed/,
        );
      }
    });
  });
}
