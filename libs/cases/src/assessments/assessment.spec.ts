import { expect } from '@jest/globals';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import {
  caseOf,
  clinic,
  confirmed,
  drafted,
  inspector,
  registered,
  speaking,
  untilConfirmed,
  untilNotified,
  verified,
} from '../cases.fixture.js';
import { findingWithdrawn } from '../findings/withdraw-finding.js';
import { readingOf, standingAgainst } from './assessment.js';
import { assessmentDecider } from './assessment.decider.js';
import { assessmentSubmitted } from './submit-assessment.js';

const { given } = scenarios(assessmentDecider, { now: '2024-12-31T12:00:00.000Z', others: registered });

const answer = (clause: string, result = 'COMPLIANT') => ({ arrangement: 'arrangement-de-ph', clause, result });
const assessment = {
  assessment: 'assessment-1',
  employer: 'employer-clinic',
  on: '2024-05-15',
  signedAs: 'MANAGEMENT',
  arrangements: ['arrangement-de-ph'],
  answers: [answer('fees'), answer('wage'), answer('liability')],
};

ruleTable(
  'EMP-06',
  'an assessment answers each duty once',
  [
    { name: 'all three', change: {}, refused: undefined },
    {
      name: 'one missing',
      change: { answers: assessment.answers.slice(1) },
      refused: { missing: ['arrangement-de-ph/fees'] },
    },
    { name: 'one twice', change: { answers: [...assessment.answers, answer('fees')] }, refused: { missing: [] } },
    { name: 'a duty of states', change: { answers: [...assessment.answers, answer('remittances')] }, refused: {} },
    { name: 'before anything was owed', change: { on: '2019-12-31' }, refused: { missing: [] } },
    {
      name: 'before anything was owed, and nothing said',
      change: { on: '2019-12-31', answers: [] },
      refused: undefined,
    },
    { name: 'no arrangement', change: { arrangements: [], answers: [] }, refused: {} },
    {
      name: 'an employer nobody registered',
      change: { employer: 'employer-none' },
      refused: { employer: 'employer-none' },
    },
    {
      name: 'an employer of another country',
      change: { employer: 'employer-abroad' },
      who: true,
      refused: { missing: [] },
    },
  ] as { name: string; change: object; who?: boolean; refused?: object }[],
  ({ change, who, refused }) => {
    const outcome = who
      ? given().when('submitAssessment', { ...assessment, ...change })
      : given().when('submitAssessment', { ...assessment, ...change }, clinic);
    if (refused) outcome.refused('EMP-06', refused as Record<string, unknown>);
    else outcome.recorded();
  },
);

ruleTable(
  'EMP-06',
  'an assessment is dated, and expires after a year, or after two at most',
  [
    { name: 'tomorrow', change: { on: '2025-01-01' }, refused: true, until: '' },
    { name: 'no end told', change: {}, refused: false, until: '2025-05-14' },
    { name: 'two years', change: { validUntil: '2026-05-15' }, refused: false, until: '2026-05-15' },
    { name: 'a day more', change: { validUntil: '2026-05-16' }, refused: true, until: '' },
    { name: 'an end before its day', change: { validUntil: '2024-05-14' }, refused: true, until: '' },
  ],
  ({ change, refused, until }) => {
    const outcome = given().when('submitAssessment', { ...assessment, ...change }, clinic);
    if (refused) outcome.refused('EMP-06');
    else outcome.state((state) => expect(state.validUntil).toBe(until));
  },
);

rule('GEN-10', 'an employer assesses itself, and nobody else does', () => {
  given().when('submitAssessment', assessment, speaking('EMPLOYER', 'party-fr')).refused('GEN-10');
  given().when('submitAssessment', assessment, inspector).refused('GEN-09');
  given().when('submitAssessment', assessment).recorded();
});

const withdrawn = findingWithdrawn({ case: 'case-1', on: '2024-05-12', finding: 'f1', why: 'An error.' });

ruleTable(
  'EMP-06',
  'nobody is compliant against a confirmed finding',
  [
    { name: 'no finding', history: undefined, result: 'COMPLIANT', refused: false },
    { name: 'a finding that nobody confirmed', history: untilNotified, result: 'COMPLIANT', refused: false },
    { name: 'a confirmed finding', history: untilConfirmed, result: 'COMPLIANT', refused: true },
    {
      name: 'a confirmed finding, said not to apply',
      history: untilConfirmed,
      result: 'NOT_APPLICABLE',
      refused: true,
    },
    { name: 'a confirmed finding, admitted', history: untilConfirmed, result: 'NOT_COMPLIANT', refused: false },
    {
      name: 'mended the day before',
      history: [...untilConfirmed, verified('2024-05-14')],
      result: 'COMPLIANT',
      refused: false,
    },
    {
      name: 'mended the day after',
      history: [...untilConfirmed, verified('2024-05-16')],
      result: 'COMPLIANT',
      refused: true,
    },
    { name: 'taken back', history: [...untilConfirmed, withdrawn], result: 'COMPLIANT', refused: false },
    {
      name: 'of another clause',
      history: [...untilNotified.slice(0, 3), drafted({ clause: 'unions' }), ...untilNotified.slice(4), confirmed()],
      result: 'COMPLIANT',
      refused: false,
    },
  ],
  ({ history, result, refused }) => {
    const found = history ? [{ id: 'case-1', state: caseOf(...history) }] : [];
    const answers = [answer('fees', result), ...assessment.answers.slice(1)];
    const outcome = given().when('submitAssessment', { ...assessment, answers }, { ...clinic, found });
    if (refused) outcome.refused('EMP-06', { clause: 'fees', cases: ['case-1'] });
    else outcome.recorded();
  },
);

ruleTable(
  'IND-07',
  'where a report says otherwise both are shown, and the worse counts until a finding decides',
  [
    { name: 'nothing else', history: undefined, result: 'COMPLIANT', on: '2024-05-15', reading: 'SELF_REPORTED' },
    {
      name: 'a finding nobody was told of',
      history: untilNotified,
      result: 'COMPLIANT',
      on: '2024-04-01',
      reading: 'SELF_REPORTED',
    },
    {
      name: 'a finding not confirmed',
      history: untilNotified,
      result: 'COMPLIANT',
      on: '2024-04-02',
      reading: 'CONTRADICTED',
    },
    {
      name: 'the day it is confirmed',
      history: untilConfirmed,
      result: 'COMPLIANT',
      on: '2024-05-03',
      reading: 'OVERRULED',
    },
    { name: 'the day before', history: untilConfirmed, result: 'COMPLIANT', on: '2024-05-02', reading: 'CONTRADICTED' },
    { name: 'admitted', history: untilConfirmed, result: 'PARTLY', on: '2024-05-03', reading: 'ADMITTED' },
    { name: 'the last day', history: undefined, result: 'COMPLIANT', on: '2025-03-31', reading: 'SELF_REPORTED' },
    { name: 'the day after', history: undefined, result: 'COMPLIANT', on: '2025-04-01', reading: 'EXPIRED' },
  ] as const,
  ({ history, result, on, reading }) => {
    const files = history ? [{ id: 'case-1', state: caseOf(...history) }] : [];
    given(assessmentSubmitted({ ...assessment, on: '2024-04-01' } as never)).state((state) => {
      const said = { arrangement: 'arrangement-de-ph', clause: 'fees', result };
      const against = standingAgainst(files, { employer: 'employer-clinic', ...said }, on);
      expect(readingOf(state, said, against, on)).toBe(reading);
    });
  },
);
