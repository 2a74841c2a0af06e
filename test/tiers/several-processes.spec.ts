import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalIssuer } from '#access';
import { verifyLog } from '#audit';
import { rule } from '#kernel/testing';
import type { Store } from '#stores';
import { ask, endAll, registry, serve } from '../support/cli-process.js';
import { sampleGround } from '../support/sample.js';
import { type Ground, postgresGround } from '../support/stores.js';

type Json = Record<string, any>;
type Server = Awaited<ReturnType<typeof serve>>;

/** Two `registry serve`, each a process of its own, on one database and with one key of the local issuer. */
let ground: Ground;
let store: Store;
let servers: [Server, Server];
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'registry-test-'));
const started = () => serve({ DATABASE_URL: ground.settings.databaseUrl!, DATA_DIR: folder });

beforeAll(async () => {
  ground = await sampleGround('server');
  store = await ground.open();
  const issuer = await LocalIssuer.open(folder);
  token = await issuer.sign({ subject: 'actor-two-servers', role: 'SECRETARIAT' }, 1);
  servers = await Promise.all([started(), started()]);
});
afterAll(async () => {
  endAll();
  await Promise.all(servers.map(({ ended }) => ended));
  await ground.drop();
});

let commands = 0;
/** Sends a command to a server; what it answers, whether the command was taken or not. */
const send = async ({ address }: Server, name: string, input: object, commandId = `two-servers-${++commands}`) => {
  const type = name[0]!.toUpperCase() + name.slice(1);
  const { data, errors } = await ask(
    address,
    `mutation ($input: ${type}!, $provenance: Provenance!) { result: ${name}(input: $input, provenance: $provenance) {
      __typename ... on Recorded { seq version repeated } ... on UserError { code message } ... on Refused { rule facts { name value } } } }`,
    token,
    { input, provenance: { commandId, reason: 'A journey.' } },
  );
  if (!data?.result) throw new Error(JSON.stringify(errors));
  return data.result as Json;
};

const quotaOf = (quota: string, limited: number) => ({
  quota,
  arrangement: 'arrangement-nz-pacific-rse',
  kind: 'CEILING',
  unit: 'PERSONS',
  number: { limited },
  ground: 'NATIONAL_DECISION',
  act: 'Order',
  period: { label: quota, from: '2026-01-01', to: '2026-12-31' },
  scope: {
    description: quota,
    origins: [],
    destination: 'party-nz',
    sectors: ['horticulture'],
    occupations: ['92'],
    employers: quota,
  },
});
const admission = (quota: string) => ({
  quota,
  on: '2026-02-01',
  channel: 'PUBLIC_SERVICE',
  groups: [{ number: 1, origin: 'party-ws', occupation: '9211', sex: 'FEMALE', ageBand: 'FROM_18_TO_24' }],
});

/** What a server says of a quota once its read models know an event. */
const ledger = async ({ address }: Server, quota: string, seq: number): Promise<Json> => {
  for (;;) {
    const { data, errors } = await ask(address, `{ quota(id: "${quota}", atLeast: ${seq}) { ledger { used left } } }`);
    if (!errors) return data.quota.ledger[0] as Json;
    // On a busy machine an answer may come before the read models do.
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  }
};

/** The process that advances the read models; which it is stands in its lease. */
const holder = async (): Promise<number> => {
  for (;;) {
    const { rows } = await store.pool.query<{ holder: string | null }>(
      `select distinct holder from registry.projection where held_until > clock_timestamp()`,
    );
    if (rows.length === 1 && rows[0]!.holder) return Number(rows[0]!.holder.split(' ')[1]);
  }
};

rule('AUD-05', 'a command to one server is answered for by the other, in each direction', async () => {
  const [one, other] = servers;
  for (const [writes, reads, quota] of [
    [one, other, 'quota-two-a'],
    [other, one, 'quota-two-b'],
  ] as const) {
    const opened = await send(writes, 'openQuota', quotaOf(quota, 2));
    expect(opened).toMatchObject({ __typename: 'Recorded', version: 1 });
    expect(await ledger(reads, quota, opened.seq)).toEqual({ used: 0, left: 2 });
    const admitted = await send(reads, 'admitWorkers', admission(quota));
    expect(admitted).toMatchObject({ __typename: 'Recorded', version: 2 });
    expect(await ledger(writes, quota, admitted.seq)).toEqual({ used: 1, left: 1 });
  }
});

