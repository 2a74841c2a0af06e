import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { viewCommitment } from './commitment.view.js';
import { committed, given, reported, revised } from './training.fixture.js';
import { trainingProjection } from './training.projection.js';

const on = (effectiveOn: string) => ({ effectiveOn, knownSize: 99, knownAt: null, projected: false });

const history = [committed(), revised(), reported({ number: 120, by: '2021-04-15' })];

rule('TRN-08', 'first and present promise are shown beside each other, each with where it stands', () =>
  given(...history).state((_, subject) => {
    const view = viewCommitment(subject, on('2021-05-01'));
    expect(view).toMatchObject({
      status: 'DELIVERED_ON_TIME',
      promise: {
        number: 120,
        dueOn: '2021-04-30',
        revision: 'extension',
        finding: { status: 'DELIVERED_ON_TIME', delivered: 120, verified: false },
      },
      firstPromise: { number: 60, dueOn: '2020-08-31', finding: { status: 'DELIVERED_LATE' } },
      fundingGapPercent: 5.01,
      arrangementId: 'arrangement-be-ma-palim',
    });
    expect(viewCommitment(subject, on('2020-07-31'))).toMatchObject({
      status: 'NOT_DUE',
      promise: { number: 60 },
    });
  }),
);

rule('AUD-02', 'each promise, result and status is shown with the events that it rests on', () =>
  given(...history).state((_, subject) => {
    const view = viewCommitment(subject, on('2021-05-01'));
    const seqs = ({ evidence }: { evidence: { seq: number }[] }) => evidence.map(({ seq }) => seq);
    expect(view.promises.map(seqs)).toEqual([[0], [1]]);
    expect(view.results.map(seqs)).toEqual([[2]]);
    expect(seqs(view.promise.finding)).toEqual([1, 2]);
    expect(seqs(view)).toEqual([0, 1]);
  }),
);

rule('TRN-07', 'overdue on a day is looked up', () =>
  given(committed({ track: 'AWAY', split: undefined }), reported({ track: 'AWAY', number: 40 })).state((_, subject) =>
    expect(trainingProjection.indexes[0]!.rows(subject)).toMatchObject([
      {
        arrangement: 'arrangement-be-ma-palim',
        track: 'AWAY',
        status: 'NOT_DUE',
        eff_from: '0001-01-01',
        eff_to: '2020-08-31',
        due: '2020-08-31',
        promised: 60,
        delivered: null,
      },
      { status: 'NOT_DUE', eff_from: '2020-08-31', eff_to: '2020-09-01', delivered: 40 },
      { status: 'OVERDUE', eff_from: '2020-09-01', eff_to: '9999-12-31', delivered: 40 },
    ]),
  ),
);
