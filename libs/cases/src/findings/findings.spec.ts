import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  admitted,
  caseOf,
  checking,
  claimed,
  clinic,
  complaint,
  confirmation,
  confirmed,
  decided,
  disclosed,
  draft,
  drafted,
  filed,
  germany,
  given,
  inspector,
  investigated,
  notified,
  philippines,
  replied,
  stayed,
  union,
  untilConfirmed,
  untilNotified,
  verified,
} from '../cases.fixture.js';
import { correctionDays, responseTo } from '../deadlines.js';
import { factsOf } from '../facts.js';
import { confirmedOn, openCritical, phaseOn } from '../phase.js';
import { FoundBy, weightOf } from '../terms.js';
import { findingPhaseOn, liableOn, remedyPhaseOn } from '../timeline.js';
import { findingWithdrawn } from './withdraw-finding.js';

const id = { case: 'case-1' };
const looking = [filed(), admitted(), investigated()] as const;
const withdrawn = (on: string) => findingWithdrawn({ ...id, on, finding: 'f1', why: 'Another clinic was meant.' });

ruleTable(
  'CMP-06',
  'a finding is confirmed after the respondent was told, and has answered or let the time pass',
  [
    { name: 'never told', history: [...looking, drafted()], on: '2024-05-03', refused: true },
    { name: 'told that day', history: [...untilNotified], on: '2024-04-02', refused: true },
    { name: 'the last day to reply', history: [...untilNotified], on: '2024-05-02', refused: true },
    { name: 'the day after', history: [...untilNotified], on: '2024-05-03', refused: false },
    {
      name: 'the day before the reply',
      history: [...untilNotified, replied('2024-04-10')],
      on: '2024-04-09',
      refused: true,
    },
    {
      name: 'the day of the reply',
      history: [...untilNotified, replied('2024-04-10')],
      on: '2024-04-10',
      refused: false,
    },
  ],
  ({ history, on, refused }) => {
    const answer = given(...history).when('confirmFinding', { ...confirmation, on }, germany);
    if (refused) answer.refused('CMP-06', { finding: 'f1' });
    else answer.recorded();
  },
);

rule('CMP-06', 'while the case rests, the time to reply stands still', () =>
  given(...untilNotified, stayed('2024-04-20'))
    .when('confirmFinding', { ...confirmation, on: '2024-06-01' }, germany)
    .refused('CMP-05'),
);

rule('CMP-06', 'findings come out of an investigation, once each, and are told once', () => {
  given(filed(), admitted())
    .when('draftFinding', { ...draft, on: '2024-03-10' }, inspector)
    .refused('CMP-06');
  given(...looking, drafted())
    .when('draftFinding', draft, inspector)
    .refused('GEN-02', { finding: 'f1' });
  given(...untilNotified)
    .when('notifyFinding', { ...id, on: '2024-04-05', finding: 'f1' }, inspector)
    .refused('CMP-06');
  given(...looking, drafted())
    .when('notifyFinding', { ...id, on: '2024-03-31', finding: 'f1' }, inspector)
    .refused('GEN-05');
  given(...looking)
    .when('notifyFinding', { ...id, on: '2024-04-05', finding: 'f2' }, inspector)
    .refused('CMP-08');
  given(...looking, drafted())
    .when('replyToFinding', { ...id, on: '2024-04-05', finding: 'f1', stance: 'CONTESTED' }, clinic)
    .refused('CMP-06');
});

rule('GEN-10', 'only the respondent answers for itself', () => {
  const reply = { ...id, on: '2024-04-05', finding: 'f1', stance: 'CONTESTED' };
  given(...untilNotified)
    .when('replyToFinding', reply, clinic)
    .recorded();
  given(...untilNotified)
    .when('replyToFinding', reply)
    .recorded();
  given(...untilNotified)
    .when('replyToFinding', reply, germany)
    .refused('GEN-10', { respondent: 'employer-clinic' });
  given(...untilNotified)
    .when('claimRemedy', { ...id, on: '2024-04-05', remedy: 'r1' }, clinic)
    .refused('CMP-10');
});

