import { ChoiceField, event, IdField, PartialDateField, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { OperationKind } from './life-cycle.js';

@InputType({
  description: 'A step in practice: first admissions, intake opened or closed, an implementing decision (ARR-27).',
})
export class RecordOperation {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => OperationKind) kind!: OperationKind;
  @PartialDateField() on!: string;
  @TextField({ sealed: true, length: 1000 }) description!: string;
}

export const operationRecorded = event('OperationRecorded', RecordOperation, (d) => `${d.on}: ${d.description}`, {
  effective: (d) => ({ from: d.on }),
});

export const recordOperation = on(RecordOperation, {
  describes: 'Records a step in practice. Operational is not the same as in force.',
  records: [operationRecorded],
  mandate: registrars(),
  decide: (data, arrangement, context) => checkOwn(arrangement, context) ?? operationRecorded(data),
  evolve: {
    OperationRecorded: (arrangement, { arrangement: _, ...operation }, { seq }) => ({
      ...arrangement,
      operations: [...arrangement.operations, { ...operation, seq }],
    }),
  },
});
