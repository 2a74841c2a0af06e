import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { Projections } from '#kernel';
import { openStore, type Store } from '#stores';
import { HealthController } from '../../apps/registry/src/health.controller.js';
import { unlessLacking } from '../support/needs.js';
import { faultsOf, readAll } from '../support/consistency-oracle.js';
import { lacking, LoopDisk } from './loop-disk.js';
import { expectSound, Writers } from './writers.js';

const ROUNDS = Number(process.env.EMBEDDED_FAULT_ROUNDS ?? 3);

const lacks = [...lacking(), ...(spawnSync('strace', ['-V']).status === 0 ? [] : ['strace (Debian package strace)'])];
const isolated = unlessLacking(lacks);

isolated('the embedded database on a disk in trouble', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const diskOf = (megabytes: number) => {
    const disk = new LoopDisk(megabytes);
    closing.push(() => disk.remove());
    return disk;
  };

  const isStopped = (store: Store) => !!store.trouble()?.startsWith('The embedded database stopped');

  /** It says so to whoever monitors it, and to whoever reads. */
  const expectStopped = async (store: Store, why: RegExp) => {
    expect(store.trouble()).toMatch(why);
    const health = new HealthController(store.log, store, new Projections([], store.db, store.log));
    await expect(health.ready()).rejects.toMatchObject({
      response: { status: 'unavailable', log: { cause: store.trouble() } },
    });
    await expect(store.log.readPage({ from: 0, limit: 1 })).rejects.toThrow('nothing is recorded or read');
  };

  /** As it went on, and opened again: what it answers. */
  const expectAllOfIt = async (fault: string, store: Store, open: () => Promise<Store>, writers: Writers) => {
    expect(store.trouble()).toBeUndefined();
    await writers.stop();
    await expectSound({ fault, on: 'PGlite', rounds: ROUNDS }, store, writers);
    await store.close();
    const next = await open();
    expect(faultsOf({ acknowledged: writers.acknowledged, readers: [], log: await readAll(next.log) })).toEqual([]);
    return next;
  };

  test.each([
    ['for a table', async () => {}],
    [
      'for its log',
      async (store: Store) => {
        while (!isStopped(store)) {
          await store.pool.query('select pg_switch_wal()').catch(() => {});
          await new Promise(setImmediate);
        }
      },
    ],
  ])(
    'runs out of room %s: it says so rather than acknowledge, and goes on by itself once there is room',
    async (where, worsen) => {
      const disk = diskOf(192);
      const open = () => openStore({ dataDir: join(disk.path, 'data') });
      const ballast = join(disk.path, 'ballast');
      let store = await open();
      closing.push(() => store.close());
      const writers = new Writers(() => store, 100_000);
      for (let round = 0; round < ROUNDS; round++) {
        await writers.more(30);
        spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' });
        await writers.until(() => store.trouble() !== undefined);
        await worsen(store);
        const { length } = writers.acknowledged;
        if (isStopped(store)) await expectStopped(store, /No space left on device/);
        else expect((await store.log.readPage({ from: 0, limit: 1 })).events).toHaveLength(1);
        expect(store.trouble()).toMatch(/No space left on device/);
        expect(writers.acknowledged).toHaveLength(length);
        rmSync(ballast);
        await writers.more(30);
      }
      store = await expectAllOfIt(`disk full, ${where}`, store, open, writers);
    },
  );

  test('gets EIO from one flush: it does not go on as if the next one proved anything, recovers by itself, and has all of it', async () => {
    const disk = diskOf(192);
    const open = () => openStore({ dataDir: join(disk.path, 'data') });
    let store = await open();
    closing.push(() => store.close());
    const writers = new Writers(() => store, 0);
    for (let round = 0; round < ROUNDS; round++) {
      await writers.more(30);
      // Of this very process, one flush, some flushes from now.
      const inject = ['-e', 'trace=fdatasync', '-e', `inject=fdatasync:error=EIO:when=${5 + round}`];
      const strace = spawn('strace', ['-f', '-qq', '-o', '/dev/null', ...inject, '-p', String(process.pid)]);
      await writers.until(() => store.trouble() !== undefined);
      await expectStopped(store, /EIO: i\/o error, fdatasync/);
      const ended = once(strace, 'close');
      strace.kill('SIGINT');
      await ended;
      expect(readFileSync('/proc/self/status', 'utf8')).toMatch(/TracerPid:\s+0\n/);
      await writers.more(30);
    }
    store = await expectAllOfIt('EIO from fdatasync', store, open, writers);
  });

  test('gets EIO while it is opened: one line says which folder, what failed and what to do, and the next start has all of it', async () => {
    const disk = diskOf(192);
    const dataDir = join(disk.path, 'data');
    const first = await openStore({ dataDir });
    const writers = new Writers(() => first, 0);
    await writers.more(30);
    await writers.stop();
    await first.close();
    const strace = spawn('strace', [
      '-f',
      '-qq',
      '-o',
      '/dev/null',
      '-e',
      'trace=fsync,fdatasync',
      '-e',
      'inject=fsync,fdatasync:error=EIO',
      '-p',
      String(process.pid),
    ]);
    while (!/TracerPid:\s+[1-9]/.test(readFileSync('/proc/self/status', 'utf8'))) await new Promise(setImmediate);
    await expect(openStore({ dataDir })).rejects.toThrow(
      `The database in the data folder ${dataDir} cannot be opened (EIO: i/o error, f`,
    );
    const ended = once(strace, 'close');
    strace.kill('SIGINT');
    await ended;
    const store = await openStore({ dataDir });
    closing.push(() => store.close());
    await expectSound({ fault: 'EIO while it is opened', on: 'PGlite', rounds: 1 }, store, writers);
  });
});
