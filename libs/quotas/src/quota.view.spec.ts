import { expect } from '@jest/globals';
import type { NewEvent } from '#kernel';
import { rule } from '#kernel/testing';
import { quotasProjection } from './quotas.projection.js';
import { given, opened, openedFigures } from './quota.fixture.js';
import { viewQuota } from './quota.view.js';
import { figureReported } from './report-figure.js';
import { quotaRevised } from './revise-quota.js';

const on = (effectiveOn: string) => ({ effectiveOn, knownSize: 99, knownAt: null, projected: false });

const quota = 'quota-nz-rse-2020';
const history = [
  opened(),
  quotaRevised({ quota, revision: 'mid-season', number: { limited: 16_000 }, act: 'Order', from: '2021-02-01' }),
  figureReported({ quota, kind: 'ACTUAL', number: { counted: 15_000 }, qualifier: 'ABOUT' }),
];

rule('AUD-02', 'each number is shown with the event that it rests on', () =>
  given(...history).state((_, subject) => {
    const view = viewQuota(subject, on('2021-01-01'));
    expect(view).toMatchObject({
      kind: 'CEILING',
      number: { limited: 14_400 },
      qualifier: 'EXACT',
      phase: 'OPEN',
      missing: [],
    });
    expect(view.settings.map((setting) => [setting.revision, setting.counts, setting.evidence[0]!.seq])).toEqual([
      [undefined, true, 0],
      ['mid-season', false, 1],
    ]);
    expect(view.figures).toMatchObject([
      { number: { counted: 15_000 }, qualifier: 'ABOUT', disputed: false, evidence: [{ seq: 2 }] },
    ]);
    expect(viewQuota(subject, on('2021-02-01'))).toMatchObject({
      number: { limited: 16_000 },
      evidence: [{ seq: 0 }, { seq: 1 }],
    });
  }),
);

rule('AUD-02', 'quotas and series are found by their arrangement', () => {
  const rowsOf = (...events: NewEvent[]) => {
    let rows: unknown;
    given(...events).state((_, subject) => (rows = quotasProjection.indexes[0]!.rows(subject)));
    return rows;
  };
  expect(rowsOf(...history)).toEqual([
    { arrangement: 'arrangement-nz-rse', kind: 'CEILING', unit: 'PERSONS', starts: '2020-07-01' },
  ]);
  expect(rowsOf(opened({ period: { label: '2020/21' } }))).toMatchObject([{ starts: '2020/21' }]);
  expect(rowsOf(openedFigures())).toEqual([
    { arrangement: 'arrangement-nz-rse', kind: null, unit: 'PERSONS', starts: '' },
  ]);
});