rule('CMP-07', 'nobody confirms, revises or takes back what it looked into itself', () => {
  given(...untilNotified)
    .when('confirmFinding', confirmation, inspector)
    .refused('CMP-07', { officer: inspector.actor.id });
  given(...untilNotified)
    .when('confirmFinding', confirmation, philippines)
    .recorded();
  given(...untilConfirmed)
    .when('withdrawFinding', { ...id, on: '2024-06-01', finding: 'f1', why: 'An error' }, inspector)
    .refused('CMP-07');
  given(...untilConfirmed)
    .when('withdrawFinding', { ...id, on: '2024-06-01', finding: 'f1', why: 'An error' }, union)
    .refused('GEN-09');
  const own = { respondent: { party: 'party-de' }, clauses: ['wage'], spokenForBy: 'party-de' };
  given(filed(own), admitted(), investigated())
    .when('draftFinding', { ...draft, clause: 'wage' }, inspector)
    .refused('CMP-07', { party: 'party-de' });
  given(checking(own), drafted({ clause: 'wage' }), notified())
    .when('confirmFinding', confirmation, germany)
    .refused('CMP-07', { party: 'party-de' });
});

ruleTable(
  'CMP-08',
  'a confirmed finding says how grave, when, how many, and what mends it or why nothing does',
  [
    { name: 'complete', clause: 'fees', change: {}, refused: undefined },
    { name: 'no number of workers', clause: 'fees', workers: undefined, change: {}, refused: 'CMP-08' },
    { name: 'nothing to mend it', clause: 'wage', change: { remedies: [] }, refused: 'CMP-08' },
    {
      name: 'a reason why nothing mends it',
      clause: 'wage',
      change: { remedies: [], noRemedyBecause: 'Paid since.' },
      refused: undefined,
    },
    { name: 'less grave than its clause', clause: 'fees', change: { severity: 'HIGH' }, refused: 'CMP-08' },
    { name: 'graver than its clause', clause: 'wage', change: { severity: 'CRITICAL' }, refused: undefined },
    {
      name: 'kept, so nothing is to be mended',
      clause: 'wage',
      change: { result: 'SATISFIED', remedies: [] },
      refused: undefined,
    },
    {
      name: 'kept, and yet something is to be mended',
      clause: 'wage',
      change: { result: 'SATISFIED' },
      refused: 'CMP-08',
    },
  ] as { name: string; clause: string; workers?: undefined; change: object; refused?: 'CMP-08' }[],
  ({ clause, change, refused, ...row }) => {
    const code = clause === 'fees' ? ('FEES' as const) : ('WAGE' as const);
    const severity = clause === 'fees' ? ('CRITICAL' as const) : ('HIGH' as const);
    const history = [
      ...looking,
      drafted({ clause, code, severity, workers: 'workers' in row ? undefined : 12 }),
      notified(),
    ];
    const answer = given(...history).when('confirmFinding', { ...confirmation, ...change }, germany);
    if (refused) answer.refused(refused);
    else
      answer.state((file) =>
        expect(file.findings[0]!.verdicts[0]).toMatchObject({
          kind: 'CONFIRMED',
          clauseVersion: expect.anything(),
          content: { facts: complaint.facts, severity: expect.anything() },
        }),
      );
  },
);

rule('CMP-08', 'a finding is of a clause as it read when the facts were, and graver or as grave as that', () => {
  given(...looking)
    .when('draftFinding', { ...draft, clause: 'housing' }, inspector)
    .refused('CMP-08', { clause: 'housing' });
  given(...looking)
    .when('draftFinding', { ...draft, severity: 'LOW' }, inspector)
    .refused('CMP-08', { severity: 'CRITICAL' });
  given(...looking)
    .when('draftFinding', draft, inspector)
    .state((file) =>
      expect(file.findings[0]!.draft).toMatchObject({ code: 'FEES', severity: 'CRITICAL', facts: complaint.facts }),
    );
});