rule(
  'GEN-03',
  'a command that is sent to both at once is recorded once, and its id is refused for another',
  async () => {
    const quota = 'quota-two-c';
    await send(servers[0], 'openQuota', quotaOf(quota, 10));
    for (let round = 0; round < 10; round++) {
      const id = `both-${round}`;
      const answers = await Promise.all(servers.map((server) => send(server, 'admitWorkers', admission(quota), id)));
      expect(answers).toMatchObject([{ __typename: 'Recorded' }, { __typename: 'Recorded' }]);
      expect(answers[0]!.seq).toBe(answers[1]!.seq);
      expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
      for (const server of servers) {
        const changed = { ...admission(quota), on: '2026-02-02' };
        expect(await send(server, 'admitWorkers', changed, id)).toMatchObject({
          __typename: 'Refused',
          rule: 'GEN-03',
        });
      }
    }
  },
);

rule(
  'QUO-06',
  'two hundred agencies ask at once, half of them each server, for ten places: exactly ten get one',
  async () => {
    const quota = 'quota-two-d';
    await send(servers[0], 'openQuota', quotaOf(quota, 10));
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, number) => send(servers[number % 2]!, 'admitWorkers', admission(quota))),
    );
    const places = answers.filter(({ __typename }) => __typename === 'Recorded');
    expect(places).toHaveLength(10);
    for (const answer of answers.filter(({ __typename }) => __typename !== 'Recorded'))
      expect(answer).toMatchObject({
        __typename: 'Refused',
        rule: 'QUO-05',
        facts: expect.arrayContaining([{ name: 'left', value: '0' }]) as unknown,
      });
    const last = Math.max(...places.map(({ seq }) => seq as number));
    for (const server of servers) expect(await ledger(server, quota, last)).toEqual({ used: 10, left: 0 });
  },
);

test('a backup made while both servers record is the same log in another database: root, bytes, fold and answers', async () => {
  const quota = 'quota-two-g';
  await send(servers[0], 'openQuota', quotaOf(quota, 1_000_000));
  const { size: before } = await store.log.head();
  const settings = { DATABASE_URL: ground.settings.databaseUrl!, DATA_DIR: folder };
  let recording = true;
  const load = servers.map(async (server) => {
    while (recording) await send(server, 'admitWorkers', admission(quota));
  });
  const backup = join(folder, 'backup');
  const made = await registry(['--json', 'backup', backup], settings);
  recording = false;
  await Promise.all(load);
  expect(made).toMatchObject({ code: 0 });
  const { size, root } = JSON.parse(made.out) as { size: number; root: string };
  expect(size).toBeGreaterThan(before);
  expect((await store.log.head()).size).toBeGreaterThan(size);

  const other = await postgresGround();
  // With a folder of its own, which tells of no longer log.
  const elsewhere = {
    DATABASE_URL: other.settings.databaseUrl!,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'registry-test-')),
  };
  const restored = await registry(['--json', 'restore', backup], elsewhere);
  expect(restored).toMatchObject({ code: 0 });
  expect(JSON.parse(restored.out)).toMatchObject({ size, root });
  const copy = await other.open();
  expect(await copy.log.readStored(0, size)).toEqual(await store.log.readStored(0, size));
  const server = await serve(elsewhere);
  const answers = async ({ address }: Server) => {
    const known = `atLeast: ${size - 1}, asOf: { knownSize: ${size} }`;
    for (;;) {
      const { data, errors } = await ask(
        address,
        `{ arrangements(first: 20, ${known}) { totalCount nodes { id title status clauses { clause severity } } }
          quotas(first: 20, ${known}) { totalCount nodes { id kind } }
          quota(id: "${quota}", ${known}) { ledger { used left because { count firstSeq lastSeq } } } }`,
      );
      if (!errors) return data as Json;
      expect(errors[0]).toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    }
  };
  const [here, there] = await Promise.all([answers(servers[0]), answers(server)]);
  expect(there).toEqual(here);
  expect(there.quota.ledger[0].used).toBeGreaterThan(0);
  // What was built from the copied log, row by row against a fold of all its events.
  const rebuilt = await registry(['--json', 'projections', 'rebuild'], elsewhere);
  expect(rebuilt).toMatchObject({ code: 0 });
  for (const report of (JSON.parse(rebuilt.out) as { rebuilt: Json[] }).rebuilt)
    expect(report).toMatchObject({ differences: [], swapped: true });
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  await other.drop();
});

