import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Projections } from '#kernel';
import { FolderUnusable, openPglite, openStore, type Store } from '#stores';
import { HealthController } from '../../apps/registry/src/health.controller.js';
import { failFlushes } from '../support/failing-flushes.js';
import { copyOf, type Ground, pgliteGround } from '../support/stores.js';
import { Added, append, Opened, tallies } from '../support/tally.js';
import { verify } from './event-log.contract.js';

const STOPPED =
  /^The embedded database stopped, because its disk did not take what was written \(EIO: i\/o error, fdatasync\)/;

describe('the embedded database on a disk that takes no writes for a while', () => {
  let ground: Ground;
  let store: Store;
  beforeEach(async () => {
    ground = await pgliteGround();
    store = await ground.open();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await ground.drop();
  });
  const recovered = async () => {
    while (store.trouble() !== undefined) await pause(20);
  };

  test('given it stopped, then it says why and acknowledges nothing; once the disk takes writes it goes on by itself', async () => {
    const projections = new Projections([tallies('embedded')], store.db, store.log);
    const health = new HealthController(store.log, store, projections);
    await store.log.append(append('embedded-1', 0, [new Opened('a')]));
    await projections.start();
    await projections.atLeast(0);

    const mend = failFlushes();
    const lost = append('embedded-1', 1, [new Added(1)]);
    const outcomes = [await store.log.append(lost).catch(() => ({ outcome: 'failed' }))];
    // Begun anew at once, and in vain: the second answer is of a database that could not be opened.
    outcomes.push(await store.log.append(lost).catch(() => ({ outcome: 'failed' })));
    expect(outcomes.map(({ outcome }) => outcome)).not.toContain('committed');
    expect(store.trouble()).toMatch(STOPPED);
    await expect(store.log.head()).rejects.toThrow(STOPPED);
    await expect(health.ready()).rejects.toMatchObject({ response: { log: { cause: store.trouble() } } });

    mend();
    await recovered();
    // Before anybody appends: who sends only where health is green would wait for ever.
    expect(await health.ready()).toMatchObject({ status: 'ready' });
    expect((await store.log.readStream('embedded-1'))[0]).toMatchObject({ seq: 0, type: 'TallyOpened' });
    expect(await store.log.append(lost)).toMatchObject({ version: 2, firstSeq: 1 });
    await projections.atLeast(1);
    expect(projections.status()).toMatchObject([{ position: 2, halted: undefined }]);
    await projections.stop();
    await verify(store.log);
  });

  test('given a transaction that it stopped in, when it has recovered, then its client cannot go on with the rest', async () => {
    const client = await store.pool.connect();
    await client.query('begin');
    await client.query('create table half (n int)');
    const mend = failFlushes();
    await expect(client.query('commit')).rejects.toMatchObject({ code: '58030' });
    mend();
    await recovered();
    await expect(client.query('create table other_half (n int)')).rejects.toThrow('not queryable');
    client.release(true);
    const { rows } = await store.pool.query(`select to_regclass('other_half') as other`);
    expect(rows).toEqual([{ other: null }]);
  });

  test('given the whole disk is gone for a while, then no new database is begun in its place', async () => {
    const { dataDir } = ground.settings;
    await store.log.append(append('embedded-1', 0, [new Opened('a')]));
    const mend = failFlushes();
    await store.log.append(append('embedded-1', 1, [new Added(1)])).catch(() => {});
    renameSync(dataDir, `${dataDir}-away`);
    mkdirSync(dataDir);
    mend();
    while (!store.trouble()?.includes('its folder is gone')) await pause(20);
    expect(readdirSync(dataDir)).toEqual([]);
    rmdirSync(dataDir);
    renameSync(`${dataDir}-away`, dataDir);
    await recovered();
    expect((await store.log.readStream('embedded-1'))[0]).toMatchObject({ seq: 0 });
  });

  test('given it is closed while it cannot recover, then it can be opened again, and has all of it', async () => {
    await store.log.append(append('embedded-1', 0, [new Opened('a')]));
    const mend = failFlushes();
    await store.log.append(append('embedded-1', 1, [new Added(1)])).catch(() => {});
    await store.close();
    const refused = ground.open();
    await expect(refused).rejects.toThrow(FolderUnusable);
    await expect(refused).rejects.toThrow(
      `The database in the data folder ${ground.settings.dataDir} cannot be opened (EIO: i/o error, fdatasync). Mend the disk or free space on it, then start again; if the folder itself is damaged, restore a backup.`,
    );
    mend();
    store = await ground.open();
    expect((await store.log.readStream('embedded-1'))[0]).toMatchObject({ seq: 0 });
    await verify(store.log);
  });

  test('given a disk on which a database cannot even be begun, then nothing of it is left for the next start', async () => {
    const dataDir = join(ground.settings.dataDir, 'another');
    const mend = failFlushes();
    await expect(openPglite(dataDir)).rejects.toThrow(FolderUnusable);
    expect(readdirSync(dataDir)).toEqual([]);
    mend();
    await (await openPglite(dataDir)).close();
  });
});

test('given a folder that was not closed in order, when it is opened, then its log is first written back as it was read', async () => {
  const ground = await pgliteGround();
  const store = await ground.open();
  await store.log.append(append('embedded-1', 0, [new Opened('a')]));
  await store.pool.query('select pg_switch_wal()');
  await store.log.append(append('embedded-1', 1, [new Added(1)]));
  // Nothing is being written, so the copy is the folder as a kill at this moment leaves it.
  const cut = await copyOf(ground.settings.dataDir);
  await ground.drop();
  rmSync(join(cut, 'registry.lock'));

  const before = segmentsOf(cut);
  await (await openPglite(cut)).close();
  const once = segmentsOf(cut);
  expect(before.size).toBeGreaterThan(1);
  for (const [inode, written] of before) expect(once.get(inode)).toBeGreaterThan(written);

  // Closed in order it has nothing to prove, and a start costs no more than it must.
  const again = await openStore({ dataDir: cut });
  expect([...once].filter(([inode, written]) => segmentsOf(cut).get(inode) === written)).not.toEqual([]);
  expect(await again.log.readStream('embedded-1')).toMatchObject([{ seq: 0 }, { seq: 1 }]);
  await again.close();
  rmSync(cut, { recursive: true });
});

/** When each segment of the log was last written, by its inode: a segment that is used again gets another name. */
function segmentsOf(folder: string): Map<bigint, bigint> {
  const log = join(folder, 'pgdata', 'pg_wal');
  const segments = readdirSync(log).filter((name) => /^[0-9A-F]{24}$/.test(name));
  return new Map(
    segments.map((name) => {
      const { ino, mtimeNs } = statSync(join(log, name), { bigint: true });
      return [ino, mtimeNs];
    }),
  );
}
