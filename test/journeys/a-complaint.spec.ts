import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rule } from '#kernel/testing';
import { RunningRegistry } from '../support/registry.js';

let registry: RunningRegistry;
const tokens: Record<string, string> = {};
let commands = 0;
let beforeRevision = 0;

const arrangement = 'arrangement-of-the-journey';
const id = { case: 'case-1' };
const secret = 'Nurses paid for their placement.';
const reference = `store:${'a'.repeat(32)}`;

const send = (name: string, input: object, as = 'secretariat', provenance: object = {}) =>
  registry.command(
    name,
    `${name[0]!.toUpperCase()}${name.slice(1)}`,
    input,
    {
      commandId: `complaint-${commands++}`,
      sources: ['source-gazette'],
      reason: 'Recorded for the test',
      ...provenance,
    },
    tokens[as],
  );
const recorded = async (...sent: Parameters<typeof send>) => {
  const answer = await send(...sent);
  expect(answer).toMatchObject({ __typename: 'Recorded' });
  return answer as { seq: number };
};
const ask = async (question: string, as?: string) => {
  const { data, errors } = await registry.query(question, {}, as && tokens[as]);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};
const caseOn = async (fields: string, on: string, as?: string) =>
  (await ask(`{ case(id: "case-1", asOf: { effectiveOn: "${on}" }) { ${fields} } }`, as)).case as Record<string, any>;
const listed = async (filter: string, on: string) =>
  (
    (await ask(`{ cases(first: 10, filter: ${filter}, asOf: { effectiveOn: "${on}" }) { totalCount nodes { id } } }`))
      .cases.nodes as { id: string }[]
  ).map((node) => node.id);

