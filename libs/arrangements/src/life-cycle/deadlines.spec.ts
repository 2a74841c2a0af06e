import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import { anyDay, anyHistory } from '../testing/random-history.js';
import {
  accepted,
  agreed,
  denounced,
  ended,
  inForce,
  months,
  notified,
  onNotification,
  proposed,
  registered,
  stateOf,
  suspended,
  unwanted,
  years,
} from '../testing/history.js';
import { deadlinesOf } from './deadlines.js';

const told = (history: readonly NewEvent[], from: string, to: string) =>
  deadlinesOf(stateOf(...history), from, to).map(({ kind, on, rule: id }) => `${on ?? 'open'} ${kind} ${id}`);

const renewing = inForce('2013-03-19', { length: years(5), renewal: 'TACIT', renewalNotice: months(6) });

ruleTable(
  'ARR-10',
  'a reader is told by when to give notice, and what follows without one',
  [
    {
      name: 'notice and renewal',
      from: '2017-01-01',
      to: '2018-12-31',
      is: ['2017-09-18 NOTICE_OF_NON_RENEWAL ARR-10', '2018-03-19 RENEWAL ARR-10'],
    },
    { name: 'the last day asked about is left out', from: '2017-01-01', to: '2017-09-18', is: [] },
    {
      name: 'the first day counts',
      from: '2017-09-18',
      to: '2017-09-19',
      is: ['2017-09-18 NOTICE_OF_NON_RENEWAL ARR-10'],
    },
    {
      name: 'two terms',
      from: '2018-01-01',
      to: '2023-03-20',
      is: ['2018-03-19 RENEWAL ARR-10', '2022-09-18 NOTICE_OF_NON_RENEWAL ARR-10', '2023-03-19 RENEWAL ARR-10'],
    },
  ],
  ({ from, to, is }) => expect(told(renewing, from, to)).toEqual(is),
);

rule('ARR-10', 'what renews, and for how long, is said in words', () =>
  expect(deadlinesOf(stateOf(...renewing), '2017-01-01', '2018-01-01')[0]!.says).toBe(
    'Unless a notice of non-renewal is received on 2017-09-18 at the latest, it renews itself on 2018-03-19, until the day before 2023-03-19.',
  ),
);

ruleTable(
  'ARR-02',
  'each thing that is due names its rule',
  [
    {
      name: 'after a notice: it ends',
      history: [...renewing, unwanted('2017-01-01')],
      is: ['2018-03-19 EXPIRY ARR-09'],
    },
    {
      name: 'a denunciation',
      history: [...inForce('2013-03-19'), denounced('2017-03-01')],
      is: ['2018-03-01 DENUNCIATION ARR-18'],
    },
    {
      name: 'a suspension',
      history: [...inForce('2013-03-19'), suspended('2017-02-01', { plannedEnd: '2017-06-30' })],
      is: ['2017-06-30 SUSPENSION_REVIEW ARR-14'],
    },
    {
      name: 'entry into force',
      history: [
        registered(),
        agreed({ entryIntoForce: onNotification(1, 'MONTH') }),
        notified('2017-01-05', 'party-de'),
        notified('2017-02-05', 'party-ph'),
      ],
      is: ['2017-03-05 ENTRY_INTO_FORCE ARR-03'],
    },
    {
      name: 'an act is awaited',
      history: [
        registered(),
        agreed({ entryIntoForce: onNotification(1, 'MONTH') }),
        notified('2017-01-05', 'party-de'),
      ],
      is: ['open ACTS_AWAITED ARR-02'],
    },
    {
      name: 'an amendment waits',
      history: [...inForce('2013-03-19'), proposed('2016-01-01'), accepted('2016-02-01', 'party-de')],
      is: ['open AMENDMENT_AWAITED AMD-02'],
    },
    {
      name: 'after the end nothing waits',
      history: [...inForce('2013-03-19'), proposed('2015-01-01'), ended('2016-01-01')],
      is: [],
    },
  ],
  ({ history, is }) => expect(told(history, '2017-01-01', '2019-01-01')).toEqual(is),
);

rule(
  'GEN-06',
  'whatever the history, what is due lies between the days asked about, in order, and two spans say what one does',
  () =>
    fc.assert(
      fc.property(anyHistory, fc.tuple(anyDay, anyDay, anyDay), ({ state }, days) => {
        const [from, middle, to] = days.toSorted() as [string, string, string];
        const dated = (a: string, b: string) =>
          deadlinesOf(state, a, b)
            .filter(({ on }) => on?.length === 10)
            .map(({ on, kind, says }) => `${on} ${kind} ${says}`);
        const whole = dated(from, to);
        expect(whole.map((line) => line.slice(0, 10))).toEqual(whole.map((line) => line.slice(0, 10)).toSorted());
        expect([...dated(from, middle), ...dated(middle, to)].toSorted()).toEqual(whole.toSorted());
      }),
      { numRuns: 200 },
    ),
);
