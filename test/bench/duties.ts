import { createHash, randomUUID } from 'node:crypto';
import { arrangementsProjection } from '#arrangements';
import { casesProjection } from '#cases';
import { complianceProjection, DutyReader, ListDutyStatusesHandler, ListDutyStatuses } from '#compliance';
import { type Append, type AsOfResolver, PAGE, ProjectionRunner, STILL } from '#kernel';
import { calendarsProjection, obligationsProjection, statusOn, viewInterval } from '#rights';
import type { Store } from '#stores';
import { sql } from 'kysely';
import { pending } from '../support/tally.js';
import {
  type Asked,
  count,
  type Figure,
  interleaved,
  median,
  type Oracle,
  ratioOf,
  record,
  type Row,
  type Tier,
  tiers,
  timed,
} from './kit.js';

const TODAY = '2026-06-15';
const ARRANGEMENT = 'arrangement-bench';
/** Events about the one duty whose status is explained. */
const PROOFS = 200;

const append = (stream: string, expected: number, ...events: [type: string, data: object][]): Append => {
  const commandId = randomUUID();
  return {
    stream,
    expected,
    commandId,
    fingerprint: createHash('sha256').update(commandId).digest(),
    events: events.map(([type, data]) => pending(data, commandId, type)),
  };
};

