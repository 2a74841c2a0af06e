import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rule } from '#kernel/testing';
import { RunningRegistry } from '../support/registry.js';

type Json = Record<string, any>;

let registry: RunningRegistry;
let secretariat: string;
let sent = 0;
beforeAll(async () => {
  registry = await RunningRegistry.withSample();
  secretariat = await registry.token('SECRETARIAT');
}, 240_000);
afterAll(() => registry.stop());

const ask = async (query: string): Promise<Json> => {
  const { data, errors } = await registry.query(query);
  expect(errors).toBeUndefined();
  return data;
};
const record = async (name: string, type: string, input: object): Promise<number> => {
  const provenance = { commandId: `profile-${++sent}`, sources: ['source-kp-2018'] };
  const answer = await registry.command(name, type, input, provenance, secretariat);
  expect(answer).toMatchObject({ __typename: 'Recorded' });
  return answer.seq as number;
};

const nepal = 'arrangement-np-my-2018';
const bangladesh = 'arrangement-bd-my-2021';
const fees = (changes: object = {}) => ({
  code: 'FEES',
  answer: 'PRESENT',
  codedFrom: 'TEXT',
  modality: 'SHALL',
  bearers: ['EMPLOYER'],
  locator: 'Art. 5',
  text: [{ text: 'The employer bears all fees.', language: 'en' }],
  parameters: [{ name: 'worker-paid-cost', number: 0, unit: 'months of wage' }],
  elements: ['AUDITOR', 'REMEDY'],
  ...changes,
});

rule(
  'AUD-02',
  'the catalogue and the profiles tell what was read, and the reader sees the mark with the article',
  async () => {
    const { catalogue, profiles } = await ask(
      `{ catalogue(codes: [FEES, SKRC]) { id code status basis { instrument article mark readAs source } parameters { name protects } requires evidence { type } }
       profiles { id counted content { strictness elements { element mark testOf partOf } } } }`,
    );
    expect(catalogue.map(({ code }: Json) => code)).toEqual(['FEES', 'SKRC']);
    expect(catalogue[0].basis).toContainEqual({
      instrument: 'C181',
      article: '7',
      mark: 'CONFIRMED',
      readAs: 'OFFICIAL_COPY',
      source: expect.stringMatching(/^source-/) as unknown,
    });
    expect(catalogue[1].basis).toContainEqual(
      expect.objectContaining({ instrument: 'R151', article: '6', mark: 'UNCHECKED', readAs: null }),
    );
    expect(catalogue[0].parameters).toContainEqual({ name: 'worker-paid-cost', protects: 'LOWER' });
    expect(profiles.map(({ id, counted, content }: Json) => [id, content.elements.length, counted])).toEqual([
      ['profile-bla-20-good-practices', 34, 34],
      ['profile-ilo-r086-model-agreement', 64, 64],
      ['profile-un-blma-guidance-2022', 89, 59],
    ]);
    const marks = (profile: Json, mark: string) =>
      profile.content.elements.filter((element: Json) => element.mark === mark).length;
    expect(profiles.map((profile: Json) => [marks(profile, 'CONFIRMED'), marks(profile, 'BELIEVED')])).toEqual([
      [34, 0],
      [17, 47],
      [23, 66],
    ]);
    const { node } = await ask('{ node(id: "profile-ilo-r086-model-agreement") { id __typename } }');
    expect(node).toEqual({ id: 'profile-ilo-r086-model-agreement', __typename: 'Profile' });
  },
);

const coverageOf = (arrangement: string, more = '') =>
  ask(`{ clauseCoverage(profile: "profile-un-blma-guidance-2022", arrangement: "${arrangement}"${more}) { arrangements counts { met weaker missing inconclusive notApplicable }
    elements { element { element } counted cases(first: 1) { outcome why parameters clauses { clause evidence { seq } } } } } }`);

