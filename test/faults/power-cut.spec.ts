import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppenderProcess, type AppenderJob } from '../support/appender-process.js';
import { compile } from '../support/compiled.js';
import type { StoreSettings } from '#stores';
import { type Acknowledged, faultsOf, type History } from '../support/consistency-oracle.js';
import { pick, seeded } from '../support/random.js';
import { lacking, LoopDisk } from './loop-disk.js';
import { lackingPostgres, OwnPostgres } from './own-postgres.js';
import { countOf, tell } from './tally-of-faults.js';
import { unlessLacking } from '../support/needs.js';

/** On each of the two stores. */
const ROUNDS = Number(process.env.POWER_CUT_ROUNDS ?? 20);
/** After so many cuts a new disk and a new folder: the first start and the start after a cut are both cut. */
const ROUNDS_PER_DISK = 5;
const CONTROL_ROUNDS = 4;
/** How much is written before a cut, and how; where in a write the cut falls is left to the machine. */
const SEED = Number(process.env.POWER_CUT_SEED ?? Date.now() % 1_000_000);

/** A store on a disk whose power is cut. */
interface Powered {
  settings: StoreSettings;
  /** Starts what was stopped by a cut, or for the first time; `unsafe` leaves out what makes commits durable. */
  start(unsafe?: boolean): Promise<void>;
  /** Ends what still runs on the disk without power. */
  crash(): Promise<void>;
  remove(): Promise<void>;
}

interface Kind {
  name: string;
  control: string;
  /** The appender's way to be unsafe, where it is not the server's. */
  unsafe: Partial<AppenderJob>;
  on(disk: LoopDisk): Powered;
}

const pglite: Kind = {
  name: 'PGlite',
  control: 'PGlite as shipped',
  unsafe: { asShipped: true },
  on: (disk) => ({
    settings: { dataDir: join(disk.path, 'data') },
    start: async () => {},
    crash: async () => {},
    remove: async () => {},
  }),
};

const postgres: Kind = {
  name: 'PostgreSQL',
  control: 'PostgreSQL with fsync off',
  unsafe: {},
  on(disk) {
    const server = new OwnPostgres(disk.path);
    return {
      settings: { databaseUrl: server.url(), dataDir: '' },
      start: (unsafe) => server.start({ settings: { fsync: unsafe ? 'off' : 'on' } }),
      crash: () => server.stop(),
      remove: () => server.remove(),
    };
  },
};

const lacks = [...lacking(), ...lackingPostgres()];
const onOwnDisk = unlessLacking(lacks);

for (const kind of [pglite, postgres])
  onOwnDisk(`a power cut under ${kind.name}`, () => {
    let compiled: ReturnType<typeof compile>;
    let disk: LoopDisk | undefined;
    let store: Powered;
    let acknowledged: Acknowledged[] = [];
    let sent = new Set<string>();
    const total = { rounds: 0, acknowledged: 0, lost: 0, duplicated: 0 };
    let control = 'was not run';
    beforeAll(() => {
      compiled = compile();
      process.stderr.write(`POWER_CUT_ROUNDS=${ROUNDS} POWER_CUT_SEED=${SEED}\n`);
    });
    afterAll(async () => {
      await store?.remove();
      disk?.remove();
      compiled.remove();
      tell({ fault: 'power cut', on: kind.name, ...total, control });
    });

    const newDisk = async () => {
      await store?.remove();
      disk?.remove();
      disk = new LoopDisk();
      store = kind.on(disk);
      acknowledged = [];
      sent = new Set();
      await store.start();
    };

    /** Appends until so many were acknowledged, and cuts the power while it goes on. Only what was heard before counts. */
    const appendUntilCut = async (count: number, job: Omit<AppenderJob, 'settings'>) => {
      const appender = new AppenderProcess(compiled.folder, { settings: store.settings, ...job });
      await appender.reaches(count);
      appender.stopListening();
      disk!.cut();
      await appender.kill();
      await store.crash();
      disk!.unmount();
      disk!.mount();
      acknowledged.push(...appender.acknowledged);
      for (const commandId of appender.sent.keys()) sent.add(commandId);
      return appender.acknowledged.length;
    };

    /** What a process that starts after the cut finds; fails where the store does not open or the root does not verify. */
    const inspect = (): History['log'] => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(compiled.folder, 'test/support/inspector.js'), JSON.stringify(store.settings)],
        { maxBuffer: 2 ** 30, encoding: 'utf8', timeout: 120_000 },
      );
      if (status !== 0) throw new Error(`The store did not open: ${stderr.slice(-2_000)}`);
      return JSON.parse(stdout) as History['log'];
    };
    /** Beside what was sent before the cut and not answered, the end of the conversation was not heard either. */
    const faults = (log: History['log']) => {
      const heard = new Set([...acknowledged.map((command) => command.commandId), ...sent]);
      return faultsOf({
        acknowledged,
        unsettled: new Set(log.map((event) => event.commandId).filter((id) => sent.has(id) || !heard.has(id))),
        readers: [],
        log,
      });
    };

    test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
      'round %i loses no acknowledged event, and the root of the log verifies',
      async (round) => {
        const random = seeded(SEED + round);
        if (round % ROUNDS_PER_DISK === 0) await newDisk();
        // Long remarks fill a WAL segment in some seconds, so that cuts also meet the change from one file to the next.
        const heard = await appendUntilCut(20 + Math.floor(random() * 200), {
          seed: round,
          writers: pick(random, [1, 8]),
          bytes: pick(random, [20, 150_000]),
        });
        await store.start();
        const log = inspect();
        const { lost, duplicated } = countOf(acknowledged, log);
        total.rounds += 1;
        total.acknowledged += heard;
        total.lost += lost;
        total.duplicated += duplicated;
        expect(faults(log)).toEqual([]);
      },
    );

    test(`the negative control: ${kind.control} loses acknowledged events, or all of it, in the same cuts`, async () => {
      const outcomes: string[] = [];
      for (let round = 0; round < CONTROL_ROUNDS && !outcomes.some((outcome) => outcome !== 'nothing lost'); round++) {
        await newDisk();
        // Made by us, durably, and flushed: from here on only the way of appending differs.
        inspect();
        await store.crash();
        disk!.flush();
        await store.start(true);
        const count = await appendUntilCut(100, { seed: round, writers: 8, ...kind.unsafe });
        try {
          await store.start();
          const { lost } = countOf(acknowledged, inspect());
          outcomes.push(lost > 0 ? `${lost} events of ${count} commands lost` : 'nothing lost');
        } catch (error) {
          outcomes.push(`did not open again (${(error as Error).message.split('\n')[0]!.slice(0, 120)})`);
        }
      }
      control = `${kind.control}: ${outcomes.at(-1)!}`;
      process.stderr.write(`The control, ${kind.control}: ${outcomes.join('; ')}\n`);
      expect(outcomes).toContainEqual(expect.not.stringMatching('nothing lost'));
    });
  });
