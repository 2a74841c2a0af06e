import { event, FlagField, IdField, PlainDateField, refuse, registrars } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkConcerned, readsArrangement } from './checks.js';
import { latestTerms, on, withFact } from './record.js';

@InputType({ description: 'Whether the condition of a duty is met, and for which days.' })
export class RecordCondition {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @FlagField({ description: 'Whether it is met' }) holds!: boolean;
  @PlainDateField({ description: 'First day' }) from!: string;
  @PlainDateField({
    optional: true,
    description: 'First day on which this no longer holds; absent: until further notice',
  })
  to?: string;
}

export const conditionRecorded = event(
  'ConditionRecorded',
  RecordCondition,
  ({ holds, from }) => `Condition ${holds ? 'met' : 'not met'} from ${from}`,
  { effective: ({ from, to }) => ({ from, to }) },
);

export const recordCondition = on(RecordCondition, {
  describes: 'Records whether the condition of a duty is met. While nobody has, the duty is not owed.',
  records: [conditionRecorded],
  mandate: registrars(),
  reads: readsArrangement,
  decide: (data, record, context) =>
    checkConcerned(record, context) ??
    (latestTerms(record).condition === undefined
      ? refuse('CLA-01', 'NO_CONDITION', 'The duty has no condition: it is owed while its clause binds.', {
          obligation: data.obligation,
        })
      : conditionRecorded(data)),
  evolve: {
    ConditionRecorded: (record, { obligation: _id, ...condition }, { seq }) =>
      withFact(record, 'conditions', { ...condition, seq }),
  },
});