rule(
  'CLA-05',
  'what is missing is asked as known then and as known now, and leads to clause, version and event',
  async () => {
    const { clauseCoverage: before } = await coverageOf(nepal);
    expect(before.arrangements).toBe(1);
    const total = Object.values(before.counts as Record<string, number>).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(before.elements.filter(({ counted }: Json) => counted).length);
    expect(before.counts.missing).toBe(0);

    const read = { profile: 'profile-un-blma-guidance-2022', relation: 'EQUAL_TO' };
    const seq = await record('codeClauses', 'CodeClauses', {
      arrangement: nepal,
      clauses: [
        { clause: 'art-5', content: fees({ maps: [{ ...read, element: 'p01a' }] }) },
        { clause: 'art-6', content: fees({ code: 'FOAC', answer: 'SILENT', maps: [{ ...read, element: 'x06' }] }) },
      ],
    });
    const cases = (coverage: Json) =>
      Object.fromEntries(coverage.elements.map(({ element, cases: found }: Json) => [element.element, found[0]]));
    const { clauseCoverage: now } = await coverageOf(nepal, `, atLeast: ${seq}`);
    expect(cases(now).p01a).toEqual({
      outcome: 'MET',
      why: 'READ_BESIDE',
      parameters: [],
      clauses: [{ clause: 'art-5', evidence: [{ seq }] }],
    });
    expect(cases(now).x06).toMatchObject({ outcome: 'MISSING', why: 'SILENT' });
    const { clauseCoverage: then } = await coverageOf(nepal, `, asOf: { knownSize: ${seq} }`);
    expect(then.counts).toEqual(before.counts);
    expect(cases(then).x06.outcome).toBe('INCONCLUSIVE');
  },
);

rule('AMD-09', 'what an amendment takes from workers is told when it is proposed, before it binds', async () => {
  const seq = await record('proposeAmendment', 'ProposeAmendment', {
    arrangement: nepal,
    amendment: 'protocol-2027',
    type: 'AMEND',
    what: 'Shares the fees, and extends the scope',
    on: '2026-11-02',
    changes: [
      {
        clause: {
          clause: 'art-5',
          content: fees({
            parameters: [{ name: 'worker-paid-cost', number: 1, unit: 'months of wage' }],
            maps: [{ profile: 'profile-un-blma-guidance-2022', element: 'p01a', relation: 'EQUAL_TO' }],
          }),
        },
      },
      { clauseRemoved: 'jcom-page' },
      {
        clause: {
          clause: 'art-20',
          content: fees({
            code: 'JCOM',
            codedFrom: 'SECONDARY_SOURCE',
            modality: 'NOT_CODED',
            bearers: ['ORIGIN', 'DESTINATION'],
            parameters: [],
            elements: [],
          }),
        },
      },
    ],
  });
  const { amendmentImpact: impact } = await ask(
    `{ amendmentImpact(arrangement: "${nepal}", amendment: "protocol-2027", atLeast: ${seq}) { comparedOn amendment { status }
      clauses { clause movedTo code verdict parties was { parameters { number } } now { parameters { number } } differences { dimension name result } evidence { seq } }
      warnings { rule code says evidence { seq } } coverage(profile: "profile-un-blma-guidance-2022") { element { element } before after whyAfter } } }`,
  );
  expect(impact.amendment.status).toBe('PROPOSED');
  expect(impact.comparedOn).toBe('2026-11-02');
  expect(impact.clauses[0]).toMatchObject({
    clause: 'art-5',
    code: 'FEES',
    verdict: 'WEAKENED',
    parties: ['party-my'],
    was: { parameters: [{ number: 0 }] },
    now: { parameters: [{ number: 1 }] },
    differences: [{ dimension: 'PARAMETER', name: 'worker-paid-cost', result: 'WORSE' }],
  });
  expect(impact.clauses[1]).toMatchObject({ clause: 'jcom-page', movedTo: 'art-20', code: 'JCOM' });
  expect(impact.clauses).toHaveLength(2);
  expect(impact.warnings).toContainEqual({
    rule: 'AMD-09',
    code: 'REGRESSION_WARNING',
    says: expect.stringContaining('FEES') as unknown,
    evidence: [{ seq }],
  });
  expect(impact.coverage).toEqual([
    { element: { element: 'p01a' }, before: 'MET', after: 'WEAKER', whyAfter: 'BELOW_MINIMUM' },
  ]);
  const { errors } = await registry.query(
    `{ amendmentImpact(arrangement: "${nepal}", amendment: "none") { comparedOn } }`,
  );
  expect(errors![0]!.message).toContain('it has protocol-2027');
});

