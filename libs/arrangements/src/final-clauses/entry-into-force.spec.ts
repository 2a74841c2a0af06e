import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  act,
  agreed,
  days,
  denounced,
  entering,
  from,
  inForce,
  joined,
  months,
  notified,
  onNotification,
  onSignature,
  ratified,
  registered,
  registeredAmong,
  signed,
  statedInForce,
  stateOf,
  storyOf,
  years,
} from '../testing/history.js';
import { after, entryIntoForce, entryIntoForceFor } from './entry-into-force.js';
import type { Period } from './final-clauses.js';

const PERIODS: [string, Period, string | undefined][] = [
  ['2020-03-12', { count: 2, unit: 'MONTH', rounding: 'FIRST_DAY_OF_MONTH' }, '2020-05-01'],
  ['2020-03-12', { count: 0, unit: 'MONTH', rounding: 'LAST_DAY_OF_MONTH' }, '2020-03-31'],
  ['2019-01-31', months(1), '2019-02-28'],
  ['2020-01-31', months(1), '2020-02-29'],
  ['2020-02-29', years(1), '2021-02-28'],
  ['2019-12-31', { count: 2, unit: 'MONTH', rounding: 'LAST_DAY_OF_MONTH' }, '2020-02-29'],
  ['2019-12-31', { count: 1, unit: 'YEAR', rounding: 'FIRST_DAY_OF_MONTH' }, '2020-12-01'],
  ['2020-02-28', days(2), '2020-03-01'],
  ['2020-03-12', { count: 0, unit: 'DAY' }, '2020-03-12'],
  ['9999-12-31', days(1), undefined],
  ['2020-01-01', years(2_147_483_647), undefined],
];

ruleTable(
  'ARR-03',
  'a date is computed from a day and a period',
  PERIODS.map(([day, period, date]) => ({
    name: `${day} and ${period.count} ${period.unit} ${period.rounding ?? 'EXACT'} give ${date ?? 'no date'}`,
    day,
    period,
    date,
  })),
  ({ day, period, date }) => expect(after(day, period)).toBe(date),
);

const COARSE: [string, Period, string | undefined][] = [
  ['2020', years(5), '2025'],
  ['2020', months(1), undefined],
  ['2020', days(0), '2020'],
  ['2020-03', months(12), '2021-03'],
  ['2020-03', years(1), '2021-03'],
  ['2020-03', days(30), undefined],
  ['2020-03', { count: 2, unit: 'MONTH', rounding: 'FIRST_DAY_OF_MONTH' }, '2020-05-01'],
  ['2020-01', { count: 1, unit: 'MONTH', rounding: 'LAST_DAY_OF_MONTH' }, '2020-02-29'],
  ['9999', years(1), undefined],
];

ruleTable(
  'GEN-08',
  'of a date known to the month or year a period gives what that precision allows',
  COARSE.map(([date, period, then]) => ({
    name: `${date} and ${period.count} ${period.unit} ${period.rounding ?? 'EXACT'} give ${then ?? 'no date'}`,
    date,
    period,
    then,
  })),
  ({ date, period, then }) => expect(after(date, period)).toBe(then),
);

rule('ARR-02', 'type 1: in force on the day of the last signature, and not while one is awaited', () => {
  const one = [registered(), entering(onSignature), signed('2020-03-01', 'party-ph')];
  expect(entryIntoForce(stateOf(...one))).toEqual({
    basis: 'UNKNOWN',
    unmet: true,
    because: [1, 2],
    waitingFor: ['party-de'],
  });
  expect(entryIntoForce(stateOf(...one, signed('2020-02-01', 'party-de')))).toMatchObject({
    on: '2020-03-01',
    basis: 'COMPUTED',
    because: [1, 3, 2],
  });
});

rule('ARR-02', 'type 2: in force on the fixed date', () =>
  expect(entryIntoForce(stateOf(registered(), entering({ onFixedDate: { date: '2022-04-04' } })))).toMatchObject({
    on: '2022-04-04',
    basis: 'COMPUTED',
  }),
);

