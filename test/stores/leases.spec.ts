import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type EventLog, type LogPage, type Projection, ProjectionRunner, Projections, rebuild } from '#kernel';
import { rule } from '#kernel/testing';
import type { Store } from '#stores';
import { AppenderProcess } from '../support/appender-process.js';
import { compile } from '../support/compiled.js';
import { needs } from '../support/needs.js';
import { counter } from '../support/seats.js';
import { type Ground, pgliteGround, postgresGround } from '../support/stores.js';
import { Added, append, Opened, tallies, type Tally } from '../support/tally.js';

/** Longer than any test takes. */
const FOR_EVER = 3_600_000;

const eventually = async (isSo: () => boolean | Promise<boolean>) => {
  while (!(await isSo())) await new Promise(setImmediate);
};

/** The read side of one process, and how many events it folded. */
function processOf(store: Store, holder: string, ms: number, projection: Projection<Tally>) {
  const counted = { events: 0 };
  const { decider } = projection;
  const evolve: typeof decider.evolve = (state, event) => {
    counted.events++;
    return decider.evolve(state, event);
  };
  const mine = { ...projection, decider: { ...decider, evolve } };
  return { counted, projections: new Projections([mine], store.db, store.log, { lease: { holder, ms } }) };
}

const holderOf = (projections: Projections) => projections.status()[0]!.holder;