rule('AMD-09', 'whoever audits rights finds it without asking for it, as known from its recording on', async () => {
  const fields = `nodes { arrangementId amendment { amendment status } rule code says isForbidden bindsFrom recordedAt evidence { type seq }
    clauses { clause code was { parameters { number } } now { parameters { number } } differences { dimension name result } } }`;
  const { warned, elsewhere, lowered } = await ask(
    `{ warned: regressionWarnings(first: 5, party: "party-np", from: "2026-01-01") { totalCount asOf { knownSize } ${fields} }
       elsewhere: regressionWarnings(first: 5, arrangement: "${bangladesh}") { totalCount }
       lowered: arrangements(first: 5, filter: { parties: ["party-np"], lowersProtection: true }) {
         nodes { id warnings { code } amendments { regressions { code kinds } } } } }`,
  );
  expect(elsewhere.totalCount).toBe(0);
  const [warning] = warned.nodes;
  expect(warned.totalCount).toBe(1);
  expect(warning).toMatchObject({
    arrangementId: nepal,
    amendment: { amendment: 'protocol-2027', status: 'PROPOSED' },
    rule: 'AMD-09',
    code: 'REGRESSION_WARNING',
    says: 'It makes what the text says of FEES worse for workers.',
    isForbidden: false,
    bindsFrom: null,
    evidence: [{ type: 'AmendmentProposed' }],
    clauses: [
      {
        clause: 'art-5',
        was: { parameters: [{ number: 0 }] },
        now: { parameters: [{ number: 1 }] },
        differences: [{ dimension: 'PARAMETER', name: 'worker-paid-cost', result: 'WORSE' }],
      },
    ],
  });
  expect(lowered.nodes).toEqual([
    {
      id: nepal,
      warnings: expect.arrayContaining([{ code: 'REGRESSION_WARNING' }]) as unknown,
      amendments: [{ regressions: [{ code: 'FEES', kinds: ['PARAMETER_WORSE'] }] }],
    },
  ]);
  const [{ seq }] = warning.evidence;
  const { before, page } = await ask(
    `{ before: regressionWarnings(first: 5, party: "party-np", asOf: { knownSize: ${seq} }) { totalCount }
       page: regressionWarnings(first: 1) { nodes { amendment { amendment } } pageInfo { hasNextPage endCursor } } }`,
  );
  expect(before.totalCount).toBe(0);
  expect(page.nodes).toEqual([{ amendment: { amendment: 'protocol-2027' } }]);
  const { next } = await ask(
    `{ next: regressionWarnings(first: 1, after: "${page.pageInfo.endCursor}") { nodes { amendment { amendment } } } }`,
  );
  expect(next.nodes).not.toContainEqual(page.nodes[0]);
  const { errors } = await registry.query(
    `{ regressionWarnings(first: 1, from: "2026-02-01", to: "2026-02-01") { totalCount } }`,
  );
  expect(errors![0]!.message).toContain('holds no day');
});

test('a government sees where its partner gave another country more', async () => {
  await record('codeClause', 'CodeClause', {
    arrangement: bangladesh,
    clause: 'art-7',
    content: fees({ code: 'RETR', parameters: [], elements: [] }),
  });
  const seq = await record('codeClause', 'CodeClause', {
    arrangement: nepal,
    clause: 'retr-page',
    content: fees({ code: 'RETR', modality: 'ENDEAVOURS', parameters: [], elements: [] }),
  });
  const { arrangement } = await ask(
    `{ arrangement(id: "${nepal}", atLeast: ${seq}) { incompleteClauses { clause { clause matter { basis { instrument mark } } } lacks } } }`,
  );
  const [incomplete] = (arrangement.incompleteClauses as Json[]).filter(({ clause }) => clause.clause === 'retr-page');
  expect(incomplete!.lacks).toEqual(['SURVIVAL']);
  expect(incomplete!.clause.matter.basis).toContainEqual({ instrument: 'R086', mark: 'CONFIRMED' });
  const { weakerThanElsewhere: found } = await ask(
    '{ weakerThanElsewhere(party: "party-np", partner: "party-my", first: 100) { code arrangement elsewhere verdict ours { clause } theirs { clause } differences { dimension result } } }',
  );
  expect(found).toContainEqual({
    code: 'RETR',
    arrangement: nepal,
    elsewhere: bangladesh,
    verdict: 'STRENGTHENED',
    ours: { clause: 'retr-page' },
    theirs: { clause: 'art-7' },
    differences: [{ dimension: 'MODALITY', result: 'BETTER' }],
  });
});

rule(
  'CLA-07',
  'a ratified convention that a text does not reflect is found; what nobody recorded is not called unratified',
  async () => {
    const { arrangement } = await ask(
      '{ arrangement(id: "arrangement-sa-ph-2013-dw") { unreflectedConventions { convention ratifiedBy { party since evidence { sources { id } } } matters { code silent basis { article mark } } } } }',
    );
    const found = arrangement.unreflectedConventions as Json[];
    const c189 = found.find(({ convention }) => convention === 'C189')!;
    expect(c189.ratifiedBy).toEqual([
      { party: 'party-ph', since: '2012-09-05', evidence: [{ sources: [{ id: 'source-lexaris-c189' }] }] },
    ]);
    expect(c189.matters.length).toBeGreaterThan(0);
    // Nothing is on record of Saudi Arabia, so it is not listed either way.
    expect(found.flatMap(({ ratifiedBy }) => ratifiedBy as Json[]).map(({ party }) => party)).not.toContain('party-sa');
  },
);