rule(
  'ARR-03',
  'type 3: the last notification on 12 March and the first day of the second month after give 1 May',
  () => {
    const clause = entering(onNotification(2, 'MONTH', 'FIRST_DAY_OF_MONTH'));
    const one = [registered(), clause, notified('2020-03-12', 'party-ph')];
    expect(entryIntoForce(stateOf(...one))).toMatchObject({ unmet: true, waitingFor: ['party-de'] });
    expect(entryIntoForce(stateOf(...one, notified('2020-01-15', 'party-de')))).toMatchObject({
      on: '2020-05-01',
      basis: 'COMPUTED',
    });
  },
);

rule('ARR-02', 'a ratification at home does not stand for the notification that follows it', () => {
  const history = [
    registered(),
    entering(onNotification(30, 'DAY')),
    ratified('2020-01-10', 'party-ph'),
    ratified('2020-01-20', 'party-de'),
  ];
  expect(entryIntoForce(stateOf(...history)).on).toBe('2020-02-19');
  expect(entryIntoForce(stateOf(...history, notified('2020-06-01', 'party-ph'))).on).toBe('2020-07-01');
});

rule('PTY-10', 'approval at home never makes a party bound', () =>
  expect(
    entryIntoForce(stateOf(registered(), entering(onNotification(0, 'DAY')), act('DOMESTIC_APPROVAL', '2020-01-10'))),
  ).toMatchObject({ unmet: true, waitingFor: ['party-ph', 'party-de'] }),
);

/** CEDAW, article 27, with three deposits in the place of twenty. */
const cedaw = [
  registeredAmong('party-de', 'party-ph', 'party-fr', 'party-ke'),
  entering({ afterDeposits: { number: 3, period: days(30) } }),
  ratified('1981-08-04', 'party-de'),
  ratified('1981-06-01', 'party-ph'),
  ratified('1981-07-01', 'party-fr'),
] as const;

rule('ARR-04', 'type 4: the Nth deposit fixes entry into force, whatever the order of recording', () => {
  expect(entryIntoForce(stateOf(...cedaw.slice(0, 4)))).toMatchObject({
    unmet: true,
    waitingFor: ['party-fr', 'party-ke'],
  });
  expect(entryIntoForce(stateOf(...cedaw))).toMatchObject({ on: '1981-09-03', because: [1, 3, 4, 2] });
});

rule('ARR-04', 'a later party has its own date by the same period, and does not move that of the whole', () => {
  const state = stateOf(...cedaw, ratified('1985-07-10', 'party-ke'));
  expect(entryIntoForce(state).on).toBe('1981-09-03');
  expect(entryIntoForceFor(state, 'party-ph').on).toBe('1981-09-03');
  expect(entryIntoForceFor(state, 'party-ke')).toMatchObject({ on: '1985-08-09', because: [1, 3, 4, 2, 5] });
});

rule('ARR-04', 'a party that has deposited nothing is awaited; a funder is not', () => {
  expect(entryIntoForceFor(stateOf(...cedaw), 'party-ke')).toMatchObject({
    basis: 'UNKNOWN',
    waitingFor: ['party-ke'],
  });
  expect(entryIntoForceFor(stateOf(...cedaw, joined('party-eu', '1990', 'FUNDER')), 'party-eu').waitingFor).toEqual([]);
});

rule('ARR-04', 'more deposits than there are parties are not met', () =>
  expect(
    entryIntoForce(
      stateOf(
        registered(),
        entering({ afterDeposits: { number: 3, period: days(30) } }),
        ratified('2020-01-01', 'party-de'),
        ratified('2020-01-01', 'party-ph'),
      ),
    ),
  ).toMatchObject({
    unmet: true,
    waitingFor: [],
  }),
);

