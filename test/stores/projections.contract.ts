import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kysely, PostgresDialect, sql } from 'kysely';
import {
  type AnyReadModel,
  behindAll,
  type Database,
  type EventLog,
  foldStream,
  IndexReader,
  type JoinedProjection,
  liveEvents,
  NotYetProjected,
  PAGE,
  type Projection,
  ProjectionRunner,
  Projections,
  ReadModel,
  rebuild,
  type RecordedEvent,
  type Subject,
  supersededIn,
} from '#kernel';
import type { Store } from '#stores';
import { readAll } from '../support/consistency-oracle.js';
import { connectionLost, faultyPool } from '../support/faulty-pool.js';
import { pick, seeded } from '../support/random.js';
import type { Ground } from '../support/stores.js';
import {
  Added,
  append,
  joinedTallies,
  Opened,
  Remarked,
  Retracted,
  Tagged,
  tallies,
  type Tally,
  tallyDecider,
  totalledTallies,
  typeOf,
} from '../support/tally.js';

/** A step of a random history: which stream, what is recorded in it, and what it puts right where it can. */
interface Step {
  stream: number;
  change: object;
  correction?: { event: number; retracts: boolean };
}

const change = fc.oneof(
  fc.string({ maxLength: 5 }).map((name) => new Opened(name, [name])),
  fc.integer({ min: -20, max: 20 }).map((amount) => new Added(amount)),
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c', "it's"), { maxLength: 3 }).map((tags) => new Tagged(tags)),
  fc.string({ maxLength: 8 }).map((remark) => new Remarked(remark)),
);
/** Where it can, a step puts an earlier event of its kind right, or takes any back but the first. */
const correction = fc.option(fc.record({ event: fc.nat(), retracts: fc.boolean() }), { freq: 2, nil: undefined });
const histories: fc.Arbitrary<Step[]> = fc.array(fc.record({ stream: fc.nat(3), change, correction }), {
  minLength: 1,
  maxLength: 24,
});

