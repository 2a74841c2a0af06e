import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Projections } from '#kernel';
import { rule } from '#kernel/testing';
import { deciders, importEntries, readEntries, SAMPLE_ACTOR } from '#registry';
import { CommandBus } from '@nestjs/cqrs';
import { RunningRegistry } from '../support/registry.js';

const FACTS = 'test/journeys/compliance/facts.yaml';
let registry: RunningRegistry;
/** Number of events after the facts of the file. */
let size = 0;

const ask = async (query: string, token?: string): Promise<any> => {
  const { data, errors } = await registry.query(query, {}, token);
  if (errors) throw new Error(JSON.stringify(errors, null, 2));
  return data;
};
const send = async (text: string) => {
  const { app, store } = registry.registry;
  const { problems } = await importEntries(readEntries('more.yaml', text), {
    commands: app.get(CommandBus),
    deciders,
    actor: SAMPLE_ACTOR,
  });
  expect(problems).toEqual([]);
  const grown = (await store.log.head()).size;
  await app.get(Projections).atLeast(grown - 1);
  return grown;
};
const duties = async (filter: string, on: string, fields = 'id headline since dueOn', known = '') => {
  const { obligations } = await ask(
    `{ obligations(first: 50, filter: { ${filter} }, asOf: { effectiveOn: "${on}" ${known} }) { totalCount nodes { ${fields} } } }`,
  );
  expect(obligations.totalCount).toBe(obligations.nodes.length);
  return obligations.nodes as Record<string, any>[];
};
const cells = async (on = '2026-06-01', known = '', fields = 'assessment', token?: string) => {
  const { complianceMatrix } = await ask(
    `{ complianceMatrix(arrangement: "arrangement-kept", from: "2023-01-01", to: "2026-01-01", asOf: { effectiveOn: "${on}" ${known} }) {
      totals { assessment count } rows { clauseId bearer { party everyone { of jurisdiction } } cells { ${fields} } } } }`,
    token,
  );
  return Object.fromEntries(complianceMatrix.rows.map((row: any) => [row.clauseId, row.cells])) as Record<
    string,
    any[]
  >;
};
const said = (found: any[]) => found.map(({ assessment }) => assessment as string);

beforeAll(async () => {
  registry = await RunningRegistry.start();
  size = await send(readFileSync(FACTS, 'utf8'));
});
afterAll(() => registry.stop());

