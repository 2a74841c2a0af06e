import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Append, Projections } from '#kernel';
import { rule } from '#kernel/testing';
import { EventStore, EventStoreUnavailable, openStore, type Store, WrongOrigin } from '#stores';
import { HealthController } from '../../apps/registry/src/health.controller.js';
import { Claims } from '../../libs/stores/src/eventstoredb/claims.js';
import { outgoing } from '../../libs/stores/src/eventstoredb/whole-appends.js';
import { verifyLog } from '#audit';
import { type Acknowledged, faultsOf, readAll } from '../support/consistency-oracle.js';
import { FakeServer } from '../support/eventstoredb/fake-server.js';
import { FakeStore, Refused } from '../support/eventstoredb/fake-store.js';
import { needs } from '../support/needs.js';
import { eventStoreGround, type Ground, ON_EVENTSTORE, postgresGround } from '../support/stores.js';
import { Added, append, Opened, Remarked } from '../support/tally.js';

const onPostgres = needs('TEST_DATABASE_URL');

onPostgres(`what is taken over from EventStoreDB ${ON_EVENTSTORE} into PostgreSQL`, () => {
  let ground: Ground;
  let store: Store;
  beforeAll(async () => {
    ground = await eventStoreGround();
    store = await ground.open();
  });
  afterAll(() => ground.drop());

  const TABLES = {
    event_log: 'seq',
    log_head: 'one',
    command: 'id',
    private_part: 'seq, ord',
    ingestion: 'one',
  };
  const tables = async ({ pool }: Store) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(TABLES).map(async ([table, order]) => [
          table,
          (await pool.query(`select * from registry.${table} order by ${order}`)).rows,
        ]),
      ),
    ) as Record<keyof typeof TABLES, object[]>;

  test('taken over again from the beginning, with the sealed values of the first time, it is the same to the byte', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        store.log.append(
          append(`tally-${n}`, 0, [
            new Opened('a'),
            new Added(n),
            ...(n % 3 === 0 ? [new Remarked(`remark ${n}`)] : []),
          ]),
        ),
      ),
    );
    await store.log.append(append('tally-0', 3, []));
    await store.log.append(append('tally-0', 3, [new Added(2)], 'command-corrects', 1));
    const first = await tables(store);
    expect(first.private_part).toHaveLength(14);
    expect(first.command).toHaveLength(42);

    const fresh = await postgresGround();
    try {
      // As a backup of PostgreSQL brings them: the values are nowhere else.
      const empty = await openStore(fresh.settings);
      for (const { seq, ord, digest, salt, value } of first.private_part as Record<string, unknown>[])
        await empty.pool.query('insert into registry.private_part values ($1, $2, $3, $4, $5)', [
          seq,
          ord,
          digest,
          salt,
          value,
        ]);
      await empty.close();
      const { eventStoreUrl, eventStorePrefix } = ground.settings;
      const again = await openStore({ ...fresh.settings, eventStoreUrl, eventStorePrefix });
      try {
        expect(await tables(again)).toEqual(first);
        expect(await verifyLog(again.log)).toMatchObject({ size: 95, erased: 0, faults: [] });
      } finally {
        await again.close();
      }
    } finally {
      await fresh.drop();
    }
  });

  test('given sealed values that are nowhere any more, then the events are there, and the verification names what is not here', async () => {
    const fresh = await postgresGround();
    const { eventStoreUrl, eventStorePrefix } = ground.settings;
    const again = await openStore({ ...fresh.settings, eventStoreUrl, eventStorePrefix });
    try {
      expect((await again.log.head()).root).toEqual((await store.log.head()).root);
      expect((await again.log.readStream('tally-3'))[2]!.data).toEqual({ remark: '[erased]' });
      const { absent, erased, faults } = await verifyLog(again.log);
      expect({ absent: absent.length, erased, faults }).toEqual({ absent: 14, erased: 0, faults: [] });
      // Brought later, from the database that has them, they are there.
      for (const row of (await tables(store)).private_part as Record<string, unknown>[])
        await again.pool.query('insert into registry.private_part values ($1, $2, $3, $4, $5)', Object.values(row));
      expect(await verifyLog(again.log)).toMatchObject({ absent: [], erased: 0, faults: [] });
    } finally {
      await again.close();
      await fresh.drop();
    }
  });

  test('no sealed value ever reaches EventStoreDB, and none waits in PostgreSQL for an event that was not recorded', async () => {
    const stream = 'tally-sealed';
    const contents = [new Remarked('Ms Cruz telephoned')];
    const [first, second] = await Promise.all([1, 2].map(() => store.log.append(append(stream, 0, contents))));
    expect([first!.outcome, second!.outcome].sort()).toEqual(['committed', 'conflict']);
    const { rows } = await store.pool.query('select * from registry.outgoing_part');
    expect(rows).toEqual([]);
    const eventStore = new EventStore(ground.settings.eventStoreUrl!, ground.settings.eventStorePrefix!);
    const stored = await eventStore.readFrom(stream, 1, 10);
    eventStore.close();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify([Buffer.from(stored[0]!.data).toString('utf8'), stored[0]!.metadata])).not.toContain('Cruz');
    expect((await store.log.readStream(stream))[0]!.data).toEqual({ remark: 'Ms Cruz telephoned' });
  });

  test('a database belongs to one origin: what was decided in it, or what was taken over', async () => {
    const { databaseUrl, dataDir, eventStoreUrl, eventStorePrefix } = ground.settings;
    await expect(openStore({ databaseUrl, dataDir })).rejects.toThrow(/come from EventStoreDB: set EVENTSTORE_URL/);
    await expect(openStore({ ...ground.settings, eventStorePrefix: 'other.' })).rejects.toThrow(WrongOrigin);
    const other = await postgresGround();
    const server = await other.open();
    await server.log.append(append('tally-1', 0, [new Opened('a')]));
    await expect(openStore({ ...other.settings, eventStoreUrl, eventStorePrefix })).rejects.toThrow(
      /decided in it, not in EventStoreDB: unset EVENTSTORE_URL/,
    );
    await other.drop();
  });

  test('an EventStoreDB that is not there is named when the registry starts, without the password', async () => {
    const fresh = await postgresGround();
    const opened = openStore({ ...fresh.settings, eventStoreUrl: 'esdb://me:secret@127.0.0.1:1?tls=false' });
    await expect(opened).rejects.toThrow(EventStoreUnavailable);
    await expect(opened).rejects.toThrow(
      /^EventStoreDB at esdb:\/\/127\.0\.0\.1:1 cannot be read: .*Nothing was changed\.$/,
    );
    await fresh.drop();
  });
});

