import { expect, test } from '@jest/globals';
import { chosen } from './one-of.js';
import { dayAfter } from './partial-date.js';
import { boundsOf, type Qualifier } from './quantity.js';

test.each<[number, Qualifier | undefined, number, number]>([
  [58, undefined, 58, 58],
  [58, 'ABOUT', 57.5, 58.5],
  [120, 'ABOUT', 115, 125],
  [17_000, 'ABOUT', 16_500, 17_500],
  [0, 'ABOUT', 0, 0],
  [2.9, 'ABOUT', 2.9, 2.9],
  [400, 'AT_LEAST', 400, Infinity],
  [8_000, 'MORE_THAN', 8_000, Infinity],
])('GEN-08: %s stated as %s is between %s and %s', (number, qualifier, least, most) => {
  expect(boundsOf(number, qualifier)).toEqual({ least, most });
});

test.each([
  ['2021-06-30', '2021-07-01'],
  ['2020-02-28', '2020-02-29'],
  ['2021-12', '2022-01'],
  ['2021', '2022'],
])('GEN-08: what lasted until %s no longer holds from %s on', (last, next) => expect(dayAfter(last)).toBe(next));

test('of a tagged union exactly one field is chosen', () => {
  expect(chosen({ limited: 0 })).toBe('limited');
  expect(chosen({ none: true, limited: undefined })).toBe('none');
  expect(chosen({ none: false })).toBeUndefined();
  expect(chosen({ none: true, limited: 5 })).toBeUndefined();
});
