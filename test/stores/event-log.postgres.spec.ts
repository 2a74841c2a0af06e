import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Append, type AppendOutcome, type LogPage, type RecordedEvent, systemClock } from '#kernel';
import type { Store } from '#stores';
import pg from 'pg';
import { AppenderProcess } from '../support/appender-process.js';
import { compile } from '../support/compiled.js';
import { faultsOf, type FollowedLog, type History, KINDS, provoke, readAll } from '../support/consistency-oracle.js';
import { slowly } from '../support/faulty-pool.js';
import { needs } from '../support/needs.js';
import { seeded } from '../support/random.js';
import { type Ground, postgresGround } from '../support/stores.js';
import { append, Opened } from '../support/tally.js';
import { eventLogContract, verify } from './event-log.contract.js';
import { migrationsContract } from './migrations.contract.js';

const onPostgres = needs('TEST_DATABASE_URL');

eventLogContract(onPostgres, 'the event log on a PostgreSQL server', postgresGround);

migrationsContract(onPostgres, 'migrations on a PostgreSQL server', postgresGround);

onPostgres('several processes on one PostgreSQL server', () => {
  let ground: Ground;
  let store: Store;
  let compiled: ReturnType<typeof compile>;
  beforeAll(async () => {
    compiled = compile();
    ground = await postgresGround();
    store = await ground.open();
    await store.pool.query(
      'create table bigserial_log (seq bigserial primary key, stream text, version integer, event_id text, command_id text, unique (stream, version))',
    );
  });
  afterAll(async () => {
    await ground.drop();
    compiled.remove();
  });

  test('two processes append beside this one: every event once, in order, for a reader that follows', async () => {
    const random = seeded(7);
    const children = [1, 2].map(
      (seed) =>
        new AppenderProcess(compiled.folder, {
          settings: ground.settings,
          seed,
          commands: 120,
          writers: 6,
          streams: ['alpha-1', 'beta-1', 'alpha-2'],
        }),
    );
    // The workload of this process starts when theirs run.
    await Promise.all(children.map((child) => child.reaches(5)));
    const own = await provoke({ logs: [store.log], random, streams: ['alpha-1', 'beta-1'] });
    await Promise.all(children.map((child) => child.finished()));
    const history: History = {
      acknowledged: [...own.acknowledged, ...children.flatMap((child) => child.acknowledged)],
      // Its readers stopped when its writers did: they saw a beginning of the log.
      readers: [],
      log: await readAll(store.log),
    };
    for (const child of children) expect(child.acknowledged.length).toBeGreaterThanOrEqual(120);
    expect(faultsOf(history)).toEqual([]);
    for (const { kind, seen } of own.readers) {
      const followed = history.log.filter((event) => kind === undefined || event.stream.startsWith(`${kind}-`));
      expect(seen.map((event) => event.seq)).toEqual(followed.slice(0, seen.length).map((event) => event.seq));
    }
    await verify(store.log);
  });

  test.each([
    {
      whose: 'the negative control, a bigserial column: the reader is never shown the event',
      log: (beforeCommit: () => Promise<void>) => new BigserialLog(store, beforeCommit),
      passed: ['held'],
    },
    {
      whose: 'this log: the others wait, and the reader is shown all, in order',
      log: (before: () => Promise<void>) => ground.faulty(store, { before }, systemClock),
      passed: [] as string[],
    },
  ])('an append that is held open before its commit while another is sent. $whose', async ({ whose, log, passed }) => {
    let isHeld = () => {};
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    const isOver = new Promise<void>((resolve) => (goOn = resolve));
    const slow = log(() => (isHeld(), isOver));
    const quick = log(async () => {});
    const kind = `trap${passed.length}`;
    const commands = ['held', 'sent'].map((name) => append(`${kind}-${name}`, 0, [new Opened(whose)]));
    const seen: string[] = [];
    const follow = async (from: number) => {
      const { events, readTo } = await quick.readPage({ from, limit: 1_000_000, kind });
      seen.push(...events.map(({ stream }) => stream.slice(kind.length + 1)));
      return readTo;
    };
    const first = slow.append(commands[0]!);
    await held;
    let isAnswered = false;
    const second = quick.append(commands[1]!).finally(() => (isAnswered = true));
    // Until the other is committed, or waits for the one that is held.
    for (let waits = false; !isAnswered && !waits;) {
      const { rows } = await store.pool.query<{ waits: boolean }>(
        "select count(*) > 0 as waits from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      waits = rows[0]!.waits;
    }
    const readTo = await follow(0);
    goOn();
    expect(await Promise.all([first, second])).toMatchObject([{ outcome: 'committed' }, { outcome: 'committed' }]);
    await follow(readTo);
    expect(['held', 'sent'].filter((name) => !seen.includes(name))).toEqual(passed);
    expect(seen).toEqual(['held', 'sent'].filter((name) => !passed.includes(name)));
  });

  test('where nobody else writes, appends that come together are one statement and nothing else', async () => {
    const streams = Array.from({ length: 16 }, (_, number) => `tally-together-${number}`);
    for (const [number, stream] of streams.slice(0, 2).entries())
      await store.log.append(append(stream, 0, [new Opened('a')], `opened-${number}`));
    const rests = { ...append(streams[0]!, 2, [new Opened('c')]), restsOn: 'together-0' };
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      const answers = await Promise.all(
        [
          ...streams.map((stream, number) => ({
            ...append(stream, number < 2 ? 1 : 0, [new Opened('b')], `together-${number}`),
            ...(number < 2 ? { restsOn: `opened-${number}` } : {}),
          })),
          rests,
        ].map((one) => store.log.append(one)),
      );
      expect(answers.map(({ outcome }) => outcome)).toEqual([...streams, rests].map(() => 'committed'));
      expect(query.mock.calls.map(([sent]) => (sent as { name?: string }).name ?? sent)).toEqual(['append']);
    } finally {
      query.mockRestore();
    }
    await verify(store.log);
  });

  test('the negative control: a plain bigserial log under the same load loses events at its readers', async () => {
    const random = seeded(11);
    const streams = KINDS.flatMap((kind) => Array.from({ length: 200 }, (_, index) => `${kind}-${index}`));
    const history = await provoke({ logs: [new BigserialLog(store, slowly(random))], random, streams });
    expect(faultsOf(history)).toContainEqual(expect.stringMatching(/^the reader .* was never shown seq \d+$/));
  });
});

