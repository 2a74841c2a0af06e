import 'reflect-metadata';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { count, digits, machine, median, percentile, perSecond, timed } from '../kit.js';
import { emmett } from './emmett.js';
import { messageDb } from './message-db.js';
import type { Content, Peer, PeerKind, Shown } from './peer.js';
import { bigserial, counterRow } from './raw.js';
import { registry } from './registry.js';

const KINDS: PeerKind[] = [registry, emmett, messageDb, bigserial, counterRow];
const WRITERS = 16;
const BATCH = 10;

const { values: asked } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
/** Streams of ten events each; rounds; and how many single appends a writer makes in a round. */
const size = asked.quick
  ? { streams: 500, rounds: 3, replays: 2, alone: 60, each: 25 }
  : { streams: 10_000, rounds: 5, replays: 5, alone: 400, each: 200 };

const server = process.env.TEST_DATABASE_URL;
if (!server) {
  process.stderr.write(
    'The peers are measured on PostgreSQL: set TEST_DATABASE_URL to a server where databases may be created.\n',
  );
  process.exit(2);
}

/** What is wrong with a log: as it stands at the end, and as the followers were shown it. */
interface Verdict {
  lost: number;
  duplicated: number;
  outOfOrder: number;
}
const none = (): Verdict => ({ lost: 0, duplicated: 0, outOfOrder: 0 });

/** One store under measurement, and all that was heard from it. */
interface Measured {
  kind: PeerKind;
  peer: Peer;
  versions: Map<string, number>;
  sums: Map<string, number>;
  acknowledged: Set<string>;
  seen: Verdict;
  speeds: Map<string, number[]>;
}

async function administer<T extends object>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Drawn beforehand: they cost more than what some of the stores do with them. */
const notes = Array.from({ length: 1_024 }, () => randomBytes(192).toString('base64').slice(0, 268));

/** 350 bytes of JSON; the first of a stream holds no amount. */
const content = (version: number): Content => ({
  id: randomUUID(),
  amount: version === 1 ? 0 : version % 7,
  note: notes[randomInt(notes.length)]!,
});

async function write(store: Measured, stream: string, events: number): Promise<void> {
  const expected = store.versions.get(stream) ?? 0;
  const contents = Array.from({ length: events }, (_, index) => content(expected + index + 1));
  for (const id of await store.peer.append(stream, expected, contents)) store.acknowledged.add(id);
  store.versions.set(stream, expected + events);
  store.sums.set(
    stream,
    contents.reduce((sum, { amount }) => sum + amount, store.sums.get(stream) ?? 0),
  );
}

const shareOf = (writer: number, writers: number) =>
  Array.from({ length: size.streams }, (_, index) => `tally-${index}`).filter((_, index) => index % writers === writer);

/** Each writer appends ten events to each stream of its share; events per second. */
async function fill(store: Measured): Promise<number> {
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (const stream of shareOf(writer, WRITERS)) await write(store, stream, BATCH);
      }),
    ),
  );
  return perSecond(size.streams * BATCH, ms);
}

/** Each writer appends single events to streams of its share while a follower looks on; appends per second. */
async function single(store: Measured, writers: number, each: number): Promise<number> {
  const before = new Set(store.acknowledged);
  const shown: Shown[] = [];
  const stop = await store.peer.follow((event) => shown.push(event));
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        const streams = shareOf(writer, writers);
        for (let sent = 0; sent < each; sent++) await write(store, streams[(sent * 7) % streams.length]!, 1);
      }),
    ),
  );
  const expected = [...store.acknowledged].filter((id) => !before.has(id));
  await settled(shown, expected.length);
  await stop();
  judge(store.seen, expected, shown);
  return perSecond(writers * each, ms);
}