ruleTable(
  'IND-05',
  'nothing is found of a clause that was not owed',
  [
    { name: 'the day before it was in force', from: '2019-12-31', refused: true },
    { name: 'the first day', from: '2020-01-01', refused: false },
  ],
  ({ from, refused }) => {
    const answer = given(...looking).when('draftFinding', { ...draft, facts: { from } }, inspector);
    if (refused) answer.refused('IND-05', { clause: 'fees', from });
    else answer.recorded();
  },
);

rule('CMP-09', 'each worker counts once, within one finding', () =>
  given(...untilConfirmed).state((file) => {
    expect(file.findings).toHaveLength(1);
    expect(confirmedOn(file.findings[0]!, '2024-06-01')).toMatchObject({ workers: 12 });
  }),
);

ruleTable(
  'CMP-10',
  'what the owner says is a claim until another has verified it',
  [
    { name: 'the owner itself', who: clinic, refused: 'GEN-09' },
    { name: 'a union', who: union, refused: undefined },
    { name: 'the authority', who: germany, refused: undefined },
  ] as const,
  ({ who, refused }) => {
    const answer = given(...untilConfirmed, claimed()).when(
      'verifyRemedy',
      { ...id, on: '2024-05-20', remedy: 'r1', isDone: true },
      who,
    );
    if (refused) answer.refused(refused);
    else answer.state((file) => expect(remedyPhaseOn(file, file.remedies[0]!, '2024-05-20')).toBe('VERIFIED'));
  },
);

rule('CMP-10', 'nobody verifies its own remedy, whatever its role', () => {
  const own = confirmed({
    remedies: [{ remedy: 'r1', kind: 'POLICY_CHANGE', owner: { party: 'party-de' }, dueOn: '2024-06-01' }],
  });
  given(...untilNotified, own)
    .when('verifyRemedy', { ...id, on: '2024-05-20', remedy: 'r1', isDone: true }, germany)
    .refused('CMP-10', { owner: 'party-de' });
  given(...untilNotified, own)
    .when('claimRemedy', { ...id, on: '2024-05-20', remedy: 'r1' }, germany)
    .recorded();
  given(...untilConfirmed)
    .when('claimRemedy', { ...id, on: '2024-05-02', remedy: 'r1' }, clinic)
    .refused('GEN-05');
  given(...untilNotified)
    .when(
      'confirmFinding',
      {
        ...confirmation,
        remedies: [
          { remedy: 'r1', kind: 'OTHER' },
          { remedy: 'r1', kind: 'OTHER' },
        ],
      },
      germany,
    )
    .refused('CMP-10', { remedy: 'r1' });
  given(...untilNotified)
    .when(
      'confirmFinding',
      { ...confirmation, remedies: [{ remedy: 'r1', kind: 'OTHER', owner: { employer: 'employer-none' } }] },
      germany,
    )
    .refused('CMP-10', { id: 'employer-none' });
});

ruleTable(
  'CMP-10',
  'a remedy is ordered, claimed, overdue or verified',
  [
    { name: 'its last day', history: [], on: '2024-05-10', phase: 'ORDERED' },
    { name: 'the day after', history: [], on: '2024-05-11', phase: 'OVERDUE' },
    { name: 'said to be done', history: [claimed()], on: '2024-05-11', phase: 'CLAIMED' },
    { name: 'found undone', history: [claimed(), verified('2024-05-20', false)], on: '2024-05-20', phase: 'OVERDUE' },
    { name: 'verified', history: [claimed(), verified()], on: '2024-05-20', phase: 'VERIFIED' },
    { name: 'the day before it was verified', history: [claimed(), verified()], on: '2024-05-19', phase: 'CLAIMED' },
    { name: 'undone again', history: [verified(), verified('2024-07-01', false)], on: '2024-07-01', phase: 'OVERDUE' },
    { name: 'of a finding taken back', history: [withdrawn('2024-05-10')], on: '2024-05-11', phase: 'LAPSED' },
  ],
  ({ history, on, phase }) => {
    const file = caseOf(...untilConfirmed, ...history);
    expect(remedyPhaseOn(file, file.remedies[0]!, on)).toBe(phase);
  },
);

