import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Projections } from '#kernel';
import {
  createRegistry,
  deciders,
  importEntries,
  readCatalogue,
  readSample,
  type Registry,
  SAMPLE_ACTOR,
  Settings,
} from '#registry';
import { openStore, type StoreSettings } from '#stores';
import { CommandBus } from '@nestjs/cqrs';
import { readLog, writeLog } from '../../apps/cli/src/log.js';
import { FakeServer } from './eventstoredb/fake-server.js';
import { FakeStore, type Kept } from './eventstoredb/fake-store.js';
import {
  administer,
  copyOf,
  emptyTemplate,
  eventStoreGround,
  type Ground,
  postgresGround,
  RUN,
  template,
} from './stores.js';

/** The settings of a registry on a free port, with its folder and where its store is. */
export const settingsFor = (
  folder: string,
  { databaseUrl, eventStoreUrl, eventStorePrefix }: Partial<StoreSettings> = {},
): Settings =>
  Object.assign(new Settings(), {
    PORT: 0,
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    EVENTSTORE_URL: eventStoreUrl,
    ...(eventStorePrefix ? { EVENTSTORE_PREFIX: eventStorePrefix } : {}),
  });

/** Waits until the read models know an event, however busy the machine is. */
export async function projected({ app }: Registry, seq: number): Promise<void> {
  const projections = app.get(Projections);
  while (projections.position() <= seq) await projections.atLeast(seq).catch(() => {});
}

/** A new folder with an empty, migrated store. */
export const dataFolder = async (): Promise<string> => copyOf(await emptyTemplate());

const sampleTemplate = () =>
  template('sample', async (folder) => {
    await cp(await emptyTemplate(), folder, { recursive: true });
    const registry = await createRegistry(settingsFor(folder), 'error');
    const { problems } = await importEntries([...readCatalogue(), ...readSample()], {
      commands: registry.app.get(CommandBus),
      deciders,
      actor: SAMPLE_ACTOR,
    });
    await projected(registry, (await registry.store.log.head()).size - 1);
    await registry.close();
    if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2));
  });

/** How many arrangements the sample registers. */
export const SAMPLE_ARRANGEMENTS = readSample().filter(({ command }) => command === 'registerArrangement').length;

/** A new folder in which the sample is recorded, through the ordinary commands. */
export const sampleFolder = async (): Promise<string> => copyOf(await sampleTemplate());

/** The prefix of what the fakes hold that begin with the sample. */
const PREFIX = 'test-sample.';

/** A store of its own on a tier with processes around it, into which the log of {@link sampleFolder} was moved. */
export async function sampleGround(tier: 'server' | 'cluster'): Promise<Ground> {
  if (tier === 'cluster' && process.env.TEST_EVENTSTORE_URL) {
    const ground = await eventStoreGround();
    await moveSampleTo(ground.settings);
    return ground;
  }
  const name = `registry_sample_${tier}_${RUN}`;
  const events = join(tmpdir(), `registry-sample-events-${RUN}`);
  await administer(async (client) => {
    // One after another: the second finds what the first made.
    await client.query('select pg_advisory_lock(hashtext($1))', [`registry_sample_${RUN}`]);
    if ((await client.query('select from pg_database where datname = $1', [name])).rowCount) return;
    const store = new FakeStore(Date.now);
    const ground = await (tier === 'server' ? postgresGround() : eventStoreGround(new FakeServer(store), PREFIX));
    await moveSampleTo(ground.settings);
    if (tier === 'cluster') writeFileSync(events, serialize(store.all));
    await client.query(`create database ${name} template ${new URL(ground.settings.databaseUrl!).pathname.slice(1)}`);
    await ground.drop();
  });
  if (tier === 'server') return postgresGround(name);
  const store = new FakeStore(Date.now).holding(deserialize(readFileSync(events)) as Kept[]);
  return eventStoreGround(new FakeServer(store), PREFIX, name);
}

/** As `registry log export` and `registry log import` move it, with its read models built. */
async function moveSampleTo(settings: StoreSettings): Promise<void> {
  const folder = await template('sample-log', async (fresh) => {
    const from = await openStore({ dataDir: await sampleFolder() });
    await writeLog(from, join(fresh, 'log.ndjson'));
    await from.close();
  });
  const registry = await createRegistry(settingsFor(mkdtempSync(join(tmpdir(), 'registry-test-')), settings), 'error');
  const { head } = await readLog(registry.store, join(folder, 'log.ndjson'));
  await projected(registry, head.size - 1);
  await registry.close();
}