beforeAll(async () => {
  registry = await RunningRegistry.start();
  for (const [name, role, party] of [
    ['secretariat', 'SECRETARIAT'],
    ['germany', 'GOVERNMENT', 'party-de'],
    ['philippines', 'GOVERNMENT', 'party-ph'],
    ['france', 'GOVERNMENT', 'party-fr'],
    ['verdi', 'UNION', 'party-verdi'],
    ['cgt', 'UNION', 'party-cgt'],
    ['clinic', 'EMPLOYER', 'party-clinic'],
  ] as const)
    tokens[name] = await registry.token(role, party);
  const source = { source: 'source-gazette', title: 'A gazette', publisher: 'An office' };
  await recorded('registerSource', source, 'secretariat', { sources: [] });
  const party = (name: string, kind: string, code: string, partOf?: string) =>
    recorded('registerParty', {
      party: `party-${name}`,
      kind,
      codeSystem: kind === 'STATE' ? 'ISO_3166_1' : 'ORG',
      code,
      names: [{ text: code, language: 'en' }],
      partOf,
    });
  for (const code of ['DE', 'PH', 'FR']) await party(code.toLowerCase(), 'STATE', code);
  await party('verdi', 'TRADE_UNION', 'VERDI', 'party-de');
  await party('cgt', 'TRADE_UNION', 'CGT', 'party-fr');
  await party('clinic', 'EMPLOYER', 'CLINIC', 'party-de');
  await recorded('registerEmployer', {
    employer: 'employer-clinic',
    name: 'A clinic',
    country: 'party-de',
    sectors: ['health'],
    party: 'party-clinic',
  });
  await recorded('registerArrangement', {
    arrangement,
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
  });
  const finalClauses = { entryIntoForce: { onSignature: { bySignature: true } } };
  await recorded('agreeFinalClauses', { arrangement, finalClauses });
  await recorded('recordAct', { arrangement, kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2020-01-01' });
  await recorded('codeClause', {
    arrangement,
    clause: 'fees',
    content: {
      code: 'FEES',
      answer: 'PRESENT',
      codedFrom: 'SECONDARY_SOURCE',
      modality: 'SHALL',
      bearers: ['EMPLOYER', 'RECRUITER'],
    },
  });
  const { seq } = await recorded(
    'fileComplaint',
    {
      ...id,
      on: '2024-03-01',
      arrangement,
      clauses: ['fees'],
      respondent: { employer: 'employer-clinic' },
      corridor: { origin: 'party-ph', destination: 'party-de' },
      facts: { from: '2024-01-10', until: '2024-02' },
      words: secret,
      complainant: { as: 'WORKER', sealedReference: reference },
    },
    'verdi',
  );
  await ask(`{ case(id: "case-1", atLeast: ${seq}) { id } }`);
}, 240_000);
afterAll(() => registry.stop());

rule(
  'AUD-03',
  'before a decision everybody sees parties, clause, state and dates, and only those concerned the words',
  async () => {
    const fields =
      'phase codes words wordsReadable respondent { employer } nextDeadline { kind dueOn rule } complainant { as sealedReference }';
    const open = {
      phase: 'SUBMITTED',
      codes: ['FEES'],
      respondent: { employer: 'employer-clinic' },
      nextDeadline: { kind: 'ADMISSIBILITY', dueOn: '2024-03-15', rule: 'CMP-04' },
    };
    const seen = async (as?: string) => (await caseOn(fields, '2024-03-04', as)) as { words: string | null };
    for (const as of [undefined, 'france', 'cgt'])
      expect(await seen(as)).toMatchObject({ ...open, words: null, wordsReadable: false });
    for (const as of ['verdi', 'germany', 'philippines', 'clinic', 'secretariat'])
      expect(await seen(as)).toMatchObject({ ...open, words: secret, wordsReadable: true });
  },
);

rule('CMP-03', 'the one complained of does not learn who it was', async () => {
  const who = async (as?: string) =>
    (await caseOn('complainant { as party sealedReference }', '2024-03-04', as)).complainant as object;
  const unnamed = { as: 'WORKER', party: null, sealedReference: null };
  for (const as of [undefined, 'clinic', 'germany', 'verdi']) expect(await who(as)).toEqual(unnamed);
  expect(await who('secretariat')).toEqual({ ...unnamed, sealedReference: reference });
});

rule('AUD-03', 'the history and the log withhold the same words from the same readers', async () => {
  const trail =
    '{ auditTrail(subject: "case-1", first: 5) { nodes { seq summary data changes { path after } evidence { reason } } } }';
  const [shown] = (await ask(trail)).auditTrail.nodes as { seq: number; summary: string }[];
  const told = JSON.stringify(shown);
  expect(told).not.toContain(secret);
  expect(told).not.toContain('Recorded for the test');
  expect(told).not.toContain(reference);
  expect(told).toContain('[withheld]');
  expect(shown!.summary).toContain('Complaint filed by a worker against employer-clinic on FEES');
  const one = `{ event(seq: ${shown!.seq}) { data evidence { reason } } }`;
  expect(JSON.stringify(await ask(one))).not.toContain(secret);
  expect(JSON.stringify(await ask(one, 'cgt'))).not.toContain(secret);
  // They hold the reference to the worker, so that the respondent reads the words in the case only (CMP-03).
  expect(JSON.stringify(await ask(one, 'clinic'))).not.toContain(reference);
  for (const as of ['verdi', 'germany']) {
    expect(JSON.stringify(await ask(one, as))).toContain(secret);
    expect(JSON.stringify(await ask(trail, as))).toContain(secret);
  }
});

rule('CMP-02', 'words that tell a worker apart are refused, and nothing is recorded', async () => {
  const filing = {
    case: 'case-2',
    on: '2024-03-01',
    arrangement,
    clauses: ['fees'],
    respondent: { employer: 'employer-clinic' },
    facts: { from: '2024-01-10' },
    words: 'Passport P1234567 was kept.',
    complainant: { as: 'WORKER' },
  };
  expect(await send('fileComplaint', filing, 'verdi')).toMatchObject({ code: 'PERSONAL_DATA_REFUSED', rule: 'CMP-02' });
  const told = { ...filing, words: 'The passport was kept.' };
  for (const field of ['reason', 'note'])
    expect(await send('fileComplaint', told, 'verdi', { [field]: 'It was P1234567.' })).toMatchObject({
      code: 'PERSONAL_DATA_REFUSED',
      rule: 'CMP-02',
      message: expect.stringContaining(`provenance.${field}`) as unknown,
    });
  expect((await ask('{ case(id: "case-2") { id } }')).case).toBeNull();
});

test('CMP-04: on the day after the limit it would be taken up, and a decision in time makes it so', async () => {
  const fields = 'phase isDeemedAdmissible isUnanswered isOverdue ladder { due since }';
  expect(await caseOn(fields, '2024-03-15')).toMatchObject({
    phase: 'SUBMITTED',
    isUnanswered: true,
    isOverdue: false,
  });
  expect(await caseOn(fields, '2024-03-16')).toMatchObject({
    phase: 'ADMISSIBLE',
    isDeemedAdmissible: true,
    isOverdue: true,
    ladder: { due: 'INFORMATION_REQUEST', since: '2024-03-16' },
  });
  expect(await listed('{ unanswered: true, overdue: true, clauseCode: [FEES] }', '2024-03-16')).toEqual(['case-1']);
  expect(await listed('{ overdue: true }', '2024-03-15')).toEqual([]);
  await recorded('decideAdmissibility', { ...id, on: '2024-03-08', outcome: 'ADMISSIBLE' }, 'philippines');
});

test('CMP-06: a finding is confirmed after the clinic could answer, by another than who investigated', async () => {
  await recorded('beginInvestigation', { ...id, on: '2024-03-11' }, 'germany');
  await recorded(
    'draftFinding',
    {
      ...id,
      on: '2024-04-01',
      finding: 'f1',
      clause: 'fees',
      result: 'NOT_SATISFIED',
      workers: 3,
      foundBy: 'INSPECTORATE',
      methods: ['VISIT'],
    },
    'germany',
  );
  await recorded('notifyFinding', { ...id, on: '2024-04-02', finding: 'f1' }, 'germany');
  const confirmation = (on: string) => ({ ...id, on, finding: 'f1', remedies: [{ remedy: 'r1', kind: 'PAY_BACK' }] });
  expect(await send('confirmFinding', confirmation('2024-05-02'), 'philippines')).toMatchObject({
    rule: 'CMP-06',
    code: 'REPLY_PERIOD_OPEN',
  });
  expect(await send('confirmFinding', confirmation('2024-05-03'), 'germany')).toMatchObject({
    rule: 'CMP-07',
    code: 'CONFLICT_OF_INTEREST',
  });
  const { seq } = await recorded(
    'replyToFinding',
    { ...id, on: '2024-04-10', finding: 'f1', stance: 'CONTESTED' },
    'clinic',
  );
  const fields = 'findings { phase replyUntil howToContest workers workersMasked isAlert replies { stance } } isAlert';
  await ask(`{ case(id: "case-1", atLeast: ${seq}) { id } }`);
  expect(await caseOn(fields, '2024-04-09', 'clinic')).toMatchObject({
    isAlert: true,
    findings: [
      { phase: 'REPLY_DUE', replyUntil: '2024-05-02', workers: 3, howToContest: expect.stringContaining('2024-05-02') },
    ],
  });
  // IND-03: small counts are masked for the public.
  expect(await caseOn(fields, '2024-04-10')).toMatchObject({
    findings: [{ phase: 'CONTESTED', workers: null, workersMasked: true, replies: [{ stance: 'CONTESTED' }] }],
  });
  await recorded('confirmFinding', confirmation('2024-05-03'), 'philippines');
  await recorded('decideComplaint', { ...id, on: '2024-05-06', outcome: 'FOUNDED' }, 'philippines');
});

test('CMP-11: it closes when another than the clinic has verified what mends it', async () => {
  await recorded('claimRemedy', { ...id, on: '2024-05-09', remedy: 'r1' }, 'clinic');
  expect(await send('closeCase', { ...id, on: '2024-05-15' }, 'germany')).toMatchObject({ rule: 'CMP-11' });
  expect(await send('verifyRemedy', { ...id, on: '2024-05-16', remedy: 'r1', isDone: true }, 'clinic')).toMatchObject({
    rule: 'GEN-09',
  });
  const { seq } = await recorded('verifyRemedy', { ...id, on: '2024-05-20', remedy: 'r1', isDone: true }, 'verdi');
  beforeRevision = seq + 1;
  await ask(`{ case(id: "case-1", atLeast: ${seq}) { id } }`);

  const alerts = async (on: string) =>
    (
      await ask(
        `{ caseAlerts(first: 5, destination: "party-de", asOf: { effectiveOn: "${on}" }) { total alerts { caseId code ageDays phase isConfirmed } } }`,
      )
    ).caseAlerts as object;
  expect(await alerts('2024-03-31')).toEqual({ total: 0, alerts: [] });
  expect(await alerts('2024-05-10')).toEqual({
    total: 1,
    alerts: [{ caseId: 'case-1', code: 'FEES', ageDays: 39, phase: 'CORRECTION_DUE', isConfirmed: true }],
  });
  expect(await alerts('2024-05-20')).toEqual({ total: 0, alerts: [] });
  expect(await listed('{ phase: [REMEDY_ORDERED], severity: [CRITICAL] }', '2024-05-19')).toEqual(['case-1']);
  expect(
    await listed('{ phase: [REMEDY_DONE], employer: "employer-clinic", origin: "party-ph" }', '2024-05-20'),
  ).toEqual(['case-1']);
  expect(await listed('{ respondent: "employer-clinic", kind: [CHECK, DISCLOSURE] }', '2024-05-20')).toEqual([]);
});

test('CMP-08: complaints are counted by matter, and repeated findings by respondent', async () => {
  const counts = async (on: string) =>
    (
      await ask(
        `{ complaintsByClause(arrangement: "${arrangement}", asOf: { effectiveOn: "${on}" }) { counts { code filed admissible decided decidedInTime remedied } } }`,
      )
    ).complaintsByClause.counts as object[];
  expect(await counts('2024-02-29')).toEqual([]);
  expect(await counts('2024-03-04')).toEqual([
    { code: 'FEES', filed: 1, admissible: 0, decided: 0, decidedInTime: 0, remedied: 0 },
  ]);
  expect(await counts('2024-05-20')).toEqual([
    { code: 'FEES', filed: 1, admissible: 1, decided: 1, decidedInTime: 1, remedied: 1 },
  ]);
  const repeated = async (atLeast: number) =>
    (
      await ask(
        `{ repeatedFindings(first: 5, atLeast: ${atLeast}, asOf: { effectiveOn: "2024-05-19" }) { respondents { respondent findings cases codes gravest open } } }`,
      )
    ).repeatedFindings.respondents as object[];
  expect(await repeated(2)).toEqual([]);
  expect(await repeated(1)).toEqual([
    { respondent: 'employer-clinic', findings: 1, cases: 1, codes: ['FEES'], gravest: 'CRITICAL', open: 1 },
  ]);
});

rule('CMP-14', 'a finding taken back changes what is said from its day on, and not what was known before', async () => {
  const { seq } = await recorded(
    'withdrawFinding',
    { ...id, on: '2024-06-01', finding: 'f1', why: 'Another clinic was meant.' },
    'philippines',
  );
  await ask(`{ case(id: "case-1", atLeast: ${seq}) { id } }`);
  const findings = async (asOf: string) =>
    (
      (await ask(`{ case(id: "case-1", asOf: { ${asOf} }) { findings { phase } } }`, 'verdi')).case.findings as {
        phase: string;
      }[]
    ).map(({ phase }) => phase);
  expect(await findings('effectiveOn: "2024-06-01"')).toEqual(['WITHDRAWN']);
  expect(await findings('effectiveOn: "2024-05-31"')).toEqual(['VERIFIED']);
  expect(await findings(`effectiveOn: "2024-06-01", knownSize: ${beforeRevision}`)).toEqual(['VERIFIED']);
  // Once decided, the words are public.
  expect(await caseOn('words', '2024-06-01')).toEqual({ words: secret });
});

rule(
  'EMP-06',
  'a self-assessment does not outweigh a confirmed finding, and stands beside what others found',
  async () => {
    const assessment = (on: string) => ({
      assessment: 'assessment-1',
      employer: 'employer-clinic',
      on,
      signedAs: 'MANAGEMENT',
      arrangements: [arrangement],
      answers: [{ arrangement, clause: 'fees', result: 'COMPLIANT' }],
    });
    expect(await send('submitAssessment', assessment('2024-05-08'), 'clinic')).toMatchObject({
      rule: 'EMP-06',
      code: 'CONFIRMED_FINDING',
    });
    const { seq } = await recorded('submitAssessment', assessment('2024-06-02'), 'clinic');
    const fields = 'isCurrent validUntil duties { clause result reading contradictions { case } }';
    const answer = await ask(
      `{ selfAssessment(id: "assessment-1", asOf: { effectiveOn: "2024-06-03" }, atLeast: ${seq}) { ${fields} } }`,
    );
    expect(answer.selfAssessment).toEqual({
      isCurrent: true,
      validUntil: '2025-06-01',
      duties: [{ clause: 'fees', result: 'COMPLIANT', reading: 'SELF_REPORTED', contradictions: [] }],
    });
    const then = await ask(
      `{ selfAssessments(first: 5, employer: "employer-clinic", arrangement: "${arrangement}", asOf: { effectiveOn: "2025-06-02" }) { totalCount nodes { isCurrent duties { reading } } } }`,
    );
    expect(then.selfAssessments).toEqual({
      totalCount: 1,
      nodes: [{ isCurrent: false, duties: [{ reading: 'EXPIRED' }] }],
    });
  },
);

rule('CMP-16', 'an employer tells of its own breach, and whether anyone had looked before is on record', async () => {
  const disclosure = {
    case: 'case-3',
    on: '2024-06-10',
    arrangement,
    clauses: ['fees'],
    respondent: { employer: 'employer-clinic' },
    facts: { from: '2024-06' },
    words: 'One more nurse paid.',
  };
  expect(await send('discloseBreach', disclosure, 'verdi')).toMatchObject({ rule: 'GEN-09' });
  const { seq } = await recorded('discloseBreach', disclosure, 'clinic');
  const answer = await ask(
    `{ case(id: "case-3", atLeast: ${seq}, asOf: { effectiveOn: "2024-06-10" }) { kind phase afterCase nextDeadline { kind dueOn } } }`,
  );
  expect(answer.case).toEqual({
    kind: 'DISCLOSURE',
    phase: 'ADMISSIBLE',
    afterCase: 'case-1',
    nextDeadline: { kind: 'DECISION', dueOn: '2024-09-08' },
  });
});

rule('AUD-06', 'a sample is drawn again from what is on record', async () => {
  const population = ['party-de', 'party-ph', 'party-fr', 'party-verdi'];
  const { seq } = await recorded(
    'drawSample',
    {
      sample: 'sample-1',
      on: '2024-07-01',
      purpose: 'An audit',
      query: '{ parties(first: 10, asOf: { knownSize: 8 }) { nodes { id } } }',
      knownSize: 8,
      population,
      seed: 'seed-of-a-lottery',
      seedFrom: 'A public lottery',
      count: 2,
    },
    'verdi',
  );
  const { sample } = await ask(`{ sample(id: "sample-1", atLeast: ${seq}) { drawn isReproduced population } }`);
  expect(sample).toMatchObject({ isReproduced: true, population });
  expect(new Set(sample.drawn as string[]).size).toBe(2);
  expect((await ask('{ node(id: "sample-1") { __typename } }')).node).toEqual({ __typename: 'Sample' });
});

test('a case is found by its id like anything else', async () => {
  expect((await ask('{ node(id: "case-1") { id __typename } }')).node).toEqual({ id: 'case-1', __typename: 'Case' });
  expect((await ask('{ cases(first: 1) { totalCount } }')).cases).toEqual({ totalCount: 2 });
});
