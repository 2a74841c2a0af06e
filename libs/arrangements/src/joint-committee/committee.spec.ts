import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { scopeOn, clausesOn, viewArrangement } from '../arrangement.view.js';
import { annexAmended } from '../amendments/amend-annex.js';
import { deadlinesOf } from '../life-cycle/deadlines.js';
import {
  coded,
  coding,
  days,
  ended,
  france,
  given,
  inForce,
  months,
  nursing,
  on,
  registered,
  registeredAmong,
  resumed,
  stateOf,
  subjectOf,
  suspended,
  years,
} from '../testing/history.js';
import { anyDay, anyHistory } from '../testing/random-history.js';
import { committeeRulesAgreed } from './agree-committee-rules.js';
import { actionItemClosed } from './close-action-item.js';
import { agendaOn, dueMeetings, minutesDueOn, notInvited, overdueItems } from './committee.js';
import { CommitteeResolver } from './committee.resolver.js';
import type { CommitteeRules } from './committee-rules.js';
import { actionItemOpened } from './open-action-item.js';
import { minutesPublished } from './publish-minutes.js';
import { decisionRecorded } from './record-decision.js';
import { meetingRecorded } from './record-meeting.js';

const arrangement = 'arrangement-de-ph';
const both = [{ party: 'party-ph' }, { party: 'party-de', delegates: 3 }];
const ruled = (changes: Partial<CommitteeRules> = {}) =>
  committeeRulesAgreed({
    arrangement,
    rules: {
      firstMeetingBy: '2014-03-01',
      meetingEvery: years(1),
      grace: months(1),
      mandate: [
        { article: 'Article 9', what: 'Oversees', annexes: ['Annex A'] },
        { article: 'Article 10', what: 'Interprets' },
      ],
      minutesWithin: days(30),
      seats: ['ver.di', 'PSLINK'],
      ...changes,
    },
  });
const meeting = (day: string, changes: object = {}) => ({
  arrangement,
  meeting: 'first',
  on: day,
  delegations: both,
  invited: ['ver.di', 'PSLINK'],
  attended: ['ver.di'],
  agenda: ['Placements'],
  ...changes,
});
const met = (day: string, name = 'first', changes: object = {}) =>
  meetingRecorded(meeting(day, { meeting: name, ...changes }));
const decision = (changes: object = {}) => ({
  arrangement,
  decision: '2014-1',
  meeting: 'first',
  article: 'Article 9',
  what: 'Nurses come from all regions',
  vote: { inFavour: ['party-ph', 'party-de'], against: [], abstaining: [] },
  effectiveOn: '2014-06-01',
  ...changes,
});
const item = (changes: object = {}) => ({
  arrangement,
  item: 'list',
  meeting: 'first',
  what: 'Publish the list of hospitals',
  owner: 'party-de',
  dueOn: '2014-06-30',
  ...changes,
});
const force = inForce('2013-03-19');
const stands = [...force, ruled()] as const;
const held = [...stands, met('2014-02-20')] as const;

ruleTable(
  'JCM-01',
  'meetings are due as the text says, with its grace',
  [
    { name: 'before the first day', history: [], day: '2014-03-01', story: ['2014-03-01 DUE', '2015-03-01 DUE'] },
    { name: 'the last day of grace', history: [], day: '2014-04-01', story: ['2014-03-01 DUE', '2015-03-01 DUE'] },
    { name: 'the day after', history: [], day: '2014-04-02', story: ['2014-03-01 OVERDUE', '2015-03-01 DUE'] },
    {
      name: 'held on its day',
      history: [met('2014-03-01')],
      day: '2014-03-01',
      story: ['2014-03-01 HELD', '2015-03-01 DUE'],
    },
    {
      name: 'held on the last day of grace',
      history: [met('2014-04-01')],
      day: '2014-06-01',
      story: ['2014-03-01 HELD', '2015-03-01 DUE'],
    },
    {
      name: 'held after it',
      history: [met('2014-04-02')],
      day: '2014-06-01',
      story: ['2014-03-01 HELD_LATE', '2015-03-01 DUE'],
    },
    {
      name: 'not yet held on the day asked about',
      history: [met('2014-04-02')],
      day: '2014-04-02',
      story: ['2014-03-01 HELD_LATE', '2015-03-01 DUE'],
    },
    {
      name: 'two in one year are not those of two years',
      history: [met('2014-02-01'), met('2014-02-20', 'second')],
      day: '2015-04-02',
      story: ['2014-03-01 HELD', '2015-03-01 OVERDUE', '2016-03-01 DUE'],
    },
    {
      name: 'one is left out, and the next is held',
      history: [met('2014-02-01'), met('2016-02-20', 'second')],
      day: '2016-03-01',
      story: ['2014-03-01 HELD', '2015-03-01 HELD_LATE', '2016-03-01 DUE', '2017-03-01 DUE'],
    },
    { name: 'none after the end', history: [ended('2015-01-01')], day: '2020-01-01', story: ['2014-03-01 OVERDUE'] },
    {
      name: 'moved by a suspension that stops the clock',
      history: [suspended('2014-01-01', { stops: ['REPORTING'] }), resumed('2014-01-11')],
      day: '2014-03-05',
      story: ['2014-03-11 DUE', '2015-03-11 DUE'],
    },
  ],
  ({ history, day, story }) =>
    expect(
      dueMeetings(stateOf(...stands, ...(history as [])), day).map(({ dueOn, status }) => `${dueOn} ${status}`),
    ).toEqual(story),
);

