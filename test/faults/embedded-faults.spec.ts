import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { Projections } from '#kernel';
import { openStore, type Store } from '#stores';
import { HealthController } from '../../apps/registry/src/health.controller.js';
import { unlessLacking } from '../support/needs.js';
import { lacking, LoopDisk } from './loop-disk.js';
import { expectSound, WRITERS, Writers } from './writers.js';

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

  /** It says so to whoever monitors it, answers nobody, and acknowledged nothing since. */
  const expectStopped = async (store: Store, writers: Writers, why: RegExp) => {
    const acknowledged = writers.acknowledged.length;
    expect(store.trouble()).toMatch(why);
    const health = new HealthController(store.log, store, new Projections([], store.db, store.log));
    await expect(health.ready()).rejects.toMatchObject({
      response: { status: 'unavailable', log: { cause: store.trouble() } },
    });
    await expect(store.log.readPage({ from: 0, limit: 1 })).rejects.toThrow('nothing is recorded or read');
    const { length } = writers.failures;
    await writers.until(() => writers.failures.length >= length + WRITERS);
    expect(writers.acknowledged).toHaveLength(acknowledged);
  };

  test('runs out of room: it says so rather than acknowledge, and has all of it once there is room', async () => {
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
      expect(store.trouble()).toMatch(/No space left on device|no room for its log/);
      rmSync(ballast);
      // Where room lacked for its log, it stopped; where it did for a table, appends go on by themselves.
      if (store.trouble()?.startsWith('The embedded database stopped')) {
        await store.close();
        store = await open();
      }
      await writers.more(30);
      expect(store.trouble()).toBeUndefined();
    }
    await writers.stop();
    await store.close();
    store = await open();
    await expectSound({ fault: 'disk full', on: 'PGlite', rounds: ROUNDS }, store, writers);
  });

  test('gets EIO from one flush: it stops, though the next flush would succeed, and has all of it once it is opened again', async () => {
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
      await expectStopped(store, writers, /EIO: i\/o error, fdatasync/);
      const ended = once(strace, 'close');
      strace.kill('SIGINT');
      await ended;
      expect(readFileSync('/proc/self/status', 'utf8')).toMatch(/TracerPid:\s+0\n/);
      await store.close();
      store = await open();
    }
    await writers.more(30);
    expect(store.trouble()).toBeUndefined();
    await writers.stop();
    await expectSound({ fault: 'EIO from fdatasync', on: 'PGlite', rounds: ROUNDS }, store, writers);
  });
});
