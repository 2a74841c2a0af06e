import { arrangementsProjection } from '#arrangements';
import {
  type Append,
  type AnyProjection,
  foldStream,
  PAGE,
  ProjectionRunner,
  type RecordedEvent,
  STILL,
} from '#kernel';
import { sourcesProjection } from '#sources';
import type { Store } from '#stores';
import { sql } from 'kysely';
import { Generator } from './generator.js';
import {
  type Asked,
  count,
  type Figure,
  interleaved,
  median,
  type Oracle,
  pagesOf,
  perSecond,
  ratioOf,
  record,
  type Row,
  sum,
  tiers,
} from './kit.js';

interface Replayed {
  what: string;
  projection: AnyProjection;
  /** Whether it is a projection into one row a key, which the figure is about; others tell what more they cost. */
  isKeyed: boolean;
  /** Appends whose events are those of the projection, at least so many. */
  appends(events: number): AsyncIterable<readonly Append[]>;
}

const REPLAYS: Replayed[] = [
  {
    what: 'the folds of arrangements, 64 recorded at a time',
    projection: { ...arrangementsProjection, name: 'folds', indexes: [] },
    isKeyed: true,
    appends: (events) => arrangements(events, 64),
  },
  { what: 'sources, one event each', projection: sourcesProjection, isKeyed: true, appends: sources },
  {
    what: 'arrangements with five tables over both axes, 64 recorded at a time',
    projection: arrangementsProjection,
    isKeyed: false,
    appends: (events) => arrangements(events, 64),
  },
  {
    what: 'the same, all by turns',
    projection: arrangementsProjection,
    isKeyed: false,
    appends: (events) => arrangements(events, Infinity),
  },
];

/** The log folded into a projection, against a bare keyset read of the same rows. */
export const replay: Figure = {
  title: 'Replay into a projection: against a bare keyset read of the same rows in the same pages',
  async *measure(asked: Asked): AsyncIterable<Row> {
    const events = asked.quick ? 10_000 : 100_000;
    for (const tier of tiers())
      for (const { what, projection, isKeyed, appends } of REPLAYS) {
        const ground = await tier.ground();
        try {
          const store = await ground.open();
          const size = await record(store.log, appends(events));
          await sql`analyze registry.event_log`.execute(store.db);
          const oracles: Oracle[] = [];
          const times = await interleaved(3, {
            bare: () => timeOf(() => readBare(store)),
            readPage: () => timeOf(() => readPages(store)),
            replay: async () => {
              const time = await replayInto(projection, store);
              oracles.push(await answerFor(projection, store));
              return time;
            },
          });
          const speed = (ms: number[]) => ms.map((time) => perSecond(size, time));
          const [bare, pages, replayed] = [speed(times.bare), speed(times.readPage), speed(times.replay)];
          const line = { on: tier.name, baseline: `${count(median(bare))}/s bare read`, oracle: sum(oracles) };
          yield {
            ...line,
            what,
            measured: `${count(median(replayed))} events/s`,
            ratio: ratioOf(replayed, bare),
            ...(isKeyed ? { goal: { atLeast: 0.25 } } : {}),
          };
          yield {
            ...line,
            what: '- of that, readPage alone',
            measured: `${count(median(pages))} events/s`,
            ratio: ratioOf(pages, bare),
          };
        } finally {
          await ground.drop();
        }
      }
  },
};

const timeOf = async (work: () => Promise<void>) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Arrangements of which so many are recorded at a time, by turns, as by an import; quotas are left out. */
async function* arrangements(events: number, atOnce: number): AsyncGenerator<readonly Append[]> {
  const generator = new Generator();
  let recorded = 0;
  let open: Append[][] = [];
  const byTurns = function* (): globalThis.Generator<Append[]> {
    for (; open.length > 0; open = open.filter((appends) => appends.length > 0))
      yield open.map((appends) => appends.shift()!);
  };
  await generator.references();
  for await (const drawn of generator.arrangements(events)) {
    const appends = drawn.appends.filter(({ stream }) => stream === drawn.id);
    open.push(appends);
    recorded += appends.reduce((total, append) => total + append.events.length, 0);
    if (open.length >= atOnce) yield* byTurns();
    if (recorded >= events) break;
  }
  yield* byTurns();
}

async function* sources(events: number): AsyncGenerator<readonly Append[]> {
  for await (const { appends } of new Generator().sources(events)) yield appends;
}

/** The rows as they are, by the same keys in the same pages. */
async function readBare({ pool }: Store): Promise<void> {
  for (let from = 0; ;) {
    const { rows } = await pool.query<{ seq: string }>({
      name: 'bare-page',
      text: 'select seq, stream, version, type, actor, recorded_at, body from registry.event_log where seq >= $1 order by seq limit $2',
      values: [from, PAGE],
    });
    if (rows.length === 0) return;
    from = Number(rows.at(-1)!.seq) + 1;
  }
}

/** The events as the log hands them out: bodies read, sealed values opened. */
async function readPages({ log }: Store): Promise<void> {
  for await (const _ of pagesOf(log, PAGE));
}

async function replayInto(projection: AnyProjection, { db, log }: Store): Promise<number> {
  await sql`delete from registry.projection where name = ${projection.name}`.execute(db);
  const runner = new ProjectionRunner([projection], db, log);
  await runner.prepare();
  return timeOf(async () => {
    while (await runner.step());
  });
}

/** The tables against the fold of each stream: rows that lack, rows too many, and rows or places that are not as they must be. */
async function answerFor(projection: AnyProjection, { db, log }: Store): Promise<Oracle> {
  const streams = new Map<string, RecordedEvent[]>();
  let gaps = 0;
  let next = 0;
  for await (const page of pagesOf(log))
    for (const event of page) {
      if (event.seq !== next++) gaps += 1;
      const stream = streams.get(event.stream);
      if (stream) stream.push(event);
      else streams.set(event.stream, [event]);
    }
  const { rows } = await sql<{
    id: string;
    doc: string;
  }>`select id, doc from ${sql.table(`read.${projection.name}`)}`.execute(db);
  const docs = new Map(rows.map(({ id, doc }) => [id, doc]));
  const standing = new Map<string, number>();
  for (const index of projection.indexes) {
    const found = await sql<{
      id: string;
      count: string;
    }>`select id, count(*) as count from ${sql.table(`read.${projection.name}_${index.name}`)}
      where rec_to = ${STILL}::bigint group by id`.execute(db);
    for (const { id, count: rowsOf } of found.rows) standing.set(`${index.name}/${id}`, Number(rowsOf));
  }
  let lost = 0;
  let wrong = gaps;
  for (const [id, events] of streams) {
    const subject = foldStream(projection.decider, events)!;
    const doc = docs.get(id);
    if (doc === undefined) lost += 1;
    else if (doc !== JSON.stringify(subject)) wrong += 1;
    for (const index of projection.indexes) {
      const missing =
        new Set(index.rows(subject).map((row) => JSON.stringify(row))).size -
        (standing.get(`${index.name}/${id}`) ?? 0);
      if (missing > 0) lost += missing;
      if (missing < 0) wrong -= missing;
    }
  }
  return { lost, duplicated: rows.filter(({ id }) => !streams.has(id)).length, outOfOrder: wrong };
}
