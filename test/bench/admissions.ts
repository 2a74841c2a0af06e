import type { EventBus } from '@nestjs/cqrs';
import {
  type Append,
  type Database,
  Deciders,
  type EventLog,
  foldStream,
  Projections,
  ReadModel,
  Submission,
  type SubmissionResult,
  systemClock,
} from '#kernel';
import { quotaDecider, quotasProjection } from '#quotas';
import { deciders } from '#registry';
import { PostgresEventLog, type Store } from '#stores';
import { sql } from 'kysely';
import { SubmissionHandler } from '../../libs/kernel/src/commands/submission.handler.js';
import { pending } from '../support/tally.js';
import {
  type Asked,
  count,
  digits,
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
  timed,
} from './kit.js';

const AGENCIES = 64;
const ACTOR = { id: 'actor-bench', role: 'SECRETARIAT' as const };
const SEXES = ['FEMALE', 'MALE', 'UNDISCLOSED'] as const;
const AGES = ['FROM_18_TO_24', 'FROM_25_TO_29', 'FROM_35_TO_54'] as const;
const ORIGINS = ['party-ws', 'party-to', 'party-vu', 'party-fj'];

/** Admissions through the ordinary pipeline: how many a second, and what long quotas cost. */
export const admissions: Figure = {
  title: `Admissions, ${AGENCIES} agencies at once`,
  async *measure(asked: Asked): AsyncIterable<Row> {
    for (const tier of tiers()) {
      const ground = await tier.ground();
      try {
        const store = await ground.open();
        const projections = new Projections([quotasProjection], store.db, store.log);
        await projections.start();
        await foundation(pipelineOn(store.log, projections));
        yield await contended(tier.name, store, projections, asked);
        yield await spread(tier.name, store, projections, asked);
        yield* longStreams(tier.name, store, projections, asked);
        await projections.stop();
      } finally {
        await ground.drop();
      }
    }
  },
};

type Send = (name: string, data: object) => Promise<SubmissionResult>;

let commands = 0;
function pipelineOn(log: EventLog, projections: Projections): Send {
  const handler = new SubmissionHandler(log, systemClock, new Deciders(deciders), projections, {
    publish: () => projections.hint(),
  } as unknown as EventBus);
  return (name, data) => {
    const decider = deciders.find((candidate) => name in candidate.commands)!;
    return handler.execute(
      new Submission(decider, name, data, { commandId: `bench-${++commands}`, reason: 'A bench.' }, ACTOR),
    );
  };
}

async function must(answer: Promise<SubmissionResult>): Promise<void> {
  const result = await answer;
  if (result.kind !== 'recorded') throw new Error(`A command was answered ${JSON.stringify(result)}.`);
}

const PARTIES = ['party-nz', ...ORIGINS];

/** The parties that all stands on; once a store. */
async function foundation(send: Send): Promise<void> {
  for (const party of PARTIES)
    await send('registerParty', {
      party,
      kind: 'STATE',
      codeSystem: 'ISO_3166_1',
      code: party.slice(6).toUpperCase(),
      names: [{ text: party, language: 'en' }],
    });
}

/** An arrangement on which quotas stand. */
const arrangementOf = (arrangement: string) => ({
  arrangement,
  kind: 'MULTILATERAL',
  level: 'REGIONAL',
  instrumentType: 'AGREEMENT',
  bindingness: 'UNKNOWN',
  titles: [{ text: arrangement, language: 'en' }],
  parties: PARTIES.map((party) => ({ party, role: party === 'party-nz' ? 'DESTINATION' : 'ORIGIN' })),
  scope: { sectors: ['horticulture'], skillLevels: ['LOW'], occupations: ['92'] },
});

/** More quotas than this stand on no arrangement. */
const QUOTAS_OF_ONE = 10;

const quotaOf = (quota: string, limited: number, arrangement = 'arrangement-bench') => ({
  quota,
  arrangement,
  kind: 'CEILING',
  unit: 'PERSONS',
  number: { limited },
  ground: 'NATIONAL_DECISION',
  act: 'Order',
  period: { label: quota, from: '2020-01-01', to: '2020-12-31' },
  scope: {
    description: quota,
    origins: [],
    destination: 'party-nz',
    sectors: ['horticulture'],
    occupations: ['92'],
    employers: quota,
  },
});

/** How many admissions are appended at once where only their number matters. */
const AN_APPEND = 200;

const dayOf = (number: number) => new Date(Date.UTC(2020, 0, 1 + (number % 366))).toISOString().slice(0, 10);

