import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Append, SubmissionResult } from '#kernel';
import type { Store } from '#stores';
import { rule, ruleTable } from '#kernel/testing';
import { compile } from '../support/compiled.js';
import { counter } from '../support/seats.js';
import type { Ground } from '../support/stores.js';

const REQUESTS = 200;
const SEATS = 10;

/** What many who want the same few places at once may rely on. `suite` is `describe`, or `needs(...)` of what the store needs. */
export function contentionContract(
  suite: (title: string, tests: () => void) => void,
  title: string,
  makeGround: () => Promise<Ground>,
  { severalProcesses }: { severalProcesses: boolean },
): void {
  suite(title, () => {
    let ground: Ground;
    let store: Store;
    let submit: ReturnType<typeof counter>;
    beforeAll(async () => {
      ground = await makeGround();
      store = await ground.open();
      submit = counter(store);
    });
    afterAll(() => ground.drop());

    const opened = async (seats: string, number = SEATS) => {
      expect(await submit('openSeats', { seats, number }, `open-${seats}`)).toMatchObject({ kind: 'recorded' });
      return seats;
    };
    const take = (seats: string, name: string | number, provenance: object = {}) =>
      submit('takeSeat', { seats }, `take-${seats}-${name}`, provenance);

    /** Exactly so many seats are taken, by events that the log has once, and every refusal knows all of them. */
    const expectSoldOut = async (seats: string, results: readonly SubmissionResult[]) => {
      const taken = (await store.log.readStream(seats)).filter(({ type }) => type === 'SeatTaken');
      const recorded = results.filter((result) => result.kind === 'recorded');
      expect(recorded.map(({ lastSeq }) => lastSeq).sort((a, b) => a - b)).toEqual(taken.map(({ seq }) => seq));
      expect(taken).toHaveLength(SEATS);
      const others = results.filter((result) => result.kind !== 'recorded');
      expect(others).toHaveLength(results.length - SEATS);
      for (const other of others)
        expect(other).toMatchObject({
          kind: 'refused',
          refusal: { rule: 'QUO-06', facts: { left: 0, takenBy: taken.map(({ seq }) => String(seq)) } },
        });
    };

    rule(
      'QUO-06',
      `${REQUESTS} ask at once for ${SEATS} seats: ${SEATS} get one, the others are told that none is left`,
      async () => {
        const seats = await opened('seats-rush');
        await expectSoldOut(
          seats,
          await Promise.all(Array.from({ length: REQUESTS }, (_, number) => take(seats, number))),
        );
      },
    );

    test('commands on one stream share flushes, in the order in which they came', async () => {
      const seats = await opened('seats-order', REQUESTS);
      const results = await Promise.all(Array.from({ length: REQUESTS }, (_, number) => take(seats, number)));
      expect(results.map((result) => result.kind === 'recorded' && result.version)).toEqual(
        results.map((_, number) => number + 2),
      );
      // Events of one flush bear one time; to EventStoreDB each goes by itself.
      const times = new Set((await store.log.readStream(seats)).map(({ recordedAt }) => recordedAt));
      if (store.tier !== 'cluster') expect(times.size).toBeLessThan(REQUESTS / 4);
    });

    rule(
      'GEN-03',
      'the same command sent twice at once is recorded once, also where its repetition would be refused',
      async () => {
        const seats = await opened('seats-twice', 1);
        const answers = await Promise.all([take(seats, 'x'), take(seats, 'x'), take(seats, 'x'), take(seats, 'y')]);
        expect(answers).toMatchObject([
          { kind: 'recorded', repeated: false },
          { kind: 'recorded', repeated: true },
          { kind: 'recorded', repeated: true },
          { kind: 'refused', refusal: { facts: { left: 0 } } },
        ]);
        const [first, ...again] = answers as Extract<SubmissionResult, { kind: 'recorded' }>[];
        for (const { lastSeq } of again.slice(0, 2)) expect(lastSeq).toBe(first!.lastSeq);
      },
    );

    rule('GEN-04', 'of two who saw the same version at once, the second is told of the first', async () => {
      const seats = await opened('seats-seen');
      const saw = { expectedVersion: 1 };
      expect(await Promise.all([take(seats, 'a', saw), take(seats, 'b', saw)])).toMatchObject([
        { kind: 'recorded', version: 2 },
        { kind: 'conflict', expected: 1, actual: 2 },
      ]);
    });

    test('an event that names one which is on its way waits for its position', async () => {
      const seats = await opened('seats-named');
      const [taken] = await Promise.all([take(seats, 1), submit('nameLastTaker', { seats }, 'name-taker')]);
      const named = (await store.log.readStream(seats)).at(-1)!;
      expect(named.data).toMatchObject({ by: taken.kind === 'recorded' && taken.lastSeq });
    });

    test('given a retraction among others, then what comes after it is decided without what it took back', async () => {
      const seats = await opened('seats-back', 1);
      const first = await take(seats, 'first');
      const event = first.kind === 'recorded' ? first.lastSeq : -1;
      const results = await Promise.all([
        take(seats, 'too-early'),
        submit('retractEvent', { subject: seats, event }, 'give-back'),
        take(seats, 'second'),
        take(seats, 'third'),
      ]);
      expect(results.map(({ kind }) => kind)).toEqual(['refused', 'recorded', 'recorded', 'refused']);
    });

    test('what was decided on an append that was not written is decided again', async () => {
      const seats = await opened('seats-foreign', 2);
      // Another process takes a seat while the commands of this one are on their way.
      const other = counter(store);
      let foreign: Promise<SubmissionResult> | undefined;
      const late = counter({
        log: Object.assign(Object.create(store.log) as typeof store.log, {
          append: async (append: Append) => {
            await (foreign ??= other('takeSeat', { seats }, 'take-foreign'));
            return store.log.append(append);
          },
        }),
      });
      const results = await Promise.all([1, 2].map((number) => late('takeSeat', { seats }, `take-late-${number}`)));
      // Without what it rests on, the second would have been written: the stream had just the version that it expects.
      expect(results).toMatchObject([{ kind: 'recorded', version: 3 }, { kind: 'refused' }]);
    });

    ruleTable(
      'QUO-03',
      'of many who open streams at once that exclude each other, one does, and the others are told which',
      [
        { name: 'in one process', hall: 'hall-one', pipelines: 1 },
        { name: 'in four that share nothing but the log', hall: 'hall-four', pipelines: 4 },
      ],
      async ({ hall, pipelines }) => {
        const submitters = Array.from({ length: pipelines }, () => counter(store));
        const results = await Promise.all(
          Array.from({ length: 12 }, (_, number) =>
            submitters[number % pipelines]!(
              'openSeats',
              { seats: `seats-${hall}-${number}`, number: 1, hall },
              `open-${hall}-${number}`,
            ),
          ),
        );
        const opened = results.flatMap((result) => (result.kind === 'recorded' ? [result.stream] : []));
        expect(opened).toHaveLength(1);
        for (const result of results.filter(({ kind }) => kind !== 'recorded'))
          expect(result).toMatchObject({ kind: 'refused', refusal: { code: 'HALL_TAKEN', facts: { by: opened } } });
      },
    );

    if (!severalProcesses) return;
    rule('QUO-06', `four processes ask at once: ${SEATS} get a seat, the others know of all of them`, async () => {
      const seats = await opened('seats-processes');
      const compiled = compile();
      try {
        const takers = ['a', 'b', 'c', 'd'].map((name) => new Taker(compiled.folder, ground, seats, name));
        await Promise.all(takers.map((taker) => taker.ready()));
        const results = await Promise.all(takers.map((taker) => taker.results()));
        await expectSoldOut(seats, results.flat());
      } finally {
        compiled.remove();
      }
    });
  });
}

/** A process that asks for a quarter of the seats (test/support/taker.ts). */
class Taker {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor(compiled: string, { settings }: Ground, seats: string, name: string) {
    const job = JSON.stringify({ settings, seats, name, requests: REQUESTS / 4 });
    this.child = spawn(process.execPath, [join(compiled, 'test/support/taker.js'), job], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  ready = () => this.lines.next();

  async results(): Promise<SubmissionResult[]> {
    const ended = once(this.child, 'close');
    this.child.stdin!.write('go\n');
    const { value } = (await this.lines.next()) as { value: string };
    await ended;
    return JSON.parse(value) as SubmissionResult[];
  }
}
