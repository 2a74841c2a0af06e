import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { rule, ruleTable } from '#kernel/testing';
import {
  add,
  before,
  dayAfter,
  daysBetween,
  disagree,
  earliest,
  firstOfMonthAfter,
  isPartialDate,
  isPlainDate,
  lastOfMonthAfter,
  latest,
  precisionOf,
  weekdayOf,
} from './partial-date.js';

const named = <C extends object>(rows: readonly C[], name: (row: C) => string) =>
  rows.map((row) => ({ ...row, name: name(row) }));

describe('a date keeps the precision of its source', () => {
  ruleTable(
    'GEN-08',
    'a stated date means a first and a last day',
    named(
      [
        { date: '2013-03-19', precision: 'DAY', first: '2013-03-19', last: '2013-03-19' },
        { date: '2013-03', precision: 'MONTH', first: '2013-03-01', last: '2013-03-31' },
        { date: '2013-04', precision: 'MONTH', first: '2013-04-01', last: '2013-04-30' },
        { date: '2013-02', precision: 'MONTH', first: '2013-02-01', last: '2013-02-28' },
        { date: '2012-02', precision: 'MONTH', first: '2012-02-01', last: '2012-02-29' },
        { date: '1900-02', precision: 'MONTH', first: '1900-02-01', last: '1900-02-28' },
        { date: '2000-02', precision: 'MONTH', first: '2000-02-01', last: '2000-02-29' },
        { date: '2013-12', precision: 'MONTH', first: '2013-12-01', last: '2013-12-31' },
        { date: '2013', precision: 'YEAR', first: '2013-01-01', last: '2013-12-31' },
      ] as const,
      (row) => row.date,
    ),
    ({ date, precision, first, last }) => {
      expect(isPartialDate(date)).toBe(true);
      expect(precisionOf(date)).toBe(precision);
      expect([earliest(date), latest(date)]).toEqual([first, last]);
      expect(isPlainDate(date)).toBe(precision === 'DAY');
    },
  );

  ruleTable(
    'GEN-08',
    'what is no calendar date is refused',
    named(
      [
        '2023-02-29',
        '2023-02-30',
        '1900-02-29',
        '2023-04-31',
        '2023-00',
        '2023-13',
        '2023-1',
        '2023-01-00',
        '23',
        '20233',
        '',
        '2023-01-01T00:00',
        ' 2023',
        2023,
        null,
        undefined,
      ].map((date) => ({ date })),
      (row) => JSON.stringify(row.date) ?? 'undefined',
    ),
    ({ date }) => expect(isPartialDate(date)).toBe(false),
  );

  ruleTable(
    'GEN-08',
    'comparing finer than is known yields unknown, not false',
    named(
      [
        // Days: always known.
        { a: '2013-03-18', b: '2013-03-19', is: true },
        { a: '2013-03-19', b: '2013-03-19', is: false },
        { a: '2013-03-20', b: '2013-03-19', is: false },
        // A day against a month, at both boundary days.
        { a: '2013-02-28', b: '2013-03', is: true },
        { a: '2013-03-01', b: '2013-03', is: undefined },
        { a: '2013-03-30', b: '2013-03', is: undefined },
        { a: '2013-03-31', b: '2013-03', is: false },
        { a: '2013-04-01', b: '2013-03', is: false },
        // A month against a day: on its first day the month cannot begin earlier.
        { a: '2013-03', b: '2013-03-01', is: false },
        { a: '2013-03', b: '2013-03-02', is: undefined },
        { a: '2013-03', b: '2013-03-31', is: undefined },
        { a: '2013-03', b: '2013-04-01', is: true },
        // Years.
        { a: '2012-12-31', b: '2013', is: true },
        { a: '2013-01-01', b: '2013', is: undefined },
        { a: '2013-12-31', b: '2013', is: false },
        { a: '2013', b: '2013', is: undefined },
        { a: '2013', b: '2014', is: true },
        { a: '2014', b: '2013', is: false },
        { a: '2013-12', b: '2014', is: true },
        { a: '2013', b: '2013-12', is: undefined },
        { a: '2013', b: '2013-01-01', is: false },
      ],
      ({ a, b, is }) => `${a} before ${b}: ${is ?? 'unknown'}`,
    ),
    ({ a, b, is }) => expect(before(a, b)).toBe(is),
  );

  ruleTable(
    'GEN-08',
    'two statements disagree only if no day satisfies both',
    named(
      [
        { a: '2013', b: '2013-03-19', is: false },
        { a: '2013-03', b: '2013-03-31', is: false },
        { a: '2013-03', b: '2013-04-01', is: true },
        { a: '2013-03', b: '2013-02-28', is: true },
        { a: '2012-02', b: '2012-02-29', is: false },
        { a: '2013', b: '2012-12-31', is: true },
        { a: '2013', b: '2014-01-01', is: true },
        { a: '2013-03-19', b: '2013-03-20', is: true },
      ],
      ({ a, b, is }) => `${a} and ${b} ${is ? 'disagree' : 'agree'}`,
    ),
    ({ a, b, is }) => {
      expect(disagree(a, b)).toBe(is);
      expect(disagree(b, a)).toBe(is);
    },
  );

  ruleTable(
    'GEN-08',
    'what lasted until a date ends in its own precision',
    named(
      [
        { last: '2013-03-31', after: '2013-04-01' },
        { last: '2012-02-28', after: '2012-02-29' },
        { last: '2013-12-31', after: '2014-01-01' },
        { last: '2013-12', after: '2014-01' },
        { last: '2013', after: '2014' },
      ],
      ({ last, after }) => `${last}, then ${after}`,
    ),
    ({ last, after }) => expect(dayAfter(last)).toBe(after),
  );
});