const admission = (quota: string, number: number) => ({
  quota,
  on: dayOf(number),
  channel: 'DIRECT',
  groups: [
    {
      number: 1,
      origin: ORIGINS[number % ORIGINS.length],
      occupation: '9211',
      sex: SEXES[number % SEXES.length],
      ageBand: AGES[number % AGES.length],
    },
  ],
});

/** One append of so many admissions to a quota that is at this version. */
function admitted(quota: string, version: number, number: number): Append {
  const commandId = `bench-${++commands}`;
  const events = Array.from({ length: number }, (_, index) => {
    const data = admission(quota, version + index);
    return pending(data, commandId, 'WorkersAdmitted', { from: data.on });
  });
  return { stream: quota, expected: version, commandId, fingerprint: Buffer.alloc(32), events };
}

/** So many agencies, each asking one after the other until so many were asked in all; admissions and refusals a second. */
async function rush(send: Send, quotas: readonly string[], requests: number): Promise<number> {
  let next = 0;
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: AGENCIES }, async () => {
        for (let number = next++; number < requests; number = next++) {
          const result = await send('admitWorkers', admission(quotas[number % quotas.length]!, number));
          if (result.kind !== 'recorded' && result.kind !== 'refused') throw new Error(JSON.stringify(result));
        }
      }),
    ),
  );
  return perSecond(requests, ms);
}

/** No quota has more admissions than its ceiling, and none that had more requests has fewer. */
async function ceilingsHold(
  log: EventLog,
  quotas: readonly string[],
  ceiling: number,
  requests: number,
): Promise<Oracle> {
  const wanted = new Set(quotas);
  const admitted = new Map<string, number>(quotas.map((quota) => [quota, 0]));
  for await (const page of pagesOf(log))
    for (const { stream, type } of page)
      if (type === 'WorkersAdmitted' && wanted.has(stream)) admitted.set(stream, admitted.get(stream)! + 1);
  const expected = Math.min(ceiling, Math.floor(requests / quotas.length));
  let [lost, duplicated] = [0, 0];
  for (const number of admitted.values()) {
    lost += Math.max(0, expected - number);
    duplicated += Math.max(0, number - ceiling);
  }
  return { lost, duplicated, outOfOrder: 0 };
}

async function rushes(
  what: string,
  on: string,
  { log, pool }: Pick<Store, 'log' | 'pool'>,
  projections: Projections,
  { quotas, requests, single, rounds }: { quotas: number; requests: number; single: number; rounds: number },
): Promise<Row> {
  const together = pipelineOn(log, projections);
  const alone = pipelineOn(new PostgresEventLog(pool, systemClock, 1), projections);
  const oracles: Oracle[] = [];
  const run = (send: Send, name: string, asked: number) => async (round: number) => {
    const ids = Array.from(
      { length: quotas },
      (_, index) => `quota-${what.replaceAll(/\W+/g, '-')}-${name}-${round}-${index}`,
    );
    // A tenth of the requests finds no place.
    const ceiling = Math.max(1, Math.floor((asked / quotas) * 0.9));
    for (const [index, id] of ids.entries()) {
      const arrangement = `arrangement-of-${ids[index - (index % QUOTAS_OF_ONE)]}`;
      if (index % QUOTAS_OF_ONE === 0) await must(send('registerArrangement', arrangementOf(arrangement)));
      await must(send('openQuota', quotaOf(id, ceiling, arrangement)));
    }
    const speed = await rush(send, ids, asked);
    oracles.push(await ceilingsHold(log, ids, ceiling, asked));
    return speed;
  };
  const speeds = await interleaved(rounds, {
    together: run(together, 'together', requests),
    alone: run(alone, 'alone', single),
  });
  return {
    what,
    on,
    measured: `${count(median(speeds.together))}/s together`,
    baseline: `${count(median(speeds.alone))}/s one append a commit`,
    ratio: ratioOf(speeds.together, speeds.alone),
    oracle: sum(oracles),
  };
}

const contended = (on: string, store: Store, projections: Projections, { quick }: Asked) =>
  rushes('admissions on one quota', on, store, projections, {
    quotas: 1,
    requests: quick ? 400 : 5_000,
    single: quick ? 100 : 1_000,
    rounds: quick ? 2 : 5,
  });