onPostgres('faults while events are taken over from EventStoreDB [protocol fake]', () => {
  let fake: FakeServer;
  let ground: Ground;
  let store: Store;
  beforeEach(async () => {
    fake = new FakeServer(new FakeStore(Date.now));
    ground = await eventStoreGround(fake);
    store = await ground.open();
  });
  afterEach(() => ground.drop());

  /** Sends until it is known what became of it. */
  const settled = async (command: Append) => {
    for (;;) {
      const answer = await store.log.append(command);
      if (answer.outcome !== 'unknown') return answer;
    }
  };

  test('given subscriptions that end, breaks and a server that restarts under load, then every command is recorded once', async () => {
    const acknowledged: Acknowledged[] = [];
    const troubles: (() => unknown)[] = [
      () => fake.endSubscriptions(),
      () => fake.endSubscriptions(new Refused(10, 'Consumer too slow.')),
      () => fake.appendFaults.push({ does: 'be unavailable', stored: true }, { does: 'cancel', stored: false }),
      () => fake.stop().then(() => fake.start()),
    ];
    for (const trouble of troubles) {
      const round = Array.from({ length: 8 }, (_, n) =>
        append(`tally-${acknowledged.length}-${n}`, 0, [new Opened('a'), new Added(n)]),
      );
      const sent = round.map(settled);
      await trouble();
      for (const [index, answer] of (await Promise.all(sent)).entries()) {
        if (answer.outcome !== 'committed' && answer.outcome !== 'duplicate') throw new Error(JSON.stringify(answer));
        const { commandId, events, stream } = round[index]!;
        acknowledged.push({ ...answer, stream, commandId, eventIds: events.map(({ eventId }) => eventId) });
      }
    }
    expect(faultsOf({ acknowledged, readers: [], log: await readAll(store.log) })).toEqual([]);
    expect(store.trouble()).toBeUndefined();
  });

  test('given a subscription that shows nothing and says nothing, then reading is begun anew and the append is answered', async () => {
    while (fake.subscribers === 0) await new Promise(setImmediate);
    fake.stuck = true;
    Object.assign(store.log, { takeOverMs: 500 });
    const answer = await settled(append('tally-1', 0, [new Opened('a')]));
    expect(answer).toMatchObject({ firstSeq: 0, lastSeq: 0 });
    expect(fake.calls.Read).toBeGreaterThan(2);
  });

  test('given PostgreSQL goes away after EventStoreDB stored it, then the answer is unknown, and a retry settles it', async () => {
    while (fake.subscribers === 0) await new Promise(setImmediate);
    fake.stuck = true;
    const log = store.log as unknown as { pool: { query: unknown }; ingester: { pool: unknown } };
    const { pool } = log;
    const gone = { query: () => Promise.reject(new Error('Connection terminated')) };
    Object.assign(log, { takeOverMs: 200 });
    const command = append('tally-1', 0, [new Opened('a')]);
    const first = store.log.append(command);
    while (fake.store.all.length === 0) await new Promise(setImmediate);
    Object.assign(log, { pool: gone });
    Object.assign(log.ingester, { pool: gone });
    expect(await first).toEqual({ outcome: 'unknown', cause: expect.any(String) });
    Object.assign(log, { pool, takeOverMs: 5_000 });
    Object.assign(log.ingester, { pool });
    expect(await settled(command)).toMatchObject({ outcome: 'duplicate', firstSeq: 0 });
  });

  rule(
    'GEN-03',
    'given a process that died after its command was stored, then it is found, and sent again it is no second one',
    async () => {
      const command = append('tally-1', 0, [new Opened('a'), new Remarked('of the dead process')]);
      while (fake.subscribers === 0) await new Promise(setImmediate);
      fake.stuck = true;
      const { eventStoreUrl, eventStorePrefix } = ground.settings;
      const died = new EventStore(eventStoreUrl!, eventStorePrefix!);
      await new Claims(store.pool).make(command);
      await died.append(command.stream, 0, outgoing(command, new Date().toISOString()));
      died.close();
      expect((await store.log.head()).size).toBe(0);

      const found = store.log.findCommand(command.commandId);
      const again = store.log.append(command);
      const another = store.log.append({ ...append('tally-2', 0, [new Opened('b')]), commandId: command.commandId });
      fake.stuck = false;
      // What comes next wakes the subscription.
      const next = store.log.append(append('tally-3', 0, [new Opened('c')]));
      const place = { stream: 'tally-1', version: 2, firstSeq: 0, lastSeq: 1 };
      expect(await found).toEqual({ ...place, fingerprint: command.fingerprint });
      expect(await again).toEqual({ outcome: 'duplicate', ...place });
      expect(await another).toEqual({ outcome: 'mismatch', place });
      expect(await next).toMatchObject({ outcome: 'committed', firstSeq: 2 });
      expect((await store.log.readStream('tally-1'))[1]!.data).toEqual({ remark: 'of the dead process' });
      expect((await store.pool.query('select * from registry.outgoing_part')).rows).toEqual([]);
    },
  );

  test('an id that is claimed by a command on its way is not given to another before that can no longer arrive', async () => {
    const lost = append('tally-1', 0, [new Opened('a')]);
    await new Claims(store.pool).make(lost);
    const other = append('tally-2', 0, [new Opened('b')], lost.commandId);
    expect(await store.log.append(other)).toMatchObject({
      outcome: 'unknown',
      cause: expect.stringMatching(/on its way/),
    });
    await store.pool.query(`update registry.outgoing set since = since - interval '11 minutes'`);
    expect(await store.log.append(other)).toMatchObject({ outcome: 'committed' });
  });

  test('what was given up a day ago is forgotten, sealed values included', async () => {
    const claims = new Claims(store.pool);
    await claims.make(append('tally-1', 0, [new Remarked('never sent')]));
    await claims.sweep();
    const left = () => store.pool.query('select command_id from registry.outgoing_part');
    expect((await left()).rows).toHaveLength(1);
    await store.pool.query(`update registry.outgoing set since = since - interval '25 hours'`);
    await store.pool.query(`update registry.outgoing_part set since = since - interval '25 hours'`);
    await claims.sweep();
    expect((await left()).rows).toEqual([]);
    expect(await claims.streamOf('tally-1')).toBeUndefined();
  });

  test('given an event under our prefix that no registry wrote, then nothing after it is taken over, and everybody is told', async () => {
    await store.log.append(append('tally-1', 0, [new Opened('a')]));
    const stream = `${ground.settings.eventStorePrefix}tally-1`;
    const foreign = {
      type: 'Noted',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      metadata: new Uint8Array(),
    };
    fake.store.append(stream, 'any', [{ ...foreign, id: '11111111-1111-4111-8111-111111111111' }]);
    while (store.trouble() === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(store.trouble()).toMatch(
      /^EventStoreDB holds event 11111111-.* as version 2 of tally-1, and no registry of this version wrote it\. Nothing after it is taken over\.$/,
    );
    await expect(store.log.append(append('tally-2', 0, [new Opened('b')]))).rejects.toThrow(
      /no registry of this version/,
    );
    expect(await store.log.readStream('tally-1')).toHaveLength(1);
    const health = new HealthController(store.log, store, {
      status: () => [],
      silentFor: () => 0,
    } as unknown as Projections);
    await expect(health.ready()).rejects.toMatchObject({
      response: { status: 'unavailable', log: { size: 1, cause: store.trouble() } },
    });
  });
});
