import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { viewArrangement } from '../arrangement.view.js';
import { coded, coding, france, given, joined, on, registered, subjectOf, union } from '../testing/history.js';
import { CLAUSES } from './clause-code.js';
import type { ClauseContent } from './clause-content.js';
import { clauseSecondCoded } from './code-clause-again.js';
import { codingStatus, lastCoding } from './coding.js';
import { jurisdictionsOf } from './owed-by.js';
import { codingSettled } from './settle-coding.js';

const arrangement = 'arrangement-de-ph';
const again = (changes: Partial<ClauseContent> = {}, clause = 'fees') => ({
  arrangement,
  clause,
  content: { ...coding, ...changes },
});
const second = (changes: Partial<ClauseContent> = {}) => clauseSecondCoded(again(changes));
const settled = (changes: Partial<ClauseContent> = {}) =>
  codingSettled({ ...again(changes), why: 'Article 4 was read' });

rule('CLA-04', 'the second coder is another person', () => {
  given(registered(), coded()).when('codeClauseAgain', again(), union).recorded();
  given(registered(), coded()).when('codeClauseAgain', again()).refused('CLA-04', { coder: 'actor-secretariat' });
  given(registered()).when('codeClauseAgain', again(), union).refused('CLA-04', { clause: 'fees' });
  given(registered(), coded(), second()).when('codeClauseAgain', again(), union).refused('CLA-04', { clause: 'fees' });
  given(registered(), coded())
    .when('codeClauseAgain', again({ bearers: [] }), union)
    .refused('CLA-01', { missing: ['bearers'] });
});

ruleTable(
  'CLA-04',
  'where two coders differ it is disputed until it is settled',
  [
    { name: 'one coder', history: [], status: 'SINGLE' },
    { name: 'alike', history: [second()], status: 'AGREED' },
    { name: 'the same bearers in another order', history: [second({ bearers: ['EMPLOYER'] })], status: 'AGREED' },
    { name: 'another summary', history: [second({ summary: 'Other words' })], status: 'AGREED' },
    { name: 'another strength', history: [second({ modality: 'SHALL' })], status: 'DISPUTED' },
    { name: 'another bearer', history: [second({ bearers: ['EMPLOYER', 'RECRUITER'] })], status: 'DISPUTED' },
    { name: 'silent', history: [second({ answer: 'SILENT' })], status: 'DISPUTED' },
    {
      name: 'another convention',
      history: [second({ conventions: [{ convention: 'C181', article: '7' }] })],
      status: 'DISPUTED',
    },
    { name: 'settled', history: [second({ answer: 'SILENT' }), settled({ modality: 'SHALL' })], status: 'SETTLED' },
    { name: 'coded anew for a later day', history: [second({ answer: 'SILENT' }), coded()], status: 'SINGLE' },
  ],
  ({ history, status }) =>
    given(registered(), coded(), ...history).state((state) =>
      expect(codingStatus(lastCoding(state, 'fees')!)).toBe(status),
    ),
);

rule('CLA-04', 'what was settled is what reads, and it names both the coding and the settlement', () => {
  const view = (...history: Parameters<typeof subjectOf>) =>
    viewArrangement(subjectOf(registered(), coded(), ...history), on('2020-01-01')).clauses[0]!;
  expect(view(second({ answer: 'SILENT' }))).toMatchObject({ content: { answer: 'PRESENT' }, evidence: [{ seq: 1 }] });
  expect(view(second({ answer: 'SILENT' }), settled({ answer: 'SILENT' }))).toMatchObject({
    content: { answer: 'SILENT' },
    evidence: [{ seq: 1 }, { seq: 3 }],
  });
});

rule('CLA-04', 'only what is disputed is settled, by the parties to it or the secretariat', () => {
  const settle = { ...again({ modality: 'SHALL' }), why: 'Article 4 was read' };
  const disputed = [registered(), coded(), second({ answer: 'SILENT' })] as const;
  given(...disputed)
    .when('settleCoding', settle)
    .recorded();
  given(registered(), coded(), second()).when('settleCoding', settle).refused('CLA-04', { clause: 'fees' });
  given(registered(), coded()).when('settleCoding', settle).refused('CLA-04');
  given(...disputed)
    .when('settleCoding', settle, france)
    .refused('GEN-09');
});

