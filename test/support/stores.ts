import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, EventLog } from '#kernel';
import { type EventStoreLog, openPglite, openStore, PostgresEventLog, type Store, type StoreSettings } from '#stores';
import pg from 'pg';
import { FakeServer } from './eventstoredb/fake-server.js';
import { FakeStore } from './eventstoredb/fake-store.js';
import { type CommitFaults, faultyPool } from './faulty-pool.js';

/** A store of the test's own: opened as often as the tier allows, and gone at the end. */
export interface Ground {
  readonly settings: StoreSettings;
  /** True where several processes may have it open at once. */
  readonly shared: boolean;
  open(clock?: Clock): Promise<Store>;
  /** The log of a store as it is when what it appends to is slow, or breaks. */
  faulty(store: Store, faults: CommitFaults, clock: Clock): EventLog;
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
    faulty: ({ log, pool }, faults, clock) =>
      settings.eventStoreUrl === undefined
        ? new PostgresEventLog(faultyPool(pool, faults), clock)
        : faultyEventStore(log as EventStoreLog, faults),
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

/** Where EventStoreDB is asked for in tests: a server, or else a fake of its protocol. */
export const ON_EVENTSTORE = process.env.TEST_EVENTSTORE_URL ? '[server]' : '[protocol fake]';

/**
 * A new database on the server that TEST_DATABASE_URL names, written from EventStoreDB: from the server that
 * TEST_EVENTSTORE_URL names, under a prefix of its own, or else from a fake of its own.
 */
export async function eventStoreGround(fake = new FakeServer(new FakeStore(Date.now))): Promise<Ground> {
  const eventStoreUrl = process.env.TEST_EVENTSTORE_URL ?? urlOf(await fake.start());
  const { settings, drop } = await postgresGround();
  const eventStorePrefix = `test-${randomUUID()}.`;
  return ground({ ...settings, eventStoreUrl, eventStorePrefix }, true, async () => {
    await fake.stop();
    await drop();
  });
}

/** The address of a fake, and how long its client waits. */
export const urlOf = ({ port }: { port: number }, deadline = 10_000): string =>
  `esdb://127.0.0.1:${port}?tls=false&defaultDeadline=${deadline}`;

/** Appends whose sending is slow or whose answers are lost, and an ingester whose commits are. */
function faultyEventStore(log: EventStoreLog, faults: CommitFaults): EventStoreLog {
  const { store, ingester } = log as unknown as {
    store: { append: (...append: unknown[]) => Promise<unknown> };
    ingester: { pool: pg.Pool };
  };
  const append = store.append.bind(store);
  store.append = async (...sent) => {
    try {
      await faults.before?.();
      const answer = await append(...sent);
      await faults.after?.();
      return answer;
    } catch (error) {
      return { kind: 'lost', cause: (error as Error).message };
    }
  };
  ingester.pool = faultyPool(ingester.pool, faults);
  return log;
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
