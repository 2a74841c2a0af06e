import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LogFileHead, verifyLog } from '#audit';
import { ProjectionRunner, ReadModel, rebuild, type StoredCommand } from '#kernel';
import { rule } from '#kernel/testing';
import { deciders, importEntries, readCatalogue, SAMPLE_ACTOR, Settings, storeOf } from '#registry';
import { openStore, type Store } from '#stores';
import { CommandBus } from '@nestjs/cqrs';
import { readBackup, writeBackup } from '../../apps/cli/src/backup.js';
import { acceptLog, readLog, writeLog } from '../../apps/cli/src/log.js';
import { needs } from '../support/needs.js';
import { RunningRegistry } from '../support/registry.js';
import { dataFolder, projected } from '../support/sample.js';
import { eventStoreGround, type Ground, ON_EVENTSTORE } from '../support/stores.js';
import { Added, append, Opened, Remarked, tallies } from '../support/tally.js';

// Three stores at once, and the sample recorded, take their time on a busy machine.
jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'registry-moving-'));
afterAll(() => rmSync(folder, { recursive: true }));
const open = async (dataDir?: string) => openStore({ dataDir: dataDir ?? (await dataFolder()) });
const stored = async ({ log, pool }: Store) => ({
  head: await log.head(),
  events: await log.readStored(0, 10_000),
  commands: (await pool.query('select * from registry.command order by id')).rows,
});

/** A small log: commands of several events, sealed values, one of them erased, and texts that cut lines for some readers. */
async function small(): Promise<Store> {
  const store = await open();
  const contents = [
    [new Opened('a\u2028b\r', ['"\n']), new Remarked('erase me'), new Remarked('keep \u{1F600} me')],
    [new Added(1)],
    [new Added(2), new Remarked('also')],
  ];
  let version = 0;
  for (const events of contents) {
    await store.log.append(append('tally-1', version, events));
    version += events.length;
  }
  await store.pool.query('update registry.private_part set value = null, salt = null where seq = 1');
  return store;
}

test('a log moves with every byte: places, leaves, salts, what was erased, commands and root', async () => {
  const [from, to] = [await small(), await open()];
  const file = join(folder, 'small.ndjson');
  // So few at once that commands lie across.
  const head = await writeLog(from, file, 1);
  expect(await readLog(to, file)).toEqual({ head, written: 6 });
  expect(await stored(to)).toEqual(await stored(from));
  expect(await verifyLog(to.log)).toMatchObject({ root: head.root, erased: 1, faults: [] });
  // Again: everything is there. Then both go on, and part.
  expect(await readLog(to, file)).toMatchObject({ written: 0 });
  await from.log.append(append('tally-1', 6, [new Added(3)]));
  const longer = join(folder, 'longer.ndjson');
  await writeLog(from, longer);
  expect(await readLog(to, longer)).toMatchObject({ written: 1 });
  expect(await stored(to)).toEqual(await stored(from));
  await expect(readLog(to, file)).rejects.toThrow('The store has 7 events, and they are not the first 7 of the file.');
  await expect(writeLog(from, file)).rejects.toThrow('small.ndjson exists');
  await from.close();
  const other = await small();
  await expect(readLog(other, longer)).rejects.toThrow('Nothing was changed.');
  await Promise.all([to.close(), other.close()]);
});

