import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { closeQuota, quotaClosed } from './close-quota.js';
import { numberOn } from './quota.js';
import { fiji, given, opened } from './quota.fixture.js';
import { figureReported, type ReportFigure } from './report-figure.js';
import { quotaRevised } from './revise-quota.js';

const quota = 'quota-nz-rse-2020';
const raise = {
  quota,
  revision: 'mid-season',
  number: { limited: 16_000 },
  act: 'Order of 1 February 2021',
  from: '2021-02-01',
};
const counted = (number: number, changes: Partial<ReportFigure> = {}) =>
  figureReported({ quota, kind: 'ACTUAL', number: { counted: number }, ...changes });

rule('QUO-11', 'a revision names its act', () =>
  given(opened())
    .when('reviseQuota', { ...raise, act: undefined })
    .malformed('act'),
);

rule('QUO-11', 'the old number stays in the history, and holds for its days', () =>
  given(opened())
    .when('reviseQuota', raise)
    .state((revised) => {
      expect(numberOn(revised, '2021-01-31')?.value.number).toEqual({ limited: 14_400 });
      expect(numberOn(revised, '2021-02-01')?.value.number).toEqual({ limited: 16_000 });
      expect(revised.setting?.numbers).toHaveLength(2);
    }),
);

rule('QUO-11', 'an act recorded late does not overtake a later one', () =>
  given(opened(), quotaRevised({ ...raise, revision: 'second', number: { limited: 15_000 }, from: '2021-04-01' }))
    .when('reviseQuota', raise)
    .state((revised) => {
      expect(numberOn(revised, '2021-03-31')?.value.number).toEqual({ limited: 16_000 });
      expect(numberOn(revised, '2021-04-01')?.value.number).toEqual({ limited: 15_000 });
    }),
);

ruleTable(
  'QUO-11',
  'a ceiling does not go below the places already taken',
  [
    { name: 'fewer are taken', figures: [counted(9_999)], refused: false },
    { name: 'just as many are taken', figures: [counted(10_000)], refused: false },
    { name: 'one more is taken', figures: [counted(10_001)], refused: true },
    { name: 'at least one more is taken', figures: [counted(10_001, { qualifier: 'AT_LEAST' })], refused: true },
    { name: 'about as many are taken', figures: [counted(10_400, { qualifier: 'ABOUT' })], refused: true },
    { name: 'about as many, rounded to thousands', figures: [counted(11_000, { qualifier: 'ABOUT' })], refused: true },
    {
      name: 'about as many, rounded to ten thousands',
      figures: [counted(20_000, { qualifier: 'ABOUT' })],
      refused: true,
    },
    { name: 'about as many, which may be fewer', figures: [counted(10_000, { qualifier: 'ABOUT' })], refused: false },
    { name: 'more visas were issued', figures: [counted(12_000, { unit: 'VISAS' })], refused: false },
    {
      name: 'more are counted of a wider group',
      figures: [counted(12_000, { scope: 'with their families' })],
      refused: false,
    },
  ],
  ({ figures, refused }) => {
    const answer = given(opened(), ...figures).when('reviseQuota', { ...raise, number: { limited: 10_000 } });
    if (refused) answer.refused('QUO-11', { asked: 10_000, reportedBy: 1 });
    else answer.recorded();
  },
);

rule('QUO-11', 'it may, where the act says what becomes of the places taken', () => {
  const transition = 'Those admitted stay until the end of the season.';
  given(opened(), counted(12_000))
    .when('reviseQuota', { ...raise, number: { limited: 10_000 }, transition })
    .recorded();
});

rule('QUO-11', 'a target may go below what was reached', () => {
  given(opened({ kind: 'TARGET' }), counted(12_000))
    .when('reviseQuota', { ...raise, number: { limited: 10_000 } })
    .recorded();
});

rule('QUO-18', 'people who are present have taken no place of this period', () => {
  given(opened(), counted(12_000, { kind: 'STOCK' }))
    .when('reviseQuota', { ...raise, number: { limited: 10_000 } })
    .recorded();
});

rule('QUO-02', 'a revision gives a number, or one of the states in its place', () => {
  given(opened())
    .when('reviseQuota', { ...raise, number: { unlimited: true } })
    .recorded();
  given(opened())
    .when('reviseQuota', { ...raise, number: {} })
    .refused('QUO-02');
});

rule('GEN-02', 'a revision is not replaced by another of its name', () =>
  given(opened(), quotaRevised(raise)).when('reviseQuota', raise).refused('GEN-02', { revision: 'mid-season' }),
);

ruleTable(
  'GEN-05',
  'a number for another period is another quota',
  [
    { name: 'the day before the first', from: '2020-06-30', refused: true },
    { name: 'the first day', from: '2020-07-01', refused: false },
    { name: 'the last day', from: '2021-06-30', refused: false },
    { name: 'the day after the last', from: '2021-07-01', refused: true },
    { name: 'a year that the period touches', from: '2021', refused: false },
  ],
  ({ from, refused }) => {
    const answer = given(opened()).when('reviseQuota', { ...raise, from });
    if (refused) answer.refused('GEN-05', { from });
    else answer.recorded();
  },
);

rule('QUO-19', 'a closed quota is not revised', () =>
  given(opened(), quotaClosed({ quota, on: '2021-07-31' }))
    .when('reviseQuota', raise)
    .refused('QUO-19', { closedOn: '2021-07-31' }),
);

rule('GEN-09', 'a government revises quotas of its own arrangements', () =>
  given(opened()).when('reviseQuota', raise, fiji).refused('GEN-09', { actingFor: 'party-fj' }),
);

rule('GEN-09', 'to know its parties, the arrangement is read', () =>
  given(opened()).state((state) =>
    expect(closeQuota.reads({ quota, on: '2021-07-31' }, state)).toEqual(['arrangement-nz-rse']),
  ),
);