rule('JCM-01', 'without a first day it is counted from entry into force, and without an interval none is due', () => {
  const due = (rules: Partial<CommitteeRules>) =>
    dueMeetings(stateOf(...force, ruled(rules)), '2013-12-31').map(({ dueOn }) => dueOn);
  expect(due({ firstMeetingBy: undefined })).toEqual(['2014-03-19']);
  expect(due({ firstMeetingBy: undefined, meetingEvery: undefined })).toEqual([]);
  expect(due({ meetingEvery: undefined })).toEqual(['2014-03-01']);
  expect(due({ meetingEvery: days(0) })).toEqual(['2014-03-01']);
  expect(dueMeetings(stateOf(...force), '2020-01-01')).toEqual([]);
});

rule('JCM-01', 'what is due is told among the deadlines, for all parties', () =>
  expect(deadlinesOf(stateOf(...held), '2014-02-21', '2016-01-01')).toMatchObject([
    { kind: 'MINUTES', on: '2014-03-22', rule: 'JCM-05' },
    { kind: 'MEETING', on: '2015-03-01', rule: 'JCM-01', parties: ['party-ph', 'party-de'] },
  ]),
);

ruleTable(
  'JCM-02',
  'each side is there, or as many as the text asks for',
  [
    { name: 'both sides', history: stands, delegations: both, missing: undefined },
    { name: 'one side', history: stands, delegations: [{ party: 'party-de' }], missing: ['PH'] },
    { name: 'nobody', history: stands, delegations: [], missing: ['PH', 'DE'] },
    {
      name: 'an agency for its side',
      history: [
        registered({
          parties: [
            { party: 'party-ph', role: 'ORIGIN' },
            { party: 'party-de', role: 'DESTINATION' },
            { party: 'party-giz', role: 'DESTINATION' },
          ],
        }),
      ],
      delegations: [{ party: 'party-ph' }, { party: 'party-giz' }],
      missing: undefined,
    },
    {
      name: 'two of three',
      history: [registeredAmong('party-de', 'party-ph', 'party-fr')],
      delegations: both,
      missing: ['party-fr'],
    },
    {
      name: 'two of three, where two are enough',
      history: [registeredAmong('party-de', 'party-ph', 'party-fr'), ruled({ quorum: 2 })],
      delegations: both,
      missing: undefined,
    },
    {
      name: 'one party twice, where two are needed',
      history: [registeredAmong('party-de', 'party-ph', 'party-fr'), ruled({ quorum: 2 })],
      delegations: [{ party: 'party-de' }, { party: 'party-de' }],
      missing: ['party-ph', 'party-fr'],
    },
  ],
  ({ history, delegations, missing }) => {
    const answer = given(...(history as [])).when('recordMeeting', meeting('2014-02-20', { delegations }));
    if (missing) answer.refused('JCM-02', { missing });
    else answer.recorded();
  },
);

