import { readSettings } from '#registry';
import { listMigrations, openStore } from '#stores';
import { print, table } from './output.js';

/** Lists the migrations and when each was run. They run at every start. */
export async function migrations({ json }: { json: boolean }): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL });
  try {
    const list = await listMigrations(store.db);
    print(
      json,
      { migrations: list },
      table([
        ['migration', 'run at'],
        ...list.map(({ name, executedAt }) => [name, executedAt?.toISOString() ?? 'not yet']),
      ]),
    );
  } finally {
    await store.close();
  }
}
