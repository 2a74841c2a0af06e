import { expect } from '@jest/globals';
import type { NewEvent, Total } from '#kernel';
import { ruleTable } from '#kernel/testing';
import { resultAdjusted } from '../adjust-result.js';
import { quotaClosed } from '../close-quota.js';
import { given, opened } from '../quota.fixture.js';
import type { Quota } from '../quota.js';
import { placesCarriedOver } from '../scopes/carry-over.js';
import { ledgerOn } from './ledger.js';
import { viewCorridors, viewPlaces } from './ledger.view.js';

const quota = 'quota-nz-rse-2020';

const quotaAfter = (...history: NewEvent[]): Quota => {
  let folded: Quota | undefined;
  given(opened({ number: { limited: 100 } }), ...history).state((state) => (folded = state));
  return folded!;
};

const at = (stage: string, number: number): Total => ({
  id: quota,
  cell: { stage, returning: false },
  number,
  because: { firstSeq: 1, lastSeq: 1, apart: 1, shared: [], size: 2 },
});

const closed = quotaClosed({ quota, on: '2021-07-01' });
const adjusted = resultAdjusted({ quota, change: 5, on: '2021-08-01', reason: 'Counted late' });
const carriedInto = placesCarriedOver({ quota, from: 'quota-nz-rse-2019', number: 8, lastDay: '2020-12-31' });

ruleTable(
  'QUO-07',
  'from the close on nothing is left; what nobody took is told beside, and belongs to the period that takes it over',
  [
    { name: 'the day before the close', history: [closed], on: '2021-06-30', left: 30, unused: undefined },
    {
      name: 'the day of the close: what was held is held no longer',
      history: [closed],
      on: '2021-07-01',
      left: 0,
      unused: 40,
    },
    { name: 'five more were found after it', history: [closed, adjusted], on: '2021-08-01', left: 0, unused: 35 },
    { name: 'the day before they were found', history: [closed, adjusted], on: '2021-07-31', left: 0, unused: 40 },
    { name: 'over, and not closed', history: [], on: '2021-07-02', left: 30, unused: undefined },
    {
      name: 'places from the year before lapsed within it',
      history: [carriedInto, closed],
      on: '2021-07-01',
      left: 0,
      unused: 40,
    },
  ],
  ({ history, on, left, unused }) => {
    const [whole] = ledgerOn(quotaAfter(...history), [at('ADMITTED', 60), at('RESERVED', 10)], on);
    expect(whole).toMatchObject({ used: 60, ceiling: 100, left, unused });
  },
);

const went = (number: number, sex: string, age_band = 'FROM_25_TO_29'): Total => ({
  ...at('ADMITTED', number),
  cell: { stage: 'ADMITTED', origin: 'party-ws', destination: 'party-nz', sex, age_band },
});

ruleTable(
  'IND-03',
  'the public sees of a corridor no small number, and none that would tell one',
  [
    { name: 'enough of each', totals: [went(5, 'FEMALE'), went(6, 'MALE')], admitted: 11, women: 5, youth: 0 },
    {
      name: 'four women: the rest would tell them',
      totals: [went(4, 'FEMALE'), went(6, 'MALE')],
      admitted: 10,
      women: null,
      youth: 0,
    },
    {
      name: 'four men: the women would tell them',
      totals: [went(9, 'FEMALE'), went(4, 'MALE')],
      admitted: 13,
      women: null,
      youth: 0,
    },
    { name: 'four in all', totals: [went(4, 'FEMALE')], admitted: null, women: null, youth: 0 },
    {
      name: 'one young',
      totals: [went(7, 'FEMALE'), went(1, 'FEMALE', 'FROM_18_TO_24')],
      admitted: 8,
      women: 8,
      youth: null,
    },
  ],
  ({ totals, admitted, women, youth }) => {
    expect(viewCorridors(totals, true)).toMatchObject([{ admitted, women, youth }]);
    const [all] = viewCorridors(totals, false);
    expect(all!.admitted).toBe(totals.reduce((sum, { number }) => sum + number, 0));
    expect(Object.values(all!)).not.toContain(null);
  },
);

ruleTable(
  'IND-03',
  'the public sees of places told apart no small number, and none that would tell one with the sum in the ledger',
  [
    { name: 'enough of each', totals: [went(5, 'FEMALE'), went(6, 'MALE')], used: [5, 6] },
    { name: 'four women: the men would tell them', totals: [went(4, 'FEMALE'), went(6, 'MALE')], used: [null, null] },
    {
      name: 'four women, and enough others: the least of the others goes too',
      totals: [went(4, 'FEMALE'), went(6, 'MALE'), went(9, 'UNDISCLOSED')],
      used: [null, null, 9],
    },
    { name: 'four women and nobody else: the ledger tells them', totals: [went(4, 'FEMALE')], used: [null] },
  ],
  ({ totals, used }) => {
    expect(viewPlaces(totals, ['SEX'], true).map((place) => place.used)).toEqual(used);
    expect(viewPlaces(totals, ['SEX'], false).map((place) => place.used)).toEqual(totals.map(({ number }) => number));
    // Not told apart, they are the whole.
    expect(viewPlaces(totals, [], true).map((place) => place.used)).toEqual([
      totals.reduce((sum, { number }) => sum + number, 0),
    ]);
  },
);