ruleTable(
  'CMP-11',
  'a critical finding raises an alert at once, until what mends it is verified or it is taken back',
  [
    { name: 'the day before it is drafted', history: [drafted()], on: '2024-03-31', alert: false },
    { name: 'as a draft', history: [drafted()], on: '2024-04-01', alert: true },
    { name: 'taken back', history: [drafted(), withdrawn('2024-04-02')], on: '2024-04-02', alert: false },
    { name: 'confirmed', history: [drafted(), notified(), confirmed()], on: '2024-05-03', alert: true },
    {
      name: 'said to be mended',
      history: [drafted(), notified(), confirmed(), claimed()],
      on: '2024-05-09',
      alert: true,
    },
    { name: 'mended', history: [drafted(), notified(), confirmed(), verified()], on: '2024-05-20', alert: false },
    {
      name: 'not critical',
      history: [drafted({ clause: 'wage', code: 'WAGE', severity: 'HIGH' })],
      on: '2024-04-01',
      alert: false,
    },
    { name: 'nothing broken', history: [drafted({ result: 'SATISFIED' })], on: '2024-04-01', alert: false },
  ],
  ({ history, on, alert }) => expect(openCritical(caseOf(...looking, ...history), on).length > 0).toBe(alert),
);

rule('CMP-11', 'a critical finding is not confirmed without a remedy', () =>
  given(...untilNotified)
    .when('confirmFinding', { ...confirmation, remedies: [], noRemedyBecause: 'They left.' }, germany)
    .refused('CMP-11', { finding: 'f1' }),
);

rule('CMP-14', 'a finding is revised or taken back from a day on, and what it said before stays', () => {
  const revision = { ...confirmation, on: '2024-06-01', workers: 14, remedies: [], why: 'Two more came forward.' };
  given(...untilNotified)
    .when('reviseFinding', revision, germany)
    .refused('CMP-14');
  given(...untilConfirmed)
    .when('confirmFinding', { ...confirmation, remedies: [{ remedy: 'r2', kind: 'OTHER' }] }, germany)
    .refused('CMP-14');
  given(...untilConfirmed)
    .when('reviseFinding', revision, germany)
    .state((file) => {
      expect(confirmedOn(file.findings[0]!, '2024-05-31')).toMatchObject({ workers: 12 });
      expect(confirmedOn(file.findings[0]!, '2024-06-01')).toMatchObject({ workers: 14, severity: 'CRITICAL' });
    });
  const gone = caseOf(...untilConfirmed, decided(), withdrawn('2024-06-01'));
  expect(confirmedOn(gone.findings[0]!, '2024-05-31')).toMatchObject({ workers: 12 });
  expect(confirmedOn(gone.findings[0]!, '2024-06-01')).toBeUndefined();
  expect([phaseOn(gone, '2024-05-31').phase, phaseOn(gone, '2024-06-01').phase]).toEqual(['REMEDY_ORDERED', 'DECIDED']);
  given(...untilConfirmed, withdrawn('2024-06-01'))
    .when('withdrawFinding', { ...id, on: '2024-06-02', finding: 'f1', why: 'Again' }, germany)
    .refused('CMP-14');
});