test('given a server that is killed while it advances the read models, the other goes on with them, and a third joins', async () => {
  const quota = 'quota-two-e';
  await send(servers[0], 'openQuota', quotaOf(quota, 1_000));
  const pid = await holder();
  const [killed, left] = servers[0].child.pid === pid ? servers : ([servers[1], servers[0]] as const);
  expect(killed.child.pid).toBe(pid);
  const sent = Array.from({ length: 40 }, (_, number) => {
    const id = `killed-${number}`;
    return send(killed, 'admitWorkers', admission(quota), id).then(
      ({ __typename }) => (__typename === 'Recorded' ? id : undefined),
      () => undefined,
    );
  });
  await Promise.race(sent);
  process.kill(pid, 'SIGKILL');
  const acknowledged = (await Promise.all(sent)).filter((id) => id !== undefined);
  expect(acknowledged.length).toBeGreaterThan(0);
  await killed.ended;

  // What was acknowledged is there; what was not is settled by sending it again. Each is recorded once.
  const again = await Promise.all(
    sent.map(async (_, number) => ({
      id: `killed-${number}`,
      ...(await send(left, 'admitWorkers', admission(quota), `killed-${number}`)),
    })),
  );
  for (const answer of again as Json[]) {
    expect(answer).toMatchObject({ __typename: 'Recorded' });
    if (acknowledged.includes(answer.id as string)) expect(answer).toMatchObject({ repeated: true });
  }
  const last = Math.max(...(again as Json[]).map(({ seq }) => seq as number));
  expect(await ledger(left, quota, last)).toEqual({ used: 40, left: 960 });
  expect(await holder()).toBe(left.child.pid);

  servers = [left, await started()];
  expect(await ledger(servers[1], quota, last)).toEqual({ used: 40, left: 960 });
});

test('given a server that is told to stop while commands come, then it has answered all that it recorded', async () => {
  const quota = 'quota-two-f';
  const [stopped, left] = servers;
  await send(left, 'openQuota', quotaOf(quota, 1_000));
  expect(await holder()).toBe(stopped.child.pid);
  const sent = Array.from({ length: 40 }, (_, number) => {
    const id = `stopped-${number}`;
    return send(stopped, 'admitWorkers', admission(quota), id).then(
      ({ __typename }) => __typename === 'Recorded',
      () => false,
    );
  });
  await Promise.race(sent);
  process.kill(stopped.child.pid!, 'SIGTERM');
  const acknowledged = await Promise.all(sent);
  expect(acknowledged).toContain(true);
  const { code, err } = await stopped.ended;
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Stopping') as unknown });
  // It gave its leases back, so the other need not wait for their end.
  expect(await holder()).toBe(left.child.pid);

  const again = await Promise.all(
    acknowledged.map((_, number) => send(left, 'admitWorkers', admission(quota), `stopped-${number}`)),
  );
  expect(again.map(({ repeated }) => repeated as boolean)).toEqual(acknowledged);
  const last = Math.max(...again.map(({ seq }) => seq as number));
  expect(await ledger(left, quota, last)).toEqual({ used: 40, left: 960 });
});

rule('AUD-01', 'after all that the log has no fault', async () => {
  expect(await verifyLog(store.log)).toMatchObject({ faults: [] });
});
