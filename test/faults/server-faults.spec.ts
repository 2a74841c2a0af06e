import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { Projections } from '#kernel';
import { openStore, type Store } from '#stores';
import { verify } from '../stores/event-log.contract.js';
import { type Acknowledged, faultsOf, KINDS, readAll } from '../support/consistency-oracle.js';
import { randomBytes } from 'node:crypto';
import { Added, append, Opened, Remarked, tallies } from '../support/tally.js';
import { lacking, LoopDisk } from './loop-disk.js';
import { lackingPostgres, OwnPostgres } from './own-postgres.js';
import { countOf, tell } from './tally-of-faults.js';
import { unlessLacking } from '../support/needs.js';

const ROUNDS = Number(process.env.SERVER_FAULT_ROUNDS ?? 5);
const WRITERS = 8;

const lacks = [
  ...lacking(),
  ...lackingPostgres(),
  ...(spawnSync('strace', ['-V']).status === 0 ? [] : ['strace (Debian package strace)']),
];
const isolated = unlessLacking(lacks);

/** Writers that send each command until it is answered for good, and what they were told meanwhile. */
class Writers {
  readonly acknowledged: Acknowledged[] = [];
  readonly failures: string[] = [];
  private stopping = false;
  private changed: () => void = () => {};
  private readonly writing: Promise<unknown>;

  constructor(store: Store, bytes: number) {
    this.writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => this.write(store, writer, bytes)));
  }

  private async write({ log }: Store, writer: number, bytes: number): Promise<void> {
    const stream = `${KINDS[writer % 2]!}-${writer}`;
    let version = (await log.readStream(stream)).length;
    while (!this.stopping) {
      const contents = [
        version === 0 ? new Opened(stream) : new Added(1),
        ...(bytes === 0 ? [] : [new Remarked(randomBytes(bytes).toString('base64'))]),
      ];
      const command = append(stream, version, contents);
      for (let settled = false; !settled;) {
        const answer = await log.append(command).catch((error: Error) => error);
        settled = 'outcome' in answer && (answer.outcome === 'committed' || answer.outcome === 'duplicate');
        if ('outcome' in answer && settled) {
          const { version: now, firstSeq, lastSeq } = answer as Extract<typeof answer, { firstSeq: number }>;
          const eventIds = command.events.map(({ eventId }) => eventId);
          this.acknowledged.push({ commandId: command.commandId, eventIds, stream, version: now, firstSeq, lastSeq });
          version = now;
        } else {
          this.failures.push('outcome' in answer ? JSON.stringify(answer) : answer.message);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        this.changed();
      }
    }
  }

  /** Until that is so. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => (this.changed = resolve));
  }

  /** Until so many more were acknowledged. */
  more(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    return this.until(() => this.acknowledged.length >= goal);
  }

  /** Each writer finishes what it is about. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.writing;
  }
}

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

  /** Nothing lost, nothing twice, no gap, the root verifies; a line for the table. */
  const expectSound = async (fault: string, rounds: number, { log }: Store, { acknowledged }: Writers) => {
    const events = await readAll(log);
    tell({ fault, on: 'PostgreSQL', rounds, ...countOf(acknowledged, events) });
    expect(faultsOf({ acknowledged, readers: [], log: events })).toEqual([]);
    await verify(log);
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
    const writers = new Writers(store, 0);
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
    await expectSound('database away and back', ROUNDS, store, writers);
  });

  test('runs out of disk: appends fail with the reason, reads go on, and appends go on once there is space', async () => {
    const disk = new LoopDisk(256);
    closing.push(() => disk.remove());
    const server = serverIn(disk.path);
    await server.start({ settings: { max_wal_size: '64MB' } });
    const store = await storeOn(server);
    const writers = new Writers(store, 20_000);
    const ballast = join(disk.path, 'ballast');
    await writers.more(100);
    // All that is free, and it fails for want of more.
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' });
    expect(existsSync(ballast)).toBe(true);
    await writers.until(() => writers.failures.length >= WRITERS);
    expect(writers.failures.join()).toContain('No space left on device');
    expect(store.trouble()).toMatch(/The last append failed: .*No space left on device/);
    expect((await readAll(store.log)).length).toBeGreaterThan(0);
    execFileSync('rm', [ballast]);
    await writers.more(100);
    expect(store.trouble()).toBeUndefined();
    await writers.stop();
    await expectSound('disk full', 1, store, writers);
  });

  test('gets EIO from a flush: it stops rather than acknowledge, recovers from its log, and nothing is lost', async () => {
    const server = serverIn(folder());
    // The 25th flush of each of its processes fails, once.
    const inject = ['-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=25'];
    await server.start({ under: ['strace', '-D', '-f', '-qq', '-o', '/dev/null', ...inject] });
    const store = await storeOn(server);
    const writers = new Writers(store, 0);
    await writers.until(() => panics(server) >= 3 && writers.failures.length > 0);
    await writers.more(20);
    await writers.stop();
    expect(server.log).toContain('Input/output error');
    const rounds = panics(server);
    // Read on a server that is well: this one may stop again while it is asked.
    await server.stop();
    await server.start();
    await expectSound('EIO from fdatasync', rounds, await storeOn(server), writers);
  });
});

const panics = ({ log }: OwnPostgres) => log.split('PANIC').length - 1;
