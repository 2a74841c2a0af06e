import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RunningRegistry } from '../support/registry.js';

let registry: RunningRegistry;
let germany: string;
let philippines: string;
let secretariat: string;
let id = 0;

const because = (rest: object = {}) => ({ commandId: `journey-${id++}`, reason: 'Our own act', ...rest });
const state = (code: string, name: string) => ({
  party: `party-${code.toLowerCase()}`,
  kind: 'STATE',
  codeSystem: 'ISO_3166_1',
  code,
  names: [{ text: name, language: 'en' }],
});

beforeAll(async () => {
  registry = await RunningRegistry.start();
  [germany, philippines, secretariat] = await Promise.all([
    registry.token('GOVERNMENT', 'party-de'),
    registry.token('GOVERNMENT', 'party-ph'),
    registry.token('SECRETARIAT'),
  ]);
});
afterAll(() => registry.stop());

/** The arrangement of the journey, with so much as the step asks for. */
async function arrangement(fields: string, args = ''): Promise<Record<string, any>> {
  const { data, errors } = await registry.query(`{ arrangement(id: "arrangement-nurses"${args}) { ${fields} } }`);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.arrangement as Record<string, any>;
}

const act = (kind: string, party: string, on: string, token: string) =>
  registry.command(
    'recordAct',
    'RecordAct',
    { arrangement: 'arrangement-nurses', kind, parties: [party], on },
    because(),
    token,
  );

