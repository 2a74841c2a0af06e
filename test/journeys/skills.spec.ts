import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { RunningRegistry } from '../support/registry.js';

type Json = Record<string, any>;

let registry: RunningRegistry;
let secretariat: string;
let germany: string;
let sizeOfSample: number;
let sent = 0;

beforeAll(async () => {
  registry = await RunningRegistry.withSample();
  [secretariat, germany] = await Promise.all([registry.token('SECRETARIAT'), registry.token('GOVERNMENT', 'party-de')]);
  sizeOfSample = (await registry.query('{ checkpoint { size } }')).data.checkpoint.size;
}, 180_000);
afterAll(() => registry?.stop());

const ask = async (query: string, token?: string): Promise<Json> => {
  const { data, errors } = await registry.query(query, {}, token);
  expect(errors).toBeUndefined();
  return data;
};

const send = async (name: string, input: Json, token = secretariat): Promise<Json> => {
  const type = name[0]!.toUpperCase() + name.slice(1);
  const provenance = { commandId: `skills-${++sent}`, sources: ['source-gk'], reason: 'Recorded for a journey.' };
  return registry.command(name, type, input, provenance, token);
};

/** Records, and waits until it is seen. */
const record = async (name: string, input: Json, token = secretariat): Promise<void> => {
  const answer = await send(name, input, token);
  expect(answer).toMatchObject({ __typename: 'Recorded' });
  await ask(`{ trainingCommitments(first: 1, atLeast: ${answer.seq}) { asOf { knownSize } } }`);
};

