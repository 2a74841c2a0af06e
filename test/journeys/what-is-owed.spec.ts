import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RunningRegistry } from '../support/registry.js';

let registry: RunningRegistry;
let tokens: Record<'secretariat' | 'union' | 'depositary' | 'de', string>;
let commands = 0;

const arrangement = 'arrangement-owed';
const [de, ph, ke] = ['party-de', 'party-ph', 'party-ke'];

const send = (name: string, input: object, token = tokens.secretariat, provenance: object = {}) =>
  registry.command(
    name,
    `${name[0]!.toUpperCase()}${name.slice(1)}`,
    input,
    { commandId: `owed-${commands++}`, sources: ['source-gazette'], ...provenance },
    token,
  );
const recorded = async (...sent: Parameters<typeof send>) => {
  const answer = await send(...sent);
  expect(answer).toMatchObject({ __typename: 'Recorded' });
  return answer as { seq: number };
};
const ask = async (fields: string, on = '2020-01-01', id = arrangement) => {
  const { data, errors } = await registry.query(
    `{ arrangement(id: "${id}", asOf: { effectiveOn: "${on}" }) { ${fields} } }`,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.arrangement as Record<string, any>;
};

const register = (id: string, changes: object = {}) => ({
  arrangement: id,
  kind: 'MULTILATERAL',
  level: 'LOCAL',
  instrumentType: 'TREATY',
  bindingness: 'BINDING',
  titles: [{ text: 'Agreement of three', language: 'en' }],
  parties: [
    { party: de, role: 'DESTINATION' },
    { party: ph, role: 'ORIGIN' },
    { party: ke, role: 'ORIGIN' },
  ],
  scope: { sectors: ['care'], skillLevels: ['MEDIUM'], occupations: [] },
  ...changes,
});
const fees = (changes: object = {}) => ({
  code: 'FEES',
  answer: 'PRESENT',
  codedFrom: 'TEXT',
  modality: 'SHALL',
  bearers: ['EMPLOYER'],
  locator: 'Article 4',
  text: [{ text: 'The worker pays no fee', language: 'en' }],
  conventions: [{ convention: 'C181', article: '7' }],
  ...changes,
});

beforeAll(async () => {
  registry = await RunningRegistry.start();
  tokens = {
    secretariat: await registry.token('SECRETARIAT'),
    union: await registry.token('UNION'),
    depositary: await registry.token('DEPOSITARY'),
    de: await registry.token('GOVERNMENT', de),
  };
  await recorded(
    'registerSource',
    { source: 'source-gazette', title: 'A gazette', publisher: 'An office' },
    tokens.secretariat,
    { sources: [], reason: 'So that the events can cite it' },
  );
  for (const [party, code] of [
    [de, 'DE'],
    [ph, 'PH'],
    [ke, 'KE'],
  ])
    await recorded('registerParty', {
      party,
      kind: 'STATE',
      codeSystem: 'ISO_3166_1',
      code,
      names: [{ text: code, language: 'en' }],
    });
  await recorded('registerArrangement', register(arrangement));
  await recorded('agreeFinalClauses', {
    arrangement,
    finalClauses: { entryIntoForce: { onSignature: { bySignature: true } }, noRegression: true },
  });
  await recorded('recordAct', { arrangement, kind: 'SIGNATURE', parties: [de, ph, ke], on: '2015-01-01' });
  await recorded('codeClause', { arrangement, clause: 'fees', content: fees() });
});
afterAll(() => registry.stop());

describe('a union reads a clause', () => {
  test('CLA-02, CLA-06, CLA-08: who owes it, where, how grave a breach is, and that nothing measures it', async () =>
    expect(
      (await ask('clauses { owedBy { bearer parties } severity unmeasured standing { standing evidence { type } } }'))
        .clauses,
    ).toEqual([
      {
        owedBy: [{ bearer: 'EMPLOYER', parties: [de] }],
        severity: 'CRITICAL',
        unmeasured: true,
        standing: { standing: 'IN_FORCE', evidence: [{ type: 'FinalClausesAgreed' }, { type: 'ActRecorded' }] },
      },
    ]));

  test('CLA-06: a duty with an indicator is measured', async () => {
    const indicator = { metric: 'fees', unit: 'EUR', comparator: 'AT_MOST', threshold: 0, period: 'cohort' };
    await recorded('codeClause', { arrangement, clause: 'documents', content: fees({ code: 'DOCS', indicator }) });
    const { clauses } = await ask('clauses { clause unmeasured }');
    expect(clauses).toContainEqual({ clause: 'documents', unmeasured: false });
  });

  test('CLA-07: whether a party ratified is looked up, on the day asked about, and not assumed', async () => {
    const fields = 'clauses { conventions { convention article ratifiedBy { party since } } }';
    const standing = async (on: string) => (await ask(fields, on)).clauses[0].conventions;
    expect(await standing('2020-01-01')).toEqual([
      { convention: 'C181', article: '7', ratifiedBy: [{ party: de, since: null }] },
    ]);
    const { seq } = await recorded('ratifyConvention', { party: de, convention: 'C181', on: '2019-06-01' });
    await registry.query(`{ arrangement(id: "${arrangement}", atLeast: ${seq}) { id } }`);
    expect((await standing('2019-05-31'))[0].ratifiedBy).toEqual([{ party: de, since: null }]);
    expect((await standing('2019-06-01'))[0].ratifiedBy).toEqual([{ party: de, since: '2019-06-01' }]);
  });

  test('CLA-04: a second coder who differs makes it disputed, until it is settled', async () => {
    const coding = async () =>
      (await ask('clauses { clause coding { status second { modality } why } }')).clauses[0].coding;
    expect(await send('codeClauseAgain', { arrangement, clause: 'fees', content: fees() })).toMatchObject({
      rule: 'CLA-04',
      code: 'SECOND_CODER_REQUIRED',
    });
    await recorded(
      'codeClauseAgain',
      { arrangement, clause: 'fees', content: fees({ modality: 'SHOULD' }) },
      tokens.union,
    );
    expect(await coding()).toEqual({ status: 'DISPUTED', second: { modality: 'SHOULD' }, why: null });
    await recorded('settleCoding', { arrangement, clause: 'fees', content: fees(), why: 'Article 4 was read again' });
    expect(await coding()).toMatchObject({ status: 'SETTLED', why: 'Article 4 was read again' });
  });

  test('AMD-09: an amendment that lowers protection is kept, flagged, and found', async () => {
    const { seq } = await recorded('reportAmendment', {
      arrangement,
      amendment: 'protocol',
      type: 'AMEND',
      what: 'The duty becomes a promise to try',
      on: '2018-01-01',
      changes: [{ clause: { clause: 'fees', content: fees({ modality: 'ENDEAVOURS' }) } }],
    });
    const { data } = await registry.query(
      `{ arrangements(first: 5, atLeast: ${seq}, filter: { lowersProtection: true }) { nodes { id
           warnings { rule code } amendments { breaksNoRegression regressions { clause code kinds } } } } }`,
    );
    expect(data.arrangements.nodes).toEqual([
      {
        id: arrangement,
        warnings: [
          { rule: 'ARR-25', code: 'LEVEL_MISMATCH' },
          { rule: 'AMD-09', code: 'REGRESSION_WARNING' },
        ],
        amendments: [{ breaksNoRegression: true, regressions: [{ clause: 'fees', code: 'FEES', kinds: ['WEAKER'] }] }],
      },
    ]);
  });
});

describe('a depositary keeps the record', () => {
  test('ARR-26: the same parties, instrument and day are asked about before they are registered again', async () => {
    const twin = 'arrangement-owed-twin';
    await recorded('registerArrangement', register(twin));
    const sign = { arrangement: twin, kind: 'SIGNATURE', parties: [de, ph, ke], on: '2015-01-01' };
    expect(await send('recordAct', sign)).toMatchObject({
      __typename: 'Refused',
      rule: 'ARR-26',
      code: 'POSSIBLE_DUPLICATE',
      message: expect.stringContaining(arrangement),
    });
    await recorded('recordAct', { ...sign, distinctFrom: [arrangement] });
  });

  test('PTY-09, PTY-11: what one party keeps out is shown between each two', async () => {
    await recorded('makeReservation', {
      arrangement,
      reservation: 'fees',
      party: ke,
      on: '2015-01-01',
      articles: ['Article 4'],
      text: 'Article 4 does not bind it.',
    });
    await recorded('declareNonApplication', { arrangement, party: de, towards: [ph], from: '2016-01-01' });
    const pair = 'between { a b notAppliedBy reservations { party articles } evidence { type } }';
    const { one, other, precluded } = await ask(
      `one: textBetween(a: "${de}", b: "${ke}") { ${pair} } other: textBetween(a: "${ph}", b: "${de}") { ${pair} }
       precluded: reservations { reservation objections { party } }`,
    );
    expect(one.between).toEqual([
      {
        a: de,
        b: ke,
        notAppliedBy: [],
        reservations: [{ party: ke, articles: ['Article 4'] }],
        evidence: [{ type: 'ReservationMade' }],
      },
    ]);
    expect(other.between[0]).toMatchObject({ notAppliedBy: [de], reservations: [] });
    expect(precluded).toEqual([{ reservation: 'fees', objections: [] }]);
    await recorded('objectToReservation', {
      arrangement,
      reservation: 'fees',
      party: de,
      on: '2015-06-01',
      precludesForce: true,
    });
    expect((await ask(`textBetween(a: "${de}", b: "${ke}") { version }`)).textBetween).toBeNull();
  });

  test('ARR-24: a text that is held back is there by its digest, and whoever has it can prove it', async () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    await recorded('depositText', {
      arrangement,
      language: 'fr',
      authentic: true,
      digest,
      heldBack: 'The three parties',
    });
    expect((await ask('texts { language authentic digest heldBack url daysToPublication }')).texts).toEqual([
      { language: 'fr', authentic: true, digest, heldBack: 'The three parties', url: null, daysToPublication: null },
    ]);
  });

  test('GEN-05: what a party records late comes with the reason', async () => {
    const measure = {
      arrangement,
      measure: 'stop',
      party: de,
      kind: 'INTAKE_STOP',
      from: '2017-01-01',
      description: 'No new visas',
    };
    expect(await send('imposeMeasure', measure, tokens.de)).toMatchObject({
      rule: 'GEN-05',
      code: 'BACKDATE_REASON_REQUIRED',
    });
    await recorded('imposeMeasure', measure, tokens.de, { reason: 'Found when the archive was opened' });
    expect((await ask('measuresInEffect { kind }', '2017-01-01')).measuresInEffect).toEqual([{ kind: 'INTAKE_STOP' }]);
    expect((await ask('measuresInEffect { kind }', '2016-12-31')).measuresInEffect).toEqual([]);
  });
});

describe('an employer looks at a due date', () => {
  test('ARR-16: a suspension moves it only where the decision says so', async () => {
    await recorded('commitTraining', {
      training: 'training-owed',
      arrangement,
      what: 'A course for carers',
      track: 'AWAY',
      number: 10,
      dueOn: '2020-06-30',
      bearer: { party: de },
      funders: [],
      focusGroups: [],
      notStated: ['FUNDER', 'PROVIDER', 'QUALIFICATION'],
    });
    await recorded('suspendArrangement', {
      arrangement,
      suspension: 'pause',
      scope: 'ALL',
      ground: 'CONSENT',
      from: '2020-03-01',
      decidedBy: [de, ph, ke],
      stops: ['TRAINING'],
    });
    await recorded('resumeArrangement', {
      arrangement,
      suspension: 'pause',
      on: '2020-09-01',
      decidedBy: [de, ph, ke],
    });
    const { trainingCommitments } = await ask(
      'trainingCommitments { status afterSuspensions { dueOn daysStopped status } }',
      '2020-12-01',
    );
    expect(trainingCommitments).toEqual([
      { status: 'NO_DATA', afterSuspensions: { dueOn: '2020-12-31', daysStopped: 184, status: 'NOT_DUE' } },
    ]);
  });
});
