import { expect } from '@jest/globals';
import { ruleTable } from '#kernel/testing';
import {
  coded,
  entering,
  given,
  inForce,
  onNotification,
  registered,
  resumed,
  signed,
  stateOf,
  suspended,
} from '../testing/history.js';
import { afterSuspensions, suspensionFor } from './suspension.js';

const force = inForce('2013-03-19');
const training = { stops: ['TRAINING' as const] };

ruleTable(
  'ARR-16',
  'a suspension reaches the sectors it names, or all',
  [
    { name: 'the whole', pause: {}, sectors: ['care'], reaches: true },
    {
      name: 'this sector',
      pause: { scope: 'SECTORS' as const, sectors: ['care'] },
      sectors: ['care', 'health'],
      reaches: true,
    },
    {
      name: 'another sector',
      pause: { scope: 'SECTORS' as const, sectors: ['care'] },
      sectors: ['health'],
      reaches: false,
    },
    {
      name: 'a sector told in words',
      pause: { scope: 'SECTORS' as const, detail: 'care homes' },
      sectors: ['care'],
      reaches: false,
    },
  ],
  ({ pause, sectors, reaches }) => {
    const state = stateOf(...force, suspended('2016-01-01', pause), resumed('2016-06-01'));
    expect(suspensionFor(state, sectors, '2016-01-01') !== undefined).toBe(reaches);
    expect(suspensionFor(state, sectors, '2015-12-31')).toBeUndefined();
    expect(suspensionFor(state, sectors, '2016-06-01')).toBeUndefined();
  },
);

ruleTable(
  'ARR-16',
  'a time limit stands still only where the decision stops it',
  [
    {
      name: 'stopped and resumed',
      history: [suspended('2016-01-01', training), resumed('2016-01-11')],
      day: '2020-01-01',
      dueOn: '2016-07-10',
      days: 10,
    },
    {
      name: 'stopped until today',
      history: [suspended('2016-01-01', training)],
      day: '2016-01-02',
      dueOn: '2016-07-01',
      days: 1,
    },
    {
      name: 'not stopped',
      history: [suspended('2016-01-01'), resumed('2016-01-11')],
      day: '2020-01-01',
      dueOn: '2016-06-30',
      days: 0,
    },
    {
      name: 'another clock',
      history: [suspended('2016-01-01', { stops: ['REPORTING'] })],
      day: '2020-01-01',
      dueOn: '2016-06-30',
      days: 0,
    },
    {
      name: 'begun on the due date',
      history: [suspended('2016-06-30', training), resumed('2016-07-10')],
      day: '2020-01-01',
      dueOn: '2016-07-10',
      days: 10,
    },
    {
      name: 'begun after it had run out',
      history: [suspended('2016-07-01', training), resumed('2016-07-10')],
      day: '2020-01-01',
      dueOn: '2016-06-30',
      days: 0,
    },
    {
      name: 'the second begins within the time that the first gave back',
      history: [
        suspended('2016-06-30', training),
        resumed('2016-07-10'),
        suspended('2016-07-10', { ...training, suspension: 'again' }),
        resumed('2016-07-12', 'again'),
      ],
      day: '2020-01-01',
      dueOn: '2016-07-12',
      days: 12,
    },
    {
      name: 'two at once count once',
      history: [
        suspended('2016-01-01', training),
        suspended('2016-01-05', { ...training, suspension: 'again' }),
        resumed('2016-01-11'),
        resumed('2016-01-11', 'again'),
      ],
      day: '2020-01-01',
      dueOn: '2016-07-10',
      days: 10,
    },
  ],
  ({ history, day, dueOn, days }) =>
    expect(afterSuspensions(stateOf(...force, ...history), 'TRAINING', '2016-06-30', day)).toMatchObject({
      dueOn,
      days,
    }),
);

const suspend = (changes: object = {}) => ({
  arrangement: 'arrangement-de-ph',
  suspension: 'pause',
  scope: 'ALL',
  ground: 'CONSENT',
  from: '2016-01-01',
  decidedBy: ['party-ph', 'party-de'],
  ...changes,
});

ruleTable(
  'ARR-01',
  'what is known not to apply yet is neither suspended nor renewed',
  [
    {
      name: 'it waits for notifications',
      history: [registered(), signed('2013'), entering(onNotification(1, 'MONTH'))],
      refused: true,
    },
    { name: 'it is in force on that very day', history: inForce('2016-01-01'), refused: false },
    {
      name: 'it is in force on the day after',
      history: [registered(), entering({ onFixedDate: { date: '2016-01-02' } })],
      refused: true,
    },
    { name: 'nobody knows', history: [registered()], refused: false },
  ],
  ({ history, refused }) => {
    for (const [command, data] of [
      ['suspendArrangement', suspend()],
      ['recordRenewal', { arrangement: 'arrangement-de-ph', on: '2016-01-01' }],
    ] as const) {
      const answer = given(...history).when(command, data);
      if (refused) answer.refused('ARR-01');
      else answer.recorded();
    }
  },
);

ruleTable(
  'ARR-14',
  'parts are named, in words or by their clauses, which are on record',
  [
    { name: 'nothing named', history: [], changes: { scope: 'PARTS' }, refused: true },
    { name: 'in words', history: [], changes: { scope: 'PARTS', detail: 'Part two' }, refused: false },
    { name: 'a clause on record', history: [coded()], changes: { scope: 'PARTS', clauses: ['fees'] }, refused: false },
    { name: 'a clause that nobody coded', history: [], changes: { scope: 'PARTS', clauses: ['fees'] }, refused: true },
    { name: 'sectors', history: [], changes: { scope: 'SECTORS', sectors: ['care'] }, refused: false },
  ],
  ({ history, changes, refused }) => {
    const answer = given(...force, ...history).when('suspendArrangement', suspend(changes));
    if (refused) answer.refused('ARR-14');
    else answer.recorded();
  },
);