describe('the figures of real skills partnerships', () => {
  ruleTable(
    'AUD-02',
    'each is read back as its source states it, with source and confidence',
    [
      {
        name: 'APTC: almost 17,000 graduates, of whom 2.9 % had moved, and 1.2 % to Australia',
        id: 'training-au-pacific-aptc-1',
        expected: {
          promise: { number: null },
          results: [
            { stage: 'COMPLETED', number: 17000, qualifier: 'ABOUT', unit: 'PERSONS', by: '2021' },
            { stage: 'MIGRATED', number: 2.9, qualifier: 'EXACT', unit: 'PERCENT', by: '2014' },
            { stage: 'MIGRATED', number: 1.2, qualifier: 'EXACT', unit: 'PERCENT', by: '2014' },
          ],
        },
        source: 'source-cgd-aptc',
      },
      {
        name: 'PALIM: 60 promised, 30 on each track, and 120 trained; 94.99 % from one fund',
        id: 'training-be-ma-palim-1',
        expected: {
          promise: { number: 60, track: 'HOME_AND_AWAY', split: { home: 30, away: 30 }, dueOn: '2020-08-31' },
          results: [{ stage: 'COMPLETED', number: 120, qualifier: 'EXACT', unit: 'PERSONS', by: null }],
          budget: { amount: '1496448.50', currency: 'EUR' },
          fundingGapPercent: 5.01,
        },
        source: 'source-agoria-palim',
      },
      {
        name: 'THAMM: at least 400, EUR 25 m, for women and young people',
        id: 'training-eu-naf-thamm-1',
        expected: {
          promise: { number: 400, qualifier: 'AT_LEAST', track: 'AWAY' },
          budget: { amount: '25000000', currency: 'EUR' },
          focusGroups: ['YOUTH', 'WOMEN'],
        },
        source: 'source-cgd-thamm',
      },
      {
        name: 'Triple Win: 3,577 placed from 2013 to 2019',
        id: 'training-de-triple-win-1',
        expected: {
          results: [{ stage: 'PLACED_AWAY', number: 3577, qualifier: 'EXACT', unit: 'PERSONS', by: '2019' }],
        },
        source: 'source-fn-2017',
      },
      {
        name: 'Digital Explorers: 30, the first 15 by October 2019',
        id: 'training-lt-ng-digital-explorers-1',
        expected: {
          promise: { number: 30, track: 'CIRCULAR' },
          results: [
            { stage: 'ENROLLED', number: 15, qualifier: 'EXACT', unit: 'PERSONS', by: '2019-10-15' },
            { stage: 'ENROLLED', number: 30, qualifier: 'EXACT', unit: 'PERSONS', by: '2021' },
          ],
        },
        source: 'source-cgd-dex',
      },
      {
        name: 'Kosovo YES: half and half, 60 % from BMZ, and an away track that stayed planned',
        id: 'training-de-xk-yes',
        expected: {
          promise: { number: null, splitRule: 'Half at home, half away' },
          funders: [{ body: { name: 'BMZ' }, sharePercent: 60 }],
          fundingGapPercent: 40,
          tracks: [
            { track: 'HOME', state: 'PLANNED' },
            { track: 'AWAY', state: 'PLANNED' },
          ],
        },
        source: 'source-cgd-yes',
      },
      {
        name: 'Kosovo Meister: 250 by December 2021, at least 20 % women, EUR 500,000',
        id: 'training-at-xk-meister',
        expected: {
          promise: { number: 250, dueOn: '2021-12' },
          women: { floorPercent: 20, standing: 'NO_DATA' },
          budget: { amount: '500000', currency: 'EUR' },
          status: 'NO_DATA',
        },
        source: 'source-ada-meister',
      },
      {
        name: 'Kosovo Meister: 220 placed',
        id: 'training-at-xk-meister-placed',
        expected: { promise: { number: 220 }, measure: 'PLACED_HOME' },
        source: 'source-ada-meister',
      },
      {
        name: 'MATCH: numbers were not found, and that is said',
        id: 'training-match',
        expected: {
          promise: { number: null },
          notStated: ['BEARER', 'FUNDER', 'PROVIDER', 'NUMBER', 'QUALIFICATION', 'DUE_DATE'],
        },
        source: 'source-iom-match',
      },
      {
        name: 'India and Japan: 30,000 in ten years from 2016',
        id: 'training-in-jp-2016',
        expected: { promise: { number: 30000, dueOn: '2026' } },
        source: 'source-latestly-2021',
      },
      {
        name: 'Ethiopia for Saudi Arabia: the state of origin trains before departure, how many is not told',
        id: 'training-et-sa-2017-dw-1',
        expected: {
          promise: { number: null, track: 'AWAY' },
          bearer: { party: 'party-et' },
          notStated: ['FUNDER', 'NUMBER', 'QUALIFICATION', 'DUE_DATE'],
        },
        source: 'source-addisinsight-2017',
      },
      {
        name: 'The Philippines for Saudi Arabia: the state of origin trains before departure, how many is not told',
        id: 'training-sa-ph-2013-dw',
        expected: {
          promise: { number: null, track: 'AWAY' },
          bearer: { party: 'party-ph' },
          notStated: ['FUNDER', 'PROVIDER', 'NUMBER', 'QUALIFICATION', 'DUE_DATE'],
        },
        source: 'source-addisinsight-2017',
      },
    ],
    async ({ id, expected, source }) => {
      const { trainingCommitment: found } =
        await ask(`{ trainingCommitment(id: "${id}", asOf: { effectiveOn: "2026-11-01" }) {
        status measure focusGroups notStated fundingGapPercent bearer { party }
        promise { number qualifier track split { home away } splitRule dueOn }
        results { stage number qualifier unit by }
        budget { amount currency } funders { body { name } sharePercent }
        women { floorPercent standing } tracks { track state }
        evidence { confidence sources { id } }
      } }`);
      expect(found).toMatchObject(expected);
      expect(found.evidence[0].sources.map((cited: Json) => cited.id)).toContain(source);
      expect(found.evidence[0].confidence).not.toBeNull();
    },
  );
});

