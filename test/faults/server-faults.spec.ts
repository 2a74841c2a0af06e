import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { Projections } from '#kernel';
import { openStore } from '#stores';
import { KINDS, readAll } from '../support/consistency-oracle.js';
import { append, Opened, tallies } from '../support/tally.js';
import { lacking, LoopDisk } from './loop-disk.js';
import { lackingPostgres, OwnPostgres } from './own-postgres.js';
import { expectSound, WRITERS, Writers } from './writers.js';
import { unlessLacking } from '../support/needs.js';

const ROUNDS = Number(process.env.SERVER_FAULT_ROUNDS ?? 5);

const lacks = [
  ...lacking(),
  ...lackingPostgres(),
  ...(spawnSync('strace', ['-V']).status === 0 ? [] : ['strace (Debian package strace)']),
];
const isolated = unlessLacking(lacks);

isolated('a PostgreSQL server in trouble', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'registry-server-'));
    chmodSync(path, 0o755);
    closing.push(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const serverIn = (path: string) => {
    const server = new OwnPostgres(path);
    closing.push(() => server.remove());
    return server;
  };
  const storeOn = async (server: OwnPostgres) => {
    const store = await openStore({ databaseUrl: server.url(), dataDir: '' });
    closing.push(() => store.close());
    return store;
  };

  test('goes away under load and comes back: each command is answered once, and the read models follow', async () => {
    const server = serverIn(folder());
    await server.start();
    const store = await storeOn(server);
    const projections = new Projections(
      KINDS.map((kind) => tallies(kind)),
      store.db,
      store.log,
    );
    await projections.start();
    closing.push(() => projections.stop());
    const writers = new Writers(() => store, 0);
    for (let round = 0; round < ROUNDS; round++) {
      await writers.more(100);
      const before = writers.failures.length;
      await server.stop(round % 2 === 0 ? 'SIGQUIT' : 'SIGINT');
      await writers.until(() => writers.failures.length >= before + 2 * WRITERS);
      expect(store.trouble()).toMatch(/The last append failed/);
      await server.start();
      await writers.more(100);
    }
    await writers.stop();
    expect(store.trouble()).toBeUndefined();
    const last = (await store.log.head()).size - 1;
    const follows = () =>
      projections.atLeast(last).then(
        () => true,
        () => false,
      );
    while (!(await follows()));
    await expectSound({ fault: 'database away and back', on: 'PostgreSQL', rounds: ROUNDS }, store, writers);
  });

  test('runs out of disk: appends fail with the reason, reads go on, and appends go on once there is space', async () => {
    const disk = new LoopDisk(256);
    closing.push(() => disk.remove());
    const server = serverIn(disk.path);
    await server.start({ settings: { max_wal_size: '64MB' } });
    const store = await storeOn(server);
    const writers = new Writers(() => store, 20_000);
    const ballast = join(disk.path, 'ballast');
    await writers.more(100);
    // All that is free, and it fails for want of more.
    const fill = () => spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' });
    fill();
    expect(existsSync(ballast)).toBe(true);
    await writers.until(() => writers.failures.length >= WRITERS);
    expect(writers.failures.join()).toContain('No space left on device');
    expect(store.trouble()).toMatch(/The last append failed: .*No space left on device/);
    expect((await readAll(store.log)).length).toBeGreaterThan(0);
    execFileSync('rm', [ballast]);
    await writers.more(100);
    expect(store.trouble()).toBeUndefined();
    await writers.stop();
    await expectSound({ fault: 'disk full', on: 'PostgreSQL', rounds: 1 }, store, writers);

    // Once more, and nobody appends after the one that failed: it finds out by itself.
    fill();
    for (let number = 0; store.trouble() === undefined; number++)
      await store.log
        .append(append(`alone-${number}`, 0, [new Opened(randomBytes(15_000).toString('base64'))]))
        .catch(() => {});
    const refusals = refusedForRoom(server);
    while (refusedForRoom(server) < refusals + 2) await pause(100);
    expect(store.trouble()).toMatch(/No space left on device/);
    execFileSync('rm', [ballast]);
    while (store.trouble() !== undefined) await pause(100);
    expect(await store.log.append(append('alone-again', 0, [new Opened('a')]))).toMatchObject({ outcome: 'committed' });
  });

  test('gets EIO from a flush: it stops rather than acknowledge, recovers from its log, and nothing is lost', async () => {
    const server = serverIn(folder());
    await server.start();
    // The tables are made before flushes fail: a start that meets one is not what this is about.
    await (await openStore({ databaseUrl: server.url(), dataDir: '' })).close();
    await server.stop('SIGINT');
    // The 25th flush of each of its processes fails, once.
    const inject = ['-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=25'];
    await server.start({ under: ['strace', '-D', '-f', '-qq', '-o', '/dev/null', ...inject] });
    const store = await storeOn(server);
    const writers = new Writers(() => store, 0);
    await writers.until(() => panics(server) >= 3 && writers.failures.length > 0);
    await writers.more(20);
    await writers.stop();
    expect(server.log).toContain('Input/output error');
    const rounds = panics(server);
    // Read on a server that is well: this one may stop again while it is asked.
    await server.stop();
    await server.start();
    await expectSound({ fault: 'EIO from fdatasync', on: 'PostgreSQL', rounds }, await storeOn(server), writers);
  });
});

const refusedForRoom = ({ log }: OwnPostgres) => log.split('No space left on device').length - 1;
const panics = ({ log }: OwnPostgres) => log.split('PANIC').length - 1;
