import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listMigrations, NewerDatabase, type Store } from '#stores';
import type { Ground } from '../support/stores.js';
import { Opened, append } from '../support/tally.js';

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
