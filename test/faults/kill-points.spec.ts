import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { expectWhole } from '../stores/kill.contract.js';
import { AppenderProcess, type AppenderJob } from '../support/appender-process.js';
import { compile } from '../support/compiled.js';
import type { KillPoint } from '../support/kill-at.js';
import { barePgliteGround, type Ground, pgliteGround, postgresGround } from '../support/stores.js';
import { lacking } from './loop-disk.js';
import { lackingPostgres, OwnPostgres } from './own-postgres.js';
import { countOf, tell } from './tally-of-faults.js';
import { unlessLacking } from '../support/needs.js';

/** How often at each point, each time at a later one of its kind. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1);

const ROWS = 'insert into registry.event_log';
const CHECKPOINT = '^update registry.projection set position';
const SWAP = '^update registry.projection set version';
const MIGRATED = 'kysely_migration';

interface Point {
  title: string;
  at: KillPoint;
  job?: Partial<AppenderJob>;
  /** It is met once, on a new database. */
  isFirstStart?: boolean;
}

const POINTS: Point[] = [
  { title: 'before the rows of an append', at: { when: 'before it is sent', statement: ROWS, nth: 3 } },
  { title: 'behind the rows of an append', at: { when: 'after it was run', statement: ROWS, nth: 3 } },
  {
    title: 'before the commit of an append',
    at: { when: 'before it is sent', statement: '^commit', follows: ROWS, nth: 3 },
  },
  {
    title: 'between the commit of an append and its acknowledgement',
    at: { when: 'after it was run', statement: '^commit', follows: ROWS, nth: 3 },
  },
  { title: 'before a checkpoint', at: { when: 'before it is sent', statement: CHECKPOINT, nth: 2 } },
  {
    title: 'between a checkpoint and its commit',
    at: { when: 'before it is sent', statement: '^commit', follows: CHECKPOINT, nth: 2 },
  },
  {
    title: 'behind the commit of a checkpoint',
    at: { when: 'after it was run', statement: '^commit', follows: CHECKPOINT, nth: 2 },
  },
  {
    title: 'between two tables of a swap',
    at: { when: 'before it is sent', statement: '^alter table "read_rebuild"', nth: 2 },
    job: { commands: 30, rebuild: true },
  },
  {
    title: 'before the commit of a swap',
    at: { when: 'before it is sent', statement: '^commit', follows: SWAP },
    job: { commands: 30, rebuild: true },
  },
  {
    title: 'behind the commit of a swap',
    at: { when: 'after it was run', statement: '^commit', follows: SWAP },
    job: { commands: 30, rebuild: true },
  },
  {
    title: 'between two tables of a migration',
    at: { when: 'before it is sent', statement: 'create table registry.log_node' },
    isFirstStart: true,
  },
  {
    title: 'before the commit of the migrations',
    at: { when: 'before it is sent', statement: '^commit', follows: MIGRATED },
    isFirstStart: true,
  },
  {
    title: 'behind the commit of the migrations',
    at: { when: 'after it was run', statement: '^commit', follows: MIGRATED },
    isFirstStart: true,
  },
];

const lacks = [...lacking(), ...lackingPostgres()];
const isolated = unlessLacking(lacks);

isolated('kill -9 at a named point', () => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-kill-'));
  let compiled: ReturnType<typeof compile>;
  let server: OwnPostgres;
  beforeAll(async () => {
    chmodSync(folder, 0o755);
    compiled = compile();
    server = new OwnPostgres(folder);
    await server.start();
    process.env.TEST_DATABASE_URL = server.url();
  });
  afterAll(async () => {
    await server.remove();
    compiled.remove();
    rmSync(folder, { recursive: true });
  });

  for (const { name, makeGround, makeNew } of [
    { name: 'PGlite', makeGround: pgliteGround, makeNew: barePgliteGround },
    { name: 'PostgreSQL', makeGround: postgresGround, makeNew: postgresGround },
  ])
    describe(`on ${name}`, () => {
      /** The store that goes on from one kill to the next, with all that was heard. */
      let ongoing: Ground;
      const acknowledged: AppenderProcess['acknowledged'] = [];
      const sent: AppenderProcess['sent'] = new Map();
      const total = { rounds: 0, acknowledged: 0, lost: 0, duplicated: 0 };
      beforeAll(async () => {
        ongoing = await makeGround();
      });
      afterAll(async () => {
        await ongoing.drop();
        tell({ fault: `kill -9 at ${POINTS.length} named points`, on: name, ...total });
      });

      const killedAt = async (ground: Ground, { at, job }: Point, round: number) => {
        const appender = new AppenderProcess(compiled.folder, {
          settings: ground.settings,
          seed: total.rounds,
          writers: 6,
          project: true,
          bytes: 50,
          ...job,
          killAt: { ...at, nth: (at.nth ?? 1) + round },
        });
        await appender.killedItself();
        total.rounds += 1;
        total.acknowledged += appender.acknowledged.length;
        return appender;
      };

      test.each(
        POINTS.flatMap((point) =>
          Array.from({ length: point.isFirstStart ? 1 : ROUNDS }, (_, round) => ({ ...point, round })),
        ),
      )('$title: nothing is lost, torn or doubled, and the read models are the fold', async ({ round, ...point }) => {
        const ground = point.isFirstStart ? await makeNew() : ongoing;
        try {
          const appender = await killedAt(ground, point, round);
          if (point.isFirstStart) {
            await expectWhole(ground, appender.acknowledged, appender.sent);
            return;
          }
          acknowledged.push(...appender.acknowledged);
          for (const [commandId, eventIds] of appender.sent) sent.set(commandId, eventIds);
          const { lost, duplicated } = countOf(acknowledged, await expectWhole(ground, acknowledged, sent));
          total.lost += lost;
          total.duplicated += duplicated;
        } finally {
          if (point.isFirstStart) await ground.drop();
        }
      });
    });
});
