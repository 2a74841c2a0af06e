import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Removes what a run of Jest made once for its tests to copy; see sample.ts. */
export default async function removeTemplates() {
  const { TEST_RUN, TEST_DATABASE_URL } = process.env;
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith('registry-') && name.endsWith(`-${TEST_RUN}`))
      rmSync(join(tmpdir(), name), { recursive: true });
  if (!TEST_DATABASE_URL) return;
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  for (const tier of ['server', 'cluster'])
    await client.query(`drop database if exists registry_sample_${tier}_${TEST_RUN}`);
  await client.end();
}
