import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rule } from '#kernel/testing';
import { RunningRegistry } from '../support/registry.js';

let registry: RunningRegistry;
let secretariat: string;
let step = 0;

const send = (name: string, type: string, input: object, token = secretariat, provenance: object = {}) =>
  registry.command(
    name,
    type,
    input,
    {
      commandId: `story-${step++}`,
      reason: 'Told as a story',
      ...provenance,
    },
    token,
  );

const duty = 'obligation-de-report';
const terms = {
  modality: 'MUST',
  bearers: [{ party: 'party-de' }],
  counterparties: ['party-ph'],
  beneficiaries: ['nurses'],
  act: 'report on wages paid in the year',
  due: {
    kind: { recurring: { anchor: { on: '2024-01-01' }, every: { count: 1, unit: 'YEAR' } } },
    offset: { count: 10, unit: 'DAY' },
    zone: 'Europe/Berlin',
    businessDaysOf: 'calendar-de',
    rounding: 'CLAMP',
  },
  grace: { count: 5, unit: 'DAY' },
  breachBy: 'TIME',
  evidence: [{ kind: 'report', minimum: 'CONFIRMED' }],
  parameterAt: 'DUE',
};

beforeAll(async () => {
  registry = await RunningRegistry.start();
  secretariat = await registry.token('SECRETARIAT');
  const source = { source: 'source-story', title: 'A story', publisher: 'Tests', year: 2026 };
  await send('registerSource', 'RegisterSource', source);
  const cited = { sources: ['source-story'] };
  for (const code of ['de', 'ph'])
    await send(
      'registerParty',
      'RegisterParty',
      {
        party: `party-${code}`,
        kind: 'STATE',
        codeSystem: 'ISO_3166_1',
        code: code.toUpperCase(),
        names: [{ text: code, language: 'en' }],
      },
      secretariat,
      cited,
    );
  await send(
    'registerArrangement',
    'RegisterArrangement',
    {
      arrangement: 'arrangement-de-ph-story',
      kind: 'BILATERAL',
      level: 'NATIONAL',
      instrumentType: 'AGREEMENT',
      bindingness: 'BINDING',
      titles: [{ text: 'Agreement on nurses', language: 'en' }],
      parties: [
        { party: 'party-ph', role: 'ORIGIN' },
        { party: 'party-de', role: 'DESTINATION' },
      ],
      scope: { sectors: ['health'], skillLevels: ['HIGH'], occupations: ['22'] },
    },
    secretariat,
    cited,
  );
  await send(
    'stateEntryIntoForce',
    'StateEntryIntoForce',
    { arrangement: 'arrangement-de-ph-story', on: '2024-02-01' },
    secretariat,
    cited,
  );
  await send(
    'codeClause',
    'CodeClause',
    {
      arrangement: 'arrangement-de-ph-story',
      clause: 'reporting',
      content: {
        code: 'MONI',
        answer: 'PRESENT',
        codedFrom: 'SECONDARY_SOURCE',
        modality: 'SHALL',
        bearers: ['DESTINATION'],
      },
    },
    secretariat,
    cited,
  );
  await send(
    'publishCalendar',
    'PublishCalendar',
    { calendar: 'calendar-de', name: 'Germany', weekend: [6, 7], holidays: [{ on: '2025-01-01', name: 'New year' }] },
    secretariat,
    cited,
  );
  expect(
    await send(
      'defineObligation',
      'DefineObligation',
      { obligation: duty, arrangement: 'arrangement-de-ph-story', clause: 'reporting', terms },
      secretariat,
      cited,
    ),
  ).toMatchObject({ __typename: 'Recorded' });
});
afterAll(() => registry.stop());

const QUESTION = `query ($asOf: AsOf, $atLeast: Seq) {
  obligation(id: "${duty}", asOf: $asOf, atLeast: $atLeast) {
    clause evaluator terms { act grace { count unit } }
    occurrences { key dueOn status { headline performance late verification contest because
      explanation { depth rule outcome sentence reads { seq pointer value } parameters { name value } absent { of occurrence } next { on would by } } }
      intervals { from to headline } }
    asOf { effectiveOn knownSize }
  }
}`;

const ask = async (variables: object) => {
  const { data, errors } = await registry.query(QUESTION, variables);
  expect(errors).toBeUndefined();
  const { occurrences, ...rest } = data.obligation;
  return { ...rest, of2024: occurrences.find(({ key }: { key: string }) => key === '2024') };
};