rule(
  'AUD-01',
  'in a file of the log no byte can be changed, no line left out or added, without the event being named',
  async () => {
    const from = await small();
    const file = join(folder, 'whole.ndjson');
    await writeLog(from, file);
    await from.close();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const to = await open();
    const refused = async (changed: readonly string[], message: RegExp) => {
      const bad = join(folder, 'bad.ndjson');
      writeFileSync(bad, `${changed.join('\n')}\n`);
      await expect(readLog(to, bad)).rejects.toThrow(message);
    };
    for (const [index, line] of lines.entries()) {
      if (index === 0) continue;
      const seq = index - 1;
      // One byte in a few places of each line, wherever they lie.
      for (let place = 3; place < line.length; place += 97) {
        const flipped = line.slice(0, place) + (line[place] === 'x' ? 'y' : 'x') + line.slice(place + 1);
        await refused(lines.with(index, flipped), new RegExp(`Event ${seq} of the file is wrong`));
      }
      await refused(
        lines.toSpliced(index, 1),
        seq === 5 ? /ends before event/ : new RegExp(`Event ${seq} of the file`),
      );
    }
    await refused([...lines, lines.at(-1)!], /Event 6 of the file is wrong: the log was said to have 6 events/);
    await refused(lines.with(0, lines[0]!.replace(/"root":"./, '"root":"x')), /lead to the root/);
    await refused(lines.with(0, '{}'), /no log of this registry/);
    expect((await to.log.head()).size).toBe(0);
    await to.close();
  },
);

test('a backup made while commands are recorded is restored as it was, and what is read from it is the same', async () => {
  const from = await small();
  const backup = join(folder, 'backup');
  const recording = (async () => {
    for (let version = 6; version < 60; version++)
      await from.log.append(append('tally-1', version, [new Added(version)]));
  })();
  const manifest = await writeBackup(from, backup);
  await recording;
  const { size, root } = manifest;
  expect((await from.log.head()).size).toBe(60);

  const to = await open();
  const manifestFile = join(backup, 'manifest.json');
  const text = readFileSync(manifestFile, 'utf8');
  writeFileSync(manifestFile, text.replace(root, '0'.repeat(64)));
  await expect(readBackup(to, backup)).rejects.toThrow('Nothing was changed.');
  expect((await to.log.head()).size).toBe(0);
  writeFileSync(manifestFile, text);
  expect(await readBackup(to, backup)).toEqual(manifest);
  await expect(readBackup(to, folder)).rejects.toThrow('is no backup, or one that was not finished');
  await expect(writeBackup(from, backup)).rejects.toThrow('backup exists');

  expect(await verifyLog(to.log)).toMatchObject({ size, root, faults: [] });
  expect(await to.log.readStored(0, size)).toEqual(await from.log.readStored(0, size));
  const read = async ({ db, log }: Store) => {
    const projection = tallies('tally');
    const runner = new ProjectionRunner([projection], db, log);
    await runner.prepare();
    while (await runner.step());
    expect(await rebuild(projection, db, log)).toMatchObject({ differences: [], swapped: true });
    return new ReadModel(projection, db, log).many(['tally-1'], size);
  };
  expect(await read(to)).toEqual(await read(from));
  await Promise.all([from.close(), to.close()]);
});

test('a store that was put back to an older state is read, and records nothing until somebody says so', async () => {
  const dataDir = await dataFolder();
  const pgdata = join(dataDir, 'pgdata');
  const older = join(folder, 'older');
  const opened = () => openStore(storeOf(Object.assign(new Settings(), { DATA_DIR: dataDir })));
  /** Opens the store, appends, and closes it; the answer, and the root after it. */
  const recorded = async (...command: Parameters<typeof append>) => {
    const store = await opened();
    const { outcome } = await store.log.append(append(...command));
    const { accepted } = store.highWater!;
    await store.close();
    return { outcome, accepted, root: store.highWater!.mark!.root };
  };
  const before = await recorded('tally-1', 0, [new Opened('a')]);
  cpSync(pgdata, older, { recursive: true });
  const lost = await recorded('tally-1', 1, [new Added(1)]);
  rmSync(pgdata, { recursive: true });
  renameSync(older, pgdata);

  const restored = await RunningRegistry.in(dataDir);
  const why = `2 events with the root ${lost.root} were seen here`;
  const source = { source: 'source-a', title: 'A' };
  const grounds = { commandId: 'a', reason: 'trial' };
  expect(
    await restored.command('registerSource', 'RegisterSource', source, grounds, await restored.token('SECRETARIAT')),
  ).toMatchObject({
    __typename: 'LogClosed',
    code: 'LOG_CLOSED',
    message: expect.stringContaining(why) as unknown,
  });
  expect(await (await fetch(`${restored.address}/health/ready`)).json()).toMatchObject({
    status: 'unavailable',
    log: { size: 1, cause: expect.stringContaining(`1 events with the root ${before.root}`) as unknown },
  });
  expect(await restored.query('{ checkpoint { size } }')).toMatchObject({ data: { checkpoint: { size: 1 } } });
  // Whoever holds the seq of what was lost is told so.
  expect(await restored.query('{ parties(first: 1, atLeast: 1) { totalCount } }')).toMatchObject({
    errors: [{ message: expect.stringMatching(/^atLeast is 1, but the log has 1 events/) as unknown }],
  });
  await restored.stop();

  process.env.DATA_DIR = dataDir;
  try {
    const told = { by: 'ops-1', reason: 'the disk was lost', json: true };
    await expect(acceptLog(lost.root, told)).rejects.toThrow(`The root of the log is ${before.root}`);
    await expect(acceptLog(before.root, { json: true })).rejects.toThrow('add --by <id> and --reason <text>');
    expect((await recorded('tally-1', 1, [new Added(2)])).outcome).toBe('closed');
    await acceptLog(before.root, told);
  } finally {
    delete process.env.DATA_DIR;
  }
  expect(await recorded('tally-1', 1, [new Added(2)])).toMatchObject({
    outcome: 'committed',
    accepted: [
      {
        by: 'ops-1',
        reason: 'the disk was lost',
        from: { size: 2, root: lost.root },
        to: { size: 1, root: before.root },
      },
    ],
  });
});

/** A store to which the connection is lost before the second page is written. */
const breaking = (store: Store): Store => {
  let pages = 0;
  const { check, append } = store.copies;
  const copies = {
    check,
    append: (page: readonly StoredCommand[]) =>
      ++pages > 1 ? Promise.reject(new Error('Connection terminated')) : append(page),
  };
  return { ...store, copies };
};

needs('TEST_DATABASE_URL')(`from a folder to a PostgreSQL server and to EventStoreDB ${ON_EVENTSTORE}`, () => {
  const grounds: Ground[] = [];
  const running: RunningRegistry[] = [];
  const sample = join(folder, 'sample.ndjson');
  let embedded: RunningRegistry;
  let head: LogFileHead;
  beforeAll(async () => {
    embedded = await RunningRegistry.withSample();
    running.push(embedded);
    head = await writeLog(embedded.registry.store, sample);
  });
  afterAll(async () => {
    for (const registry of running) await registry.stop();
    for (const ground of grounds) await ground.drop();
  });

  test('a log becomes that of a cluster with every byte: places, leaves, salts, what was erased, commands and root', async () => {
    const ground = await eventStoreGround();
    grounds.push(ground);
    const [from, to] = [await small(), await ground.open()];
    const file = join(folder, 'small-to-cluster.ndjson');
    const head = await writeLog(from, file);
    await expect(readLog(breaking(to), file, 1)).rejects.toThrow('Connection terminated');
    expect(await readLog(to, file, 2)).toEqual({ head, written: 3 });
    expect(await stored(to)).toEqual(await stored(from));
    expect(await verifyLog(to.log)).toMatchObject({ root: head.root, erased: 1, faults: [] });
    expect(await readLog(to, file)).toMatchObject({ written: 0 });
    // It goes on as any log of that tier does, and is the same when it is taken over again.
    const next = append('tally-1', 6, [new Remarked('in the cluster')]);
    expect(await to.log.append(next)).toMatchObject({ outcome: 'committed', version: 7, firstSeq: 6 });
    expect(await to.log.append(next)).toMatchObject({ outcome: 'duplicate' });
    await expect(readLog(to, file)).rejects.toThrow('The store has 7 events');
    // And back: a value that its database never had is no fault of the log, and is not taken for erased.
    await to.pool.query('delete from registry.private_part where seq = 2');
    const back = await open();
    const behind = join(folder, 'from-cluster.ndjson');
    await writeLog(to, behind);
    expect(await readLog(back, behind)).toMatchObject({ written: 7 });
    expect(await verifyLog(back.log)).toMatchObject({ erased: 1, absent: [{ seq: 2 }], faults: [] });
    await Promise.all([from.close(), back.close()]);
  });

  test('what a cluster could not give the same bytes is refused before anything is written', async () => {
    const ground = await eventStoreGround();
    grounds.push(ground);
    const [from, to] = [await small(), await ground.open()];
    await from.log.append(append('tally-1', 6, [new Opened('x'.repeat(1_000_000))]));
    const file = join(folder, 'too-large.ndjson');
    await writeLog(from, file);
    await from.close();
    await expect(readLog(to, file)).rejects.toThrow(/EventStoreDB takes 921600 at once.*Nothing was changed/);
    expect((await to.log.head()).size).toBe(0);
  });

  test('somebody else who writes while a log is copied is found, and the import says that it is another log', async () => {
    const ground = await eventStoreGround();
    grounds.push(ground);
    const [from, to] = [await small(), await ground.open()];
    const file = join(folder, 'disturbed.ndjson');
    await writeLog(from, file);
    await from.close();
    const { check, append: copy } = to.copies;
    const disturbed = async (page: readonly StoredCommand[]) => {
      await to.log.append(append('tally-other', 0, [new Opened('b')]));
      await copy(page);
    };
    await expect(readLog({ ...to, copies: { check, append: disturbed } }, file)).rejects.toThrow(
      /1 events, and 0 were expected: somebody else writes to it/,
    );
  });

  test.each([['server' as const], ['cluster' as const]])(
    'on a %s the sample has the same root and answers, every command is known again, and an import goes on after an interruption',
    async (tier) => {
      const moved = await RunningRegistry.start(tier);
      running.push(moved);
      const to = moved.registry.store;
      await expect(readLog(breaking(to), sample, 300)).rejects.toThrow('Connection terminated');
      const { size } = await to.log.head();
      expect(size).toBeGreaterThanOrEqual(300);
      expect(size).toBeLessThan(head.size);
      expect(await readLog(to, sample)).toEqual({ head, written: head.size - size });
      expect(await verifyLog(to.log)).toMatchObject({ size: head.size, root: head.root, faults: [] });

      const ask = async (registry: RunningRegistry) => {
        await projected(registry.registry, head.size - 1);
        const answer = await registry.query(`{
        checkpoint { size root }
        arrangements(first: 20) { totalCount nodes { id title status clauses { clause severity } parties { party { id } role status } } }
        quotas(first: 20) { totalCount nodes { id kind } } }`);
        expect(answer.errors).toBeUndefined();
        return answer.data;
      };
      expect(await ask(moved)).toEqual(await ask(embedded));
      const metrics = await fetch(`${moved.address}/metrics`);
      expect(metrics.headers.get('content-type')).toContain('text/plain');
      expect(await metrics.text()).toContain(`registry_log_size ${head.size}`);
      expect(await (await fetch(`${moved.address}/health/ready`)).json()).toMatchObject({ status: 'ready' });
      const { recorded, repeated, problems } = await importEntries(readCatalogue().slice(0, 10), {
        commands: moved.registry.app.get(CommandBus),
        deciders,
        actor: SAMPLE_ACTOR,
      });
      expect({ recorded, repeated, problems }).toEqual({ recorded: 0, repeated: 10, problems: [] });
    },
  );
});