/** A log as it is often built: the sequence numbers rows when they are inserted, not when they are committed. */
class BigserialLog implements FollowedLog {
  private readonly answers = new Map<string, AppendOutcome>();

  constructor(
    private readonly store: Store,
    private readonly slow: () => Promise<void>,
  ) {}

  async append({ stream, expected, commandId, events }: Append): Promise<AppendOutcome> {
    const known = this.answers.get(commandId);
    if (known) return { ...known, outcome: 'duplicate' } as AppendOutcome;
    const client = await this.store.pool.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query<{ seq: string }>(
        `insert into bigserial_log (stream, version, event_id, command_id)
          select $1, $2::integer + ord, id, $3 from unnest($4::text[]) with ordinality as e (id, ord) returning seq`,
        [stream, expected, commandId, events.map((event) => event.eventId)],
      );
      await this.slow();
      await client.query('commit');
      const answer: AppendOutcome = {
        outcome: 'committed',
        stream,
        version: expected + events.length,
        firstSeq: Number(rows[0]!.seq) - 1,
        lastSeq: Number(rows.at(-1)!.seq) - 1,
      };
      this.answers.set(commandId, answer);
      return answer;
    } catch {
      await client.query('rollback');
      const { rows } = await client.query<{ actual: number }>(
        'select coalesce(max(version), 0) as actual from bigserial_log where stream = $1',
        [stream],
      );
      return { outcome: 'conflict', actual: rows[0]!.actual };
    } finally {
      client.release();
    }
  }

  async readPage({ from, limit, kind = '' }: { from: number; limit: number; kind?: string }): Promise<LogPage> {
    const { rows } = await this.store.pool.query<RecordedEvent>(
      `select (seq - 1)::integer as seq, stream, version, event_id as "eventId", command_id as "commandId" from bigserial_log
        where seq > $1 and stream like $2 order by seq limit $3`,
      [from, `${kind}%`, limit],
    );
    return { events: rows, readTo: rows.length > 0 ? rows.at(-1)!.seq + 1 : from };
  }
}
