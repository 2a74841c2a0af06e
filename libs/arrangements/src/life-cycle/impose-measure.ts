import { actOf, ChoiceField, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { isParty, on } from '../arrangement.js';
import { MeasureKind } from './life-cycle.js';

@InputType({ description: 'A unilateral ban or intake stop. It changes practice, not the legal status (ARR-15).' })
export class ImposeMeasure {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the measure within the arrangement' }) measure!: string;
  @IdField('party') party!: string;
  @ChoiceField(() => MeasureKind) kind!: MeasureKind;
  @PartialDateField() from!: string;
  @TextField({ sealed: true, length: 1000 }) description!: string;
}

export const measureImposed = event(
  'MeasureImposed',
  ImposeMeasure,
  (d) => `${d.party}: ${d.kind.toLowerCase().replaceAll('_', ' ')} from ${d.from}, ${d.description}`,
  {
    effective: (d) => ({ from: d.from }),
  },
);

export const imposeMeasure = on(ImposeMeasure, {
  describes: 'Records a unilateral measure beside the arrangement.',
  records: [measureImposed],
  mandate: actOf((data) => [data.party]),
  decide: (data, arrangement) =>
    !isParty(arrangement, data.party)
      ? refuse('PTY-06', 'NOT_A_PARTY', `${data.party} is not a party to this arrangement.`, { party: data.party })
      : arrangement.measures.some((measure) => measure.measure === data.measure)
        ? refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a measure ${data.measure}.`, {
            measure: data.measure,
          })
        : measureImposed(data),
  evolve: {
    MeasureImposed: (arrangement, { arrangement: _, ...measure }, { seq }) => ({
      ...arrangement,
      measures: [...arrangement.measures, { ...measure, seq }],
    }),
  },
});
