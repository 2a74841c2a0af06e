import { expect } from '@jest/globals';
import type { NewEvent } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import { type Commitment } from './commitment.js';
import { type CommitmentStatus, commitmentStatusOn, statusTimeline } from './status.js';
import { committed, given, reported, revised } from './training.fixture.js';

const folded = (...history: NewEvent[]): Commitment => {
  let commitment: Commitment | undefined;
  given(...history).state((state) => (commitment = state));
  return commitment!;
};

interface Case {
  name: string;
  history: NewEvent[];
  day: string;
  status: CommitmentStatus;
  because?: number[];
}

ruleTable<Case>(
  'TRN-07',
  'overdue once the date has passed, and a later delivery is late',
  [
    {
      name: 'no due date',
      history: [committed({ dueOn: undefined }), reported()],
      day: '2020-09-01',
      status: 'NO_DUE_DATE',
    },
    { name: 'the last day', history: [committed()], day: '2020-08-31', status: 'NOT_DUE', because: [0] },
    {
      name: 'the day after, and nobody reported',
      history: [committed()],
      day: '2020-09-01',
      status: 'NO_DATA',
      because: [0],
    },
    {
      name: 'no number was promised',
      history: [committed({ number: undefined }), reported()],
      day: '2020-09-01',
      status: 'NO_DATA',
    },
    {
      name: 'enrolled is not delivered',
      history: [committed(), reported({ stage: 'ENROLLED' })],
      day: '2020-09-01',
      status: 'NO_DATA',
    },
    {
      name: 'one short',
      history: [committed(), reported({ number: 59 })],
      day: '2020-09-01',
      status: 'OVERDUE',
      because: [0, 1],
    },
    {
      name: 'all on the last day',
      history: [committed(), reported()],
      day: '2020-09-01',
      status: 'DELIVERED_ON_TIME',
      because: [0, 1],
    },
    {
      name: 'all early',
      history: [committed(), reported({ by: '2020-06-01' })],
      day: '2020-06-01',
      status: 'DELIVERED_ON_TIME',
    },
    {
      name: 'early, asked before',
      history: [committed(), reported({ by: '2020-06-01' })],
      day: '2020-05-31',
      status: 'NOT_DUE',
    },
    {
      name: 'a day late',
      history: [committed(), reported({ by: '2020-09-01' })],
      day: '2020-09-01',
      status: 'DELIVERED_LATE',
    },
    {
      name: 'a day late, asked before',
      history: [committed(), reported({ by: '2020-09-02' })],
      day: '2020-09-01',
      status: 'NO_DATA',
    },
    {
      name: 'short on the day, complete later',
      history: [committed(), reported({ number: 40 }), reported({ by: '2021-04-15' })],
      day: '2021-04-14',
      status: 'OVERDUE',
      because: [0, 1],
    },
    {
      name: 'later complete, and late',
      history: [committed(), reported({ number: 40 }), reported({ by: '2021-04-15' })],
      day: '2021-04-15',
      status: 'DELIVERED_LATE',
      because: [0, 2],
    },
    {
      name: 'certified are completed',
      history: [committed(), reported({ stage: 'CERTIFIED' })],
      day: '2020-09-01',
      status: 'DELIVERED_ON_TIME',
    },
    {
      name: 'home and away together',
      history: [committed(), reported({ track: 'HOME', number: 35 }), reported({ track: 'AWAY', number: 25 })],
      day: '2020-09-01',
      status: 'DELIVERED_ON_TIME',
      because: [0, 1, 2],
    },
    {
      name: 'home alone',
      history: [committed(), reported({ track: 'HOME', number: 35 })],
      day: '2020-09-01',
      status: 'OVERDUE',
    },
    {
      name: 'corrected downwards for the same day',
      history: [committed(), reported(), reported({ number: 58 })],
      day: '2020-09-01',
      status: 'OVERDUE',
      because: [0, 2],
    },
    {
      name: 'what was verified stands before a claim',
      history: [
        committed(),
        reported({ number: 58, standing: 'VERIFIED', verifiedBy: { name: 'an auditor' } }),
        reported(),
      ],
      day: '2020-09-01',
      status: 'OVERDUE',
      because: [0, 1],
    },
    {
      name: 'placement is what was promised',
      history: [committed({ measure: 'PLACED_AWAY' }), reported({ stage: 'CERTIFIED' })],
      day: '2020-09-01',
      status: 'NO_DATA',
    },
  ],
  ({ history, day, status, because }) => {
    const finding = commitmentStatusOn(folded(...history), day);
    expect(finding.status).toBe(status);
    if (because) expect(finding.because).toEqual(because);
  },
);