describe('nurses from the Philippines for Germany', () => {
  const arrangement = 'arrangement-de-ph-2013-health';
  const cell = (sex: string, ageBand: string, counts: Json) => ({ sex, ageBand, ...counts });

  beforeAll(async () => {
    await record(
      'commitTraining',
      {
        training: 'training-journey',
        arrangement,
        what: 'A course for nurses',
        track: 'AWAY',
        number: 100,
        qualification: { title: 'Nurse', isced: '6', iscedField: '0913', isco: '2221' },
        bearer: { party: 'party-de' },
        beneficiary: 'party-ph',
        provider: { toBeNamed: true },
        corridor: { origin: 'party-ph', destination: 'party-de' },
        funders: [
          { body: { party: 'party-de' }, sharePercent: 60 },
          { body: { name: 'Hospitals' }, sharePercent: 40 },
        ],
        dueOn: '2024-12-31',
        focusGroups: ['WOMEN'],
        womenSharePercent: 60,
        sdgTargets: ['4.4', '10.7'],
        compactObjectives: ['18'],
        workerCosts: [{ kind: 'BOND', text: 'Two years with the hospital', months: 24 }],
        notStated: [],
      },
      germany,
    );
    await record('reportResult', {
      training: 'training-journey',
      stage: 'COMPLETED',
      number: 40,
      track: 'AWAY',
      by: '2024-06-30',
      standing: 'CLAIMED',
      breakdown: [
        cell('FEMALE', 'FROM_18_TO_24', { number: 30 }),
        cell('MALE', 'FROM_25_TO_29', { number: 7 }),
        cell('UNDISCLOSED', 'UNDISCLOSED', { number: 3 }),
      ],
    });
    const outcome = { training: 'training-journey', cohort: 'intake-2023', toldBy: 'ENTERPRISES', by: '2025-06-30' };
    await record('reportOutcome', {
      ...outcome,
      measure: 'RETAINED_12_MONTHS',
      of: 40,
      number: 20,
      standing: 'CLAIMED',
      breakdown: [
        cell('FEMALE', 'FROM_18_TO_24', { of: 30, number: 16 }),
        cell('MALE', 'FROM_25_TO_29', { of: 7, number: 3 }),
        cell('UNDISCLOSED', 'UNDISCLOSED', { of: 3, number: 1 }),
      ],
    });
    await record('reportOutcome', {
      ...outcome,
      measure: 'RETURNED_WITH_RECOGNISED_SKILL',
      of: 10,
      number: 3,
      toldBy: 'RECORDS',
      standing: 'CLAIMED',
    });
    await record('stateDemand', {
      demand: 'demand-journey',
      side: 'SECTOR',
      statedBy: { name: 'Federation of hospitals' },
      isco: '2221',
      destination: 'party-de',
      origin: 'party-ph',
      period: { from: '2024', until: '2025' },
      number: 200,
    });
    await record('requestRecognition', {
      recognition: 'recognition-journey',
      kind: 'QUALIFICATION',
      qualification: { title: 'Nurse', isco: '2221' },
      between: { origin: 'party-ph', host: 'party-de' },
      number: 40,
      requestedOn: '2024-07-01',
      authority: { name: 'State office of health' },
      deadline: { within: { count: 4, unit: 'MONTH' } },
      arrangement,
      training: 'training-journey',
      notStated: [],
    });
    await record('decideRecognition', {
      recognition: 'recognition-journey',
      decision: 'first',
      outcome: 'FULL',
      number: 25,
      on: '2024-10-09',
      notStated: [],
    });
    await record('decideRecognition', {
      recognition: 'recognition-journey',
      decision: 'second',
      outcome: 'PARTIAL',
      number: 10,
      on: '2024-11-08',
      gap: 'Practice on a ward',
      bridging: [{ kind: 'SUPERVISED_PRACTICE', what: 'Six months on a ward', months: 6 }],
      notStated: [],
    });
  });

  rule(
    'TRN-07',
    'a government asks what is due in a year, by track and by funder, and what of it is late',
    async () => {
      const due = 'filter: { dueFrom: "2024-01-01", dueUntil: "2024-12-31" }, asOf: { effectiveOn: "2025-01-01" }';
      const { byTrack, byFunder, hospitals } = await ask(`{
      byTrack: trainingTotals(by: TRACK, ${due}) { rows { key commitments overdue late promised delivered women youth } }
      byFunder: trainingTotals(by: FUNDER, ${due}) { rows { key commitments } }
      hospitals: trainingCommitments(first: 5, filter: { funder: "Hospitals", focus: WOMEN, status: [OVERDUE] }, asOf: { effectiveOn: "2025-01-01" }) { totalCount nodes { id } }
    }`);
      expect(byTrack.rows).toEqual([
        { key: 'AWAY', commitments: 1, overdue: 1, late: 0, promised: 100, delivered: 40, women: 30, youth: 30 },
      ]);
      expect(byFunder.rows).toEqual([
        { key: 'Hospitals', commitments: 1 },
        { key: 'party-de', commitments: 1 },
      ]);
      expect(hospitals).toEqual({ totalCount: 1, nodes: [{ id: 'training-journey' }] });
    },
  );

  rule('GEN-06', 'as known before, or on an earlier day, the totals are those of then', async () => {
    const total = (asOf: string) =>
      ask(
        `{ trainingTotals(by: CORRIDOR, filter: { origin: "party-ph", destination: "party-de" }, asOf: { ${asOf} }) { rows { key destinationId promised delivered women } } }`,
      );
    expect((await total('effectiveOn: "2024-06-30"')).trainingTotals.rows).toEqual([
      { key: 'party-ph', destinationId: 'party-de', promised: 100, delivered: 40, women: 30 },
    ]);
    expect((await total('effectiveOn: "2024-06-29"')).trainingTotals.rows).toEqual([
      { key: 'party-ph', destinationId: 'party-de', promised: 100, delivered: null, women: null },
    ]);
    expect((await total(`effectiveOn: "2024-06-30", knownSize: ${sizeOfSample}`)).trainingTotals.rows).toEqual([]);
  });

  test('an employer asks what is demanded and what is trained', async () => {
    const { skillsBalance, skillsDemands } = await ask(`{
      skillsBalance(digits: 3, filter: { destination: "party-de", origin: "party-ph", from: "2024-01-01", until: "2025-12-31" }, asOf: { effectiveOn: "2025-01-01" }) {
        rows { isco title demands demanded commitments promised delivered gap } }
      skillsDemands(first: 5, filter: { isco: "22", destination: "party-de", side: SECTOR }) { totalCount nodes { id current { number } statedBy { name } } }
    }`);
    expect(skillsBalance.rows).toEqual([
      {
        isco: '222',
        title: 'Health professionals',
        demands: 1,
        demanded: 200,
        commitments: 1,
        promised: 100,
        delivered: 40,
        gap: 100,
      },
    ]);
    expect(skillsDemands).toEqual({
      totalCount: 1,
      nodes: [{ id: 'demand-journey', current: { number: 200 }, statedBy: { name: 'Federation of hospitals' } }],
    });
  });

  rule('REC-01', 'an employer asks which qualifications are recognised, and how long it takes', async () => {
    const { recognitionTimes, recognitions, node } = await ask(`{
      recognitionTimes(first: 5, filter: { host: "party-de", isco: "2221" }, asOf: { effectiveOn: "2024-12-01" }) {
        rows { qualification originId hostId decisions full partial refused medianDays timedDecisions } }
      recognitions(first: 5, filter: { arrangement: "${arrangement}", status: [OVERDUE] }, asOf: { effectiveOn: "2024-11-02" }) { totalCount nodes { id dueOn pending status } }
      node(id: "recognition-journey") { ... on Recognition { decisions { outcome days bridging { kind months } } } }
    }`);
    expect(recognitionTimes.rows).toEqual([
      {
        qualification: 'Nurse',
        originId: 'party-ph',
        hostId: 'party-de',
        decisions: 2,
        full: 25,
        partial: 10,
        refused: 0,
        medianDays: 115,
        timedDecisions: 2,
      },
    ]);
    expect(recognitions).toEqual({
      totalCount: 1,
      nodes: [{ id: 'recognition-journey', dueOn: '2024-11-01', pending: 15, status: 'OVERDUE' }],
    });
    expect(node.decisions).toEqual([
      { outcome: 'FULL', days: 100, bridging: [] },
      { outcome: 'PARTIAL', days: 130, bridging: [{ kind: 'SUPERVISED_PRACTICE', months: 6 }] },
    ]);
  });

  const SHOWN = `{ trainingCommitment(id: "training-journey", asOf: { effectiveOn: "2025-07-01" }) {
    results { breakdown { sex number masked } }
    women { percentLeast percentMost standing }
    outcomes { measure of number percent breakdown { sex of number masked } }
  } }`;

  rule(
    'IND-03',
    'the public sees no small count, nor what would give one away; who speaks for somebody does',
    async () => {
      const [shown, told] = [await ask(SHOWN), await ask(SHOWN, germany)];
      expect(shown.trainingCommitment).toEqual({
        results: [
          {
            breakdown: [
              { sex: 'FEMALE', number: 30, masked: false },
              { sex: 'MALE', number: null, masked: true },
              { sex: 'UNDISCLOSED', number: null, masked: true },
            ],
          },
        ],
        women: { percentLeast: null, percentMost: null, standing: 'MET' },
        outcomes: [
          {
            measure: 'RETAINED_12_MONTHS',
            of: 40,
            number: 20,
            percent: 50,
            breakdown: [
              { sex: 'FEMALE', of: 30, number: 16, masked: false },
              { sex: 'MALE', of: null, number: null, masked: true },
              { sex: 'UNDISCLOSED', of: null, number: null, masked: true },
            ],
          },
          { measure: 'RETURNED_WITH_RECOGNISED_SKILL', of: null, number: null, percent: null, breakdown: null },
        ],
      });
      expect(told.trainingCommitment.women).toEqual({ percentLeast: 75, percentMost: 82.5, standing: 'MET' });
      expect(told.trainingCommitment.results[0].breakdown[2]).toEqual({ sex: 'UNDISCLOSED', number: 3, masked: false });
      expect(told.trainingCommitment.outcomes[1]).toMatchObject({ of: 10, number: 3, percent: 30 });
    },
  );

  test('return and reintegration are asked of outcomes, claims apart from what was verified', async () => {
    const query = `{ trainingOutcomes(filter: { measures: [RETURNED, RETURNED_WITH_RECOGNISED_SKILL, REINTEGRATED], origin: "party-ph" }, asOf: { effectiveOn: "2025-07-01" }) {
      rows { originId destinationId measure standing toldBy cohorts of number percent } } }`;
    const row = {
      originId: 'party-ph',
      destinationId: 'party-de',
      measure: 'RETURNED_WITH_RECOGNISED_SKILL',
      standing: 'CLAIMED',
      toldBy: 'RECORDS',
      cohorts: 1,
    };
    expect((await ask(query)).trainingOutcomes.rows).toEqual([{ ...row, of: null, number: null, percent: null }]);
    expect((await ask(query, germany)).trainingOutcomes.rows).toEqual([{ ...row, of: 10, number: 3, percent: 30 }]);
  });

  rule(
    'TRN-12',
    'a union sees with the arrangement what lies on the worker, and what came of the promise',
    async () => {
      const { arrangement: found } =
        await ask(`{ arrangement(id: "${arrangement}", asOf: { effectiveOn: "2025-07-01" }) {
      trainingCommitments { id skillLevel sdgTargets compactObjectives workerCostFindings { flag cost { months } }
        progress { stage kind claimed verified percentOfPromise } teachOut { state } recognitions { id pending } } } }`);
      expect(found.trainingCommitments.find(({ id }: Json) => id === 'training-journey')).toEqual({
        id: 'training-journey',
        skillLevel: 'HIGH',
        sdgTargets: ['4.4', '10.7'],
        compactObjectives: ['18'],
        workerCostFindings: [{ flag: 'WORKER_BOND_FLAG', cost: { months: 24 } }],
        progress: [{ stage: 'COMPLETED', kind: 'OUTPUT', claimed: 40, verified: null, percentOfPromise: 40 }],
        teachOut: null,
        recognitions: [{ id: 'recognition-journey', pending: 5 }],
      });
    },
  );

  test('a broken rule comes back with its id, and an odd question with what to ask', async () => {
    expect(
      await send('requestRecognition', {
        recognition: 'recognition-certificate',
        kind: 'CERTIFICATE_OF_SKILLS',
        qualification: { isco: '2221' },
        between: { origin: 'party-ph', host: 'party-de' },
        number: 1,
        requestedOn: '2024-07-01',
        notStated: ['AUTHORITY', 'DEADLINE'],
      }),
    ).toMatchObject({ __typename: 'Refused', rule: 'REC-03', code: 'ISSUER_MISSING' });
    const { errors } = await registry.query('{ skillsBalance(digits: 5) { rows { isco } } }');
    expect(errors?.[0]?.message).toContain('not from 1 to 4');
  });
});