describe('calendar units are those of treaties', () => {
  test.each([
    ['2013-01-31', { months: 1 }, '2013-02-28'],
    ['2012-01-31', { months: 1 }, '2012-02-29'],
    ['2012-02-29', { years: 1 }, '2013-02-28'],
    ['2012-02-29', { years: 4 }, '2016-02-29'],
    ['2013-03-31', { days: 30 }, '2013-04-30'],
    ['2013-12-31', { years: 1, months: 2, days: 1 }, '2015-03-01'],
    ['2013-03-19', {}, '2013-03-19'],
  ])('%s plus %j is %s', (date, span, sum) => expect(add(date, span)).toBe(sum));

  test.each([
    ['2013-01-31', 1, '2013-02-01', '2013-02-28'],
    ['2013-01-31', 0, '2013-01-01', '2013-01-31'],
    ['2013-11-30', 2, '2014-01-01', '2014-01-31'],
    ['2012-01-15', 1, '2012-02-01', '2012-02-29'],
  ])('%s: month %i after it runs from %s to %s', (date, months, first, last) => {
    expect(firstOfMonthAfter(date, months)).toBe(first);
    expect(lastOfMonthAfter(date, months)).toBe(last);
  });
});

const day = fc
  .date({ min: new Date('1890-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));

rule('GEN-08', 'an answer about partial dates holds for every day that they can mean', () => {
  fc.assert(
    fc.property(partial, partial, (a, b) => {
      const answers = new Set([
        before(earliest(a), earliest(b)),
        before(earliest(a), latest(b)),
        before(latest(a), earliest(b)),
        before(latest(a), latest(b)),
      ]);
      expect(before(a, b)).toBe(answers.size === 1 ? [...answers][0] : undefined);
      expect(disagree(a, b)).toBe(before(a, b) === true || before(b, a) === true);
    }),
  );
});

describe('days are counted as the calendar of the Temporal proposal counts them', () => {
  const anyDay = fc
    .record({
      year: fc.integer({ min: 1, max: 9999 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    })
    .map((parts) => Temporal.PlainDate.from(parts).toString());
  const span = fc.record({
    years: fc.integer({ min: -9, max: 9 }),
    months: fc.integer({ min: -30, max: 30 }),
    days: fc.integer({ min: -4000, max: 4000 }),
  });

  test('a span added, the days between, and the day of the week', () => {
    fc.assert(
      fc.property(anyDay, anyDay, span, (a, b, { years, months, days }) => {
        const [x, y] = [Temporal.PlainDate.from(a), Temporal.PlainDate.from(b)];
        // Each of the three by itself: Temporal takes no span of mixed signs.
        const moved = x.add({ months: years * 12 + months }).add({ days });
        if (moved.year >= 1 && moved.year <= 9999) expect(add(a, { years, months, days })).toBe(moved.toString());
        else expect(isPartialDate(add(a, { years, months, days }))).toBe(false);
        expect(daysBetween(a, b)).toBe(x.until(y, { largestUnit: 'days' }).days);
        expect(weekdayOf(a)).toBe(x.dayOfWeek);
      }),
      { numRuns: 500 },
    );
  });

  test('what is a date', () => {
    const parts = fc.tuple(
      fc.integer({ min: 0, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const pad = (value: number, length: number) => String(value).padStart(length, '0');
        const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
        const isReal = () => {
          try {
            return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).year >= 1;
          } catch {
            return false;
          }
        };
        expect(isPartialDate(text)).toBe(isReal());
      }),
      { numRuns: 500 },
    );
  });
});