describe('a board of duties', () => {
  rule('IND-06', 'each status names the events that it rests on, and what is not on record', async () => {
    const [report] = await duties(
      'headline: [OVERDUE]',
      '2026-06-01',
      `id headline since dueOn until digest terms { act evidence { kind minimum } } clause { content { locator text { text } } } arrangement { title }
       why { because explanation { rule sentence } } missing { of occurrence } evidence { type sources { title } }`,
    );
    expect(report).toMatchObject({
      id: 'obligation-report~2025',
      headline: 'OVERDUE',
      dueOn: '2026-03-31',
      since: '2026-04-01',
      until: null,
      clause: { content: { locator: 'Article 9', text: [{ text: 'The destination reports each year.' }] } },
      arrangement: { title: 'Agreement that is watched' },
      terms: { act: expect.stringContaining('worksites'), evidence: [{ kind: 'report', minimum: 'CONFIRMED' }] },
      missing: expect.arrayContaining([{ of: 'PERFORMANCE', occurrence: '2025' }]),
    });
    expect(report!.why.because).toContain('overdue');
    expect(report!.evidence.map(({ type }: { type: string }) => type)).toContain('ObligationDefined');
  });

  test('what turns overdue in a week is found on any day, and the boundary days tell', async () => {
    const turning = async (from: string, before: string) =>
      (await duties(`overdueFrom: "${from}", overdueBefore: "${before}"`, '2026-03-01')).map(({ id }) => id);
    expect(await turning('2026-04-01', '2026-04-02')).toEqual(['obligation-report~2025']);
    expect(await turning('2026-03-25', '2026-04-01')).toEqual([]);
    expect(await turning('2026-04-02', '2026-04-09')).toEqual([]);
  });

  test('duties are found by bearer, matter and due date, page by page', async () => {
    const all = await duties(
      'arrangement: ["arrangement-kept"], dueFrom: "2024-01-01", dueBefore: "2026-01-01"',
      '2026-06-01',
    );
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['obligation-report~2023', 'obligation-report~2024']));
    expect(
      (await duties('bearer: { party: "party-de" }, dueBefore: "2025-01-01"', '2026-06-01')).map(({ id }) => id),
    ).toEqual(['obligation-report~2023']);
    const fees = await duties(
      'bearer: { everyone: { of: EMPLOYER, jurisdiction: "party-de" } }, code: [FEES]',
      '2026-06-01',
    );
    expect(fees.every(({ id }) => id.startsWith('obligation-no-fees'))).toBe(true);
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { obligations } = await ask(
        `{ obligations(first: 2, filter: { obligation: "obligation-report" }, asOf: { effectiveOn: "2026-06-01" } ${after}) { nodes { occurrence } pageInfo { hasNextPage endCursor } } }`,
      );
      seen.push(...obligations.nodes.map(({ occurrence }: { occurrence: string }) => occurrence));
      if (!obligations.pageInfo.hasNextPage) break;
      after = `, after: "${obligations.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen.slice(0, 4)).toEqual(['2023', '2024', '2025', '2026']);
  });

  test('occurrences beyond those that were written are worked out when they are asked for', async () => {
    const far = await duties(
      'obligation: "obligation-report", headline: [OVERDUE]',
      '2045-06-01',
      'occurrence dueOn why { because }',
    );
    expect(far.at(-1)).toMatchObject({
      occurrence: '2044',
      dueOn: '2045-03-31',
      why: { because: expect.stringContaining('overdue') },
    });
    expect(far.map(({ occurrence }) => occurrence)).toEqual(Array.from({ length: 20 }, (_, at) => String(2025 + at)));
  });
});

describe('a matrix of clauses, bearers and periods', () => {
  rule('IND-04', 'shows kept, broken, without its report and without any data as four things', async () => {
    const rows = await cells();
    expect(said(rows.reporting!)).toEqual(['COMPLIANT', 'COMPLIANT', 'OVERDUE_DATA']);
    expect(said(rows.fees!)[1]).toBe('NON_COMPLIANT');
    expect(said(rows.housing!)).toEqual(['NO_DATA', 'NO_DATA', 'NO_DATA']);
    expect(rows.unions).toBeUndefined();
  });

  test('one question leads from a red cell to the text, the events and the missing report', async () => {
    const { reporting } = await cells(
      '2026-06-01',
      '',
      'assessment says statuses { headline clause { content { text { text } } } evidence { seq type } missing { of says } why { because } }',
    );
    const [status] = reporting![2].statuses;
    expect(status).toMatchObject({
      headline: 'OVERDUE',
      clause: { content: { text: [{ text: 'The destination reports each year.' }] } },
      missing: expect.arrayContaining([{ of: 'PERFORMANCE', says: expect.any(String) }]),
    });
    expect(status.evidence.length).toBeGreaterThan(0);
  });

  rule(
    'IND-07',
    'reports that contradict each other stand side by side, and the worse counts until a finding decides',
    async () => {
      await send(`
- contradictEvidence: { obligation: obligation-report, evidence: r2024, on: 2025-04-01, saidBy: party-ph, capacity: AUDIT }
  provenance: { sources: [source-kept] }
`);
      const { reporting } = await cells(
        '2026-06-01',
        '',
        'assessment contradicted reports { tells by decides evidence { type } }',
      );
      expect(reporting![1]).toEqual({
        assessment: 'NON_COMPLIANT',
        contradicted: true,
        reports: [
          { tells: 'KEPT', by: 'BEARER', decides: false, evidence: [{ type: 'EvidenceSubmitted' }] },
          { tells: 'BROKEN', by: 'INDEPENDENT', decides: false, evidence: [{ type: 'EvidenceContradicted' }] },
        ],
      });
      // As known before, it stays what it was.
      expect(said((await cells('2026-06-01', `knownSize: ${size}`)).reporting!)[1]).toBe('COMPLIANT');
    },
  );

  rule(
    'IND-09',
    'a threshold that a decision raises holds from its day on, and earlier periods keep theirs',
    async () => {
      const before = await send(`
- submitEvidence:
    { obligation: obligation-report, evidence: r2025, occurrence: '2025', kind: report, performedOn: 2026-03-01, measure: { value: '93', unit: percent }, saidBy: party-de }
  provenance: { sources: [source-kept] }
- confirmEvidence: { obligation: obligation-report, evidence: r2025, on: 2026-03-10, saidBy: party-ph }
  provenance: { sources: [source-kept] }
`);
      expect(said((await cells()).reporting!)[2]).toBe('COMPLIANT');
      const terms = /terms: &terms\n([\s\S]*?)\n  provenance/.exec(readFileSync(FACTS, 'utf8'))![1]!;
      await send(`
- reviseObligation:
    obligation: obligation-report
    from: 2025-01-01
    decision: Decision 1 of the joint committee
    terms:
${terms.replace('threshold: 90', 'threshold: 95')}
  provenance: { sources: [source-kept] }
`);
      const { reporting } = await cells();
      expect([said(reporting!)[0], said(reporting!)[2]]).toEqual(['COMPLIANT', 'OVERDUE_DATA']);
      expect(said((await cells('2026-06-01', `knownSize: ${before}`)).reporting!)[2]).toBe('COMPLIANT');
    },
  );

  rule('IND-06', 'a finding that is withdrawn is worked in, and earlier answers stay (CMP-14)', async () => {
    const finding = 'assessment statuses { occurrence headline evidence { type } }';
    const before = (await cells('2026-06-01', `knownSize: ${size}`, finding)).fees![1];
    expect(before).toMatchObject({
      assessment: 'NON_COMPLIANT',
      statuses: [{ occurrence: '2024', headline: 'BREACHED' }],
    });
    expect(before.statuses[0].evidence.map(({ type }: { type: string }) => type)).toContain('FindingConfirmed');
    await send(`
- withdrawFinding:
    { case: case-fees, on: 2025-02-01, finding: charged, why: The receipts were of another place., by: { party: party-ph, officer: official-1 }, words: Withdrawn. }
  provenance: { sources: [source-kept] }
`);
    expect(said((await cells()).fees!)[1]).toBe('COMPLIANT');
    expect((await cells('2026-06-01', `knownSize: ${size}`, finding)).fees![1]).toEqual(before);
    const one = await ask(
      '{ obligation(id: "obligation-no-fees", asOf: { effectiveOn: "2026-06-01" }) { occurrences { key status { headline } } } }',
    );
    const listed = await duties('obligation: "obligation-no-fees"', '2026-06-01', 'occurrence headline');
    expect(
      one.obligation.occurrences.map(({ key, status }: any) => ({ occurrence: key, headline: status.headline })),
    ).toEqual(expect.arrayContaining(listed));
  });
});

describe('what stands beside an assessment', () => {
  rule('AUD-03', 'a finding that nobody has confirmed is noted, and what it says is for those concerned', async () => {
    const report = async (token?: string) => {
      // As known before the finding was confirmed, and the complaint after it filed.
      const fields =
        'assessment reports { tells by decides isInterim evidence { type reason } } statuses { evidence { type reason } }';
      const { fees } = await cells('2024-10-01', `knownSize: ${size - 2}`, fields, token);
      return fees![1];
    };
    const noted = { by: 'party-ph', decides: false, isInterim: true };
    const open = await report();
    expect(open).toMatchObject({
      assessment: 'NOT_YET_DUE',
      reports: [{ ...noted, tells: 'UNDECIDED', evidence: [{ type: 'FindingNotified', reason: null }] }],
    });
    expect(open.statuses[0].evidence).toContainEqual({ type: 'FindingNotified', reason: null });
    for (const [role, party] of [
      ['GOVERNMENT', 'party-ph'],
      ['SECRETARIAT', undefined],
    ] as const) {
      const read = await report(await registry.token(role, party));
      expect(read.reports).toEqual([
        {
          ...noted,
          tells: 'BROKEN',
          evidence: [{ type: 'FindingNotified', reason: 'The letter was handed over' }],
        },
      ]);
      expect(read.statuses[0].evidence).toContainEqual(read.reports[0].evidence[0]);
    }
    expect((await report(await registry.token('GOVERNMENT', 'party-xx'))).reports[0].tells).toBe('UNDECIDED');
  });

  rule('IND-07', 'what is disputed before anything is due shows by whom, and until when', async () => {
    const dispute = { obligation: 'obligation-no-fees', dispute: 'who-pays', occurrence: '2025', on: '2025-06-01' };
    await registry.command(
      'openDispute',
      'OpenDispute',
      { ...dispute, matter: 'Whether a visa is a fee' },
      { commandId: 'dispute', sources: [], reason: 'Our own act, told late' },
      await registry.token('GOVERNMENT', 'party-ph'),
    );
    const fields = 'assessment says disputes { obligationId occurrence by since evidence { type } }';
    const cell = async (on: string) => (await cells(on, '', fields)).fees![2];
    expect(await cell('2025-05-31')).toMatchObject({ assessment: 'NOT_YET_DUE', disputes: [] });
    const disputed = {
      assessment: 'NOT_YET_DUE',
      says: 'Nothing has fallen due yet. It is disputed by party-ph.',
      disputes: [
        {
          obligationId: 'obligation-no-fees',
          occurrence: '2025',
          by: 'party-ph',
          since: '2025-06-01',
          evidence: [{ type: 'DisputeOpened' }],
        },
      ],
    };
    expect(await cell('2025-06-01')).toEqual(disputed);
    await send(`
- resolveDispute:
    { obligation: obligation-no-fees, dispute: who-pays, on: 2025-08-01, outcome: SETTLED, by: Both parties }
  provenance: { sources: [source-kept] }
`);
    expect(await cell('2025-07-31')).toEqual(disputed);
    expect((await cell('2025-08-01')).disputes).toEqual([]);
  });
});

describe('three who do not trust each other', () => {
  test('EMP-01: an employer reads what it owes, the text, what proves it, and how it stands', async () => {
    const { employerDuties } = await ask(
      `{ employerDuties(employer: "employer-x", hiring: { origin: "party-ph", sector: "care", occupation: "2221" }, asOf: { effectiveOn: "2026-06-01" }) {
        employer { name } arrangements { title } duties { says standing clause { content { locator } } statuses { occurrence headline } } sharedRemedies { owner } changedSince(day: "2019-06-01") { kind after { clause } } } }`,
    );
    expect(employerDuties).toMatchObject({
      employer: { name: 'An invented clinic' },
      arrangements: [{ title: 'Agreement that is watched' }],
      duties: [
        {
          says: 'Employers in party-de owe by Article 4: No worker-paid fees.',
          standing: 'IN_FORCE',
          statuses: [{ occurrence: '2026', headline: 'NOT_YET_DUE' }],
        },
        { says: 'As a recommendation, employers in party-de owe by Article 6: Housing.', statuses: [] },
      ],
      sharedRemedies: [],
      changedSince: [
        { kind: 'ADDED', after: { clause: 'fees' } },
        { kind: 'ADDED', after: { clause: 'housing' } },
      ],
    });
  });

  test('CLA-05, CLA-06, IND-04: a union sees where a promise is silent, weak, unmeasured, or not known to be kept', async () => {
    const { arrangement } = await ask(
      `{ arrangement(id: "arrangement-kept", asOf: { effectiveOn: "2026-06-01" }) {
        textAudit { silent { clause } weak { clause } unmeasured { clause } }
        audit { withoutData { clause } overdue { id } contradicted { id } unanswered { caseId since } confirmedFindings } } }`,
    );
    expect(arrangement).toEqual({
      textAudit: { silent: [{ clause: 'unions' }], weak: [{ clause: 'housing' }], unmeasured: [{ clause: 'fees' }] },
      audit: {
        withoutData: [{ clause: 'housing' }],
        overdue: [{ id: 'obligation-report~2025' }],
        contradicted: [{ id: 'obligation-report~2024' }],
        unanswered: [{ caseId: 'case-silent', since: '2026-01-10' }],
        confirmedFindings: 0,
      },
    });
  });

  rule(
    'AUD-06',
    'a report asked again with the same parameters and size is the same file, whatever was recorded since',
    async () => {
      const report = async (known: string, format = 'JSON') =>
        (
          await ask(
            `{ complianceReport(arrangements: ["arrangement-kept"], from: "2023-01-01", to: "2026-01-01", format: ${format}, asOf: { effectiveOn: "2026-06-01" ${known} }) { fileName mediaType digest content } }`,
          )
        ).complianceReport as Record<string, string>;
      const then = await report(`knownSize: ${size}`);
      await send(`
- contradictEvidence: { obligation: obligation-report, evidence: r2023, on: 2025-05-01, saidBy: party-ph, capacity: AUDIT }
  provenance: { sources: [source-kept] }
`);
      expect(await report(`knownSize: ${size}`)).toEqual(then);
      expect((await report('')).digest).not.toBe(then.digest);
      const content = JSON.parse(then.content!) as Record<string, any>;
      expect(content.sustainableDevelopmentTargets).toContainEqual({
        goal: '10.7',
        counts: { COMPLIANT: 2, NON_COMPLIANT: 1 },
      });
      expect(content.arrangements[0].cases.findings).toEqual([
        expect.objectContaining({ finding: 'charged', workers: { count: null, masked: true } }),
      ]);
      expect((await report(`knownSize: ${size}`, 'MARKDOWN')).content).toContain(
        '| Monitoring and inspection | party-de | compliant | compliant | overdue data |',
      );
    },
  );

  test('a government finds what falls due under its duties among its deadlines', async () => {
    const { deadlines } = await ask(
      '{ deadlines(party: "party-de", from: "2027-01-01", to: "2028-01-01", asOf: { effectiveOn: "2026-06-01" }) { kind on rule says parties evidence { type } } }',
    );
    expect(deadlines).toContainEqual(
      expect.objectContaining({
        kind: 'DUTY',
        on: '2027-03-31',
        parties: ['party-de'],
        says: expect.stringContaining('worksites'),
      }),
    );
  });

  test('AUD-01: rebuilt from the events, every status is the same, digest of its explanation included', async () => {
    const { app } = registry.registry;
    expect(await app.get(Projections).rebuild('compliance')).toMatchObject({ differences: [], swapped: true });
  });
});
