import { event, IdField, KeyField, PartialDateField, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkAwaited, settle } from './condition.js';
import { on } from './quota.js';

@InputType({ description: 'A named body finds that the condition of a number was not met; the number never counts.' })
export class LapseCondition {
  @IdField('quota') quota!: string;
  @KeyField({ optional: true, description: 'The revision that is conditional; absent: the first number' })
  revision?: string;
  @TextField({ length: 300, description: 'The body that finds so' }) by!: string;
  @PartialDateField({ optional: true, description: 'The day of the finding, where it is known' }) on?: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const conditionLapsed = event(
  'ConditionLapsed',
  LapseCondition,
  (d) => `${d.by} found that the condition was not met`,
  {
    effective: (d) => ({ from: d.on }),
  },
);

export const lapseCondition = on(LapseCondition, {
  describes: 'Records that the condition of a conditional number was not met (QUO-12).',
  records: [conditionLapsed],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) => checkAwaited(data, quota, context) ?? conditionLapsed(data),
  evolve: {
    ConditionLapsed: (quota, { quota: _, revision, ...found }, { seq }) =>
      settle(quota, revision, { ...found, seq, met: false }),
  },
});
