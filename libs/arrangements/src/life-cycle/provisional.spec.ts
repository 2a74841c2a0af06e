import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  agreed,
  coded,
  entering,
  ended,
  given,
  onNotification,
  registered,
  registeredAmong,
  signed,
  stateOf,
  statedInForce,
  storyOf,
} from '../testing/history.js';
import { provisionalApplicationAgreed } from './agree-provisional-application.js';
import { provisionalApplicationDeclined } from './decline-provisional-application.js';
import { partyStatusOn } from './party-status.js';

const arrangement = 'arrangement-de-ph';
const applied = (from: string, ...parties: string[]) =>
  provisionalApplicationAgreed({ arrangement, parties: parties.length > 0 ? parties : ['party-ph', 'party-de'], from });
const declined = (on: string, party = 'party-de') => provisionalApplicationDeclined({ arrangement, party, on });
const waiting = [registered(), signed('2020-01-10'), entering(onNotification(1, 'MONTH'))] as const;
const agree = (changes: object = {}) => ({
  arrangement,
  parties: ['party-ph', 'party-de'],
  from: '2020-02-01',
  ...changes,
});

ruleTable(
  'ARR-06',
  'it is applied provisionally where the text or the parties agree, until it is in force or one declines',
  [
    { name: 'nobody agreed', history: waiting, story: ['2020-01-10 SIGNED'] },
    {
      name: 'the parties agreed',
      history: [...waiting, applied('2020-02-01')],
      story: ['2020-01-10 SIGNED', '2020-02-01 PROVISIONALLY_APPLIED'],
    },
    {
      name: 'the text says so',
      history: [registered(), agreed({ provisionalApplication: {} }), signed('2020-01-10')],
      story: ['2020-01-10 PROVISIONALLY_APPLIED'],
    },
    {
      name: 'until it is in force',
      history: [registered(), signed('2020-01-10'), applied('2020-02-01'), statedInForce('2021-01-01')],
      story: ['2020-01-10 SIGNED', '2020-02-01 PROVISIONALLY_APPLIED', '2021-01-01 IN_FORCE'],
    },
    {
      name: 'until one of two sides declines',
      history: [...waiting, applied('2020-02-01'), declined('2020-06-01')],
      story: ['2020-01-10 SIGNED', '2020-02-01 PROVISIONALLY_APPLIED', '2020-06-01 SIGNED'],
    },
    {
      name: 'one of three declines, and the others go on',
      history: [
        registeredAmong('party-de', 'party-ph', 'party-fr'),
        signed('2020-01-10', 'party-de', 'party-ph', 'party-fr'),
        applied('2020-02-01', 'party-de', 'party-ph', 'party-fr'),
        declined('2020-06-01'),
      ],
      story: ['2020-01-10 SIGNED', '2020-02-01 PROVISIONALLY_APPLIED'],
    },
    {
      name: 'two of three decline, and one cannot go on alone',
      history: [
        registeredAmong('party-de', 'party-ph', 'party-fr'),
        signed('2020-01-10', 'party-de', 'party-ph', 'party-fr'),
        applied('2020-02-01', 'party-de', 'party-ph', 'party-fr'),
        declined('2020-06-01'),
        declined('2020-07-01', 'party-fr'),
      ],
      story: ['2020-01-10 SIGNED', '2020-02-01 PROVISIONALLY_APPLIED', '2020-07-01 SIGNED'],
    },
  ],
  ({ history, story }) => expect(storyOf(stateOf(...history))).toEqual(story),
);

ruleTable(
  'PTY-11',
  'each party applies it provisionally for itself',
  [
    { name: 'one that agreed', party: 'party-de', day: '2020-02-01', status: 'PROVISIONALLY_APPLYING' },
    { name: 'one that agreed to nothing', party: 'party-fr', day: '2020-02-01', status: 'SIGNATORY' },
    {
      name: 'one that declined, the day before',
      party: 'party-de',
      day: '2020-05-31',
      status: 'PROVISIONALLY_APPLYING',
    },
    { name: 'one that declined, from that day on', party: 'party-de', day: '2020-06-01', status: 'SIGNATORY' },
  ],
  ({ party, day, status }) => {
    const state = stateOf(
      registeredAmong('party-de', 'party-ph', 'party-fr', 'party-ke'),
      signed('2020-01-10', 'party-de', 'party-ph', 'party-fr', 'party-ke'),
      applied('2020-02-01', 'party-de', 'party-ph', 'party-ke'),
      declined('2020-06-01'),
    );
    expect(partyStatusOn(state, party, day).status).toBe(status);
  },
);

ruleTable(
  'ARR-06',
  'parties agree to what is still pending, together',
  [
    { name: 'both sides', history: waiting, changes: {}, code: undefined },
    { name: 'one of two sides', history: waiting, changes: { parties: ['party-de'] }, code: 'ARR-06' },
    { name: 'a stranger', history: waiting, changes: { parties: ['party-de', 'party-fr'] }, code: 'PTY-06' },
    { name: 'of a clause that nobody coded', history: waiting, changes: { clauses: ['fees'] }, code: 'ARR-07' },
    { name: 'of a clause', history: [...waiting, coded()], changes: { clauses: ['fees'] }, code: undefined },
    { name: 'on the day of force', history: [registered(), statedInForce('2020-02-01')], changes: {}, code: 'ARR-06' },
    { name: 'on the day before', history: [registered(), statedInForce('2020-02-02')], changes: {}, code: undefined },
    { name: 'after the end', history: [...waiting, ended('2020-01-20')], changes: {}, code: 'ARR-06' },
  ] as const,
  ({ history, changes, code }) => {
    const answer = given(...history).when('agreeProvisionalApplication', agree(changes));
    if (code) answer.refused(code);
    else answer.recorded();
  },
);

rule('ARR-06', 'who applies it provisionally declines once, and not before', () => {
  const decline = (on: string, party = 'party-de') => ({ arrangement, party, on });
  const history = [...waiting, applied('2020-02-01')] as const;
  given(...history)
    .when('declineProvisionalApplication', decline('2020-02-01'))
    .recorded();
  given(...history)
    .when('declineProvisionalApplication', decline('2020-01-31'))
    .refused('ARR-05', { from: '2020-02-01' });
  given(...waiting)
    .when('declineProvisionalApplication', decline('2020-02-01'))
    .refused('ARR-06', { party: 'party-de' });
  given(...history, declined('2020-03-01'))
    .when('declineProvisionalApplication', decline('2020-04-01'))
    .refused('PTY-07', { on: '2020-03-01' });
});
