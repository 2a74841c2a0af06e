import { listMigrations } from '#stores';
import { withStore } from './log.js';
import { print, table } from './output.js';

/** Lists the migrations and when each was run. They run at every start. */
export async function migrations({ json }: { json: boolean }): Promise<void> {
  const list = await withStore((store) => listMigrations(store.db));
  print(
    json,
    { migrations: list },
    table([
      ['migration', 'run at'],
      ...list.map(({ name, executedAt }) => [name, executedAt?.toISOString() ?? 'not yet']),
    ]),
  );
}
