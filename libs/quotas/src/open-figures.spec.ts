import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { numberOn, phaseOn } from './quota.js';
import { arrangement, finalClauses, given, openedFigures, series, world } from './quota.fixture.js';

rule('QUO-18', 'observed numbers are kept where nothing is set, and set nothing', () =>
  given()
    .when('openFigures', series)
    .state((quota) => {
      expect(quota.setting).toBeUndefined();
      expect(numberOn(quota, '2020-12-01')).toBeUndefined();
      expect(phaseOn(quota, '2020-12-01')).toBe('UNCERTAIN');
    }),
);

rule('ARR-08', 'people are counted whatever the state in law', () => {
  const awaited = arrangement(
    finalClauses({ entryIntoForce: { afterDeposits: { number: 2, period: { count: 0, unit: 'DAY' } } } }),
  );
  given().when('openFigures', series, world(awaited)).recorded();
});

rule('QUO-01', 'a series is no quota: it is not revised, made conditional or closed', () => {
  const { quota } = series;
  given(openedFigures())
    .when('reviseQuota', { quota, revision: 'more', number: { limited: 5 }, act: 'Order 1' })
    .refused('QUO-01');
  given(openedFigures()).when('confirmCondition', { quota, by: 'Ministry', on: '2020-12-01' }).refused('QUO-01');
  given(openedFigures()).when('closeQuota', { quota, on: '2021-06-30' }).refused('QUO-01');
});