ruleTable<Case>(
  'GEN-08',
  'dates and numbers too coarse to tell leave it uncertain',
  [
    {
      name: 'due in a year that is not over',
      history: [committed({ dueOn: '2020' })],
      day: '2020-12-31',
      status: 'NOT_DUE',
    },
    {
      name: 'due in a year that is over',
      history: [committed({ dueOn: '2020' })],
      day: '2021-01-01',
      status: 'NO_DATA',
    },
    {
      name: 'delivered in the year of the date',
      history: [committed(), reported({ by: '2020' })],
      day: '2021-01-01',
      status: 'UNCERTAIN',
    },
    {
      name: 'delivered in the month of the date',
      history: [committed(), reported({ by: '2020-08' })],
      day: '2020-09-01',
      status: 'DELIVERED_ON_TIME',
    },
    {
      name: 'delivered in a later month',
      history: [committed(), reported({ by: '2021-04' })],
      day: '2021-04-30',
      status: 'DELIVERED_LATE',
    },
    {
      name: 'perhaps later in this month',
      history: [committed(), reported({ by: '2021-04' })],
      day: '2021-04-15',
      status: 'UNCERTAIN',
    },
    {
      name: 'delivered, and no day is known',
      history: [committed(), reported({ by: undefined })],
      day: '2026-02-01',
      status: 'UNCERTAIN',
    },
    {
      name: 'about 60',
      history: [committed(), reported({ qualifier: 'ABOUT' })],
      day: '2020-09-01',
      status: 'UNCERTAIN',
    },
    {
      name: 'about 120',
      history: [committed(), reported({ number: 120, qualifier: 'ABOUT' })],
      day: '2020-09-01',
      status: 'DELIVERED_ON_TIME',
    },
    {
      name: 'about 40',
      history: [committed(), reported({ number: 40, qualifier: 'ABOUT' })],
      day: '2020-09-01',
      status: 'OVERDUE',
    },
    {
      name: 'at least 50',
      history: [committed(), reported({ number: 50, qualifier: 'AT_LEAST' })],
      day: '2020-09-01',
      status: 'UNCERTAIN',
    },
    {
      name: 'promised about 60, delivered 64',
      history: [committed({ qualifier: 'ABOUT' }), reported({ number: 64 })],
      day: '2020-09-01',
      status: 'UNCERTAIN',
    },
    {
      name: 'promised at least 60, delivered 60',
      history: [committed({ qualifier: 'AT_LEAST' }), reported()],
      day: '2020-09-01',
      status: 'DELIVERED_ON_TIME',
    },
  ],
  ({ history, day, status }) => expect(commitmentStatusOn(folded(...history), day).status).toBe(status),
);

rule('TRN-07', 'a revision after the date does not make it punctual before the first promise', () => {
  const commitment = folded(committed(), revised({ from: '2020-12-01' }), reported({ number: 120, by: '2021-04-15' }));
  expect(commitmentStatusOn(commitment, '2020-11-30').status).toBe('NO_DATA');
  expect(commitmentStatusOn(commitment, '2020-12-01').status).toBe('NOT_DUE');
  expect(commitmentStatusOn(commitment, '2021-05-01').status).toBe('DELIVERED_ON_TIME');
  expect(commitmentStatusOn(commitment, '2021-05-01', commitment.pledges[0]).status).toBe('DELIVERED_LATE');
});

rule('TRN-07', 'it is told whether the status rests on claims', () => {
  expect(commitmentStatusOn(folded(committed(), reported()), '2020-09-01')).toMatchObject({
    delivered: 60,
    verified: false,
  });
  const verified = reported({ standing: 'VERIFIED', verifiedBy: { name: 'an auditor' } });
  expect(commitmentStatusOn(folded(committed(), verified), '2020-09-01')).toMatchObject({
    delivered: 60,
    verified: true,
  });
  expect(commitmentStatusOn(folded(committed()), '2020-09-01').verified).toBeUndefined();
});

rule('TRN-07', 'the timeline says for each day what is said when asked on that day', () => {
  const commitment = folded(
    committed(),
    reported({ number: 40 }),
    revised({ from: '2020-12' }),
    reported({ number: 120, by: '2021-05' }),
  );
  const timeline = statusTimeline(commitment);
  expect(timeline.map(({ from, to, status }) => [from, to, status])).toEqual([
    ['0001-01-01', '2020-09-01', 'NOT_DUE'],
    ['2020-09-01', '2020-12-01', 'OVERDUE'],
    ['2020-12-01', '2021-05-01', 'NOT_DUE'],
    ['2021-05-01', '2021-05-31', 'UNCERTAIN'],
    ['2021-05-31', undefined, 'DELIVERED_LATE'],
  ]);
  for (let day = Date.UTC(2020, 5, 1); day < Date.UTC(2021, 7, 1); day += 86_400_000) {
    const asked = new Date(day).toISOString().slice(0, 10);
    const period = timeline.filter(({ from, to }) => from <= asked && (to === undefined || asked < to));
    expect(period.map(({ status }) => status)).toEqual([commitmentStatusOn(commitment, asked).status]);
  }
});