ruleTable(
  'CMP-16',
  'coming forward before anyone looked makes the response milder, not the breach',
  [
    { name: 'a complaint', opening: filed(), response: 'CRITICAL', days: 7 },
    { name: 'a disclosure before any check', opening: disclosed(), response: 'HIGH', days: 30 },
    {
      name: 'a disclosure after one began',
      opening: disclosed({ afterCase: 'case-0' }),
      response: 'CRITICAL',
      days: 7,
    },
  ],
  ({ opening, response, days }) => {
    const file = caseOf(opening);
    expect(responseTo(file, 'CRITICAL')).toBe(response);
    expect(correctionDays(file, responseTo(file, 'CRITICAL'))).toBe(days);
    expect(responseTo(file, 'LOW')).toBe('LOW');
    const history = [opening, investigated(), drafted(), notified(), replied('2024-04-03', 'ACCEPTED')];
    given(...history)
      .when('confirmFinding', { ...confirmation, on: '2024-04-03' }, germany)
      .state((after) => {
        expect(after.findings[0]!.verdicts[0]).toMatchObject({ content: { severity: 'CRITICAL' } });
        expect(after.remedies[0]).toMatchObject({
          owner: complaint.respondent,
          dueOn: days === 7 ? '2024-04-10' : '2024-05-03',
        });
      });
  },
);