describe('a duty, over HTTP', () => {
  rule('IND-06', 'what is overdue says so on every day, with what is absent up to the size asked about', async () => {
    const { of2024, asOf } = await ask({ asOf: { effectiveOn: '2025-01-16' } });
    // Ten working days after 31 December: New year is none.
    expect(of2024).toMatchObject({ dueOn: '2025-01-15', status: { headline: 'OVERDUE', verification: 'NONE' } });
    expect(of2024.status.because).toContain(`Up to size ${asOf.knownSize}, not on record: that it was done (2024).`);
    expect(of2024.status.explanation[0]).toMatchObject({
      depth: 0,
      rule: 'R6',
      absent: [{ of: 'PERFORMANCE', occurrence: '2024' }],
      next: { on: '2025-01-23', would: 'BREACHED', by: 'R7' },
    });
    expect(of2024.intervals.map(({ from, headline }: { from: string; headline: string }) => [from, headline])).toEqual([
      ['0001-01-01', 'NOT_IN_FORCE'],
      ['2024-02-01', 'NOT_YET_DUE'],
      ['2025-01-16', 'OVERDUE'],
      ['2025-01-23', 'BREACHED'],
    ]);
  });

  rule('IND-02', 'a report on time is only as good as who confirms it, and earlier answers stay', async () => {
    const [germany, philippines] = [
      await registry.token('GOVERNMENT', 'party-de'),
      await registry.token('GOVERNMENT', 'party-ph'),
    ];
    const submitted = await send(
      'submitEvidence',
      'SubmitEvidence',
      {
        obligation: duty,
        evidence: 'report-2024',
        occurrence: '2024',
        kind: 'report',
        performedAt: '2025-01-15T22:30:00Z',
      },
      germany,
    );
    expect(submitted).toMatchObject({ __typename: 'Recorded' });
    const asserted = await ask({ asOf: { effectiveOn: '2025-02-01' }, atLeast: submitted.seq });
    expect(asserted.of2024.status).toMatchObject({ headline: 'UNVERIFIED', late: 0, verification: 'ASSERTED' });

    const confirmed = await send(
      'confirmEvidence',
      'ConfirmEvidence',
      { obligation: duty, evidence: 'report-2024', on: '2025-01-20' },
      philippines,
    );
    const proved = await ask({ asOf: { effectiveOn: '2025-02-01' }, atLeast: confirmed.seq });
    expect(proved.of2024.status).toMatchObject({ headline: 'FULFILLED', late: 0, verification: 'CONFIRMED' });
    expect(proved.of2024.status.explanation[0].reads).toContainEqual({
      seq: submitted.seq,
      pointer: '/performedOn',
      value: '"2025-01-15"',
    });
    const then = await ask({ asOf: { effectiveOn: '2025-02-01', knownSize: submitted.seq } });
    expect(then.of2024.status).toMatchObject({ headline: 'BREACHED' });
  });

  test('a holiday declared later moves the due date, as known from then on', async () => {
    const before = (await ask({})).asOf.knownSize as number;
    const revised = await send(
      'reviseCalendar',
      'ReviseCalendar',
      { calendar: 'calendar-de', declared: [{ on: '2025-01-06', name: 'Epiphany' }], takenBack: [] },
      secretariat,
      { sources: ['source-story'] },
    );
    const after = await ask({ asOf: { effectiveOn: '2025-01-16' }, atLeast: revised.seq });
    expect(after.of2024.dueOn).toBe('2025-01-16');
    expect((await ask({ asOf: { knownSize: before } })).of2024.dueOn).toBe('2025-01-15');
  });

  rule('GEN-10', 'a waiver by who the duty is not owed to is refused as data', async () => {
    const germany = await registry.token('GOVERNMENT', 'party-de');
    expect(
      await send(
        'grantWaiver',
        'GrantWaiver',
        { obligation: duty, from: '2025-01-01', consentOf: ['party-de'], ground: 'None' },
        germany,
      ),
    ).toMatchObject({ __typename: 'Refused', rule: 'GEN-10', code: 'NO_AUTHORITY' });
  });

  test('it is found by its id like anything else', async () => {
    const { data } = await registry.query(`{ node(id: "${duty}") { id ... on Obligation { arrangementId } } }`);
    expect(data.node).toEqual({ id: duty, arrangementId: 'arrangement-de-ph-story' });
  });
});
