import { describe, expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { joinFacts, type Interval, type ObligationTerms } from '#rights';
import { agreement, agreementId, record } from '../agreement.fixture.js';
import type { Duty } from '../status/duty.js';
import { type ClauseFinding, complianceMatrix, type MatrixMatter } from './compliance-matrix.js';

const coded = (clause: string, content: object) =>
  record('ClauseCoded', {
    clause,
    content: { answer: 'PRESENT', codedFrom: 'TEXT', modality: 'SHALL', bearers: ['EMPLOYER'], ...content },
  });
const inForce = (...more: ReturnType<typeof record>[]) =>
  agreement(
    record('FinalClausesAgreed', { finalClauses: { entryIntoForce: { onSignature: { bySignature: true } } } }),
    record('ActRecorded', { kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2023-07-01' }),
    coded('fees', { code: 'FEES' }),
    coded('inspection', { code: 'MONI', bearers: ['DESTINATION'] }),
    coded('unions', { code: 'FOAC', answer: 'SILENT' }),
    ...more,
  );

const employers = { everyone: { of: 'EMPLOYER', jurisdiction: 'party-de' } } as const;
/** A yearly duty; each occurrence has one status for ever. */
const duty = (years: Record<string, Partial<Interval>>, changes: Partial<Duty> = {}): Duty => ({
  obligation: {
    id: 'obligation-fees',
    arrangement: agreementId,
    clause: 'fees',
    versions: [{ seq: 9, value: { bearers: [employers] } as unknown as ObligationTerms }],
  },
  facts: joinFacts(),
  timelines: Object.entries(years).map(([key, status]) => ({
    key,
    starts: `${key}-01-01`,
    ends: `${key}-12-31`,
    dueOn: `${Number(key) + 1}-03-31`,
    intervals: [{ from: '0001-01-01', ...status } as Interval],
  })),
  ...changes,
});
const kept = { headline: 'FULFILLED', performance: 'FULFILLED', verification: 'INDEPENDENT', contest: 'NONE' } as const;
const broken = { ...kept, headline: 'BREACHED', performance: 'BREACHED' } as const;

const year = (from: number) => ({ from: `${from}-01-01`, to: `${from + 1}-01-01` });
const matrix = (changes: Partial<MatrixMatter> = {}) =>
  complianceMatrix({
    arrangement: inForce(),
    duties: [],
    findings: [],
    periods: [2022, 2023, 2024].map(year),
    day: '2026-01-01',
    ...changes,
  }).map(({ clause, bearer, cells }) => [
    clause,
    bearer.party ?? bearer.employer ?? bearer.everyone?.of,
    ...cells.map(({ assessment }) => assessment),
  ]);

describe('a matrix of clauses, bearers and periods', () => {
  rule(
    'IND-05',
    'shows what was owed, for whom and when; silence and the time before entry into force owe nothing',
    () =>
      expect(matrix()).toEqual([
        ['fees', 'EMPLOYER', 'NOT_OWED', 'NO_DATA', 'NO_DATA'],
        ['inspection', 'party-de', 'NOT_OWED', 'NO_DATA', 'NO_DATA'],
      ]),
  );

  rule('IND-05', 'what was never owed in the periods has no row', () =>
    expect(matrix({ periods: [year(2022)] })).toEqual([]),
  );

  rule('IND-05', 'an end in the middle of a period leaves the next one out', () =>
    expect(
      matrix({ arrangement: inForce(record('ArrangementEnded', { ground: 'TERMINATION', on: '2023-09-01' })) })[0],
    ).toEqual(['fees', 'EMPLOYER', 'NOT_OWED', 'NO_DATA', 'NOT_OWED']),
  );

  rule('IND-04', 'an occurrence counts into the period in which its own ends, however late its report is due', () =>
    expect(matrix({ duties: [duty({ 2023: kept, 2024: broken })] })[0]).toEqual([
      'fees',
      'EMPLOYER',
      'NOT_OWED',
      'COMPLIANT',
      'NON_COMPLIANT',
    ]),
  );

  rule('IND-04', 'the worst of several duties of one clause counts, and a period without any has no data', () =>
    expect(matrix({ duties: [duty({ 2023: kept }), duty({ 2023: broken })] })[0]).toEqual([
      'fees',
      'EMPLOYER',
      'NOT_OWED',
      'NON_COMPLIANT',
      'NO_DATA',
    ]),
  );

  rule('IND-04', 'a breach that was found in part only is kept in part', () => {
    const finding = { seq: 20, result: 'PARTLY_SATISFIED', competent: true, interim: false, by: 'party-de' } as const;
    const facts = joinFacts({ findings: [{ ...finding, occurrence: '2024', on: '2025-05-01' }] });
    expect(matrix({ duties: [duty({ 2024: broken }, { facts })] })[0]).toEqual([
      'fees',
      'EMPLOYER',
      'NOT_OWED',
      'NO_DATA',
      'PARTLY',
    ]);
  });

  const finding: ClauseFinding = {
    case: 'case-1',
    finding: 'fees-charged',
    clause: 'fees',
    respondent: 'employer-x',
    jurisdiction: 'party-de',
    result: 'NOT_SATISFIED',
    remedied: false,
    from: '2024-12-31',
    until: '2024-12-31',
    seqs: [30],
  };
  ruleTable(
    'IND-04',
    'a finding in a case counts where no duty measures the clause',
    [
      { name: 'on the last day of the period', changes: {}, cell: 'NON_COMPLIANT' },
      { name: 'the day after', changes: { from: '2025-01-01', until: '2025-02-01' }, cell: 'NO_DATA' },
      {
        name: 'over the turn of the year',
        changes: { from: '2024-12-31', until: '2025-02-01' },
        cell: 'NON_COMPLIANT',
      },
      { name: 'on another clause', changes: { clause: 'inspection' }, cell: 'NO_DATA' },
      { name: 'against a recruiter', changes: { respondent: 'recruiter-y' }, cell: 'NO_DATA' },
      { name: 'against an employer elsewhere', changes: { jurisdiction: 'party-ph' }, cell: 'NO_DATA' },
      { name: 'that was mended', changes: { remedied: true }, cell: 'PARTLY' },
      { name: 'that all was well', changes: { result: 'SATISFIED' }, cell: 'COMPLIANT' },
    ] satisfies { name: string; changes: Partial<ClauseFinding>; cell: string }[],
    ({ changes, cell }) =>
      expect(matrix({ findings: [{ ...finding, ...changes }] }).find(([clause]) => clause === 'fees')![4]).toBe(cell),
  );
});
