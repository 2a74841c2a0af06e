import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { RunningRegistry, sampleFolder } from '../support/registry.js';

type Json = Record<string, any>;

let registry: RunningRegistry;
let secretariat: string;
beforeAll(async () => {
  registry = await RunningRegistry.start(await sampleFolder());
  secretariat = await registry.token('SECRETARIAT');
}, 180_000);
afterAll(() => registry?.stop());

const ask = async (query: string, variables: object = {}): Promise<Json> => {
  const { data, errors } = await registry.query(query, variables);
  expect(errors).toBeUndefined();
  return data;
};
let commands = 0;
const send = (name: string, input: object, provenance: object = {}, commandId = `quota-${++commands}`) =>
  registry.command(
    name,
    name[0]!.toUpperCase() + name.slice(1),
    input,
    { commandId, reason: 'A journey.', ...provenance },
    secretariat,
  );
const recorded = async (name: string, input: object, provenance: object = {}): Promise<number> => {
  const answer = await send(name, input, provenance);
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

const WHOLE = '{ scope allotted carried movedIn movedOut ceiling reserved inReserve used left reported }';
const ledgerOf = async (quota: string, more = ''): Promise<Json> =>
  (await ask(`{ quota(id: "${quota}") { ledger ${WHOLE} ${more} } }`)).quota;

describe('real schemes, recorded through the ordinary commands', () => {
  ruleTable(
    'QUO-11',
    'each number reads back with the act or source that set it',
    [
      { name: 'New Zealand 2007', quota: 'quota-nz-pacific-rse-2007', on: '2007-12-01', allotted: 5_000 },
      { name: 'New Zealand 2009', quota: 'quota-nz-pacific-rse-2009', on: '2010-01-01', allotted: 8_000 },
      { name: 'New Zealand 2014', quota: 'quota-nz-pacific-rse-2014-11', on: '2014-12-01', allotted: 9_000 },
      { name: 'New Zealand 2015', quota: 'quota-nz-pacific-rse-2015-12', on: '2016-01-01', allotted: 9_500 },
      { name: 'New Zealand 2016', quota: 'quota-nz-pacific-rse-2016-12', on: '2017-01-01', allotted: 10_500 },
      { name: 'New Zealand 2017', quota: 'quota-nz-pacific-rse-2017-12', on: '2018-01-01', allotted: 11_100 },
      { name: 'New Zealand 2018', quota: 'quota-nz-pacific-rse-2018-11', on: '2018-12-01', allotted: 12_850 },
      { name: 'New Zealand 2019/20', quota: 'quota-nz-pacific-rse-2019-20', on: '2019-12-01', allotted: 14_400 },
      {
        name: 'New Zealand 2020/21, not raised',
        quota: 'quota-nz-pacific-rse-2020-21',
        on: '2021-06-01',
        allotted: 14_400,
      },
      { name: 'New Zealand 2021/22', quota: 'quota-nz-pacific-rse-2021-22', on: '2022-06-01', allotted: 16_000 },
      { name: 'New Zealand 2022/23', quota: 'quota-nz-pacific-rse-2022-23', on: '2023-06-01', allotted: 19_000 },
      { name: 'New Zealand 2023/24', quota: 'quota-nz-pacific-rse-2023-24', on: '2024-06-01', allotted: 19_500 },
      { name: 'New Zealand 2024/25', quota: 'quota-nz-pacific-rse-2024-25', on: '2025-06-01', allotted: 20_750 },
      { name: 'Japan, first plan', quota: 'quota-jp-vn-2019-ssw-fy2019', on: '2021-01-01', allotted: 345_150 },
      {
        name: 'Japan, the day before the cut',
        quota: 'quota-jp-vn-2019-ssw-fy2024',
        on: '2026-01-22',
        allotted: 820_000,
      },
      { name: 'Japan, revised down', quota: 'quota-jp-vn-2019-ssw-fy2024', on: '2026-01-23', allotted: 805_700 },
      { name: 'Spain, raised within the season', quota: 'quota-es-ma-huelva-2022', on: '2023-06-01', allotted: 15_350 },
      { name: 'Slovakia, before the amendment', quota: 'quota-de-sk-guest-workers', on: '2000-12-31', allotted: 1_400 },
      { name: 'Slovakia, amended', quota: 'quota-de-sk-guest-workers', on: '2001-01-01', allotted: 1_000 },
    ],
    async ({ quota, on, allotted }) => {
      const { quota: found } = await ask(
        `{ quota(id: "${quota}", asOf: { effectiveOn: "${on}" }) { ledger { scope allotted evidence { type sources { id } } } } }`,
      );
      expect(found.ledger[0]).toMatchObject({ scope: 'whole', allotted });
      const [{ sources }] = found.ledger[0].evidence.slice(-1);
      expect(sources.length).toBeGreaterThan(0);
    },
  );

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
    expect(Object.fromEntries(ledger.map(({ scope, allotted }: Json) => [scope, allotted]))).toEqual({
      whole: 165_000,
      manufacturing: 95_000,
      agriculture: 16_000,
      services: 13_000,
      fishing: 10_000,
      construction: 6_000,
      shipbuilding: 5_000,
      'flexible-reserve': 20_000,
    });
    expect(ledger[0]).toMatchObject({ inReserve: 20_000, left: 145_000 });
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

  rule('QUO-18', 'Korea 2019: new workers and those who return have shares of their own', async () => {
    const { ledger } = await ledgerOf('quota-kr-np-eps-2019');
    expect(ledger.map(({ allotted }: Json) => allotted)).toEqual([56_000, 43_000, 13_000]);
  });

  rule('QUO-07', 'Japan and Indonesia: 792 of the pool of 1,000 were open in the second year', async () => {
    const { ledger, carriedOver } = await ledgerOf(
      'quota-jp-id-epa-2',
      'carriedOver { from number evidence { confidence } }',
    );
    expect(ledger[0]).toMatchObject({ allotted: 500, carried: 292, ceiling: 792, left: 792 });
    expect(carriedOver).toEqual([{ from: 'quota-jp-id-epa-1', number: 292, evidence: [{ confidence: 'LOW' }] }]);
    expect((await ledgerOf('quota-jp-id-epa-1')).ledger[0]).toMatchObject({ reported: 208, left: 292 });
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
    const figure = { quota: 'quota-year', kind: 'ACTUAL', number: { counted: 0 } };
    await ask(`{ quota(id: "quota-year", atLeast: ${await recorded('reportFigure', figure)}) { id } }`);
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
    expect(await send('openQuota', { ...again, period })).toMatchObject({ __typename: 'Recorded' });
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
        places(by: [ORIGIN, SEX]) { values { dimension value } used departed reserved because { count } }
        floors { scope needed reached reachable state }
        burnDown { points { on admitted used left } forecast { runsOutOn from days admitted left method } }
      }
      corridorAdmissions(origin: "party-to", asOf: { effectiveOn: "2026-03-31" }) { corridors { destination admitted women youth because { count } } }
    }`);
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
