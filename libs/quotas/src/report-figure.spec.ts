import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { quotaClosed } from './close-quota.js';
import { isDisputed, type Quota } from './quota.js';
import { given, opened, openedFigures, union } from './quota.fixture.js';
import { figureReported, type ReportFigure } from './report-figure.js';

const quota = 'quota-nz-rse-placed';
const year = { label: '2013', from: '2013-01-01', to: '2013-12-31' };
const figure: ReportFigure = { quota, kind: 'ACTUAL', number: { counted: 18_499 }, period: year };

ruleTable<{ name: string; number: ReportFigure['number'] }>(
  'QUO-02',
  'what a source says in place of a number is kept as it says it',
  [
    { name: 'a count', number: { counted: 18_499 } },
    { name: 'a share of a stated whole', number: { share: { percent: 13, of: 25_767 } } },
    { name: 'no number', number: { notStated: true } },
  ],
  ({ number }) =>
    given(openedFigures())
      .when('reportFigure', { ...figure, number })
      .state((state) => expect(state.figures).toMatchObject([{ number, unit: 'PERSONS', period: year }])),
);

rule('QUO-02', 'a figure is one of them', () =>
  given(openedFigures())
    .when('reportFigure', { ...figure, number: { counted: 5, notStated: true } })
    .refused('QUO-02'),
);

rule('QUO-01', 'a figure of a series has its own period', () =>
  given(openedFigures())
    .when('reportFigure', { ...figure, period: undefined })
    .refused('QUO-01'),
);

rule('QUO-01', 'a figure of a quota has the period and unit of the quota unless it says otherwise', () =>
  given(opened())
    .when('reportFigure', { ...figure, quota: 'quota-nz-rse-2020', period: undefined })
    .state((state) => expect(state.figures).toMatchObject([{ period: { label: '2020/21' }, unit: 'PERSONS' }])),
);

rule('QUO-18', 'stock and flow stand beside each other', () =>
  given(openedFigures(), figureReported(figure))
    .when('reportFigure', { ...figure, kind: 'STOCK', number: { counted: 9_000 } })
    .state((state) => {
      expect(state.figures.map((each) => each.kind)).toEqual(['ACTUAL', 'STOCK']);
      expect(state.figures.some((each) => isDisputed(each, state.figures))).toBe(false);
    }),
);

ruleTable(
  'GEN-07',
  'figures on one matter that exclude each other are both kept, and disputed',
  [
    { name: 'another number', other: { number: { counted: 18_501 } }, disputed: true },
    { name: 'the same number', other: {}, disputed: false },
    { name: 'about 18,500', other: { number: { counted: 18_500 }, qualifier: 'ABOUT' }, disputed: false },
    { name: 'more than 19,000', other: { number: { counted: 19_000 }, qualifier: 'MORE_THAN' }, disputed: true },
    { name: 'another year', other: { number: { counted: 19_829 }, period: { label: '2014' } }, disputed: false },
    { name: 'another group', other: { number: { counted: 16_000 }, scope: 'men' }, disputed: false },
  ] as { name: string; other: Partial<ReportFigure>; disputed: boolean }[],
  ({ other, disputed }) =>
    given(openedFigures(), figureReported(figure))
      .when('reportFigure', { ...figure, ...other })
      .state((state: Quota) =>
        expect(state.figures.map((each) => isDisputed(each, state.figures))).toEqual([disputed, disputed]),
      ),
);

rule('GEN-09', 'a union reports what it counted', () => {
  given(openedFigures()).when('reportFigure', figure, union).recorded();
});

rule('QUO-19', 'after the close a figure is an adjustment and says why', () => {
  const closed = [opened(), quotaClosed({ quota: 'quota-nz-rse-2020', on: '2021-07-31' })];
  const late = { ...figure, quota: 'quota-nz-rse-2020' };
  given(...closed)
    .when('reportFigure', late)
    .refused('QUO-19', { closedOn: '2021-07-31' });
  given(...closed)
    .when('reportFigure', { ...late, adjustment: 'Two employers reported late.' })
    .recorded();
});
