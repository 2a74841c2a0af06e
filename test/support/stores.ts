import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cp, rename } from 'node:fs/promises';
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

/** What is made once in a run of Jest has its id in its name, by which remove-templates.js finds it. */
export const RUN = process.env.TEST_RUN!;

/** Makes a folder once per run of Jest, because that costs seconds; two workers may do it at once, and either result serves. */
export async function template(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(tmpdir(), `registry-${name}-${RUN}`);
  if (existsSync(folder)) return folder;
  const fresh = mkdtempSync(join(tmpdir(), `registry-${name}-`));
  await fill(fresh);
  await rename(fresh, folder).catch(() => rmSync(fresh, { recursive: true }));
  return folder;
}

export async function copyOf(folder: string): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'registry-test-'));
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** A folder whose store is empty and migrated. */
export const emptyTemplate = (): Promise<string> =>
  template('empty', async (folder) => (await openStore({ dataDir: folder })).close());

/** A folder with the engine's own files only. */
const bareTemplate = () => template('bare', async (folder) => (await openPglite(folder)).close());

const folderGround = async (of: Promise<string>): Promise<Ground> => {
  const dataDir = await copyOf(await of);
  return ground({ dataDir }, false, () => rmSync(dataDir, { recursive: true, force: true }));
};

/** A folder for PGlite, empty and migrated. */
export const pgliteGround = (): Promise<Ground> => folderGround(emptyTemplate());

/** A folder for PGlite in which no migration was run yet. */
export const barePgliteGround = (): Promise<Ground> => folderGround(bareTemplate());

/** A new database on the server that TEST_DATABASE_URL names, empty or a copy of another. */
export async function postgresGround(copied = 'template1'): Promise<Ground> {
  const name = `registry_test_${randomUUID().replaceAll('-', '')}`;
  await administer((client) => client.query(`create database ${name} template ${copied}`));
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${name}`;
  return ground({ databaseUrl: url.href, dataDir: '' }, true, async () => {
    await administer((client) => client.query(`drop database ${name} with (force)`));
  });
}

/** Where EventStoreDB is asked for in tests: a server, or else a fake of its protocol. */
export const ON_EVENTSTORE = process.env.TEST_EVENTSTORE_URL ? '[server]' : '[protocol fake]';

/**
 * A new database on the server that TEST_DATABASE_URL names, written from EventStoreDB: from the server that
 * TEST_EVENTSTORE_URL names, under a prefix of its own, or else from a fake of its own.
 */
export async function eventStoreGround(
  fake = new FakeServer(new FakeStore(Date.now)),
  eventStorePrefix = `test-${randomUUID()}.`,
  copied?: string,
): Promise<Ground> {
  const eventStoreUrl = process.env.TEST_EVENTSTORE_URL ?? urlOf(await fake.start());
  const { settings, drop } = await postgresGround(copied);
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

/** Does something with the server that TEST_DATABASE_URL names, on a connection of its own. */
export async function administer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL! });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