/** What every store promises of its read models; see {@link ProjectionRunner}, {@link rebuild} and {@link ReadModel}. */
export function projectionsContract(
  suite: (title: string, tests: () => void) => void,
  title: string,
  makeGround: () => Promise<Ground>,
): void {
  suite(title, () => {
    let ground: Ground;
    let store: Store;
    let kinds = 0;
    let kind = '';
    beforeAll(async () => {
      ground = await makeGround();
      store = await ground.open();
    });
    afterAll(() => ground.drop());
    beforeEach(() => void (kind = `k${++kinds}`));

    const versions = new Map<string, number>();
    /** Records these, one command each, and tells the size of the log. */
    const given = async (...records: [stream: string, content: object][]) => {
      const answers = records.map(([stream, content]) => {
        const expected = versions.get(stream) ?? 0;
        versions.set(stream, expected + 1);
        return store.log.append(append(stream, expected, [content]));
      });
      for (const answer of answers) expect(await answer).toMatchObject({ outcome: 'committed' });
      return (await store.log.head()).size;
    };
    const givenHistory = async (history: Step[], nameOf = (stream: number) => `${kind}-${stream}`) => {
      const streams = new Map<string, Pick<RecordedEvent, 'seq' | 'type' | 'corrects'>[]>();
      for (const { stream, change, correction } of history) {
        const name = nameOf(stream);
        const events = streams.get(name) ?? [];
        const out = supersededIn(events as RecordedEvent[]);
        const first = events.length === 0 || change instanceof Opened;
        const wrong = events
          .slice(1)
          .filter(({ seq, type }) => !out.has(seq) && (correction?.retracts || type === typeOf(change)));
        const target = correction && !first && wrong.length > 0 ? wrong[correction.event % wrong.length] : undefined;
        const content =
          target && correction?.retracts ? new Retracted() : events.length === 0 ? new Opened(name) : change;
        const answer = await store.log.append(append(name, events.length, [content], undefined, target?.seq));
        if (answer.outcome !== 'committed') throw new Error(answer.outcome);
        streams.set(name, [...events, { seq: answer.firstSeq, type: typeOf(content), corrects: target?.seq }]);
      }
      return (await store.log.head()).size;
    };

    /** A runner whose projections start at the end of the log as it is now. */
    const runnerFromHere = async (...projections: AnyReadModel[]) => {
      const names = projections.map(({ name }) => name);
      await new ProjectionRunner(projections, store.db, store.log).prepare();
      const { size } = await store.log.head();
      await sql`update registry.projection set position = ${size} where name = any(${names})`.execute(store.db);
      return prepared(...projections);
    };
    const prepared = async (...projections: AnyReadModel[]) => {
      const runner = new ProjectionRunner(projections, store.db, store.log);
      await runner.prepare();
      return runner;
    };
    const catchUp = async (runner: ProjectionRunner, limit = 1_000) => {
      while (await runner.step(limit));
    };

    /** Every row of a projection's tables. */
    const tablesOf = async ({ name, indexes }: AnyReadModel) => {
      const rows: Record<string, unknown[]> = {};
      for (const table of ['', ...indexes.map((index) => `_${index.name}`)])
        rows[table] = (
          await sql`select * from ${sql.table(`read.${name}${table}`)} order by id, ${sql.raw(table ? 'rec_from, ord' : '2, 3')}`.execute(
            store.db,
          )
        ).rows;
      return rows;
    };
    /** The subjects of a kind by plain replay of the log to a size. */
    const replay = async ({ decider }: Pick<Projection<Tally>, 'decider'>, size = Infinity) => {
      const streams = new Map<string, RecordedEvent[]>();
      for (const event of await readAll(store.log))
        if (event.seq < size && event.stream.startsWith(`${decider.name}-`))
          streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
      return new Map([...streams].map(([id, events]) => [id, plain(foldStream(decider, events)!)]));
    };
    const expectFold = async (projection: Projection<Tally>) => {
      const { rows } = await sql<{
        id: string;
        doc: string;
      }>`select id, doc from ${sql.table(`read.${projection.name}`)}`.execute(store.db);
      expect(new Map(rows.map(({ id, doc }) => [id, JSON.parse(doc) as unknown]))).toEqual(await replay(projection));
      const report = await rebuild(projection, store.db, store.log);
      expect(report).toMatchObject({ differences: [], swapped: true });
    };
    const checkpoint = async ({ name }: Projection<Tally>) => {
      const { rows } = await sql<{ position: string; halted_seq: string | null; halted_cause: string | null }>`
        select position, halted_seq, halted_cause from registry.projection where name = ${name}`.execute(store.db);
      return {
        position: Number(rows[0]!.position),
        halted:
          rows[0]!.halted_seq === null ? undefined : { seq: Number(rows[0]!.halted_seq), cause: rows[0]!.halted_cause },
      };
    };

    describe('a fold is the same however it is cut', () => {
      test('one by one, by pages and rebuilt, every table has the same rows', async () => {
        await fc.assert(
          fc.asyncProperty(histories, fc.integer({ min: 2, max: 9 }), async (history, limit) => {
            kind = `k${++kinds}`;
            const single = tallies(kind);
            const [paged, whole] = ['paged', 'whole'].map((name) => ({ ...single, name: `${kind}_${name}` })) as [
              Projection<Tally>,
              Projection<Tally>,
            ];
            const runners = [
              await runnerFromHere(single),
              await runnerFromHere(paged),
              await runnerFromHere(whole),
            ] as const;
            await givenHistory(history);
            await catchUp(runners[0], 1);
            await catchUp(runners[1], limit);
            await catchUp(runners[2]);
            const expected = await tablesOf(single);
            expect(await tablesOf(paged)).toEqual(expected);
            expect(await tablesOf(whole)).toEqual(expected);
            expect(await rebuild(single, store.db, store.log)).toMatchObject({
              differences: [],
              swapped: true,
              rows: expected['']!.length,
            });
            expect(await tablesOf(single)).toEqual(expected);
          }),
          { numRuns: 12, endOnFailure: true },
        );
      });

      test('as of any size, subjects and index rows are those of plain replay to that size (GEN-06)', async () => {
        await fc.assert(
          fc.asyncProperty(histories, async (history) => {
            kind = `k${++kinds}`;
            const projection = tallies(kind);
            const { size: start } = await store.log.head();
            const runner = await runnerFromHere(projection);
            const end = await givenHistory(history);
            await catchUp(runner, 5);
            const model = new ReadModel(projection, store.db, store.log);
            const ids = [0, 1, 2, 3].map((stream) => `${kind}-${stream}`);
            for (let size = start; size <= end; size++) {
              const expected = await replay(projection, size);
              expect(plainMap(await model.many(ids, size))).toEqual(expected);
              for (const { name, columns, rows } of projection.indexes) {
                const names = sql.join(
                  Object.keys(columns).map((column) =>
                    columns[column] === 'search' ? sql`f.${sql.ref(column)}::text` : sql`f.${sql.ref(column)}`,
                  ),
                );
                const found =
                  await sql`select f.id, ${names} from ${model.table(name)} f where ${model.known(size, 'f')}`.execute(
                    store.db,
                  );
                const wanted = [...expected].flatMap(([id, subject]) =>
                  uniqueRows(rows(subject)).map((row) => ({ id, ...row })),
                );
                expect(found.rows.map(withoutSearch).sort(byText)).toEqual(wanted.map(withoutSearch).sort(byText));
              }
            }
          }),
          { numRuns: 6, endOnFailure: true },
        );
      });

      test('as of any size, totals are the sums of what the events that then counted add (GEN-06)', async () => {
        await fc.assert(
          fc.asyncProperty(histories, fc.integer({ min: 1, max: 9 }), async (history, limit) => {
            kind = `k${++kinds}`;
            const projection = totalledTallies(kind);
            const { adds } = projection.totals![0]!;
            const { size: start } = await store.log.head();
            const runner = await runnerFromHere(projection);
            const end = await givenHistory(history);
            await catchUp(runner, limit);
            expect(await rebuild(projection, store.db, store.log)).toMatchObject({ differences: [], swapped: true });
            const events = (await readAll(store.log)).filter(({ stream }) => stream.startsWith(`${kind}-`));
            const model = new ReadModel(projection, store.db, store.log);
            const ids = [...new Set(events.map(({ stream }) => stream))];
            const keyed = (totals: readonly { id: string; cell: object; number: number }[]) => {
              const sums = new Map<string, number>();
              for (const { id, cell, number } of totals) {
                const { tag, up } = cell as { tag: string | null; up: boolean };
                const key = JSON.stringify([id, tag, up]);
                sums.set(key, (sums.get(key) ?? 0) + number);
              }
              return new Map([...sums].filter(([, number]) => number !== 0));
            };
            // An event is behind the totals when they differ before and after it.
            let behind = 0;
            let before = keyed([]);
            for (let size = start; size <= end; size++) {
              const added = ids.flatMap((id) => {
                let state: Tally | undefined;
                return liveEvents(events.filter(({ stream, seq }) => stream === id && seq < size)).flatMap((event) => {
                  const more = adds(event, state).map((one) => ({ id, ...one }));
                  state = projection.decider.evolve(state, event);
                  return more;
                });
              });
              const found = await model.totals('added', { conditions: [], by: ['tag', 'up'], size });
              expect(keyed(found)).toEqual(keyed(added));
              if (!isDeepStrictEqual(before, keyed(found))) behind++;
              before = keyed(found);
              if (found.length > 0)
                expect(await model.eventsBehind(behindAll(found.map(({ because }) => because)))).toBe(behind);
              for (const { because, id } of found) {
                expect(await model.eventsBehind(because)).toBeGreaterThan(0);
                expect(because.lastSeq).toBeLessThan(size);
                expect(events.find(({ seq }) => seq === because.firstSeq)).toMatchObject({ stream: id });
              }
              expect(plainMap(await model.many(ids, size))).toEqual(await replay(projection, size));
            }
          }),
          { numRuns: 6, endOnFailure: true },
        );
      });

      test('given two runners whose steps interleave in any way, then each recovers, and the tables are those of the fold', async () => {
        const steps = fc.array(fc.record({ who: fc.nat(1), limit: fc.integer({ min: 1, max: 4 }) }), { maxLength: 20 });
        await fc.assert(
          fc.asyncProperty(histories, steps, async (history, schedule) => {
            kind = `k${++kinds}`;
            const projection = tallies(kind);
            const runners = [await runnerFromHere(projection), await prepared(projection)] as const;
            const end = await givenHistory(history);
            for (const { who, limit } of schedule) await runners[who as 0 | 1].step(limit);
            for (const runner of runners) {
              await catchUp(runner, 3);
              expect(runner.position()).toBe(end);
            }
            await expectFold(projection);
          }),
          // The first: each moves the checkpoint on within the page that the other has just read.
          {
            numRuns: 15,
            endOnFailure: true,
            examples: [
              [
                [1, 2, 3, 4].map((amount) => ({ stream: 0, change: new Added(amount) })),
                [
                  { who: 0, limit: 1 },
                  { who: 1, limit: 1 },
                  { who: 1, limit: 1 },
                  { who: 0, limit: 4 },
                ],
              ],
            ],
          },
        );
      });

      test('text that SQL and JSON treat specially comes back as it is', async () => {
        const projection = tallies(kind);
        const runner = await runnerFromHere(projection);
        await given([
          `${kind}-1`,
          new Opened(`'; drop table x; -- \\ " {} \u{1F600}`, ['{"a",b}', 'NULL', '', ' ', 'nul\0', '\\u0000']),
        ]);
        await catchUp(runner);
        await expectFold(projection);
      });
    });

    describe('rows that follow from several streams', () => {
      /** Even streams are roots, odd ones companions. */
      const nameOf = (stream: number) => `${kind}${stream % 2 ? 'b' : ''}-${stream}`;
      /** The rows at a size by plain replay: every pair is tried. */
      const oracle = async (model: JoinedProjection<Tally>, size: number) => {
        const [roots, companions] = [
          await replay({ decider: model.root }, size),
          await replay({ decider: tallyDecider(`${kind}b`) }, size),
        ];
        const asked = new Map<string, string[]>();
        const rows: Record<string, object[]> = Object.fromEntries(model.indexes.map(({ name }) => [name, []]));
        const all = [...roots.values(), ...companions.values()];
        const askedBy = (root: Subject<Tally>) => {
          const names = model.asksFor(root);
          return all.filter((other) =>
            [other.id, ...(companions.has(other.id) ? other.state.tags : [])].some((name) => names.includes(name)),
          );
        };
        for (const [id, root] of roots) {
          const reached = new Set([root]);
          for (const one of reached) if (roots.has(one.id)) askedBy(one).forEach((other) => reached.add(other));
          const others = [...reached].filter((other) => other.id !== id).sort((a, b) => (a.id < b.id ? -1 : 1));
          asked.set(id, [id, ...others.map((other) => other.id)]);
          for (const [table, wanted] of Object.entries(model.rows({ root, others })))
            rows[table]!.push(...uniqueRows([...wanted]).map((row) => ({ id, ...row })));
        }
        return { asked, rows };
      };

      test('at any size are those of plain replay, however the pages are cut, and rebuilt the same', async () => {
        await fc.assert(
          fc.asyncProperty(histories, fc.integer({ min: 2, max: 9 }), async (history, limit) => {
            kind = `k${++kinds}`;
            const single = joinedTallies(kind);
            const paged = { ...single, name: `${kind}_paged` };
            const { size: start } = await store.log.head();
            const runner = await runnerFromHere(single, paged);
            const end = await givenHistory(history, nameOf);
            await catchUp(runner, 1);
            await catchUp(await prepared(paged), limit);
            const expected = await tablesOf(single);
            expect(await tablesOf(paged)).toEqual(expected);
            for (let size = start; size <= end; size++) {
              const { rows } = await oracle(single, size);
              for (const { name, columns } of single.indexes) {
                const reader = new IndexReader(single, store.db);
                const found =
                  await sql`select f.id, ${sql.join(Object.keys(columns).map((column) => sql.ref(column)))} from ${reader.table(name)} f where ${reader.known(size, 'f')}`.execute(
                    store.db,
                  );
                expect(found.rows.sort(byText)).toEqual(rows[name]!.sort(byText));
              }
            }
            expect(await rebuild(single, store.db, store.log)).toMatchObject({ differences: [], swapped: true });
            expect(await tablesOf(single)).toEqual(expected);
          }),
          { numRuns: 5, endOnFailure: true },
        );
      });

      test('are computed anew for those roots alone that ask for the stream of an event, before or after it', async () => {
        await fc.assert(
          fc.asyncProperty(histories, async (history) => {
            kind = `k${++kinds}`;
            const touched: string[] = [];
            const model = joinedTallies(kind);
            const counted: typeof model = {
              ...model,
              rows: (joined) => {
                touched.push(joined.root.id);
                return model.rows(joined);
              },
            };
            const { size: start } = await store.log.head();
            const runner = await runnerFromHere(counted);
            const end = await givenHistory(history, nameOf);
            for (let size = start; size < end; size++) {
              const { events } = await store.log.readPage({ from: size, limit: 1 });
              const stream = events[0]!.stream;
              const sides = [await oracle(model, size), await oracle(model, size + 1)];
              const asking = sides.flatMap(({ asked }) =>
                [...asked].filter(([, names]) => names.includes(stream)).map(([root]) => root),
              );
              touched.length = 0;
              await runner.step(1);
              expect(touched.sort()).toEqual([...new Set(asking)].sort());
            }
          }),
          { numRuns: 4, endOnFailure: true },
        );
      });

      test('given rows that take long to compute, then others get their turn while a page is written', async () => {
        let [computed, turns] = [0, 0];
        const model = joinedTallies(kind);
        const slow: typeof model = {
          ...model,
          rows: (joined) => {
            if (computed++ === 0) setImmediate(() => turns++);
            for (const start = performance.now(); performance.now() - start < 110;);
            if (computed === 4) expect(turns).toBe(1);
            return model.rows(joined);
          },
        };
        const runner = await runnerFromHere(slow);
        await given(...[1, 2, 3, 4].map((n) => [`${kind}-${n}`, new Opened('a')] as [string, Opened]));
        await runner.step();
        expect(computed).toBeGreaterThanOrEqual(4);
      });

      test('given another process advanced the tables, then what this one remembers is dropped, and nothing is applied twice', async () => {
        const model = joinedTallies(kind);
        const [one, other] = [await runnerFromHere(model), await prepared(model)];
        await given([`${kind}-1`, new Opened('a', ['x'])], [`${kind}b-1`, new Opened('b', ['x'])]);
        await catchUp(one);
        await catchUp(other);
        await given([`${kind}b-1`, new Added(2)], [`${kind}b-1`, new Tagged(['y'])]);
        await other.step(1);
        await catchUp(one);
        await given([`${kind}b-1`, new Tagged(['x'])], [`${kind}-1`, new Added(40)]);
        await catchUp(other);
        expect((await tablesOf(model))['_total']!.map((row) => (row as { total: number }).total)).toEqual([
          0, 2, 0, 2, 42,
        ]);
        expect(await rebuild(model, store.db, store.log)).toMatchObject({ differences: [], swapped: true });
      });
    });

    test('given a page that took long, then the next ones are shorter, until one was quick again', async () => {
      const projection = tallies(kind);
      await given(...Array.from({ length: 8 }, (_, n) => [`${kind}-${n}`, new Opened('a')] as [string, Opened]));
      const asked: number[] = [];
      const log = Object.assign(Object.create(store.log) as EventLog, {
        readPage: (options: { from: number; limit: number }) => {
          asked.push(options.limit);
          return store.log.readPage(options);
        },
      });
      let [now, each] = [0, 2_001];
      // Each look at the clock is so much later; a page has two.
      const runner = new ProjectionRunner([projection], store.db, log, { monotonic: () => (now += each) });
      await runner.prepare();
      await runner.step();
      await given([`${kind}-0`, new Added(1)]);
      await runner.step();
      each = 1;
      await given([`${kind}-0`, new Added(1)]);
      await runner.step();
      await given([`${kind}-0`, new Added(1)]);
      await runner.step();
      expect(asked.map((limit) => PAGE / limit).map(Math.round)).toEqual([1, 4, 16, 8]);
    });

    describe('the checkpoint', () => {
      test('is committed with the rows: when the commit fails, neither is there', async () => {
        const projection = tallies(kind);
        await runnerFromHere(projection);
        const before = await checkpoint(projection);
        await given([`${kind}-1`, new Opened('a')]);
        let broken = true;
        const breaks = faultyPool(store.pool, {
          before: () => (broken ? Promise.reject(connectionLost()) : Promise.resolve()),
        });
        const db: Database = new Kysely({ dialect: new PostgresDialect({ pool: breaks }) });
        const runner = new ProjectionRunner([projection], db, store.log);
        broken = false;
        await runner.prepare();
        broken = true;
        await expect(runner.step(10)).rejects.toThrow('Connection terminated');
        expect(await checkpoint(projection)).toEqual(before);
        expect((await tablesOf(projection))['']).toEqual([]);
      });

      test.each(['before', 'after'] as const)(
        'given connections that break %s some commits, then the runner goes on by itself, and nothing is applied twice',
        async (moment) => {
          const projection = tallies(kind);
          await runnerFromHere(projection);
          let commits = 0;
          const breaks = faultyPool(store.pool, {
            [moment]: () => (++commits % 3 === 2 ? Promise.reject(connectionLost()) : Promise.resolve()),
          });
          const projections = new Projections(
            [projection],
            new Kysely({ dialect: new PostgresDialect({ pool: breaks }) }),
            store.log,
          );
          await projections.start();
          for (let added = 0; added < 6; added++) {
            const size = await given([`${kind}-${added % 2}`, added < 2 ? new Opened('a') : new Added(added)]);
            projections.hint();
            await projections.atLeast(size - 1);
          }
          await projections.stop();
          expect(projections.status()).toMatchObject([{ halted: undefined }]);
          await expectFold(projection);
        },
      );

      test('moves over events of other kinds as well', async () => {
        const projection = tallies(kind);
        const runner = await runnerFromHere(projection);
        const size = await given([`other${kind}-1`, new Opened('a')]);
        await catchUp(runner);
        expect(await checkpoint(projection)).toEqual({ position: size, halted: undefined });
      });
    });

    describe('a poison event', () => {
      const poison = () =>
        new (class Mystery {
          readonly amount = 1;
        })();

      test('halts its projection loudly at its seq; what came before is applied, and others go on', async () => {
        const [sick, sound] = [tallies(kind), tallies(`${kind}b`)];
        const runner = await runnerFromHere(sick, sound);
        const seq = await given(
          [`${kind}-1`, new Opened('a')],
          [`${kind}b-1`, new Opened('b')],
          [`${kind}-1`, new Added(2)],
        );
        const size = await given([`${kind}-1`, poison()], [`${kind}-1`, new Added(3)], [`${kind}b-1`, new Added(4)]);
        runner.start();
        await until(() => runner.status()[0]!.halted !== undefined && runner.status()[1]!.position === size);
        const halted = {
          seq,
          cause: `Event ${seq} is a TallyMystery of version 1, which this version of the registry does not know.`,
        };
        expect(runner.status()).toMatchObject([
          { name: sick.name, position: seq, halted },
          { name: sound.name, position: size, halted: undefined },
        ]);
        await until(async () => (await checkpoint(sick)).halted !== undefined);
        expect(await checkpoint(sick)).toEqual({ position: seq, halted });
        await runner.stop();
        expect(await readState(store, sick, `${kind}-1`)).toMatchObject({ sum: 2 });
        expect(await readState(store, sound, `${kind}b-1`)).toMatchObject({ sum: 4 });
      });

      test('an event of which a bit was flipped halts the projections that it is for, by name, and others go on', async () => {
        const [sick, sound] = [tallies(kind), tallies(`${kind}b`)];
        const runner = await runnerFromHere(sick, sound);
        const seq = (await given([`${kind}-1`, new Opened('a')], [`${kind}b-1`, new Opened('b')])) - 2;
        const size = await given([`${kind}b-1`, new Added(4)]);
        const flip = async () => {
          await sql`alter table registry.event_log disable trigger all`.execute(store.db);
          await sql`update registry.event_log set body = set_bit(body, 300, 1 - get_bit(body, 300)) where seq = ${seq}`.execute(
            store.db,
          );
          await sql`alter table registry.event_log enable trigger all`.execute(store.db);
        };
        await flip();
        runner.start();
        await until(() => runner.status()[0]!.halted !== undefined && runner.status()[1]!.position === size);
        await runner.stop();
        const cause = expect.stringContaining(`Event ${seq} of ${kind}-1 was changed after it was recorded`) as unknown;
        expect(runner.status()).toMatchObject([{ position: seq, halted: { seq, cause } }, { halted: undefined }]);
        expect(await readState(store, sound, `${kind}b-1`)).toMatchObject({ sum: 4 });
        await flip();
      });

      test('given it is halted, when it is rebuilt, then the rebuild stops where it stands, and it halts again', async () => {
        const projection = tallies(kind);
        const runner = await runnerFromHere(projection);
        const seq = await given([`${kind}-1`, new Opened('a')]);
        await given([`${kind}-1`, poison()]);
        runner.start();
        await until(() => runner.status()[0]!.halted !== undefined);
        const [{ epoch }] = (
          await sql<{ epoch: number }>`select epoch from registry.projection where name = ${projection.name}`.execute(
            store.db,
          )
        ).rows as [{ epoch: number }];
        expect(await rebuild(projection, store.db, store.log)).toMatchObject({
          size: seq,
          differences: [],
          swapped: true,
        });
        await until(
          async () =>
            (
              await sql`select from registry.projection where name = ${projection.name} and epoch > ${epoch} and halted_seq = ${seq}`.execute(
                store.db,
              )
            ).rows.length === 1,
        );
        expect(runner.status()).toMatchObject([{ position: seq, halted: { seq } }]);
        await runner.stop();
      });

      test('given a version that knows the event, when it is started, then it goes on from there, and the halt is cleared', async () => {
        const projection = tallies(kind);
        const old = await runnerFromHere(projection);
        const seq = await given([`${kind}-1`, new Opened('a')]);
        const size = await given([`${kind}-1`, poison()], [`${kind}-1`, new Added(3)]);
        old.start();
        await until(async () => (await checkpoint(projection)).halted !== undefined);
        await old.stop();
        const { decider } = projection;
        const knows: typeof decider = {
          ...decider,
          evolve: (state, event) => (event.type === 'TallyMystery' ? state! : decider.evolve(state, event)),
        };
        const mended = await prepared({ ...projection, decider: knows });
        expect(mended.position()).toBe(seq);
        await catchUp(mended);
        expect(await checkpoint(projection)).toEqual({ position: size, halted: undefined });
        expect(await readState(store, projection, `${kind}-1`)).toMatchObject({ sum: 3 });
      });

      test('given a fault in its tables, when they are rebuilt and swapped, then the halted projection goes on by itself', async () => {
        const projection = tallies(kind);
        const runner = await runnerFromHere(projection);
        await given([`${kind}-1`, new Opened('a')]);
        await catchUp(runner);
        await sql`drop table ${sql.table(`read.${projection.name}_by_tag`)}`.execute(store.db);
        await sql`create table ${sql.table(`read.${projection.name}_by_tag`)} as select ''::text as id, 0::bigint as rec_from, 0::bigint as rec_to, 0 as ord, ''::text as hash, ''::text as tag, '{}'::text[] as all_tags, 1 as big`.execute(
          store.db,
        );
        const size = await given([`${kind}-1`, new Tagged(['x'])]);
        runner.start();
        await until(() => runner.status()[0]!.halted !== undefined);
        await sql`alter table ${sql.table(`read.${projection.name}_by_tag`)} alter column big type boolean using true`.execute(
          store.db,
        );
        expect(await rebuild(projection, store.db, store.log, { acceptDifferences: true })).toMatchObject({
          swapped: true,
          differences: [{ in: 'live' }],
        });
        expect(await runner.reached(size, 30_000)).toBe(true);
        await runner.stop();
        await expectFold(projection);
      });
    });

    describe('a rebuild', () => {
      test('goes beside traffic, compares equal and swaps, and readers never fail meanwhile', async () => {
        const projection = tallies(kind);
        const runner = await runnerFromHere(projection);
        const ids = [0, 1, 2].map((stream) => `${kind}-${stream}`);
        await given(...ids.map((id): [string, object] => [id, new Opened(id, ['t'])]));
        runner.start();
        const random = seeded(5);
        const model = new ReadModel(projection, store.db, store.log);
        let going = true;
        let reads = 0;
        const write = async () => {
          while (going)
            await given([
              pick(random, ids),
              random() < 0.5 ? new Added(1) : new Tagged(['t', String(Math.floor(random() * 9))]),
            ]);
        };
        // Tables in both orders, so that a swap that locks one by one would meet them half way.
        const read = async (from: 'doc' | 'index') => {
          const tables = [sql`${sql.table(`read.${projection.name}`)} d`, sql`${model.table('by_tag')} f`];
          if (from === 'index') tables.reverse();
          while (going) {
            const { rows } =
              await sql`select d.id from ${sql.join(tables)} where d.id = f.id and f.rec_to > 9000000000000000000 and f.tag = 't'`.execute(
                store.db,
              );
            expect(rows).toHaveLength(3);
            expect((await model.many(ids, await store.log.head().then((head) => head.size))).size).toBe(3);
            reads += 1;
            // A request comes by the event loop; PGlite answers without one.
            await new Promise(setImmediate);
          }
        };
        await runner.reached((await store.log.head()).size, 30_000);
        const others = Promise.all([write(), read('doc'), read('index'), read('doc'), read('index')]);
        try {
          for (let round = 0; round < 4; round++) {
            const progress: number[] = [];
            const report = await Promise.race([
              rebuild(projection, store.db, store.log, { onProgress: (position) => progress.push(position) }),
              others as never,
            ]);
            expect(report).toMatchObject({ differences: [], swapped: true, rows: 3 });
            expect(progress).toEqual([...progress].sort((a, b) => a - b));
          }
        } finally {
          going = false;
        }
        await others;
        expect(reads).toBeGreaterThan(0);
        expect(await runner.reached((await store.log.head()).size, 30_000)).toBe(true);
        await runner.stop();
        await expectFold(projection);
      });

      test('finds rows that were tampered with, and swaps only when that is accepted', async () => {
        const projection = tallies(kind);
        const runner = await runnerFromHere(projection);
        await given(...[1, 2, 3].map((stream): [string, object] => [`${kind}-${stream}`, new Opened('a', ['x'])]));
        await catchUp(runner);
        const table = (name: string) => sql.table(`read.${projection.name}${name}`);
        await sql`update ${table('')} set doc = replace(doc, '"sum":0', '"sum":9') where id = ${`${kind}-1`}`.execute(
          store.db,
        );
        await sql`delete from ${table('_by_tag')} where id = ${`${kind}-2`}`.execute(store.db);
        await sql`insert into ${table('_by_sum')} select ${`${kind}-forged`}, rec_from, rec_to, ord, hash, name, sum, words from ${table('_by_sum')} where id = ${`${kind}-3`}`.execute(
          store.db,
        );
        const tampered = await tablesOf(projection);
        const differences = [
          { table: projection.name, id: `${kind}-1`, in: 'both' },
          { table: `${projection.name}_by_sum`, id: `${kind}-forged`, in: 'live' },
          { table: `${projection.name}_by_tag`, id: `${kind}-2`, in: 'rebuilt' },
        ];
        expect(await rebuild(projection, store.db, store.log)).toMatchObject({ differences, swapped: false });
        expect(await tablesOf(projection)).toEqual(tampered);
        expect(await rebuild(projection, store.db, store.log, { acceptDifferences: true })).toMatchObject({
          differences,
          swapped: true,
        });
        await expectFold(projection);
        await given([`${kind}-1`, new Added(5)]);
        await catchUp(runner);
        expect(await readState(store, projection, `${kind}-1`)).toMatchObject({ sum: 5 });
      });

      test('of two at once each either swaps true tables or gives way', async () => {
        const projection = tallies(kind);
        const runner = await runnerFromHere(projection);
        await given(...[1, 2, 3].map((stream): [string, object] => [`${kind}-${stream}`, new Opened('a', ['x'])]));
        await catchUp(runner);
        const answers = await Promise.allSettled([1, 2, 3].map(() => rebuild(projection, store.db, store.log)));
        expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
        for (const answer of answers)
          if (answer.status === 'fulfilled') expect(answer.value).toMatchObject({ differences: [], swapped: true });
          else expect(String(answer.reason)).toMatch(/gives way/);
        await expectFold(projection);
      });
    });

    describe('read your own writes (AUD-05)', () => {
      test('given an event was recorded, then a reader that waits for it finds it', async () => {
        const projections = new Projections([tallies(kind), tallies(`${kind}b`)], store.db, store.log);
        await projections.start();
        for (let added = 0; added < 10; added++) {
          const size = await given([`${kind}-1`, added ? new Added(1) : new Opened('a')]);
          await projections.atLeast(size - 1);
          expect(await readState(store, tallies(kind), `${kind}-1`)).toMatchObject({ sum: added });
          expect(projections.position()).toBe(size);
        }
        await projections.stop();
      });

      test('given the read model does not get there, then the reader is told so after the limit', async () => {
        const projections = new Projections([tallies(kind)], store.db, store.log);
        await projections.start();
        const { size } = await store.log.head();
        await projections.atLeast(size - 1);
        const late = projections.atLeast(size + 5);
        await expect(late).rejects.toThrow(NotYetProjected);
        await expect(late).rejects.toMatchObject({ asked: size + 5, position: size });
        await projections.stop();
      });
    });

    describe('several processes', () => {
      test('that start at once on one database all start, and together they fold each event once', async () => {
        // A folder is open in one process only; there the two runners share it.
        const stores = ground.shared ? await Promise.all([1, 2, 3].map(() => ground.open())) : [store, store, store];
        const all = stores.map(({ db, log }) => new Projections([tallies(kind), tallies(`${kind}b`)], db, log));
        await Promise.all(all.map((projections) => projections.start()));
        let size = 0;
        for (let added = 0; added < 10; added++)
          size = await given([`${kind}-${added % 3}`, added < 3 ? new Opened('a', ['x']) : new Added(1)]);
        for (const projections of all) await projections.atLeast(size - 1);
        await Promise.all(all.map((projections) => projections.stop()));
        await expectFold(tallies(kind));
      });

      test('given another process runs a newer version of a projection, then this one stands still and writes nothing into its tables', async () => {
        const old = await runnerFromHere(tallies(kind));
        await given([`${kind}-1`, new Opened('a')]);
        await catchUp(old);
        const newer = await prepared(tallies(kind, 2));
        const size = await given([`${kind}-1`, new Added(2)]);
        old.start();
        await until(() => old.status()[0]!.halted !== undefined);
        expect(old.status()[0]!.halted!.cause).toMatch(/belong to version 2; version 1 here stands still/);
        expect(await checkpoint(tallies(kind))).toEqual({ position: 0, halted: undefined });
        await old.stop();
        await catchUp(newer);
        expect(await checkpoint(tallies(kind))).toEqual({ position: size, halted: undefined });
        await expectFold(tallies(kind, 2));
      });
    });
  });
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const plainMap = <T>(map: Map<string, T>) => new Map([...map].map(([key, value]) => [key, plain(value)]));
const uniqueRows = (rows: Record<string, unknown>[]) => [
  ...new Map(rows.map((row) => [JSON.stringify(row), row])).values(),
];
const withoutSearch = (row: unknown) => ({ ...(row as object), words: undefined });
const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

async function readState(store: Store, { name }: Projection<Tally>, id: string): Promise<Tally> {
  const { rows } = await sql<{ doc: string }>`select doc from ${sql.table(`read.${name}`)} where id = ${id}`.execute(
    store.db,
  );
  return (JSON.parse(rows[0]!.doc) as Subject<Tally>).state;
}

/** Waits for what the runner does on its own; the test's time limit is the only one. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}
