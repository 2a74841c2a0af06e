import net from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EventStore } from '#stores';
import * as client from '@eventstore/db-client';
import fc from 'fast-check';
import { credentialsOf, eventIdOf, MOST_BYTES } from '../../libs/stores/src/eventstoredb/event-store.js';
import { Lost, meaningOf } from '../../libs/stores/src/eventstoredb/meaning.js';
import { type AppendFault, FakeServer } from '../support/eventstoredb/fake-server.js';
import { FakeStore, Refused } from '../support/eventstoredb/fake-store.js';
import { Relay } from '../support/eventstoredb/relay.js';
import { type Act, emptyServer, type Seen, serverAfter } from '../support/eventstoredb/server-model.js';
import { ON_EVENTSTORE, urlOf } from '../support/stores.js';

const event = (id: string, type = 'Noted') => ({
  id,
  type,
  data: new Uint8Array(Buffer.from('{}')),
  metadata: { commandId: id },
});

/** What the adapter takes for granted of a server, and the fake pretends to be. */
describe(`the protocol as the client speaks it ${ON_EVENTSTORE}`, () => {
  let fake: FakeServer;
  let connection: client.EventStoreDBClient;
  const credentials = credentialsOf(process.env.TEST_EVENTSTORE_URL ?? '');
  beforeAll(async () => {
    fake = await new FakeServer(new FakeStore(Date.now)).start();
    connection = client.EventStoreDBClient.connectionString(process.env.TEST_EVENTSTORE_URL ?? urlOf(fake));
  });
  afterAll(async () => {
    void connection.dispose();
    (await (connection as unknown as { getChannel(): Promise<{ close(): void }> }).getChannel()).close();
    await fake.stop();
  });

  const streams = ['a', 'b'];
  const acts: fc.Arbitrary<Act> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('append' as const),
        stream: fc.constantFrom(...streams),
        expected: fc.oneof(
          fc.bigInt({ min: 0n, max: 5n }),
          fc.constantFrom('no_stream' as const, 'any' as const, 'stream_exists' as const),
        ),
        // Few first ids, so that many are sent again.
        ids: fc.integer({ min: 0, max: 7 }).chain((first) => fc.constantFrom<number[]>([first], [first, first + 8])),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), stream: fc.constantFrom(...streams) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('truncate' as const),
        stream: fc.constantFrom(...streams),
        before: fc.integer({ min: 0, max: 4 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('read' as const),
        stream: fc.constantFrom(...streams),
        backwards: fc.boolean(),
        from: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant('end' as const)),
        count: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'read all' as const }) },
  );

  /** Where `$all` ends now. */
  const last = async (): Promise<client.Position | 'start'> => {
    for await (const { event: found } of connection.readAll({
      direction: 'backwards',
      fromPosition: 'end',
      maxCount: 1,
    }))
      if (found) return found.position;
    return 'start';
  };

  test('whatever is appended, deleted, truncated and read, it answers as the model of a server does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 24 }), async (sequence) => {
        const prefix = `model-${randomUUID()}.`;
        const idOf = (id: number) => eventIdOf(prefix, id);
        const numberOf = new Map(Array.from({ length: 16 }, (_, id) => [idOf(id), id]));
        const collect = async (reading: AsyncIterable<client.ResolvedEvent | client.AllStreamResolvedEvent>) => {
          const ids: number[] = [];
          for await (const { event: found } of reading)
            if (found?.streamId.startsWith(prefix)) ids.push(numberOf.get(found.id)!);
          return { ids };
        };
        const before = await last();
        const seenBy = async (act: Act): Promise<Seen> => {
          if (act.do === 'read all') return collect(connection.readAll({ fromPosition: before }));
          const name = prefix + act.stream;
          switch (act.do) {
            case 'delete':
              await connection.deleteStream(name);
              return { revision: -1 };
            case 'truncate':
              await connection.setStreamMetadata(name, { truncateBefore: act.before }, { credentials });
              return { revision: -1 };
            case 'read':
              return collect(
                connection.readStream(name, {
                  direction: act.backwards ? 'backwards' : 'forwards',
                  fromRevision: act.from === 'end' ? 'end' : BigInt(act.from),
                  maxCount: act.count,
                }),
              );
            case 'append': {
              const sent = act.ids.map((id) => client.jsonEvent({ id: idOf(id), type: 'Noted', data: {} }));
              const { nextExpectedRevision } = await connection.appendToStream(name, sent, {
                expectedRevision: act.expected,
                credentials,
              });
              return { revision: Number(nextExpectedRevision) };
            }
          }
        };
        let server = emptyServer;
        for (const act of sequence) {
          const [after, expected] = serverAfter(server, act);
          server = after;
          const seen = await seenBy(act).catch((error: client.CommandError) => {
            if (error.type === client.ErrorType.WRONG_EXPECTED_VERSION) return 'conflict' as const;
            if (error.type === client.ErrorType.STREAM_NOT_FOUND) return 'not found' as const;
            throw error;
          });
          if (act.do === 'append' || act.do.startsWith('read')) expect({ act, seen }).toEqual({ act, seen: expected });
        }
      }),
      { numRuns: 25 },
    );
  });

  test('a subscription gives each event once across the border of past and present, and begins after its position', async () => {
    const prefix = `border-${randomUUID()}.`;
    const append = async (from: number, to: number) => {
      for (let id = from; id < to; id++)
        await connection.appendToStream(
          `${prefix}a`,
          client.jsonEvent({ id: eventIdOf(prefix, id), type: 'Noted', data: {} }),
          {
            credentials,
          },
        );
    };
    await append(0, 20);
    const writing = append(20, 60);
    const follow = async (fromPosition: client.Position | 'start', until: number) => {
      const filter = client.streamNameFilter({ prefixes: [prefix] });
      const subscription = connection.subscribeToAll({ fromPosition, filter });
      const seen: client.RecordedEvent[] = [];
      for await (const { event: found } of subscription) {
        seen.push(found as client.RecordedEvent);
        if (Number(found!.revision) === until) break;
      }
      await subscription.unsubscribe();
      return seen;
    };
    const seen = await follow('start', 59);
    await writing;
    expect(seen.map(({ revision }) => Number(revision))).toEqual(Array.from({ length: 60 }, (_, index) => index));
    const again = await follow(seen[29]!.position!, 59);
    expect(again.map(({ revision }) => Number(revision))).toEqual(Array.from({ length: 30 }, (_, index) => index + 30));
  });
});

