import type { Subject } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import { type EvidenceFact, joinFacts, type ObligationTerms } from '#rights';
import { expect } from '@jest/globals';
import { agreement, agreementId, record } from '../agreement.fixture.js';
import type { ArrangementRecord } from '../matrix/arrangement-record.handler.js';
import { feesPaid } from './fees-paid.js';

const coded = record('ClauseCoded', {
  clause: 'fees',
  content: { code: 'FEES', answer: 'PRESENT', codedFrom: 'TEXT', modality: 'SHALL', bearers: ['RECRUITER'] },
});
const reported = (seq: number, value: string, by: EvidenceFact['by'] = 'COUNTERPARTY', unit = 'percent') => ({
  seq,
  evidence: `e${seq}`,
  kind: 'indicator',
  shows: 'PERFORMANCE' as const,
  performedOn: '2025-04-01',
  measure: { value, unit },
  by,
});
const found = (seq: number, changes: object = {}) => {
  const content = {
    clause: 'fees',
    code: 'FEES',
    result: 'NOT_SATISFIED',
    severity: 'CRITICAL',
    workers: 4,
    ...changes,
  };
  return { finding: `f${seq}`, on: '2025-04-01', verdicts: [{ seq, on: '2025-05-01', kind: 'CONFIRMED', content }] };
};
const records = (evidence: EvidenceFact[], findings: object[] = [], corridor?: object): ArrangementRecord[] => {
  const seqs = [...Array(40).keys()].map((seq) => ({ seq }));
  const duty = {
    obligation: {
      id: 'obligation-fees',
      arrangement: agreementId,
      clause: 'fees',
      versions: [{ seq: 1, value: { bearers: [{ recruiter: 'recruiter-x' }] } as unknown as ObligationTerms }],
    },
    facts: joinFacts({ evidence }),
    evidence: new Map(seqs.map((one) => [one.seq, one])),
  };
  const file = { respondent: { recruiter: 'recruiter-x' }, corridor, findings };
  return [
    {
      subject: { id: agreementId, state: agreement(coded) } as Subject<ReturnType<typeof agreement>>,
      duties: [duty],
      cases: [{ id: 'case-x', state: file, evidence: seqs }],
      findings: [],
    } as unknown as ArrangementRecord,
  ];
};

rule('IND-02', 'what a recruiter says that workers paid stands beside what others say, and is not added to it', () => {
  const values = [
    reported(10, '0', 'BEARER'),
    reported(11, '9.5'),
    reported(12, '10'),
    reported(13, '50', 'INDEPENDENT'),
  ];
  expect(feesPaid(records(values), '2025-04-01', true)).toMatchObject([
    {
      origin: 'party-ph',
      destination: 'party-de',
      bearer: 'recruiter-x',
      measured: [
        { unit: 'percent', isSelfReported: true, reports: 1, least: '0', median: '0', most: '0' },
        { unit: 'percent', isSelfReported: false, reports: 3, least: '9.5', median: '10', most: '50' },
      ],
      evidence: [{ seq: 10 }, { seq: 11 }, { seq: 12 }, { seq: 13 }],
    },
  ]);
});

ruleTable(
  'IND-08',
  'values are put together only where they measure the same',
  [
    { name: 'one unit, an even number', values: [reported(10, '30'), reported(11, '4')], told: ['2 percent: 4 4 30'] },
    {
      name: 'two units',
      values: [reported(10, '30'), reported(11, '400', 'COUNTERPARTY', 'EUR')],
      told: ['1 percent: 30 30 30', '1 EUR: 400 400 400'],
    },
    { name: 'the eve of the report', values: [reported(10, '30')], day: '2025-03-31', told: [] },
  ],
  ({ values, day = '2025-04-01', told }) => {
    const measured = feesPaid(records(values), day, true).flatMap((fees) => fees.measured);
    expect(
      measured.map(({ reports, unit, least, median, most }) => `${reports} ${unit}: ${least} ${median} ${most}`),
    ).toEqual(told);
  },
);

ruleTable(
  'IND-03',
  'findings on fees and the workers whom they concern are counted, and small numbers are for those who audit',
  [
    { name: 'four workers, the public', findings: [found(20)], isPublic: true, tells: [null, null] },
    { name: 'four workers, a union', findings: [found(20)], isPublic: false, tells: [1, 4] },
    { name: 'five workers, the public', findings: [found(20, { workers: 5 })], isPublic: true, tells: [null, 5] },
    { name: 'kept after all', findings: [found(20, { result: 'SATISFIED' })], isPublic: false, tells: [0, 0] },
    { name: 'on another matter', findings: [found(20, { code: 'WAGE' })], isPublic: false, tells: [0, 0] },
    { name: 'the eve of the verdict', findings: [found(20)], isPublic: false, day: '2025-04-30', tells: [0, 0] },
  ],
  ({ findings, isPublic, day = '2025-05-01', tells }) => {
    const [fees] = feesPaid(records([], findings), day, isPublic);
    expect([fees!.findings.count, fees!.workers.count]).toEqual(tells);
    expect(fees!.measured).toEqual([]);
  },
);

rule('CMP-09', 'a finding counts in the corridor that its case tells', () => {
  const elsewhere = { origin: 'party-np', destination: 'party-de' };
  expect(feesPaid(records([reported(10, '3')], [found(20)], elsewhere), '2025-06-01', false)).toMatchObject([
    { origin: 'party-np', measured: [], findings: { count: 1 } },
    { origin: 'party-ph', measured: [{ reports: 1 }], findings: { count: 0 } },
  ]);
});