/** Until all was shown, or nothing more came for two seconds. */
async function settled(shown: readonly Shown[], expected: number): Promise<void> {
  for (let last = -1, quiet = 0; shown.length < expected && quiet < 20; quiet = shown.length === last ? quiet + 1 : 0) {
    last = shown.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Adds what is wrong with these events: ids that lack, ids too many, and versions that do not go up by one in each stream. */
function judge(verdict: Verdict, expected: Iterable<string>, shown: readonly Shown[]): void {
  const wanted = new Set(expected);
  const got = new Set(shown.map(({ id }) => id));
  const versions = new Map<string, number>();
  for (const event of shown) {
    const last = versions.get(event.stream);
    if (last !== undefined && event.version !== last + 1) verdict.outOfOrder += 1;
    versions.set(event.stream, event.version);
  }
  for (const id of wanted) if (!got.has(id)) verdict.lost += 1;
  verdict.duplicated += shown.length - got.size + [...got].filter((id) => !wanted.has(id)).length;
}

const setting = async (name: string) =>
  Object.values((await administer<Record<string, string>>(server, `show ${name}`))[0]!)[0]!;
const about = {
  ...machine(),
  durability: `PostgreSQL ${await setting('server_version')}, fsync ${await setting('fsync')}, synchronous_commit ${await setting('synchronous_commit')}`,
  workload: `${count(size.streams * BATCH)} events of 350 bytes in ${count(size.streams)} streams, then single appends`,
};
const databases: string[] = [];
const stores: Measured[] = [];
const along = async (name: string, store: Measured, speed: Promise<number>) => {
  const speeds = store.speeds.get(name) ?? [];
  speeds.push(await speed);
  store.speeds.set(name, speeds);
  process.stderr.write(`${store.kind.name}, ${name}: ${count(speeds.at(-1)!)}/s\n`);
};

try {
  for (const kind of KINDS) {
    const name = `registry_peer_${randomUUID().replaceAll('-', '')}`;
    await administer(server, `create database ${name}`);
    databases.push(name);
    const url = new URL(server);
    url.pathname = `/${name}`;
    stores.push({
      kind,
      peer: await kind.open(url.href),
      versions: new Map(),
      sums: new Map(),
      acknowledged: new Set(),
      seen: none(),
      speeds: new Map(),
    });
  }
  const FILL = `events, ${WRITERS} writers, ${BATCH} an append`;
  const SIXTEEN = `appends, ${WRITERS} writers`;
  const ONE = 'appends, 1 writer';
  const REPLAY = 'events replayed into a keyed projection';
  for (const store of stores) await along(FILL, store, fill(store));
  for (let round = 0; round < size.rounds; round++)
    for (const store of stores) {
      await along(ONE, store, single(store, 1, size.alone));
      await along(SIXTEEN, store, single(store, WRITERS, size.each));
    }

  const logs = new Map<Measured, Verdict>();
  for (const store of stores) {
    const verdict = none();
    judge(verdict, store.acknowledged, await store.peer.readAll());
    logs.set(store, verdict);
  }
  const wrongRows = new Map<Measured, number>();
  for (let round = 0; round < size.replays; round++)
    for (const store of stores) {
      const { peer } = store;
      if (!peer.replay || !peer.folded) continue;
      const events = store.acknowledged.size;
      await along(
        REPLAY,
        store,
        timed(() => peer.replay!()).then((ms) => perSecond(events, ms)),
      );
      const rows = new Map((await peer.folded()).map(({ stream, sum }) => [stream, sum]));
      const wrong = [...store.sums].filter(([stream, sum]) => rows.get(stream) !== sum).length;
      wrongRows.set(store, (wrongRows.get(store) ?? 0) + wrong + Math.max(0, rows.size - store.sums.size));
    }

  const isSound = (store: Measured) =>
    !wrongRows.get(store) &&
    [store.seen, logs.get(store)!].every((verdict) => Object.values(verdict).every((value) => value === 0));
  const spread = (values: readonly number[] | undefined) =>
    values ? `${count(median(values))} (${count(percentile(values, 0))} to ${count(percentile(values, 1))})` : '-';
  const words = ({ lost, duplicated, outOfOrder }: Verdict) => `${lost} / ${duplicated} / ${outOfOrder}`;
  const line = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  const [ours, ...others] = stores as [Measured, ...Measured[]];
  const goals = [
    { name: SIXTEEN, atLeast: 5, of: others.filter(isSound) },
    { name: REPLAY, atLeast: 10, of: others.filter(({ speeds }) => speeds.has(REPLAY)) },
  ].map(({ name, atLeast, of }) => {
    const best = of.reduce<Measured | undefined>(
      (fastest, store) =>
        !fastest || median(store.speeds.get(name)!) > median(fastest.speeds.get(name)!) ? store : fastest,
      undefined,
    );
    const ratio = best ? median(ours.speeds.get(name)!) / median(best.speeds.get(name)!) : undefined;
    return { name, atLeast, best: best?.kind.name, ratio };
  });

  if (asked.json)
    process.stdout.write(
      `${JSON.stringify({ ...about, quick: asked.quick, goals, stores: stores.map((store) => ({ name: store.kind.name, speeds: Object.fromEntries(store.speeds), log: logs.get(store), follower: store.seen, wrongRows: wrongRows.get(store) })) }, null, 2)}\n`,
    );
  else {
    for (const [name, value] of Object.entries(about)) process.stdout.write(`${name}: ${value}\n`);
    process.stdout.write('\nPer second: median (range). Oracle: lost / duplicated / out of order.\n\n');
    const head = ['store', ONE, SIXTEEN, FILL, REPLAY, 'the log', 'as its follower saw it', 'wrong rows'];
    line(head);
    line(head.map(() => '---'));
    for (const store of stores)
      line([
        store.kind.name,
        ...[ONE, SIXTEEN, FILL, REPLAY].map((name) => spread(store.speeds.get(name))),
        words(logs.get(store)!),
        `${words(store.seen)} (${store.kind.follower})`,
        wrongRows.has(store) ? String(wrongRows.get(store)) : '-',
      ]);
    process.stdout.write('\n');
    for (const { name, atLeast, best, ratio } of goals)
      process.stdout.write(
        ratio === undefined
          ? `${name}: no other store came through its oracle.\n`
          : `${name}: ${digits(ratio)} times ${best}; hoped for ${atLeast}: ${ratio >= atLeast ? 'met' : 'missed'}\n`,
      );
  }
  process.exitCode = isSound(ours) ? 0 : 1;
} finally {
  for (const { peer } of stores) await peer.close();
  for (const name of databases) await administer(server, `drop database ${name} with (force)`);
}