/** The SQL of leases is the same in every tier; only on a server there are other processes. */
describe.each([['PGlite', pgliteGround, false] as const, ['PostgreSQL', postgresGround, true] as const])(
  'leases of projections, %s',
  (tier, makeGround, isServer) => {
    const suite = isServer ? needs('TEST_DATABASE_URL') : describe;
    suite(tier, () => {
      let ground: Ground;
      let store: Store;
      let kinds = 0;
      let kind = '';
      beforeAll(async () => {
        ground = await makeGround();
        store = await ground.open();
      });
      afterAll(() => ground.drop());
      beforeEach(() => void (kind = `lease${++kinds}`));

      const record = async (version: number) => {
        const content = version === 0 ? new Opened('a') : new Added(1);
        const answer = await store.log.append(append(`${kind}-1`, version, [content]));
        if (answer.outcome !== 'committed') throw new Error(answer.outcome);
        return answer.lastSeq;
      };

      test('one of two advances; the other answers for what its neighbour did, and goes on where it stops', async () => {
        const one = processOf(store, 'one', FOR_EVER, tallies(kind));
        const two = processOf(store, 'two', FOR_EVER, tallies(kind));
        await one.projections.start();
        await one.projections.atLeast((await record(0)) - 1);
        await two.projections.start();
        for (let version = 1; version <= 3; version++) {
          await two.projections.atLeast(await record(version));
          await one.projections.atLeast(await record(++version));
        }
        expect(two.counted.events).toBe(0);
        expect([one, two].map(({ projections }) => holderOf(projections))).toEqual(['one', 'one']);
        await one.projections.stop();
        const seq = await record(5);
        await eventually(() => two.projections.position() > seq);
        expect(holderOf(two.projections)).toBe('two');
        await two.projections.stop();
        expect(await rebuild(tallies(kind), store.db, store.log)).toMatchObject({ differences: [], swapped: true });
      });

      test('who slept through the end of its lease writes nothing, though the checkpoint stands where it left it', async () => {
        const projection = tallies(kind);
        let wake = () => {};
        const asleep = new Promise<void>((resolve) => (wake = resolve));
        let fellAsleep = () => {};
        const isAsleep = new Promise<void>((resolve) => (fellAsleep = resolve));
        const log = Object.assign(Object.create(store.log) as EventLog, {
          readPage: async (options: { from: number; limit: number }): Promise<LogPage> => {
            const page = await store.log.readPage(options);
            fellAsleep();
            await asleep;
            return page;
          },
        });
        const seq = await record(0);
        const sleeper = new ProjectionRunner([projection], store.db, log, { lease: { holder: 'sleeper', ms: 1 } });
        await sleeper.prepare();
        await sleeper.share();
        const step = sleeper.step();
        await isAsleep;
        const next = new ProjectionRunner([projection], store.db, store.log, {
          lease: { holder: 'next', ms: FOR_EVER },
        });
        await next.prepare();
        await eventually(async () => {
          await next.share();
          return next.status()[0]!.holder === 'next';
        });
        wake();
        await step;
        const position = async () =>
          Number(
            (
              await sql<{
                position: string;
              }>`select position from registry.projection where name = ${projection.name}`.execute(store.db)
            ).rows[0]!.position,
          );
        expect(await position()).toBe(0);
        expect((await sql`select from ${sql.table(`read.${projection.name}`)}`.execute(store.db)).rows).toHaveLength(0);
        // And it knows: it works no more, and follows.
        expect(await sleeper.step()).toBe(false);
        while (await next.step());
        await sleeper.share();
        expect(sleeper.status()[0]).toMatchObject({ holder: 'next', position: seq + 1 });
        // What halts the one is told by the other too.
        await sql`update registry.projection set halted_seq = 1, halted_cause = 'a cause' where name = ${projection.name}`.execute(
          store.db,
        );
        await sleeper.share();
        expect(sleeper.status()[0]!.halted).toEqual({ seq: 1, cause: 'a cause' });
      });

      if (!isServer) return;
      rule(
        'GEN-03',
        'a command that is sent to two processes at once is recorded once, and both tell where',
        async () => {
          const [one, two] = [counter(store), counter(await ground.open())] as const;
          await one('openSeats', { seats: 'seats-shared', number: 1 }, 'open-shared');
          for (let round = 0; round < 3; round++) {
            const take = (submit: typeof one) => submit('takeSeat', { seats: 'seats-shared' }, 'take-shared');
            const answers = await Promise.all([take(one), take(two)]);
            expect(answers).toMatchObject([{ kind: 'recorded' }, { kind: 'recorded' }]);
            expect(new Set(answers.map((answer) => answer.kind === 'recorded' && answer.lastSeq)).size).toBe(1);
            // Of the first round, one is the record and the other its repetition; later all are repetitions, though no seat is left.
            expect(answers.filter((answer) => answer.kind === 'recorded' && !answer.repeated)).toHaveLength(
              round ? 0 : 1,
            );
          }
          expect(await two('takeSeat', { seats: 'seats-shared' }, 'take-other')).toMatchObject({ kind: 'refused' });
        },
      );

      describe('given a process of its own that appends and advances', () => {
        let compiled: ReturnType<typeof compile>;
        beforeAll(() => void (compiled = compile()));
        afterAll(() => compiled.remove());

        const start = async (seed: number) => {
          const appender = new AppenderProcess(compiled.folder, {
            settings: ground.settings,
            seed,
            project: true,
            lease: { holder: `child-${seed}`, ms: 1_000 },
            streams: ['alpha-1', 'beta-1'],
          });
          await appender.reaches(20);
          return appender;
        };
        const here = () =>
          new Projections([tallies('alpha'), tallies('beta')], store.db, store.log, {
            lease: { holder: 'here', ms: 1_000 },
          });
        const holds = (projections: Projections) => projections.status().every(({ holder }) => holder === 'here');
        const expectFold = async () => {
          for (const name of ['alpha', 'beta'])
            expect(await rebuild(tallies(name), store.db, store.log)).toMatchObject({ differences: [], swapped: true });
        };

        test('killed: another takes over, and every acknowledged event is in the read models once', async () => {
          const child = await start(1);
          const projections = here();
          await projections.start();
          await child.kill();
          await eventually(() => holds(projections));
          await eventually(async () => projections.position() === (await store.log.head()).size);
          const last = Math.max(...child.acknowledged.map(({ lastSeq }) => lastSeq));
          await projections.atLeast(last);
          await projections.stop();
          await expectFold();
        });

        test('frozen and awake again: it appends on, and what it would write into the read models is refused', async () => {
          const child = await start(2);
          const projections = here();
          await projections.start();
          child.signal('SIGSTOP');
          await eventually(() => holds(projections));
          const heard = child.acknowledged.length;
          child.signal('SIGCONT');
          await child.reaches(heard + 20);
          // One of its commands, not its newest: under load it appends faster than this process reads.
          await projections.atLeast(child.acknowledged.at(-1)!.lastSeq);
          expect(holds(projections)).toBe(true);
          await child.kill();
          await eventually(async () => projections.position() === (await store.log.head()).size);
          await projections.stop();
          await expectFold();
        });
      });
    });
  },
);