const arrangement = (): Append => {
  const of = { arrangement: ARRANGEMENT };
  return append(
    ARRANGEMENT,
    0,
    [
      'ArrangementRegistered',
      {
        ...of,
        kind: 'BILATERAL',
        level: 'NATIONAL',
        instrumentType: 'AGREEMENT',
        bindingness: 'BINDING',
        titles: [{ text: 'Agreement', language: 'en' }],
        parties: [
          { party: 'party-ph', role: 'ORIGIN' },
          { party: 'party-de', role: 'DESTINATION' },
        ],
        scope: { sectors: [], skillLevels: [], occupations: [] },
      },
    ],
    ['FinalClausesAgreed', { ...of, finalClauses: { entryIntoForce: { onSignature: { bySignature: true } } } }],
    ['ActRecorded', { ...of, kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2018-01-01' }],
    [
      'ClauseCoded',
      {
        ...of,
        clause: 'reporting',
        content: {
          code: 'MONI',
          answer: 'PRESENT',
          codedFrom: 'SECONDARY_SOURCE',
          modality: 'SHALL',
          bearers: ['DESTINATION'],
        },
      },
    ],
  );
};

const duty = (id: string, kind: object): Append =>
  append(id, 0, [
    'ObligationDefined',
    {
      obligation: id,
      arrangement: ARRANGEMENT,
      clause: 'reporting',
      terms: {
        modality: 'MUST',
        bearers: [{ party: 'party-de' }],
        counterparties: ['party-ph'],
        beneficiaries: [],
        act: 'report',
        due: { kind, offset: { count: 1, unit: 'MONTH' }, zone: 'Europe/Berlin', rounding: 'CLAMP' },
        grace: { count: 30, unit: 'DAY' },
        breachBy: 'TIME',
        evidence: [],
        parameterAt: 'START',
      },
    },
  ]);

const proof = (obligation: string, expected: number, evidence: string, occurrence: string): Append =>
  append(obligation, expected, [
    'EvidenceSubmitted',
    { obligation, evidence, occurrence, kind: 'report', performedOn: '2026-05-20', saidBy: 'party-de' },
  ]);

const MONTHLY = { recurring: { anchor: { on: '2018-01-01' }, every: { count: 1, unit: 'MONTH' } } };
const ONCE = { once: { anchor: { on: '2026-05-01' } } };
const idOf = (number: number) => `obligation-${number}`;

/** What a government asks each morning of half a million occurrences, and what one event costs among them. */
export const duties: Figure = {
  title: 'Duties: overdue today against a bare count by the index, one event among all occurrences, one explanation',
  async *measure(asked: Asked): AsyncIterable<Row> {
    const number = asked.quick ? 80 : 3_850;
    for (const tier of tiers()) {
      const ground = await tier.ground();
      try {
        const store = await ground.open();
        await record(store.log, [[arrangement()]]);
        await record(store.log, [Array.from({ length: number }, (_, at) => duty(idOf(at), MONTHLY))]);
        // Of one in ten the month that is overdue today was done late.
        const done = Array.from({ length: Math.floor(number / 10) }, (_, at) =>
          proof(idOf(at * 10), 1, 'late', '2026-04'),
        );
        await record(store.log, [done]);
        await record(store.log, [[duty('obligation-explained', ONCE)]]);
        for (let at = 0; at < PROOFS; at++)
          await record(store.log, [[proof('obligation-explained', at + 1, `p${at}`, 'once')]]);
        const runner = new ProjectionRunner(
          [arrangementsProjection, obligationsProjection, casesProjection, calendarsProjection, complianceProjection],
          store.db,
          store.log,
        );
        await runner.prepare();
        const replayed = await timed(async () => {
          while (await runner.step(PAGE));
        });
        await sql`analyze`.execute(store.db);
        yield* overdue(tier, store, replayed, asked);
        yield await oneEvent(tier, store, runner, number);
        yield await explanation(tier, store);
      } finally {
        await ground.drop();
      }
    }
  },
};

async function* overdue(tier: Tier, store: Store, replayed: number, asked: Asked): AsyncGenerator<Row> {
  const { size } = await store.log.head();
  const asOf = { effectiveOn: TODAY, knownSize: size, knownAt: null, projected: false };
  const reader = new DutyReader(store.db, store.log);
  const handler = new ListDutyStatusesHandler(reader, {
    resolve: () => Promise.resolve(asOf),
  } as unknown as AsOfResolver);
  const page = await handler.execute(new ListDutyStatuses({ headline: ['OVERDUE'] }, { first: 50 }));
  const table = sql.table('read.compliance_status_standing');
  const found = { product: 0, bare: 0 };
  const times = await interleaved(asked.quick ? 5 : 15, {
    product: () => timed(async () => void (found.product = await page.count())),
    bare: () =>
      timed(async () => {
        const { rows } = await sql<{ count: string }>`select count(*) as count from ${table}
          where headline = 'OVERDUE' and at_from <= ${TODAY}::date and ${TODAY}::date < at_to`.execute(store.db);
        found.bare = Number(rows[0]!.count);
      }),
  });
  const { rows } = await sql<{ rows: string; occurrences: string }>`
    select count(*) as rows, count(distinct (id, occurrence)) as occurrences from ${table}`.execute(store.db);
  // Ten duties are worked out again, and their overdue occurrences counted by hand.
  const ids = [...Array(10).keys()].map(idOf);
  const known = await reader.duties(ids, size);
  const expected = [...known.values()].flatMap(({ timelines }) =>
    timelines.filter((timeline) => statusOn(timeline, TODAY).headline === 'OVERDUE'),
  ).length;
  const sample = await sql<{ count: string }>`select count(*) as count from ${table}
    where headline = 'OVERDUE' and at_from <= ${TODAY}::date and ${TODAY}::date < at_to and id = any(${ids})`.execute(
    store.db,
  );
  const wrong = Math.abs(Number(sample.rows[0]!.count) - expected) + Math.abs(found.product - found.bare);
  yield {
    what: `overdue today, counted: ${count(found.product)} of ${count(Number(rows[0]!.occurrences))} occurrences in ${count(Number(rows[0]!.rows))} intervals, written in ${count(replayed / 1_000)} s`,
    on: tier.name,
    measured: `${median(times.product).toFixed(1)} ms`,
    baseline: `${median(times.bare).toFixed(1)} ms by the index alone`,
    ratio: ratioOf(times.product, times.bare),
    goal: { atMost: 5 },
    oracle: { lost: wrong, duplicated: 0, outOfOrder: 0 },
  };
}

async function oneEvent(tier: Tier, store: Store, runner: ProjectionRunner, number: number): Promise<Row> {
  const id = idOf(number - 1);
  await record(store.log, [[proof(id, 1, 'now', '2026-04')]]);
  const { size } = await store.log.head();
  const ms = await timed(async () => {
    while (await runner.step(PAGE));
  });
  const touched = await sql<{ id: string; occurrence: string; rows: string }>`
    select id, occurrence, count(*) as rows from read.compliance_status
    where rec_from = ${size - 1} or (rec_to = ${size - 1} and rec_to < ${STILL}::bigint) group by id, occurrence`.execute(
    store.db,
  );
  const own = await sql<{ count: string }>`
    select count(distinct occurrence) as count from read.compliance_status_standing where id = ${id}`.execute(store.db);
  const oracle: Oracle = {
    lost: touched.rows.length === 0 ? 1 : 0,
    duplicated: touched.rows.filter((row) => row.id !== id).length,
    outOfOrder: 0,
  };
  const occurrences = Number(own.rows[0]!.count);
  return {
    what: `one proof among ${count(number)} duties: occurrences with other rows, of those worked out again`,
    on: tier.name,
    measured: `${touched.rows.length} of one duty, in ${ms.toFixed(0)} ms`,
    baseline: `${occurrences} occurrences of that duty`,
    ratio: ratioOf([touched.rows.length], [occurrences]),
    goal: { atMost: 1 },
    oracle,
  };
}

async function explanation(tier: Tier, store: Store): Promise<Row> {
  const { size } = await store.log.head();
  const id = 'obligation-explained';
  let cited = 0;
  const times = await interleaved(7, {
    explained: () =>
      timed(async () => {
        const known = (await new DutyReader(store.db, store.log).duties([id], size)).get(id)!;
        const { explanation: steps } = viewInterval(statusOn(known.timelines[0]!, TODAY), size);
        cited = new Set(steps.flatMap(({ reads }) => reads.map(({ seq }) => seq))).size;
      }),
    read: () => timed(() => store.log.readStream(id)),
  });
  return {
    what: `a status that ${PROOFS} events bear on, explained with its sentences (${cited} cited)`,
    on: tier.name,
    measured: `${median(times.explained).toFixed(1)} ms`,
    baseline: `${median(times.read).toFixed(1)} ms to read these events`,
    ratio: ratioOf(times.explained, times.read),
    oracle: { lost: cited === 0 ? 1 : 0, duplicated: 0, outOfOrder: 0 },
  };
}