describe('a ministry brings an arrangement from signature to its end, in the same language as its partner', () => {
  let signedAt: number;

  test('given two states and a text that enters into force the second month after the last notification', async () => {
    for (const [code, name] of [
      ['DE', 'Germany'],
      ['PH', 'Philippines'],
    ] as const)
      expect(
        await registry.command('registerParty', 'RegisterParty', state(code, name), because(), secretariat),
      ).toMatchObject({ __typename: 'Recorded' });
    const input = {
      arrangement: 'arrangement-nurses',
      kind: 'BILATERAL',
      level: 'NATIONAL',
      instrumentType: 'TREATY',
      bindingness: 'BINDING',
      titles: [
        { text: 'Agreement on nurses', language: 'en', authentic: true },
        { text: 'Abkommen \u00fcber Pflegekr\u00e4fte', language: 'de', authentic: true },
      ],
      parties: [
        { party: 'party-de', role: 'DESTINATION' },
        { party: 'party-ph', role: 'ORIGIN' },
      ],
      scope: { sectors: ['health'], skillLevels: ['HIGH'], occupations: ['2221'] },
    };
    expect(
      await registry.command('registerArrangement', 'RegisterArrangement', input, because(), germany),
    ).toMatchObject({ __typename: 'Recorded', version: 1 });
    const finalClauses = {
      entryIntoForce: {
        afterLastNotification: { period: { count: 2, unit: 'MONTH', rounding: 'FIRST_DAY_OF_MONTH' } },
      },
      term: { length: { count: 3, unit: 'YEAR' }, renewal: 'NONE' },
      denunciationNotice: { count: 6, unit: 'MONTH' },
    };
    await registry.command(
      'agreeFinalClauses',
      'AgreeFinalClauses',
      { arrangement: 'arrangement-nurses', finalClauses },
      because(),
      germany,
    );
  });

  test('GEN-10: Germany signs for itself and cannot sign for the Philippines', async () => {
    expect(await act('SIGNATURE', 'party-ph', '2023-03-01', germany)).toMatchObject({
      __typename: 'Refused',
      rule: 'GEN-10',
      code: 'NOT_MANDATED',
    });
    expect(await act('SIGNATURE', 'party-de', '2023-03-01', germany)).toMatchObject({ __typename: 'Recorded' });
    const second = await act('SIGNATURE', 'party-ph', '2023-03-01', philippines);
    signedAt = second.seq as number;
    expect(await arrangement('status acts { parties }', `, atLeast: ${signedAt}`)).toMatchObject({
      status: 'SIGNED',
      acts: [{ parties: ['party-de'] }, { parties: ['party-ph'] }],
    });
  });

  test('ARR-02, ARR-03: entry into force waits for both notifications, and is computed from the last', async () => {
    await act('NOTIFICATION', 'party-de', '2023-06-20', germany);
    expect((await arrangement('entryIntoForce { date basis waitingFor }')).entryIntoForce).toEqual({
      date: null,
      basis: 'UNKNOWN',
      waitingFor: ['party-ph'],
    });
    const typed = (on: string) =>
      registry.command(
        'stateEntryIntoForce',
        'StateEntryIntoForce',
        { arrangement: 'arrangement-nurses', on },
        because(),
        germany,
      );
    expect(await typed('2023-08-01')).toMatchObject({
      rule: 'ARR-02',
      code: 'EIF_CONDITIONS_UNMET',
      facts: [{ name: 'waitingFor', value: '["party-ph"]' }],
    });
    const { seq } = await act('NOTIFICATION', 'party-ph', '2024-03-12', philippines);
    expect(
      await arrangement('entryIntoForce { date basis evidence { seq } } expiresOn { date }', `, atLeast: ${seq}`),
    ).toMatchObject({
      entryIntoForce: { date: '2024-05-01', basis: 'COMPUTED' },
      expiresOn: { date: '2027-05-01' },
    });
    expect(await typed('2024-04-15')).toMatchObject({ rule: 'ARR-03', code: 'EIF_DATE_MISMATCH' });
  });

  test.each([
    ['2023-02-28', 'NEGOTIATED'],
    ['2023-03-01', 'SIGNED'],
    ['2024-04-30', 'SIGNED'],
    ['2024-05-01', 'IN_FORCE'],
    ['2027-04-30', 'IN_FORCE'],
    ['2027-05-01', 'EXPIRED'],
  ])('ARR-09: on %s it is %s', async (effectiveOn, status) => {
    expect((await arrangement('status', `, asOf: { effectiveOn: "${effectiveOn}" }`)).status).toBe(status);
    const listed = await registry.query(
      `{ arrangements(first: 10, filter: { status: [${status}] }, asOf: { effectiveOn: "${effectiveOn}" }) { nodes { id } } }`,
    );
    expect(listed.data.arrangements.nodes).toEqual([{ id: 'arrangement-nurses' }]);
  });

  test('GEN-06: what was recorded later does not change the answer as known before', async () => {
    const known = `, asOf: { knownSize: ${signedAt + 1}, effectiveOn: "2025-01-01" }`;
    expect(await arrangement('status entryIntoForce { date }', known)).toEqual({
      status: 'SIGNED',
      entryIntoForce: { date: null },
    });
    expect((await arrangement('status', ', asOf: { effectiveOn: "2025-01-01" }')).status).toBe('IN_FORCE');
    const list = (asOf: string) =>
      registry.query(
        `{ arrangements(first: 10, filter: { status: [IN_FORCE] }, asOf: ${asOf}) { totalCount asOf { effectiveOn knownSize projected } } }`,
      );
    expect((await list(`{ knownSize: ${signedAt + 1}, effectiveOn: "2025-01-01" }`)).data.arrangements).toMatchObject({
      totalCount: 0,
      asOf: { effectiveOn: '2025-01-01', knownSize: signedAt + 1 },
    });
    expect((await list('{ effectiveOn: "2025-01-01" }')).data.arrangements.totalCount).toBe(1);
  });

  test('AMD-02: an amendment binds when both have accepted it, and changes what it names from its day on', async () => {
    const amendment = {
      arrangement: 'arrangement-nurses',
      amendment: 'care-2025',
      type: 'AMEND',
      what: 'Covers care assistants too',
      on: '2025-01-10',
      appliesFrom: '2025-07-01',
      changes: [
        { scope: { sectors: ['health', 'care'], skillLevels: ['HIGH', 'MEDIUM'], occupations: ['2221', '5321'] } },
      ],
    };
    await registry.command('proposeAmendment', 'ProposeAmendment', amendment, because(), germany);
    const consent = (party: string, token: string) =>
      registry.command(
        'consentToAmendment',
        'ConsentToAmendment',
        { arrangement: 'arrangement-nurses', amendment: 'care-2025', party, on: '2025-02-01' },
        because(),
        token,
      );
    await consent('party-de', germany);
    expect(await arrangement('amendments { status inForceFrom { waitingFor } }')).toEqual({
      amendments: [{ status: 'PROPOSED', inForceFrom: { waitingFor: ['party-ph'] } }],
    });
    const { seq } = await consent('party-ph', philippines);
    const care = (day: string) =>
      registry.query(
        `{ arrangements(first: 5, atLeast: ${seq}, filter: { occupation: ["53"] }, asOf: { effectiveOn: "${day}" }) { totalCount nodes { scope { sectors } } } }`,
      );
    expect((await care('2025-06-30')).data.arrangements.totalCount).toBe(0);
    expect((await care('2025-07-01')).data.arrangements).toEqual({
      totalCount: 1,
      nodes: [{ scope: { sectors: ['health', 'care'] } }],
    });
  });

  test('ARR-18, ARR-20: a denunciation ends it when the notice has run', async () => {
    const { seq } = await registry.command(
      'denounceArrangement',
      'DenounceArrangement',
      { arrangement: 'arrangement-nurses', party: 'party-ph', receivedOn: '2025-08-31' },
      because(),
      philippines,
    );
    expect(await arrangement('denunciations { effectiveOn toBeConfirmed }', `, atLeast: ${seq}`)).toEqual({
      denunciations: [{ effectiveOn: '2026-02-28', toBeConfirmed: false }],
    });
    expect((await arrangement('status', ', asOf: { effectiveOn: "2026-02-27" }')).status).toBe('IN_FORCE');
    expect((await arrangement('status', ', asOf: { effectiveOn: "2026-02-28" }')).status).toBe('TERMINATED');
  });

  test('GEN-02: its history tells every act, who recorded it, and what it changed', async () => {
    const { data } = await registry.query(
      '{ auditTrail(subject: "arrangement-nurses", first: 50) { nodes { summary evidence { actor { role onBehalfOf } reason } changes { path before after } } } }',
    );
    const trail = data.auditTrail.nodes as Record<string, any>[];
    expect(trail.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('Registered: Agreement on nurses'),
      'Final clauses: in force a period after the last notification; for 3 years',
      'Signed on 2023-03-01 by party-de',
      'Signed on 2023-03-01 by party-ph',
      'Procedures notified as done on 2023-06-20 by party-de',
      'Procedures notified as done on 2024-03-12 by party-ph',
      'Amendment care-2025 proposed on 2025-01-10: Covers care assistants too',
      'party-de accepted amendment care-2025 on 2025-02-01',
      'party-ph accepted amendment care-2025 on 2025-02-01',
      'party-ph denounced; notice received on 2025-08-31',
    ]);
    expect(trail[3]).toMatchObject({
      evidence: { actor: { role: 'GOVERNMENT', onBehalfOf: 'party-ph' }, reason: 'Our own act' },
      changes: [
        { path: 'acts[1]', before: null, after: '{"kind":"SIGNATURE","on":"2023-03-01","parties":["party-ph"]}' },
      ],
    });
  });
});