ruleTable(
  'JCM-02',
  'they decide together, unless the text knows a majority',
  [
    {
      name: 'all for it',
      rules: {},
      vote: { inFavour: ['party-ph', 'party-de'], against: [], abstaining: [] },
      taken: true,
    },
    {
      name: 'one abstains',
      rules: {},
      vote: { inFavour: ['party-ph'], against: [], abstaining: ['party-de'] },
      taken: true,
    },
    {
      name: 'one against',
      rules: {},
      vote: { inFavour: ['party-ph'], against: ['party-de'], abstaining: [] },
      taken: false,
    },
    { name: 'nobody for it', rules: {}, vote: { inFavour: [], against: [], abstaining: ['party-de'] }, taken: false },
    {
      name: 'a majority',
      rules: { decidesBy: 'MAJORITY' },
      vote: { inFavour: ['party-ph'], against: [], abstaining: [] },
      taken: true,
    },
    {
      name: 'a tie',
      rules: { decidesBy: 'MAJORITY' },
      vote: { inFavour: ['party-ph'], against: ['party-de'], abstaining: [] },
      taken: false,
    },
    {
      name: 'one that was not there',
      rules: {},
      vote: { inFavour: ['party-ph', 'party-fr'], against: [], abstaining: [] },
      taken: false,
    },
    {
      name: 'one that votes twice',
      rules: {},
      vote: { inFavour: ['party-ph', 'party-de'], against: [], abstaining: ['party-de'] },
      taken: false,
    },
  ] as const,
  ({ rules, vote, taken }) => {
    const answer = given(...force, ruled(rules), met('2014-02-20')).when('recordDecision', decision({ vote }));
    if (taken) answer.recorded();
    else answer.refused('JCM-02');
  },
);

rule('JCM-03', 'who has a seat by the text and was not invited is shown', () => {
  const missed = (invited: string[], ...history: Parameters<typeof stateOf>) => {
    const state = stateOf(...history, met('2014-02-20', 'first', { invited, attended: [] }));
    return notInvited(state, state.meetings[0]!);
  };
  expect(missed(['ver.di', 'PSLINK'], ...stands)).toEqual([]);
  expect(missed(['ver.di'], ...stands)).toEqual(['PSLINK']);
  expect(missed([], ...force)).toEqual([]);
});

ruleTable(
  'JCM-04',
  'a decision has a number, an article of the mandate, a vote and a day of effect',
  [
    { name: 'all of it', changes: {}, code: undefined },
    { name: 'an article without mandate', changes: { article: 'Article 3' }, code: 'JCM-04' },
    { name: 'at a meeting that is not on record', changes: { meeting: 'second' }, code: 'JCM-04' },
    { name: 'with effect on the day of the meeting', changes: { effectiveOn: '2014-02-20' }, code: undefined },
    { name: 'with effect on the day before', changes: { effectiveOn: '2014-02-19' }, code: 'ARR-05' },
  ] as const,
  ({ changes, code }) => {
    const answer = given(...held).when('recordDecision', decision(changes));
    if (code) answer.refused(code);
    else answer.recorded();
  },
);

rule('JCM-04', 'a number is given once, and without rules on record there is no mandate', () => {
  given(...held, decisionRecorded(decision()))
    .when('recordDecision', decision())
    .refused('GEN-02', { decision: '2014-1' });
  given(...force, met('2014-02-20'))
    .when('recordDecision', decision())
    .refused('JCM-04', { mandate: [] });
});

const digest = `sha256:${'a'.repeat(64)}`;
const minutes = (parts: object[], day = '2014-03-22') => ({
  arrangement,
  meeting: 'first',
  on: day,
  summary: 'They met.',
  parts,
});

ruleTable(
  'JCM-05',
  'what is confidential is marked and provable, and its words are not kept',
  [
    {
      name: 'a public part',
      parts: [{ title: 'Placements', confidential: false, text: '300 nurses' }],
      refused: false,
    },
    { name: 'a confidential part', parts: [{ title: 'Complaints', confidential: true, digest }], refused: false },
    {
      name: 'confidential, with its words',
      parts: [{ title: 'Complaints', confidential: true, digest, text: 'x' }],
      refused: true,
    },
    { name: 'confidential, without digest', parts: [{ title: 'Complaints', confidential: true }], refused: true },
    { name: 'public, without words', parts: [{ title: 'Placements', confidential: false }], refused: true },
    { name: 'a summary only', parts: [], refused: false },
  ],
  ({ parts, refused }) => {
    const answer = given(...held).when('publishMinutes', minutes(parts));
    if (refused) answer.refused('JCM-05');
    else answer.recorded();
  },
);

