import { CountField, event, IdField, KeyField, PlainDateField, registrars } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on, type Quota } from '../quota.js';
import { type Movement, tallied } from './movement.js';
import { checkAwaited, movedOf, withoutThem } from './under-way.js';

@InputType({ description: 'Workers who were admitted and will not come.' })
export class CancelAdmission {
  @IdField('quota') quota!: string;
  @KeyField({ description: 'The name under which their arrival is awaited' }) admission!: string;
  @CountField({ optional: true, min: 1, description: 'How many; absent: all who are awaited' }) number?: number;
  @PlainDateField() on!: string;
}

export const admissionCancelled = event(
  'AdmissionCancelled',
  CancelAdmission,
  (d) => `${d.number ?? 'All'} of the admission ${d.admission} will not come`,
  { bulk: true, effective: (d) => ({ from: d.on }) },
);

export const cancelAdmission = on(CancelAdmission, {
  describes: 'Gives the places back of those who will not come; after arrival there is nothing to give back (QUO-17).',
  records: [admissionCancelled],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) => checkAwaited(data, quota, context) ?? admissionCancelled(data),
  evolve: {
    AdmissionCancelled: (quota, data) => ({
      ...quota,
      tallies: tallied(quota, cancelled(quota, data)),
      underWay: withoutThem(quota, data),
    }),
  },
});

export const cancelled = (quota: Quota, data: CancelAdmission): Movement[] => movedOf(quota, data, 'ADMITTED', -1);