describe('bad input is told, loses nothing and leaves no half state', () => {
  const remark = (text: unknown, provenance: object, token?: string) =>
    registry.command('addRemark', 'AddRemark', { arrangement: 'arrangement-nurses', text }, provenance, token);
  const size = async () => (await registry.query('{ checkpoint { size } }')).data.checkpoint.size as number;

  test('without a token a command is not taken', async () => {
    expect(await remark('x', because())).toMatchObject({ __typename: 'Unauthenticated', code: 'UNAUTHENTICATED' });
  });

  test('an invalid token is refused without a reason that helps to forge one', async () => {
    const answer = await registry.query('{ checkpoint { size } }', {}, 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.');
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('GEN-01: a command without source and reason is refused, and one with an unknown source', async () => {
    expect(await remark('x', { commandId: 'no-provenance' }, germany)).toMatchObject({
      rule: 'GEN-01',
      code: 'PROVENANCE_REQUIRED',
    });
    expect(await remark('x', { commandId: 'no-source', sources: ['source-nowhere'] }, germany)).toMatchObject({
      rule: 'GEN-01',
      code: 'UNKNOWN_SOURCE',
    });
  });

  test('GEN-03: the same command id gives the first answer again, and is refused for another content', async () => {
    const provenance = because();
    const first = await remark('said once', provenance, germany);
    const before = await size();
    expect(await remark('said once', provenance, germany)).toEqual({ ...first, repeated: true });
    expect(await remark('said otherwise', provenance, germany)).toMatchObject({
      rule: 'GEN-03',
      code: 'COMMAND_ID_REUSED',
    });
    expect(await size()).toBe(before);
  });

  test('GEN-04: a stale version is told the current one', async () => {
    const { version } = await remark('current', because(), germany);
    expect(await remark('stale', because({ expectedVersion: (version as number) - 1 }), germany)).toMatchObject({
      __typename: 'VersionConflict',
      expected: (version as number) - 1,
      actual: version,
    });
    expect(await remark('fresh', because({ expectedVersion: version }), germany)).toMatchObject({
      __typename: 'Recorded',
      version: (version as number) + 1,
    });
  });

  test('malformed input names field and value', async () => {
    const before = await size();
    expect(await remark('', because(), germany)).toMatchObject({
      __typename: 'Malformed',
      code: 'MALFORMED_INPUT',
      problems: [{ field: 'input.text', value: '""' }],
    });
    const party = { ...state('FR', 'France'), party: 'France' };
    expect(await registry.command('registerParty', 'RegisterParty', party, because(), germany)).toMatchObject({
      problems: [
        {
          field: 'input.party',
          value: '"France"',
          message: expect.stringContaining('must be an id like party-xyz') as unknown,
        },
      ],
    });
    expect(await size()).toBe(before);
  });

  test('a date that is none names the variable and the place', async () => {
    const answer = await registry.query(
      'mutation ($input: RecordAct!) { recordAct(input: $input, provenance: { commandId: "x" }) { __typename } }',
      {
        input: { arrangement: 'arrangement-nurses', kind: 'SIGNATURE', parties: ['party-de'], on: '2023-02-30' },
      },
      germany,
    );
    expect(answer).toMatchObject({
      status: 400,
      errors: [
        {
          message: expect.stringMatching(/"2023-02-30" at "input\.on"/) as unknown,
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    });
  });

  test.each([
    ['arrangements(first: 0) { totalCount }', 'first: 0 is not from 1 to 100.'],
    [
      'arrangements(first: 5, after: "nonsense") { totalCount }',
      'after: "nonsense" is no cursor of this registry: take endCursor of the page before.',
    ],
    ['arrangements(first: 5, asOf: { knownSize: 100000 }) { totalCount }', 'asOf.knownSize is 100000, but the log has'],
    [
      'arrangements(first: 5, asOf: { knownAt: "2999-01-01T00:00:00Z" }) { totalCount }',
      'which lies in the future: nobody knows that yet.',
    ],
    [
      'arrangements(first: 5, asOf: { knownSize: 1, knownAt: "2020-01-01T00:00:00Z" }) { totalCount }',
      'asOf takes knownAt or knownSize, not both',
    ],
    [
      'arrangements(first: 5, filter: { occupation: ["twenty"] }) { totalCount }',
      'filter.occupation must be an ISCO-08 code of one to four digits.',
    ],
    [
      'auditTrail(subject: "nobody-knows", first: 5) { nodes { seq } }',
      'subject: "nobody-knows" is no id of this registry',
    ],
  ])('the question %s is told what is wrong', async (question, message) => {
    const answer = await registry.query(`{ ${question} }`);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining(message) as unknown,
      extensions: { code: 'BAD_REQUEST' },
    });
  });

  test('limits are on: aliases, cost, size', async () => {
    const code = async (query: string) => (await registry.query(query)).errors?.[0]?.extensions.code;
    const aliases = Array.from({ length: 31 }, (_, n) => `a${n}: checkpoint { size }`).join(' ');
    expect(await code(`{ ${aliases} }`)).toBe('BAD_REQUEST');
    const heavy = 'evidence { sources { title publisher url } actor { id role } note reason }';
    expect(
      await code(
        `{ arrangements(first: 100) { nodes { clauses { ${heavy} } acts { ${heavy} } parties { party { evidence { sources { title } } } ${heavy} } amendments { consents { ${heavy} } ${heavy} } quotas { settings { ${heavy} } figures { ${heavy} } } } } }`,
      ),
    ).toBe('COST_EXCEEDED');
    const answer = await fetch(`${registry.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ checkpoint { size } }${' '.repeat(70_000)}` }),
    });
    expect(answer.status).toBe(413);
  });

  test('a mutation never runs by GET, and an unknown field suggests nothing', async () => {
    const before = await size();
    const answer = await fetch(
      `${registry.address}/graphql?query=${encodeURIComponent('mutation { addRemark(input: { arrangement: "arrangement-nurses", text: "x" }, provenance: { commandId: "get", reason: "x" }) { __typename } }')}`,
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await size()).toBe(before);
    expect((await registry.query('{ arrangement(id: "x") { titel } }')).errors?.[0]?.message).toBe(
      'Cannot query field "titel" on type "Arrangement".',
    );
  });
});