rule('IND-02', 'a report names who made it, and what the one bound says of itself weighs least', () => {
  expect(Object.keys(FoundBy).map((by) => weightOf(by as never))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(weightOf('BEARER')).toBeLessThan(weightOf('UNION'));
  expect(weightOf('UNION')).toBeLessThan(weightOf('INSPECTORATE'));
  given(...looking)
    .when('draftFinding', { ...draft, foundBy: 'INSPECTORATE' }, union)
    .refused('IND-02', { role: 'UNION' });
  given(...looking)
    .when('draftFinding', { ...draft, foundBy: 'UNION' }, union)
    .recorded();
  given(...looking)
    .when('draftFinding', { ...draft, foundBy: 'BEARER' }, inspector)
    .refused('IND-02');
});

rule('EMP-05', 'what a recruiter has to mend shows at the employer that is liable with it, while it is open', () => {
  const remedies = [
    {
      remedy: 'r1',
      kind: 'PAY_BACK' as const,
      owner: { recruiter: 'recruiter-manila' },
      dueOn: '2024-06-01',
      liableWith: [{ who: { employer: 'employer-clinic' }, clause: 'liability' }],
    },
  ];
  const recruiter = filed({ respondent: { recruiter: 'recruiter-manila' }, spokenForBy: undefined });
  const history = [recruiter, admitted(), investigated(), drafted(), notified()];
  given(...history)
    .when('confirmFinding', { ...confirmation, remedies }, germany)
    .recorded();
  given(...history)
    .when(
      'confirmFinding',
      {
        ...confirmation,
        remedies: [{ ...remedies[0], liableWith: [{ who: { employer: 'employer-clinic' }, clause: 'none' }] }],
      },
      germany,
    )
    .refused('EMP-05', { clause: 'none' });
  const file = caseOf(...history, confirmed({ remedies }), verified());
  expect(liableOn(file, '2024-05-02')).toEqual(['recruiter-manila']);
  expect(liableOn(file, '2024-05-19')).toEqual(['recruiter-manila', 'employer-clinic']);
  expect(liableOn(file, '2024-05-20')).toEqual(['recruiter-manila']);
});

ruleTable(
  'CMP-06',
  'where a finding stands on a day',
  [
    { name: 'drafted', on: '2024-04-01', history: [], phase: 'DRAFT' },
    { name: 'told', on: '2024-04-02', history: [], phase: 'REPLY_DUE' },
    { name: 'the last day to reply', on: '2024-05-02', history: [], phase: 'REPLY_DUE' },
    { name: 'no reply', on: '2024-05-03', history: [], phase: 'UNANSWERED' },
    { name: 'contested', on: '2024-04-10', history: [replied('2024-04-10')], phase: 'CONTESTED' },
    { name: 'accepted', on: '2024-04-10', history: [replied('2024-04-10', 'ACCEPTED')], phase: 'ACCEPTED' },
    { name: 'confirmed', on: '2024-05-03', history: [confirmed()], phase: 'CORRECTION_DUE' },
    { name: 'not mended', on: '2024-05-11', history: [confirmed()], phase: 'OVERDUE' },
    { name: 'mended', on: '2024-05-20', history: [confirmed(), verified()], phase: 'VERIFIED' },
    { name: 'nothing to mend', on: '2024-05-03', history: [confirmed({ remedies: [] })], phase: 'CONFIRMED' },
    { name: 'taken back', on: '2024-06-01', history: [confirmed(), withdrawn('2024-06-01')], phase: 'WITHDRAWN' },
  ],
  ({ on, history, phase }) => {
    const file = caseOf(...untilNotified, ...history);
    expect(findingPhaseOn(file, file.findings[0]!, on)).toBe(phase);
  },
);

const duty = { id: 'obligation-fees', arrangement: 'arrangement-de-ph', clause: 'fees' };

rule('IND-07', 'an unconfirmed finding puts a duty at risk, and a confirmed one decides', () => {
  expect(factsOf(caseOf(...looking, drafted()), duty).findings).toEqual([]);
  expect(factsOf(caseOf(...untilNotified), duty).findings).toMatchObject([
    { interim: true, competent: false, on: '2024-04-02' },
  ]);
  expect(factsOf(caseOf(...untilConfirmed), duty).findings).toMatchObject([
    { interim: false, competent: true, on: '2024-05-03', occurredOn: '2024-02-29', result: 'NOT_SATISFIED' },
  ]);
});

rule('CMP-14', 'what was taken back is no fact, and what was contested was a dispute until then', () => {
  const contested = caseOf(...untilNotified, replied('2024-04-10'));
  expect(factsOf(contested, duty).disputes).toMatchObject([{ on: '2024-04-10' }]);
  expect(factsOf(contested, duty).disputes[0]).not.toHaveProperty('resolved');
  const gone = factsOf(caseOf(...untilNotified, replied('2024-04-10'), confirmed(), withdrawn('2024-06-01')), duty);
  expect([gone.findings, gone.remedies]).toEqual([[], []]);
  expect(gone.disputes).toMatchObject([{ resolved: { on: '2024-05-03', outcome: 'UPHOLDS_CLAIM' } }]);
  expect(
    factsOf(caseOf(...untilNotified, replied('2024-04-10'), withdrawn('2024-04-20')), duty).disputes,
  ).toMatchObject([{ resolved: { on: '2024-04-20', outcome: 'UPHOLDS_BEARER' } }]);
});

rule('CMP-10', 'a remedy counts for its duty as performed when claimed, and as accepted when verified', () => {
  expect(factsOf(caseOf(...untilConfirmed, claimed()), duty).remedies).toMatchObject([{ performedOn: '2024-05-09' }]);
  expect(factsOf(caseOf(...untilConfirmed, claimed()), duty).remedies[0]).not.toHaveProperty('accepted');
  expect(factsOf(caseOf(...untilConfirmed, claimed(), verified()), duty).remedies).toMatchObject([
    { performedOn: '2024-05-09', accepted: { on: '2024-05-20' } },
  ]);
});

rule('CMP-01', 'a finding is about the duty that it names, else about that of its clause and respondent', () => {
  const file = caseOf(...untilConfirmed);
  const count = (changes: object, of = file) => factsOf(of, { ...duty, ...changes }).findings.length;
  expect(count({ bearer: { employer: 'employer-clinic' } })).toBe(1);
  expect(count({ bearer: { employer: 'employer-abroad' } })).toBe(0);
  expect(count({ clause: 'wage' })).toBe(0);
  expect(count({ arrangement: 'arrangement-other' })).toBe(0);
  const named = caseOf(...looking, drafted({ obligation: 'obligation-other', occurrence: '2024-h1' }), notified());
  expect(count({}, named)).toBe(0);
  expect(factsOf(named, { ...duty, id: 'obligation-other', clause: 'wage' }).findings).toMatchObject([
    { occurrence: '2024-h1' },
  ]);
});