ruleTable(
  'CLA-02',
  'whoever is bound is a party, or a class within the reach of one',
  [
    { name: 'the state of origin', bearer: 'ORIGIN', day: '2020-01-01', parties: ['party-ph'] },
    { name: 'employers, in the destination', bearer: 'EMPLOYER', day: '2020-01-01', parties: ['party-de'] },
    { name: 'recruiters, on both sides', bearer: 'RECRUITER', day: '2020-01-01', parties: ['party-ph', 'party-de'] },
    {
      name: 'the joint committee, of all',
      bearer: 'JOINT_COMMITTEE',
      day: '2020-01-01',
      parties: ['party-ph', 'party-de'],
    },
    {
      name: 'a provider that had not joined',
      bearer: 'PROVIDER',
      day: '2019-12-31',
      parties: ['party-ph', 'party-de'],
    },
    {
      name: 'a provider from its day on',
      bearer: 'PROVIDER',
      day: '2020-01-01',
      parties: ['party-ph', 'party-de', 'party-giz'],
    },
  ] as const,
  ({ bearer, day, parties }) => {
    const { state } = subjectOf(registered(), joined('party-giz', '2020-01-01', 'PROVIDER'));
    expect(jurisdictionsOf(state, bearer, day)).toEqual(parties);
  },
);

ruleTable(
  'CLA-07',
  'a reference to a convention has its number and an article',
  [
    { name: 'number and article', reference: { convention: 'C181', article: '7' }, problem: undefined },
    { name: 'a protocol', reference: { convention: 'P029', article: '2(d)' }, problem: undefined },
    { name: 'no article', reference: { convention: 'C181' }, problem: 'content.conventions[0].article' },
    {
      name: 'a recommendation',
      reference: { convention: 'R188', article: '5' },
      problem: 'content.conventions[0].convention',
    },
    {
      name: 'a name',
      reference: { convention: 'ILO 181', article: '7' },
      problem: 'content.conventions[0].convention',
    },
  ],
  ({ reference, problem }) => {
    const answer = given(registered()).when('codeClause', again({ conventions: [reference as never] }));
    if (problem) answer.malformed(problem);
    else answer.recorded();
  },
);

ruleTable(
  'CLA-08',
  'a breach can be made graver than usual, not lighter',
  [
    { name: 'as usual', code: 'WAGE', severity: 'HIGH', refused: false },
    { name: 'graver', code: 'WAGE', severity: 'CRITICAL', refused: false },
    { name: 'lighter', code: 'WAGE', severity: 'MEDIUM', refused: true },
    { name: 'nothing is graver than critical', code: 'FRCL', severity: 'HIGH', refused: true },
    { name: 'lowest, graver', code: 'TRAN', severity: 'MEDIUM', refused: false },
  ] as const,
  ({ code, severity, refused }) => {
    const answer = given(registered()).when('codeClause', again({ code, severity }));
    if (refused) answer.refused('CLA-08', { code, severity, usual: CLAUSES[code].severity });
    else answer.recorded();
  },
);

const fromText: Partial<ClauseContent> = { codedFrom: 'TEXT', modality: 'SHALL', locator: 'Article 4' };
const heldBack = { digest: `sha256:${'a'.repeat(64)}`, why: 'The parties keep it secret' };

ruleTable(
  'ARR-24',
  'a text that is held back is there by its digest, and not beside its words',
  [
    { name: 'its digest', content: { ...fromText, heldBack }, rule: undefined },
    { name: 'neither text nor digest', content: fromText, rule: 'CLA-01' },
    {
      name: 'both',
      content: { ...fromText, heldBack, text: [{ text: 'No fees', language: 'en' }] },
      rule: 'ARR-24',
    },
  ] as const,
  ({ content, rule: broken }) => {
    const answer = given(registered()).when('codeClause', again(content as Partial<ClauseContent>));
    if (broken) answer.refused(broken);
    else answer.recorded();
  },
);