rule('JCM-05', 'minutes are of a meeting, once, and not before it', () => {
  given(...held)
    .when('publishMinutes', { ...minutes([]), meeting: 'second' })
    .refused('JCM-05', { meeting: 'second' });
  given(...held)
    .when('publishMinutes', minutes([], '2014-02-19'))
    .refused('ARR-05', { meetingOn: '2014-02-20' });
  given(...held, minutesPublished(minutes([]) as never))
    .when('publishMinutes', minutes([]))
    .refused('JCM-05', { on: '2014-03-22' });
});

const work = (day: string, ...history: Parameters<typeof subjectOf>) =>
  new CommitteeResolver().committeeWork(viewArrangement(subjectOf(...history), on(day)));

ruleTable(
  'JCM-05',
  'minutes come out in time, or show as late',
  [
    { name: 'not yet, on the last day', published: undefined, day: '2014-03-22', late: false },
    { name: 'not yet, on the day after', published: undefined, day: '2014-03-23', late: true },
    { name: 'on the last day', published: '2014-03-22', day: '2020-01-01', late: false },
    { name: 'on the day after', published: '2014-03-23', day: '2020-01-01', late: true },
    { name: 'published, asked about before', published: '2014-03-23', day: '2014-03-22', late: false },
  ],
  ({ published, day, late }) => {
    const parts = [{ title: 'Complaints', confidential: true, digest }];
    const history = published ? [minutesPublished(minutes(parts, published) as never)] : [];
    const [shown] = work(day, ...held, ...history).meetings;
    expect(shown!.minutes).toMatchObject({ dueOn: '2014-03-22', late });
    expect(shown!.minutes.parts).toEqual(published && published <= day ? parts : []);
    expect(
      minutesDueOn(stateOf(...force, ruled({ minutesWithin: undefined }), met('2014-02-20')), {
        on: '2014-02-20',
      } as never),
    ).toBeUndefined();
  },
);

ruleTable(
  'JCM-06',
  'an action stays on the agenda until it is closed, and is overdue after its day',
  [
    { name: 'the day of the meeting itself', closed: undefined, day: '2014-02-20', agenda: 0, overdue: 0 },
    { name: 'the day after', closed: undefined, day: '2014-02-21', agenda: 1, overdue: 0 },
    { name: 'its last day', closed: undefined, day: '2014-06-30', agenda: 1, overdue: 0 },
    { name: 'the day after that', closed: undefined, day: '2014-07-01', agenda: 1, overdue: 1 },
    { name: 'on the day on which it is closed', closed: '2014-08-01', day: '2014-08-01', agenda: 1, overdue: 0 },
    { name: 'on the day after', closed: '2014-08-01', day: '2014-08-02', agenda: 0, overdue: 0 },
    { name: 'before it was closed, late', closed: '2014-08-01', day: '2014-07-01', agenda: 1, overdue: 1 },
  ],
  ({ closed, day, agenda, overdue }) => {
    const history = closed ? [actionItemClosed({ arrangement, item: 'list', on: closed, how: 'Done' })] : [];
    const all = [...held, actionItemOpened(item()), ...history] as const;
    expect(agendaOn(stateOf(...all), day)).toHaveLength(agenda);
    expect(overdueItems(stateOf(...all), day)).toHaveLength(overdue);
    expect(work(day, ...all).actionItems.filter((entry) => entry.overdue)).toHaveLength(overdue);
  },
);

rule('JCM-06', 'an action has an owner that takes part, a meeting that asked, and a day after it', () => {
  given(...held)
    .when('openActionItem', item())
    .recorded();
  given(...held)
    .when('openActionItem', item({ owner: 'party-fr' }))
    .refused('JCM-06', { owner: 'party-fr' });
  given(...held)
    .when('openActionItem', item({ meeting: 'second' }))
    .refused('JCM-06', { meeting: 'second' });
  given(...held)
    .when('openActionItem', item({ dueOn: '2014-02-19' }))
    .refused('ARR-05', { meetingOn: '2014-02-20' });
  given(...held, actionItemOpened(item()))
    .when('openActionItem', item())
    .refused('GEN-02', { item: 'list' });
});