const spread = (on: string, store: Store, projections: Projections, { quick }: Asked) =>
  rushes('admissions over many quotas', on, store, projections, {
    quotas: quick ? 20 : 1_000,
    requests: quick ? 400 : 10_000,
    single: quick ? 100 : 2_000,
    rounds: quick ? 2 : 3,
  });

/** One command and one ledger on a short quota and on a long one. */
async function* longStreams(
  on: string,
  { log, db }: Store,
  projections: Projections,
  { quick }: Asked,
): AsyncIterable<Row> {
  const sizes = quick ? { short: 200, long: 2_000, longest: 2_000 } : { short: 200, long: 200_000, longest: 1_000_000 };
  const send = pipelineOn(log, projections);
  await must(send('registerArrangement', arrangementOf('arrangement-bench')));
  const projected = async () => {
    const { size } = await log.head();
    while (projections.position() < size) {
      projections.hint();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const versions = new Map<string, number>();
  /** Admissions as the pipeline would have written them, many an append: what is measured is what comes after them. */
  const admit = async (quota: string, size: number) => {
    const first = versions.get(quota) ?? 1;
    versions.set(quota, first + size);
    await record(log, [
      Array.from({ length: Math.ceil(size / AN_APPEND) }, (_, index) =>
        admitted(quota, first + index * AN_APPEND, Math.min(AN_APPEND, size - index * AN_APPEND)),
      ),
    ]);
    await projected();
  };
  const fill = async (quota: string, size: number) => {
    await must(send('openQuota', quotaOf(quota, size + 1_000_000)));
    await admit(quota, size);
  };
  await fill('quota-bench-short', sizes.short);
  await fill('quota-bench-long', sizes.long);
  const rounds = quick ? 5 : 50;
  for (const start of ['warm', 'cold'] as const) {
    const warm = pipelineOn(log, projections);
    const one = (quota: string) => async (round: number) => {
      const submit = start === 'warm' ? warm : pipelineOn(log, projections);
      if (start === 'warm') await must(submit('admitWorkers', admission(quota, round)));
      return timed(() => must(submit('admitWorkers', admission(quota, round))));
    };
    const times = await interleaved(rounds, { long: one('quota-bench-long'), short: one('quota-bench-short') });
    await projected();
    yield {
      what: `one command, ${start}`,
      on,
      measured: `${digits(median(times.long))} ms at ${count(sizes.long)} admissions`,
      baseline: `${digits(median(times.short))} ms at ${count(sizes.short)}`,
      ratio: ratioOf([median(times.long)], [median(times.short)]),
      goal: { atMost: 1.5 },
      oracle: await sumsHold(log, db, 'quota-bench-long'),
    };
  }
  if (sizes.longest > sizes.long) {
    versions.set('quota-bench-long', (await log.readStream('quota-bench-long')).at(-1)!.version);
    await admit('quota-bench-long', sizes.longest - sizes.long);
  }
  await fill('quota-bench-medium', quick ? 500 : 10_000);
  const ledger = (quota: string) => {
    const model = new ReadModel(quotasProjection, db, log);
    return async () =>
      timed(async () => {
        await model.one(quota, projections.position());
        await model.totals('place', {
          conditions: [sql`c.id = ${quota}`],
          by: ['stage', 'origin', 'sex'],
          size: projections.position(),
        });
      });
  };
  const times = await interleaved(rounds, {
    long: ledger('quota-bench-long'),
    medium: ledger('quota-bench-medium'),
  });
  yield {
    what: 'one ledger',
    on,
    measured: `${digits(median(times.long))} ms at ${count(sizes.longest)} admissions`,
    baseline: `${digits(median(times.medium))} ms at ${count(quick ? 500 : 10_000)}`,
    ratio: ratioOf([median(times.long)], [median(times.medium)]),
    goal: { atMost: 2 },
    oracle: await sumsHold(log, db, 'quota-bench-long'),
  };
}

/** What the totals come to is what a replay of the stream comes to. */
async function sumsHold(log: EventLog, db: Database, quota: string): Promise<Oracle> {
  const events = await log.readStream(quota);
  const { state } = foldStream(quotaDecider, events)!;
  const totals = await new ReadModel(quotasProjection, db, log).totals('place', {
    conditions: [sql`c.id = ${quota}`, sql`c.stage = 'ADMITTED'`],
    by: ['stage'],
    size: Number.MAX_SAFE_INTEGER,
  });
  const difference = (state.tallies.whole?.used ?? 0) - (totals[0]?.number ?? 0);
  return { lost: Math.max(0, difference), duplicated: Math.max(0, -difference), outOfOrder: 0 };
}
