import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { RunningRegistry } from '../support/registry.js';

type Json = Record<string, any>;

let registry: RunningRegistry;
let secretariat: string;
beforeAll(async () => {
  registry = await RunningRegistry.withSample();
  secretariat = await registry.token('SECRETARIAT');
}, 180_000);
afterAll(() => registry?.stop());

const ask = async (query: string, variables: object = {}, token?: string): Promise<Json> => {
  const { data, errors } = await registry.query(query, variables, token);
  expect(errors).toBeUndefined();
  return data;
};
let commands = 0;
const send = (name: string, input: object, provenance: object = {}, token = secretariat) =>
  registry.command(
    name,
    name[0]!.toUpperCase() + name.slice(1),
    input,
    { commandId: `quota-${++commands}`, reason: 'A journey.', ...provenance },
    token,
  );
const recorded = async (name: string, input: object, provenance: object = {}, token = secretariat): Promise<number> => {
  const answer = await send(name, input, provenance, token);
  expect(answer).toMatchObject({ __typename: 'Recorded' });
  return answer.seq as number;
};
const opened = async (quota: string, number: number) => {
  await recorded('openQuota', {
    quota,
    arrangement: 'arrangement-nz-pacific-rse',
    kind: 'CEILING',
    unit: 'PERSONS',
    number: { limited: number },
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
  return quota;
};
const group = (number: number, changes: object = {}) => ({
  number,
  origin: 'party-ws',
  occupation: '9211',
  sex: 'FEMALE',
  ageBand: 'FROM_18_TO_24',
  ...changes,
});

const WHOLE = '{ scope allotted carried movedIn movedOut ceiling reserved inReserve used left unused reported }';
const ledgerOf = async (quota: string, more = ''): Promise<Json> =>
  (await ask(`{ quota(id: "${quota}") { ledger ${WHOLE} ${more} } }`)).quota;

describe('real schemes, recorded through the ordinary commands', () => {
  /** Numbers that were set, by part and on a day; numbers that were counted, in the order of record; a share is in words. */
  interface Reading {
    quota: string;
    on?: string;
    set?: Record<string, number | 'none'>;
    counted?: [period: string, number: number | string, qualifier?: string][];
  }
  const rse = (period: string, on: string, number: number): Reading => ({
    quota: `quota-nz-pacific-rse-${period}`,
    on,
    set: { whole: number },
  });
  const korea = (year: number, whole: number, parts: Record<string, number> = {}): Reading => ({
    quota: `quota-kr-np-eps-${year}`,
    on: `${year}-06-01`,
    set: { whole, ...parts },
  });
  const vietNam = (year: number, whole: number): Reading => ({
    quota: `quota-kr-vn-${year}`,
    on: `${year}-06-01`,
    set: { whole },
  });
  const japan = (quota: string, on: string, whole: number, parts: Record<string, number> = {}): Reading => ({
    quota: `quota-jp-${quota}`,
    on,
    set: { whole, ...parts },
  });
  const balkans = (year: number, on: string, whole: number | 'none'): Reading => ({
    quota: `quota-de-western-balkans-${year}`,
    on,
    set: { whole },
  });
  const italy = (year: number, set: Record<string, number>): Reading => ({
    quota: `quota-it-flows-${year}`,
    on: `${year}-06-01`,
    set: { ...set, care: 9_500 },
  });

  ruleTable(
    'QUO-11',
    'each number reads back with the act or source that set it, and each that was counted with its source',
    [
      { name: 'New Zealand 2007', ...rse('2007', '2007-12-01', 5_000) },
      { name: 'New Zealand 2009', ...rse('2009', '2010-01-01', 8_000) },
      { name: 'New Zealand 2014', ...rse('2014-11', '2014-12-01', 9_000) },
      { name: 'New Zealand 2015', ...rse('2015-12', '2016-01-01', 9_500) },
      { name: 'New Zealand 2016', ...rse('2016-12', '2017-01-01', 10_500) },
      { name: 'New Zealand 2017', ...rse('2017-12', '2018-01-01', 11_100) },
      { name: 'New Zealand 2018', ...rse('2018-11', '2018-12-01', 12_850) },
      { name: 'New Zealand 2019/20', ...rse('2019-20', '2019-12-01', 14_400) },
      { name: 'New Zealand 2020/21, not raised', ...rse('2020-21', '2021-06-01', 14_400) },
      { name: 'New Zealand 2021/22', ...rse('2021-22', '2022-06-01', 16_000) },
      { name: 'New Zealand 2022/23', ...rse('2022-23', '2023-06-01', 19_000) },
      { name: 'New Zealand 2023/24', ...rse('2023-24', '2024-06-01', 19_500) },
      { name: 'New Zealand 2024/25', ...rse('2024-25', '2025-06-01', 20_750) },
      { name: 'Korea 2019', ...korea(2019, 56_000, { 'new-workers': 43_000, 'returning-workers': 13_000 }) },
      { name: 'Korea 2022', ...korea(2022, 69_000) },
      { name: 'Korea 2023', ...korea(2023, 120_000) },
      {
        name: 'Korea 2024: six sectors and a reserve, of which a first round issued 35,000',
        ...korea(2024, 165_000, {
          manufacturing: 95_000,
          agriculture: 16_000,
          services: 13_000,
          fishing: 10_000,
          construction: 6_000,
          shipbuilding: 5_000,
          'flexible-reserve': 20_000,
        }),
        counted: [['first round of 2024', 35_000]],
      },
      { name: 'Korea 2026', ...korea(2026, 80_000) },
      { name: 'Korea and Viet Nam 2012', ...vietNam(2012, 10_000) },
      { name: 'Korea and Viet Nam 2014', ...vietNam(2014, 3_000) },
      { name: 'Korea and Viet Nam 2015', ...vietNam(2015, 2_900) },
      { name: 'Korea and Viet Nam 2016', ...vietNam(2016, 3_500) },
      {
        name: 'Japan, first plan',
        ...japan('vn-2019-ssw-fy2019', '2021-01-01', 345_150),
        counted: [['end of 2023', 208_462]],
      },
      { name: 'Japan, the day before the cut', ...japan('vn-2019-ssw-fy2024', '2026-01-22', 820_000) },
      { name: 'Japan, revised down', ...japan('vn-2019-ssw-fy2024', '2026-01-23', 805_700) },
      { name: 'Japan, Employment for Skill Development', ...japan('employment-for-skills', '2028-01-01', 426_200) },
      {
        name: 'Japan and Indonesia, both years',
        ...japan('id-epa-pool', '2008-06-01', 1_000, { nurses: 400, 'care-workers': 600 }),
      },
      {
        name: 'Japan and Indonesia, first year',
        ...japan('id-epa-1', '2008-06-01', 500),
        counted: [['first year of two', 208]],
      },
      { name: 'Japan and Indonesia, second year', ...japan('id-epa-2', '2009-06-01', 500) },
      {
        name: 'Spain, raised within the season',
        quota: 'quota-es-ma-huelva-2022',
        on: '2023-06-01',
        set: { whole: 15_350 },
      },
      {
        name: 'Spain, totals',
        quota: 'quota-es-gecco-totals',
        counted: [
          ['2023', 19_000],
          ['2024', 20_000, 'MORE_THAN'],
          ['2025', 25_767],
          ['2025', '81 % of 25767'],
          ['2025', '92 % of 20871'],
        ],
      },
      {
        name: 'Italy 2023',
        ...italy(2023, { whole: 136_000, 'agreement-countries': 37_000, 'campaign-countries': 1_900 }),
      },
      {
        name: 'Italy 2024',
        ...italy(2024, { whole: 151_000, 'agreement-countries': 45_000, 'campaign-countries': 2_380 }),
      },
      { name: 'Italy 2025', ...italy(2025, { whole: 165_000, 'campaign-countries': 2_850 }) },
      { name: 'Western Balkans, without a cap', ...balkans(2016, '2018-01-01', 'none') },
      { name: 'Western Balkans 2021', ...balkans(2021, '2021-06-01', 25_000) },
      { name: 'Western Balkans 2022', ...balkans(2022, '2022-06-01', 25_000) },
      { name: 'Western Balkans 2023', ...balkans(2023, '2023-06-01', 25_000) },
      { name: 'Western Balkans, from June 2024, whatever is planned', ...balkans(2024, '2026-01-01', 50_000) },
      { name: 'Germany and India', quota: 'quota-de-in-2022-cmmpa-job-seekers', set: { whole: 3_000 } },
      { name: 'Germany and Kenya', quota: 'quota-de-ke-2024-cmmpa-none', set: { whole: 'none' } },
      { name: 'Israel and Nepal', quota: 'quota-il-np-care', set: { whole: 500 } },
      { name: 'Israel and Sri Lanka', quota: 'quota-il-lk-2020-agriculture', set: { whole: 10_000 } },
      {
        name: 'Slovakia, before the amendment',
        quota: 'quota-de-sk-guest-workers',
        on: '2000-12-31',
        set: { whole: 1_400 },
      },
      { name: 'Slovakia, amended', quota: 'quota-de-sk-guest-workers', on: '2001-01-01', set: { whole: 1_000 } },
      { name: 'Poland, amended', quota: 'quota-de-pl-work-contracts', on: '1991-01-01', set: { whole: 34_670 } },
      {
        name: 'Australia and the Pacific: those who are there',
        quota: 'quota-au-pacific-palm-1',
        counted: [['August 2024', 30_000, 'MORE_THAN']],
      },
      {
        name: 'Canada and Mexico: those who came',
        quota: 'quota-ca-mx-sawp-1',
        counted: [
          ['1974', 203],
          ['2013', 18_499],
          ['2014', 19_829],
          ['2017', 25_344],
        ],
      },
      { name: 'United Kingdom and Nepal', quota: 'quota-gb-np-2022-health-pilot', set: { whole: 100 } },
      {
        name: 'Triple Win: who was placed, by year and country, and who had begun to work',
        quota: 'quota-de-triple-win-1',
        counted: [
          ...[1_100, 290, 382, 428].map((number) => ['to end of 2016', number]),
          ...[593, 103, 166, 307, 17].map((number) => ['2017', number]),
          ...[859, 155, 125, 577, 2].map((number) => ['2018', number]),
          ...[1_025, 128, 111, 776, 10].map((number) => ['2019', number]),
          ...[3_577, 2_220].map((number) => ['2013-2019 total', number]),
          ...[8_000, 6_000].map((number) => ['2013-2025 total', number, 'MORE_THAN']),
        ],
      },
      {
        name: 'United Kingdom and Kenya: who left, and who waits',
        quota: 'quota-gb-ke-2021-health-1',
        counted: [
          ['to 2024-04', 280],
          ['2024-04', 200],
        ],
      },
    ] as (Reading & { name: string })[],
    async ({ quota, on = '2026-11-01', set = {}, counted = [] }) => {
      const { quota: found } = await ask(
        `{ quota(id: "${quota}", asOf: { effectiveOn: "${on}" }) {
          number { none }
          ledger { scope kind allotted evidence { sources { id } } }
          figures { period { label } number { counted share { percent of } } qualifier evidence { sources { id } } }
        } }`,
      );
      const numbers = found.ledger
        .filter(({ kind }: Json) => kind !== 'FLOOR')
        .map(({ scope, allotted }: Json) => [scope, allotted ?? (found.number.none && 'none')]);
      expect(Object.fromEntries(numbers)).toEqual(set);
      expect(
        found.figures.map(({ period, number: { counted: number, share }, qualifier }: Json) => [
          period.label,
          number ?? `${share.percent} % of ${share.of}`,
          ...(qualifier === 'EXACT' ? [] : [qualifier]),
        ]),
      ).toEqual(counted);
      for (const { evidence } of [...found.ledger, ...found.figures])
        expect(evidence.at(-1).sources.length).toBeGreaterThan(0);
    },
  );

  rule('QUO-11', 'sums and differences that sources tell follow from the numbers on record', async () => {
    const { italy1, italy2, italy3, workers, trainees, huelva } = await ask(`{
      ${[1, 2, 3].map((n) => `italy${n}: quota(id: "quota-it-flows-${2022 + n}") { number { limited } }`).join(' ')}
      workers: quota(id: "quota-jp-vn-2019-ssw-fy2024") { number { limited } }
      trainees: quota(id: "quota-jp-employment-for-skills") { number { limited } }
      huelva: quota(id: "quota-es-ma-huelva-2022") { numberHistory { before { limited } after { limited } } }
    }`);
    const sum = (...quotas: Json[]) => quotas.reduce((total, { number }) => total + (number.limited as number), 0);
    expect(sum(italy1, italy2, italy3)).toBe(452_000);
    expect(sum(workers, trainees)).toBe(1_231_900);
    const [, { before, after }] = huelva.numberHistory;
    expect(after.limited - before.limited).toBe(5_000);
  });

  rule('GEN-07', 'two numbers of 2015 for Viet Nam are both on record', async () => {
    const { arrangement } = await ask(
      '{ arrangement(id: "arrangement-kr-vn-2015") { claims { about disputed claims { number } } } }',
    );
    expect(arrangement.claims).toEqual([
      { about: 'places of 2015', disputed: true, claims: [{ number: 2_900 }, { number: 3_000 }] },
    ]);
  });

  rule('QUO-12', 'Germany’s plan for the Western Balkans counts once it is enacted', async () => {
    const { quota } = await ask(
      '{ quota(id: "quota-de-western-balkans-2024") { settings { number { limited } counts condition { state } } } }',
    );
    expect(quota.settings).toEqual([
      { number: { limited: 50_000 }, counts: true, condition: null },
      { number: { limited: 25_000 }, counts: false, condition: { state: 'AWAITED' } },
    ]);
  });

  rule('QUO-12', 'New Zealand’s rise of 2020/21 stands in the history and never counted', async () => {
    const { quota } = await ask(`{ quota(id: "quota-nz-pacific-rse-2020-21") {
      number { limited }
      numberHistory { before { limited } after { limited } conditionMet }
      settings { condition { state by on evidence { type sources { id } } } }
    } }`);
    expect(quota.number).toEqual({ limited: 14_400 });
    expect(quota.numberHistory).toEqual([
      { before: null, after: { limited: 14_400 }, conditionMet: null },
      { before: { limited: 14_400 }, after: { limited: 16_000 }, conditionMet: false },
    ]);
    // The source tells that it did not come about, and not when that was found.
    expect(quota.settings[1].condition).toEqual({
      state: 'NOT_MET',
      by: 'Immigration New Zealand',
      on: null,
      evidence: ['QuotaRevised', 'ConditionLapsed'].map((type) => ({ type, sources: [{ id: 'source-inz-rse-2019' }] })),
    });
  });

  rule('QUO-04', 'Korea 2024: six sectors and a reserve fill the ceiling', async () => {
    const { ledger } = await ledgerOf('quota-kr-np-eps-2024');
    // A round issues places, and uses none.
    expect(ledger[0]).toMatchObject({ inReserve: 20_000, left: 145_000, reported: null });
    expect(
      await send('openScope', {
        quota: 'quota-kr-np-eps-2024',
        scope: 'forestry',
        kind: 'CEILING',
        number: { limited: 1 },
        selector: { sectors: ['forestry'] },
      }),
    ).toMatchObject({ __typename: 'Refused', rule: 'QUO-04', code: 'SUBQUOTA_EXCEEDS_PARENT' });
  });

  rule('QUO-07', 'Japan and Indonesia: 792 of the pool of 1,000 were open in the second year', async () => {
    const { ledger, carriedOver } = await ledgerOf(
      'quota-jp-id-epa-2',
      'carriedOver { from number evidence { confidence } }',
    );
    expect(ledger[0]).toMatchObject({ allotted: 500, carried: 292, ceiling: 792, left: 792 });
    expect(carriedOver).toEqual([{ from: 'quota-jp-id-epa-1', number: 292, evidence: [{ confidence: 'LOW' }] }]);
    // What was carried over is left in the second year, and no more in the first.
    expect((await ledgerOf('quota-jp-id-epa-1')).ledger[0]).toMatchObject({ reported: 208, left: 0, unused: 292 });
  });

  rule('QUO-10', 'Israel and Nepal: floors of 60 and 40 per cent fill the ceiling of 500', async () => {
    const { quota } = await ask('{ quota(id: "quota-il-np-care") { floors { scope percent needed state } } }');
    expect(quota.floors).toEqual([
      { scope: 'women', percent: 60, needed: 300, state: 'WITHIN_REACH' },
      { scope: 'men', percent: 40, needed: 200, state: 'WITHIN_REACH' },
    ]);
  });

  rule('QUO-03', 'a second quota for the same people and days is refused', async () => {
    await opened('quota-year', 1);
    const again = {
      quota: 'quota-year-again',
      arrangement: 'arrangement-nz-pacific-rse',
      kind: 'CEILING',
      unit: 'PERSONS',
      number: { limited: 1 },
      ground: 'NATIONAL_DECISION',
      act: 'Order',
      period: { label: 'season 2026/27', from: '2026-12-31', to: '2027-06-30' },
      scope: {
        description: 'In other words',
        origins: [],
        destination: 'party-nz',
        sectors: ['horticulture'],
        occupations: ['92'],
        employers: 'quota-year',
      },
    };
    expect(await send('openQuota', again)).toMatchObject({
      __typename: 'Refused',
      rule: 'QUO-03',
      code: 'PERIOD_OVERLAP',
    });
    // A season may cross calendar years; the day after another period is free.
    const period = { ...again.period, from: '2027-01-01' };
    const next = ['a', 'b', 'c'].map((name) => ({ ...again, quota: `quota-next-${name}`, period }));
    // Sent at once, they know of each other: one is opened, and the others are told which.
    const answers = await Promise.all(next.map((input) => send('openQuota', input)));
    const first = answers.findIndex(({ __typename }) => __typename === 'Recorded');
    for (const [index, answer] of answers.entries())
      if (index !== first)
        expect(answer).toMatchObject({
          __typename: 'Refused',
          code: 'PERIOD_OVERLAP',
          facts: expect.arrayContaining([{ name: 'other', value: JSON.stringify(next[first]!.quota) }]) as unknown,
        });
  });
});

rule(
  'QUO-06',
  'two hundred agencies ask at once for ten places: ten get one, the others are told that none is left',
  async () => {
    const quota = await opened('quota-rush', 10);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        send('admitWorkers', { quota, on: '2026-02-01', channel: 'PUBLIC_SERVICE', groups: [group(1)] }),
      ),
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
    const { quota: found } = await ask(
      `{ quota(id: "${quota}", atLeast: ${last}) { ledger { used left because { count firstSeq lastSeq } } } }`,
    );
    const first = Math.min(...places.map(({ seq }) => seq as number));
    expect(found.ledger).toEqual([{ used: 10, left: 0, because: { count: 10, firstSeq: first, lastSeq: last } }]);
  },
);

describe('who hires for a quota', () => {
  const quota = 'quota-hiring';
  const employer = 'employer-orchard';
  const recruiter = 'recruiter-apia';

  beforeAll(async () => {
    const [newZealand, samoa] = await Promise.all([
      registry.token('GOVERNMENT', 'party-nz'),
      registry.token('GOVERNMENT', 'party-ws'),
    ]);
    await recorded('openQuota', {
      quota,
      arrangement: 'arrangement-nz-pacific-rse',
      kind: 'CEILING',
      unit: 'PERSONS',
      number: { limited: 20 },
      ground: 'NATIONAL_DECISION',
      act: 'Order',
      period: { label: '2026', from: '2026-01-01', to: '2026-12-31' },
      scope: {
        description: 'Approved orchards',
        origins: ['party-ws', 'party-to'],
        destination: 'party-nz',
        sectors: ['horticulture'],
        occupations: ['92'],
      },
    });
    await recorded('registerEmployer', {
      employer,
      name: 'Invented Orchard',
      country: 'party-nz',
      sectors: ['horticulture'],
    });
    await recorded('registerRecruiter', { recruiter, name: 'Invented Agency of Apia', country: 'party-ws' });
    await recorded(
      'approveEmployer',
      {
        employer,
        approval: 'season-2026',
        by: 'party-nz',
        arrangement: 'arrangement-nz-pacific-rse',
        from: '2026-03-01',
        until: { lastDay: '2026-10-31' },
        ground: 'Housing was inspected',
      },
      {},
      newZealand,
    );
    await recorded(
      'grantLicence',
      {
        recruiter,
        licence: 'ws',
        jurisdiction: 'party-ws',
        by: 'party-ws',
        from: '2026-03-15',
        until: { lastDay: '2026-05-31' },
      },
      {},
      samoa,
    );
    await recorded(
      'restrictEmployer',
      {
        employer,
        restriction: 'wages',
        kind: 'BAN',
        by: 'party-nz',
        origins: ['party-ws'],
        from: '2026-05-10',
        until: { lastDay: '2026-09-30' },
        ground: 'Wages were withheld',
        appeal: { to: { body: 'Invented labour court', lastDay: '2026-06-10' } },
      },
      {},
      newZealand,
    );
  });

  ruleTable(
    'QUO-15',
    'a place goes to who is covered, hired by an approved employer and through a licensed recruiter, on that day',
    [
      { name: 'the day before the employer is approved', on: '2026-02-28', by: { employer }, code: 'OUT_OF_SCOPE' },
      { name: 'the first day of the approval', on: '2026-03-01', by: { employer } },
      {
        name: 'the day before the licence',
        on: '2026-03-14',
        by: { employer, recruiter },
        code: 'RECRUITER_UNLICENSED',
      },
      { name: 'the first day of the licence', on: '2026-03-15', by: { employer, recruiter } },
      {
        name: 'an origin in which the recruiter has no licence',
        on: '2026-04-01',
        by: { employer, recruiter },
        of: { origin: 'party-to' },
        code: 'RECRUITER_UNLICENSED',
      },
      { name: 'the same origin, without a recruiter', on: '2026-04-01', by: { employer }, of: { origin: 'party-to' } },
      { name: 'the day before the ban', on: '2026-05-09', by: { employer, recruiter } },
      { name: 'the first day of the ban', on: '2026-05-10', by: { employer, recruiter }, code: 'EMPLOYER_BANNED' },
      { name: 'an origin that the ban is not about', on: '2026-05-10', by: { employer }, of: { origin: 'party-to' } },
      { name: 'the last day of the ban', on: '2026-09-30', by: { employer }, code: 'EMPLOYER_BANNED' },
      { name: 'the day after the ban', on: '2026-10-01', by: { employer } },
      { name: 'the last day of the licence', on: '2026-05-31', by: { recruiter } },
      { name: 'the day after it', on: '2026-06-01', by: { recruiter }, code: 'RECRUITER_UNLICENSED' },
      {
        name: 'an employer whom nobody registered',
        on: '2026-04-01',
        by: { employer: 'employer-nobody' },
        code: 'OUT_OF_SCOPE',
      },
      { name: 'another origin', on: '2026-04-01', of: { origin: 'party-fj' }, code: 'OUT_OF_SCOPE' },
      { name: 'another sector', on: '2026-04-01', of: { sector: 'viticulture' }, code: 'OUT_OF_SCOPE' },
      { name: 'another occupation', on: '2026-04-01', of: { occupation: '5321' }, code: 'OUT_OF_SCOPE' },
      { name: 'the day before the period', on: '2025-12-31', code: 'OUT_OF_SCOPE' },
    ] as { name: string; on: string; by?: object; of?: object; code?: string }[],
    async ({ on, by = {}, of = {}, code }) => {
      const channel = 'recruiter' in by ? 'RECRUITER' : 'DIRECT';
      expect(await send('admitWorkers', { quota, on, channel, groups: [group(1, of)], ...by })).toMatchObject(
        code === undefined ? { __typename: 'Recorded' } : { __typename: 'Refused', code },
      );
    },
  );

  rule('QUO-15', 'what was refused took no place, and who hired is told of those that were taken', async () => {
    const figure = { quota, kind: 'STOCK', number: { counted: 0 } };
    const seq = await recorded('reportFigure', figure);
    const query = `{ quota(id: "${quota}", atLeast: ${seq}) { ledger { used left } places(by: [EMPLOYER, RECRUITER]) { values { value } used } } }`;
    const hired = async (token?: string) => {
      const { quota: found } = await ask(query, {}, token);
      expect(found.ledger).toEqual([{ used: 7, left: 13 }]);
      return found.places.map(({ values, used }: Json) => [...values.map(({ value }: Json) => value), used]) as Json[];
    };
    expect(await hired(secretariat)).toEqual([
      [employer, recruiter, 2],
      [employer, null, 4],
      [null, recruiter, 1],
    ]);
    // IND-03: so few might be known by their employer.
    expect((await hired()).map((place) => place.at(-1) as number | null)).toEqual([null, null, null]);
  });
});

describe('a season', () => {
  const quota = 'quota-season';
  /** Size of the log after each step, and what the ledger must then say on some days. */
  const known: { size: number; on: Record<string, object> }[] = [];
  const step = (seq: number, on: Record<string, object>) => known.push({ size: seq + 1, on });
  let cancelled = 0;

  beforeAll(async () => {
    await opened(quota, 100);
    await recorded('openScope', { quota, scope: 'women', kind: 'FLOOR', percent: 60, selector: { sexes: ['FEMALE'] } });
    await recorded('openScope', {
      quota,
      scope: 'tonga',
      kind: 'CEILING',
      number: { limited: 30 },
      selector: { origins: ['party-to'] },
    });
    const admit = (on: string, more: object, ...groups: object[]) =>
      recorded('admitWorkers', { quota, on, channel: 'DIRECT', groups, ...more });
    step(
      await admit('2026-03-02', {}, group(10), group(5, { origin: 'party-to', sex: 'MALE', ageBand: 'FROM_35_TO_54' })),
      {
        '2026-03-01': { used: 0, reserved: 0, left: 100 },
        '2026-03-02': { used: 15, reserved: 0, left: 85 },
      },
    );
    const file = { quota, reservation: 'file-1', on: '2026-03-05', lastDay: '2026-11-20', groups: [group(20)] };
    step(await recorded('reservePlaces', file), {
      '2026-03-04': { used: 15, reserved: 0, left: 85 },
      '2026-03-05': { used: 15, reserved: 20, left: 65 },
      '2026-11-20': { used: 15, reserved: 20, left: 65 },
      '2026-11-21': { used: 15, reserved: 0, left: 85 },
    });
    step(
      await admit(
        '2026-03-10',
        { admission: 'batch-1', reservation: 'file-1' },
        group(12, { ageBand: 'FROM_25_TO_29' }),
      ),
      {
        '2026-03-09': { used: 15, reserved: 20, left: 65 },
        '2026-03-10': { used: 27, reserved: 8, left: 65 },
        '2026-11-21': { used: 27, reserved: 0, left: 73 },
      },
    );
    cancelled = await recorded('cancelAdmission', { quota, admission: 'batch-1', number: 2, on: '2026-03-12' });
    step(cancelled, {
      '2026-03-11': { used: 27, reserved: 8, left: 65 },
      '2026-03-12': { used: 25, reserved: 8, left: 67 },
    });
    // They came after all: the cancellation was recorded in error.
    step(await recorded('retractEvent', { subject: quota, event: cancelled }, { reason: 'They came.' }), {
      '2026-03-12': { used: 27, reserved: 8, left: 65 },
    });
    step(await recorded('recordDeparture', { quota, admission: 'batch-1', on: '2026-03-14' }), {
      '2026-03-14': { used: 27, reserved: 8, left: 65 },
    });
  });

  rule('GEN-06', 'the ledger of any day, as known at any size, is that of the events until then', async () => {
    const last = known.at(-1)!.size;
    await ask(`{ quota(id: "${quota}", atLeast: ${last - 1}) { id } }`);
    for (const { size, on } of known)
      for (const [day, line] of Object.entries(on)) {
        const { quota: found } = await ask(
          `{ quota(id: "${quota}", asOf: { effectiveOn: "${day}", knownSize: ${size} }) { ledger { scope used reserved left } } }`,
        );
        expect({ size, day, line: found.ledger[0] }).toEqual({ size, day, line: { scope: 'whole', ...line } });
      }
  });

  test('places are told apart by anything, with the events behind them, and by corridor', async () => {
    const { quota: found, corridorAdmissions } = await ask(`{
      quota(id: "${quota}", asOf: { effectiveOn: "2026-03-31" }) {
        ledger { scope because { count } }
        places(by: [ORIGIN, SEX]) { values { dimension value } used departed reserved because { count } }
        floors { scope needed reached reachable state }
        burnDown { points { on admitted used left } forecast { runsOutOn from days admitted left method } }
      }
      corridorAdmissions(origin: "party-to", asOf: { effectiveOn: "2026-03-31" }) { corridors { destination admitted women youth because { count } } }
    }`);
    // Two admissions, of which one tells of two groups; a cancellation, and what took it back.
    expect(found.ledger).toMatchObject([{ scope: 'whole', because: { count: 4 } }, {}, { because: { count: 1 } }]);
    expect(found.places).toMatchObject([
      { values: [{ value: 'party-to' }, { value: 'MALE' }], used: 5, departed: 5, reserved: 0 },
      { values: [{ value: 'party-ws' }, { value: 'FEMALE' }], used: 22, departed: 22, reserved: 8 },
    ]);
    expect(found.floors).toEqual([{ scope: 'women', needed: 60, reached: 22, reachable: 95, state: 'WITHIN_REACH' }]);
    expect(found.burnDown.points).toEqual([
      { on: '2026-03-02', admitted: 15, used: 15, left: 85 },
      { on: '2026-03-10', admitted: 12, used: 27, left: 73 },
    ]);
    // 12 in 28 days, and 65 left: 151.7 days.
    expect(found.burnDown.forecast).toMatchObject({
      runsOutOn: '2026-08-30',
      from: '2026-03-04',
      days: 28,
      admitted: 12,
      left: 65,
    });
    expect(corridorAdmissions.corridors).toEqual([
      { destination: 'party-nz', admitted: 5, women: 0, youth: 0, because: { count: 1 } },
    ]);
  });

  test('a rebuild of the read model finds the same rows', async () => {
    const { Projections } = await import('#kernel');
    const report = await registry.registry.app.get(Projections).rebuild('quota');
    expect(report).toMatchObject({ differences: [], swapped: true });
  });

  rule('QUO-09', 'a floor that cannot be reached any more is flagged', async () => {
    const men = group(14, { sex: 'MALE', origin: 'party-fj' });
    for (const number of [14, 14, 7]) {
      const seq = await recorded('admitWorkers', {
        quota,
        on: '2026-04-01',
        channel: 'DIRECT',
        groups: [{ ...men, number }],
      });
      await ask(`{ quota(id: "${quota}", atLeast: ${seq}) { id } }`);
    }
    const state = async () => (await ask(`{ quota(id: "${quota}") { floors { state reachable } } }`)).quota.floors[0];
    expect(await state()).toEqual({ state: 'WITHIN_REACH', reachable: 60 });
    const seq = await recorded('admitWorkers', {
      quota,
      on: '2026-04-01',
      channel: 'DIRECT',
      groups: [{ ...men, number: 1 }],
    });
    await ask(`{ quota(id: "${quota}", atLeast: ${seq}) { id } }`);
    expect(await state()).toEqual({ state: 'FLOOR_AT_RISK', reachable: 59 });
    const { event } = await ask(`{ event(seq: ${seq}) { summary } }`);
    expect(event.summary).toContain('women');
  });
});
