import { event, IdField, KeyField, PartialDateField, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkAwaited, settle } from './condition.js';
import { on } from './quota.js';

@InputType({
  description: 'A named body confirms that the condition of a number is met; from then on the number counts.',
})
export class ConfirmCondition {
  @IdField('quota') quota!: string;
  @KeyField({ optional: true, description: 'The revision that is conditional; absent: the first number' })
  revision?: string;
  @TextField({ length: 300, description: 'The body that confirms' }) by!: string;
  @PartialDateField() on!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const conditionConfirmed = event(
  'ConditionConfirmed',
  ConfirmCondition,
  (d) => `${d.by} confirmed that the condition is met`,
  {
    effective: (d) => ({ from: d.on }),
  },
);

export const confirmCondition = on(ConfirmCondition, {
  describes: 'Confirms the condition of a conditional number, so that it counts (QUO-12).',
  records: [conditionConfirmed],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) => checkAwaited(data, quota, context) ?? conditionConfirmed(data),
  evolve: {
    ConditionConfirmed: (quota, { quota: _, revision, ...found }, { seq }) =>
      settle(quota, revision, { ...found, seq, met: true }),
  },
});