rule('JCM-06', 'an action is closed once, after it was asked for', () => {
  const close = (day: string, name = 'list') => ({ arrangement, item: name, on: day, how: 'Done' });
  const open = [...held, actionItemOpened(item())] as const;
  given(...open)
    .when('closeActionItem', close('2014-02-20'))
    .recorded();
  given(...open)
    .when('closeActionItem', close('2014-02-19'))
    .refused('ARR-05', { meetingOn: '2014-02-20' });
  given(...open)
    .when('closeActionItem', close('2014-03-01', 'other'))
    .refused('JCM-06', { item: 'other' });
  given(...open, actionItemClosed(close('2014-03-01')))
    .when('closeActionItem', close('2014-04-01'))
    .refused('JCM-06', { on: '2014-03-01' });
});

rule('GEN-09', 'a stranger records nothing of the committee', () => {
  given(...held)
    .when('recordMeeting', meeting('2015-02-20', { meeting: 'second' }), france)
    .refused('GEN-09');
  given(...held)
    .when('recordDecision', decision(), france)
    .refused('GEN-09');
  given(...held)
    .when('publishMinutes', minutes([]), france)
    .refused('GEN-09');
  given(...held)
    .when('openActionItem', item(), france)
    .refused('GEN-09');
  given(...held)
    .when('agreeCommitteeRules', { arrangement, rules: { mandate: [], seats: [] } }, france)
    .refused('GEN-09');
});

const amend = (changes: object = {}) => ({
  arrangement,
  amendment: 'annex-2014',
  decision: '2014-1',
  annex: 'Annex A',
  what: 'Fees are in Annex A',
  changes: [{ clause: { clause: 'fees', content: { ...coding, modality: 'SHALL' as const } } }],
  ...changes,
});

ruleTable(
  'AMD-15',
  'a committee changes the annexes given to it, and nothing else',
  [
    { name: 'its annex', history: [decisionRecorded(decision())], changes: {}, refused: false },
    { name: 'another annex', history: [decisionRecorded(decision())], changes: { annex: 'Annex B' }, refused: true },
    {
      name: 'under an article that gives it none',
      history: [decisionRecorded(decision({ article: 'Article 10' }))],
      changes: {},
      refused: true,
    },
    { name: 'without a decision', history: [], changes: {}, refused: true },
    {
      name: 'the scope of the text',
      history: [decisionRecorded(decision())],
      changes: { changes: [{ scope: nursing }] },
      refused: true,
    },
    {
      name: 'its term',
      history: [decisionRecorded(decision())],
      changes: { changes: [{ term: { indefinite: true } }] },
      refused: true,
    },
  ],
  ({ history, changes, refused }) => {
    const answer = given(...held, ...history).when('amendAnnex', amend(changes));
    if (refused) answer.refused('AMD-15');
    else answer.recorded();
  },
);

rule('AMD-15', 'it holds for all from the day of the decision, and no party has to accept it', () => {
  const state = stateOf(...held, coded(), decisionRecorded(decision()), annexAmended(amend() as never));
  const modality = (day: string) => clausesOn(state, day)[0]!.version.value.modality;
  expect([modality('2014-05-31'), modality('2014-06-01')]).toEqual(['NOT_CODED', 'SHALL']);
  expect(scopeOn(state, '2014-06-01')).toEqual(nursing);
  expect(
    viewArrangement(
      subjectOf(...held, coded(), decisionRecorded(decision()), annexAmended(amend() as never)),
      on('2014-06-01'),
    ).amendments[0],
  ).toMatchObject({
    status: 'IN_FORCE',
    committee: { annex: 'Annex A', decision: '2014-1' },
    inForceFrom: { date: '2014-06-01', evidence: [{ seq: 7 }, { seq: 6 }] },
  });
});

test('JCM-01: of any history the due meetings come in order, and each is held by a meeting of its own', () =>
  fc.assert(
    fc.property(anyHistory, anyDay, ({ state }, day) => {
      const due = dueMeetings(state, day);
      const dates = due.map(({ dueOn }) => dueOn);
      expect(dates).toEqual([...dates].sort());
      const names = due.flatMap(({ heldAs }) => heldAs ?? []);
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 200 },
  ));
