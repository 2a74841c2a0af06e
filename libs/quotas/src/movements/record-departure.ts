import { CountField, event, IdField, KeyField, PlainDateField, registrars } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on, type Quota } from '../quota.js';
import { type Movement, tallied } from './movement.js';
import { checkAwaited, movedOf, withoutThem } from './under-way.js';

@InputType({ description: 'Workers who were admitted have left for the destination and arrived.' })
export class RecordDeparture {
  @IdField('quota') quota!: string;
  @KeyField({ description: 'The name under which their arrival is awaited' }) admission!: string;
  @CountField({ optional: true, min: 1, description: 'How many; absent: all who are awaited' }) number?: number;
  @PlainDateField() on!: string;
}

export const workersDeparted = event(
  'WorkersDeparted',
  RecordDeparture,
  (d) => `${d.number ?? 'All'} of the admission ${d.admission} left and arrived`,
  { bulk: true, effective: (d) => ({ from: d.on }) },
);

export const recordDeparture = on(RecordDeparture, {
  describes: 'Records that admitted workers left and arrived; from then on their places are used for good.',
  records: [workersDeparted],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) => checkAwaited(data, quota, context) ?? workersDeparted(data),
  evolve: {
    WorkersDeparted: (quota, data) => ({
      ...quota,
      tallies: tallied(quota, departed(quota, data)),
      underWay: withoutThem(quota, data),
    }),
  },
});

export const departed = (quota: Quota, data: RecordDeparture): Movement[] => movedOf(quota, data, 'DEPARTED', 1);
