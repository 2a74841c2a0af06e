import {
  anySpeaker,
  ChoiceField,
  event,
  IdField,
  KeyField,
  PlainDateField,
  refuse,
  type Refusal,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOccurrence, checkPersonalData, readsArrangement } from './checks.js';
import { checkValue, MeasuredValue } from './measured.js';
import { OccurrenceField } from './occurrence-field.js';
import { latestTerms, on, withFact } from './record.js';
import { Capacity, checkCapacity, speakerOf } from './speaker.js';
import { checkFree } from './submit-evidence.js';

@Shape('RatioParts', 'Of a ratio, whose numbers were divided: those of the same workers only (IND-08).')
export class RatioParts {
  @TextField({ length: 200, description: 'Whose costs: a class of workers, e.g. seasonal workers of 2026' })
  costOf!: string;
  @TextField({ length: 200, description: 'Whose income' }) incomeOf!: string;
}

@InputType({ description: 'The value of the indicator of a duty for one occurrence, as someone reports it.' })
export class RecordValue {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @KeyField({ description: 'Short name of this report within the duty' }) evidence!: string;
  @OccurrenceField({ optional: true }) occurrence?: string;
  @ShapeField(() => MeasuredValue, { description: 'In the unit of the indicator' }) measure!: MeasuredValue;
  @TextField({
    optional: true,
    length: 100,
    description: 'Kind of proof that it is, as the duty names it; indicator unless told',
  })
  kind?: string;
  @PlainDateField({ description: 'Since when it stands: the day of the report or count' }) performedOn!: string;
  @ShapeField(() => RatioParts, { optional: true, description: 'Needed of a ratio of costs and income' })
  ratio?: RatioParts;
  @ChoiceField(() => Capacity, { optional: true, description: 'absent: in the own name' }) capacity?: Capacity;
  @IdField('party', { optional: true, description: 'Whose word it is, where the secretariat transcribes it' })
  saidBy?: string;
}

export const valueRecorded = event(
  'ValueRecorded',
  RecordValue,
  ({ measure, occurrence }) =>
    `Value${occurrence === undefined ? '' : ` of ${occurrence}`}: ${measure.value} ${measure.unit}`,
  { effective: ({ performedOn }) => ({ from: performedOn }) },
);

export const recordValue = on(RecordValue, {
  describes: 'Records the value of the indicator of a duty, with who reports it. Two that differ are both kept.',
  records: [valueRecorded],
  mandate: anySpeaker,
  reads: readsArrangement,
  decide: (data, record, context) =>
    checkFree(data.evidence, record) ??
    checkCapacity(data, record, context) ??
    checkOccurrence(data, record, context) ??
    checkValue(data.measure, latestTerms(record).metric) ??
    checkRatio(data) ??
    checkPersonalData(data.kind, data.ratio?.costOf, data.ratio?.incomeOf) ??
    valueRecorded(data),
  evolve: {
    ValueRecorded: (
      record,
      { obligation: _id, ratio: _ratio, capacity, saidBy, kind = 'indicator', ...value },
      { seq, actor },
    ) =>
      withFact(record, 'evidence', {
        ...value,
        seq,
        kind,
        shows: 'PERFORMANCE',
        by: speakerOf({ capacity, saidBy }, record, actor),
      }),
  },
});

/** IND-08: what recruitment costs and what a worker earns are of the same workers (SDG 10.7.1). */
const checkRatio = ({ ratio }: RecordValue): Refusal | undefined =>
  ratio && ratio.costOf !== ratio.incomeOf
    ? refuse(
        'IND-08',
        'MIXED_POPULATION',
        `The costs are those of ${ratio.costOf}, the income that of ${ratio.incomeOf}: a ratio is of the same workers.`,
        { costOf: ratio.costOf, incomeOf: ratio.incomeOf },
      )
    : undefined;