rule('ARR-04', 'a party that joins later does not undo entry into force, and has a date of its own', () => {
  const state = stateOf(
    registeredAmong('party-de', 'party-ph', 'party-fr'),
    signed('2006-12-08', 'party-de', 'party-ph', 'party-fr'),
    entering(onSignature),
    joined('party-ke', '2015-01-01'),
    joined('party-tn'),
  );
  expect(entryIntoForce(state).on).toBe('2006-12-08');
  expect(entryIntoForceFor(state, 'party-ke').on).toBe('2015-01-01');
  expect(entryIntoForceFor(state, 'party-tn').on).toBe('2006-12-08');
  expect(entryIntoForceFor(state, 'party-de').on).toBe('2006-12-08');
});

rule('ARR-06', 'type 5: applied provisionally from signature by all sides until entry into force', () => {
  const text = agreed({ provisionalApplication: {}, entryIntoForce: onNotification(1, 'MONTH') });
  const history = [registered(), text, signed('2006-10-09', 'party-ph'), signed('2006-10-10', 'party-de')];
  expect(storyOf(stateOf(...history.slice(0, 3)))).toEqual(['2006-10-09 SIGNED']);
  expect(storyOf(stateOf(...history))).toEqual(['2006-10-09 SIGNED', '2006-10-10 PROVISIONALLY_APPLIED']);
  expect(storyOf(stateOf(...history, notified('2007-01-31', 'party-ph'), notified('2006-12-01', 'party-de')))).toEqual([
    '2006-10-09 SIGNED',
    '2006-10-10 PROVISIONALLY_APPLIED',
    '2007-02-28 IN_FORCE',
  ]);
});

rule('ARR-06', 'type 5: applied provisionally from the day that the text names', () =>
  expect(
    storyOf(stateOf(registered(), agreed({ provisionalApplication: { from: '2006-11-01' } }), signed('2006-10-09'))),
  ).toEqual(['2006-10-09 SIGNED', '2006-11-01 PROVISIONALLY_APPLIED']),
);

rule('GEN-08', 'an act known to the year makes entry into force known to the year', () =>
  expect(entryIntoForce(stateOf(registered(), signed('2013'), entering(onSignature)))).toMatchObject({
    on: '2013',
    basis: 'COMPUTED',
  }),
);

rule('GEN-08', 'where the acts are known too coarsely to count from, the date that a source states holds', () => {
  const history = [
    registered(),
    entering(onNotification(30, 'DAY')),
    notified('2013', 'party-de'),
    notified('2013', 'party-ph'),
  ];
  expect(entryIntoForce(stateOf(...history))).toMatchObject({ basis: 'UNKNOWN' });
  expect(entryIntoForce(stateOf(...history, statedInForce('2013-06-01')))).toMatchObject({
    on: '2013-06-01',
    basis: 'STATED',
  });
});

rule('GEN-08', 'of two dates stated the finer one is shown, whichever was recorded last', () =>
  expect(entryIntoForce(stateOf(registered(), statedInForce('2013-06-01'), statedInForce('2013'))).on).toBe(
    '2013-06-01',
  ),
);

rule('AMD-07', 'a later text does not undo what has entered into force', () => {
  const later = from('2020-01-01', entering({ onFixedDate: { date: '2021-01-01' } }));
  expect(entryIntoForce(stateOf(...inForce('2013-03-19'), later)).on).toBe('2013-03-19');
  expect(
    entryIntoForce(stateOf(...inForce('2013-03-19'), from('2020-01-01', agreed({ denunciationNotice: months(6) })))).on,
  ).toBe('2013-03-19');
  expect(entryIntoForce(stateOf(registered(), entering(onNotification(1, 'MONTH')), later)).on).toBe('2021-01-01');
});

rule('GEN-02', 'final clauses recorded anew for the same time take the place of those before', () =>
  expect(
    entryIntoForce(
      stateOf(
        registered(),
        entering({ onFixedDate: { date: '2020-01-01' } }),
        entering({ onFixedDate: { date: '2020-02-01' } }),
        denounced('2020-03-01'),
      ),
    ).on,
  ).toBe('2020-02-01'),
);