/** The faults of the client and the server that eventstoredb.md, section 5.1 lists by letter; see docs/how-to/eventstoredb.md. */
describe('faults of EventStoreDB and its client [protocol fake]', () => {
  let fake: FakeServer;
  let relay: Relay;
  let store: EventStore;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  beforeEach(async () => {
    process.on('unhandledRejection', note);
    // Its clock is 11 s ahead (5.1-e).
    fake = await new FakeServer(new FakeStore(() => Date.now() + 11_000)).start();
    relay = await Relay.before(fake);
    store = new EventStore(urlOf(relay, 250), 'test.');
  });
  afterEach(async () => {
    store.close();
    await relay.cut();
    await fake.stop();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
  const stored = (name = 'test.a') => fake.store.readStream(name)?.map(({ id }) => id) ?? [];
  const ids = Array.from({ length: 60 }, (_, index) => eventIdOf('faults', index));

  const faults: [string, AppendFault['does'], boolean, string][] = (
    [
      ['c', 'keep silent'],
      ['g', 'be unavailable'],
      ['g', 'be busy'],
      ['b', 'fail inside'],
      ['n', 'be no leader'],
      ['n', 'cancel'],
    ] as const
  ).flatMap(([letter, does]) =>
    [false, true].map((isStored): [string, AppendFault['does'], boolean, string] => [
      letter,
      does,
      isStored,
      isStored ? 'after it stored' : 'before it stores',
    ]),
  );
  test.each(faults)(
    '5.1-%s given a server that does "%s" (stored: %s), then the append is sent again and stored once',
    async (_, does, isStored) => {
      const leader = await new FakeServer(fake.store).start();
      fake.leader = { host: '127.0.0.1', port: leader.port };
      fake.appendFaults.push({ does, stored: isStored });
      expect(await store.append('a', 0, [event(ids[0]!), event(ids[1]!)])).toEqual({ kind: 'stored' });
      expect(stored()).toEqual(ids.slice(0, 2));
      if (does === 'be no leader') expect(leader.calls.Append).toBe(1);
      store.close();
      await leader.stop();
    },
  );

  test('5.1-c given a server that never answers, then the append is lost after its deadlines, and never hangs', async () => {
    for (let n = 0; n < 4; n++) fake.appendFaults.push({ does: 'keep silent', stored: false });
    expect(await store.append('a', 0, [event(ids[0]!)])).toMatchObject({
      kind: 'lost',
      cause: expect.stringMatching(/DEADLINE/),
    });
    expect(stored()).toEqual([]);
    expect(await store.append('a', 0, [event(ids[0]!)])).toEqual({ kind: 'stored' });
  });

  test('5.1-c given a port that takes connections and says nothing, or one where nothing passes any more, then likewise', async () => {
    const sockets: net.Socket[] = [];
    const silent = net.createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const mute = new EventStore(urlOf(silent.address() as net.AddressInfo, 100), 'test.');
    const [first] = await Promise.all([
      mute.append('a', 0, [event(ids[0]!)]),
      store.append('a', 0, [event(ids[0]!)]).then(async (answer) => {
        expect(answer).toEqual({ kind: 'stored' });
        relay.deaf = true;
        expect((await store.append('a', 1, [event(ids[1]!)])).kind).toBe('lost');
        await expect(store.last('a')).rejects.toThrow(Lost);
      }),
    ]);
    expect(first.kind).toBe('lost');
    mute.close();
    silent.close();
    for (const socket of sockets) socket.destroy();
  });

  test('5.1-a given seeds that are down at first, then appends work once they are up', async () => {
    await relay.cut();
    const cluster = new EventStore(
      `esdb://127.0.0.1:${relay.port},127.0.0.1:1?tls=false&defaultDeadline=250&maxDiscoverAttempts=1&discoveryInterval=10`,
      'test.',
    );
    expect(await cluster.append('a', 0, [event(ids[0]!)])).toMatchObject({
      kind: 'lost',
      cause: expect.stringMatching(/discover/),
    });
    fake.members = [{ port: fake.port, isLeader: true }];
    await relay.open();
    expect(await cluster.append('a', 0, [event(ids[0]!)])).toEqual({ kind: 'stored' });
    cluster.close();
  });

  test('5.1-n given a server that ends and comes back, then the next append finds it', async () => {
    await store.append('a', 0, [event(ids[0]!)]);
    await relay.cut();
    const waiting = store.append('a', 1, [event(ids[1]!)]);
    await relay.open();
    expect(await waiting).toEqual({ kind: 'stored' });
    await fake.stop();
    await fake.start();
    expect(await store.append('a', 2, [event(ids[2]!)])).toEqual({ kind: 'stored' });
    expect(stored()).toEqual(ids.slice(0, 3));
  });

  test('5.1-d given one client whose connection breaks, then another client on another server sees nothing of it', async () => {
    const healthy = await new FakeServer(new FakeStore(Date.now)).start();
    const other = new EventStore(urlOf(healthy), 'test.');
    const broken = store.append('a', 0, [event(ids[0]!)]);
    const fine = Promise.all(ids.map((id, index) => other.append(`s${index}`, 0, [event(id)])));
    await relay.cut();
    expect((await fine).every(({ kind }) => kind === 'stored')).toBe(true);
    expect(healthy.store.all).toHaveLength(60);
    await broken;
    other.close();
    await healthy.stop();
  });

  test('5.1-h 400 appends at once are all stored, over at most 50 streams', async () => {
    const patient = new EventStore(urlOf(fake), 'test.');
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, n) => patient.append(`s${n}`, 0, [event(eventIdOf('many', n))])),
    );
    expect(answers.every(({ kind }) => kind === 'stored')).toBe(true);
    expect(fake.mostOpen).toBeLessThanOrEqual(50);
    // 5.1-a, b, d, e, f and p: no append is batched, and nothing is asked about what the server can do.
    expect(fake.calls).toEqual({ Append: 400 });
    patient.close();
  });

  test('an append over our own limit is refused before it is sent; what the server refuses is thrown, not sent again', async () => {
    const large = { ...event(ids[0]!), data: new Uint8Array(MOST_BYTES) };
    await expect(store.append('a', 0, [large])).rejects.toThrow(/has \d+ bytes; one append takes 921600/);
    const small = new FakeServer(new FakeStore(Date.now, 100));
    await small.start();
    const strict = new EventStore(urlOf(small), 'test.');
    await expect(strict.append('a', 0, [{ ...event(ids[0]!), data: new Uint8Array(200) }])).rejects.toThrow(/Size/);
    expect(small.calls).toEqual({ Append: 1 });
    fake.store.tombstone('test.gone');
    await expect(store.append('gone', 0, [event(ids[0]!)])).rejects.toThrow(/deleted/);
    strict.close();
    await small.stop();
  });

  /** Reads until so many were seen, as a slow consumer does. */
  const follow = async (after: client.Position | undefined, count: number, each = () => Promise.resolve()) => {
    const seen: { id: string; position: client.Position }[] = [];
    const stop = new AbortController();
    for await (const found of store.follow(after, stop.signal)) {
      if (!found) continue;
      await each();
      seen.push(found);
      if (seen.length === count) break;
    }
    return seen;
  };

  test('5.1-j, k given a slow reader that ends after some events, then going on from the last one it handled misses none', async () => {
    await store.append(
      'a',
      0,
      ids.slice(0, 40).map((id) => event(id)),
    );
    // What others store is passed over.
    const foreign = { ...event(ids[50]!), contentType: 'application/json', metadata: new Uint8Array() };
    for (const stream of ['other', '$stats']) fake.store.append(stream, 'any', [foreign], true);
    const first = await follow(undefined, 24, () => new Promise(setImmediate));
    const rest = follow(first.at(-1)!.position, 36);
    await store.append(
      'a',
      40,
      ids.slice(40).map((id) => event(id)),
    );
    expect([...first, ...(await rest)].map(({ id }) => id)).toEqual(ids);
  });

  test('5.2 given a server that drops a reader which is too slow, then going on from the last event handled misses none', async () => {
    fake.dropsSlowerThan = 5;
    const seen: string[] = [];
    let last: client.Position | undefined;
    let drops = 0;
    const following = (async () => {
      while (seen.length < ids.length)
        try {
          for await (const found of store.follow(last, new AbortController().signal)) {
            if (!found) continue;
            seen.push(found.id);
            last = found.position;
            if (seen.length === ids.length) break;
          }
        } catch (error) {
          expect((error as Error).message).toMatch(/Consumer too slow/);
          drops += 1;
        }
    })();
    while (fake.subscribers === 0) await new Promise(setImmediate);
    await store.append(
      'a',
      0,
      ids.map((id) => event(id)),
    );
    await following;
    expect(seen).toEqual(ids);
    expect(drops).toBe(1);
  });

  const ends: [string, string, () => Promise<void>][] = [
    ['5.1-l', 'the server ends it in order', async () => fake.endSubscriptions()],
    ['5.1-l', 'the server ends it with a fault', async () => fake.endSubscriptions(new Refused(13, 'Inside.'))],
    ['5.2', 'the reader is too slow', async () => fake.endSubscriptions(new Refused(10, 'Consumer too slow.'))],
    ['5.1-n', 'the connection breaks', () => relay.cut()],
    ['5.1-n', 'the server is shut down', () => fake.stop()],
  ];
  test.each(ends)(
    '%s given a subscription, when %s, then following throws, so that it is begun anew',
    async (_, __, end) => {
      await store.append('a', 0, [event(ids[0]!)]);
      const seen: (string | undefined)[] = [];
      const following = (async () => {
        for await (const found of store.follow(undefined, new AbortController().signal)) seen.push(found?.id);
      })();
      while (fake.subscribers === 0) await new Promise(setImmediate);
      await end();
      await expect(following).rejects.toThrow();
      expect(seen).toEqual([ids[0], undefined]);
    },
  );

  test('5.1-h given a server that is asked to read and stays silent, then the read is given up', async () => {
    fake.silentReads = true;
    await expect(store.last('a')).rejects.toThrow(/sent nothing for 0.25 s/);
    await expect(follow(undefined, 1)).rejects.toThrow(/sent nothing for 0.25 s/);
  });

  test('5.1-o closing ends the connections, not only the streams', async () => {
    await store.append('a', 0, [event(ids[0]!)]);
    const stop = new AbortController();
    const following = (async () => {
      for await (const found of store.follow(undefined, stop.signal)) void found;
    })();
    while (fake.subscribers === 0) await new Promise(setImmediate);
    // The two clients share it: grpc-js keeps one connection a target in a process.
    expect(relay.connections).toBe(1);
    stop.abort();
    await expect(following).rejects.toThrow('Stopped.');
    store.close();
    while (relay.connections > 0) await new Promise(setImmediate);
  });

  const errors: [string, unknown, ReturnType<typeof meaningOf>][] = [
    [
      'an error of the client, by its type',
      new client.WrongExpectedVersionError(null as never, {} as never),
      'conflict',
    ],
    ['a refusal of the client, by its type', Object.assign(new Error(), { type: 'access-denied', code: 7 }), 'refused'],
    [
      'an unknown error of the client, by its code',
      Object.assign(new Error(), { type: 'unknown', code: 3 }),
      'refused',
    ],
    [
      'an unknown error of the client, by no code that is known',
      Object.assign(new Error(), { type: 'unknown', code: 13 }),
      'lost',
    ],
    ['a plain gRPC error that no capability call hides', Object.assign(new Error(), { code: 14 }), 'lost'],
    ['a plain gRPC refusal', Object.assign(new Error(), { code: 16 }), 'refused'],
    ['a plain error of discovery', new Error('Failed to discover after 10 attempts.'), 'lost'],
  ];
  test.each(errors)('5.1-m %s', (_, error, meaning) => {
    expect(meaningOf(error)).toBe(meaning);
  });
});

test('each fault that the page for operators lists has its letter, and the tests that it names are there', () => {
  const rows = readFileSync('docs/how-to/eventstoredb.md', 'utf8')
    .split('<!-- faults')[1]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, letter]) => letter).join('')).toBe('abcdefghijklmnop');
  const titles = ['eventstoredb.spec.ts', 'ingester.spec.ts']
    .map((file) => readFileSync(`test/stores/${file}`, 'utf8'))
    .join('\n');
  for (const [, letter, fault, , shown = ''] of rows) {
    const named = [...shown.matchAll(/"([^"]+)"/g)].map(([, title]) => title!);
    expect({ letter, fault, shown: named.length > 0 || /^(reason|no server):/.test(shown) }).toMatchObject({
      shown: true,
    });
    for (const title of named) expect({ title, isThere: titles.includes(title) }).toEqual({ title, isThere: true });
  }
});
