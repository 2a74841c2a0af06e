import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#kernel';
import { openPglite, openStore, type Store, type StoreSettings } from '#stores';
import pg from 'pg';

/** A store of the test's own: opened as often as the tier allows, and gone at the end. */
export interface Ground {
  readonly settings: StoreSettings;
  /** True where several processes may have it open at once. */
  readonly shared: boolean;
  open(clock?: Clock): Promise<Store>;
  /** Closes what is still open and removes everything. */
  drop(): Promise<void>;
}

function ground(settings: StoreSettings, shared: boolean, remove: () => Promise<void> | void): Ground {
  const open = new Set<Store>();
  return {
    settings,
    shared,
    async open(clock) {
      const store = await openStore(settings, clock);
      open.add(store);
      const close = store.close.bind(store);
      store.close = async () => {
        if (open.delete(store)) await close();
      };
      return store;
    },
    async drop() {
      for (const store of [...open]) await store.close();
      await remove();
    },
  };
}

/** A folder for PGlite. The first start of a new one takes seconds, so a ready folder is kept and copied. */
export async function pgliteGround(): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-data-'));
  cpSync(await template(), dataDir, { recursive: true });
  return ground({ dataDir }, false, () => rmSync(dataDir, { recursive: true, force: true }));
}

async function template(): Promise<string> {
  const { version } = JSON.parse(readFileSync('node_modules/@electric-sql/pglite/package.json', 'utf8')) as {
    version: string;
  };
  const ready = join(tmpdir(), `registry-pglite-template-${version}`);
  if (existsSync(ready)) return ready;
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-template-'));
  // Only the engine's own files: migrations are run by each test anew.
  await (await openPglite(dataDir)).close();
  try {
    renameSync(dataDir, ready);
  } catch {
    // Another worker was faster.
    rmSync(dataDir, { recursive: true, force: true });
  }
  return ready;
}

/** A new database on the server that TEST_DATABASE_URL names. */
export async function postgresGround(): Promise<Ground> {
  const server = process.env.TEST_DATABASE_URL!;
  const name = `registry_test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return ground({ databaseUrl: url.href, dataDir: '' }, true, () =>
    administer(server, `drop database ${name} with (force)`),
  );
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
