import { actOf, before, event, IdField, KeyField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';

@InputType({ description: 'A unilateral measure ends.' })
export class LiftMeasure {
  @IdField('arrangement') arrangement!: string;
  @KeyField() measure!: string;
  @IdField('party', { description: 'The party that had imposed it' }) party!: string;
  @PartialDateField() on!: string;
}

export const measureLifted = event('MeasureLifted', LiftMeasure, (d) => `Measure ${d.measure} lifted on ${d.on}`, {
  effective: (d) => ({ from: d.on }),
});

export const liftMeasure = on(LiftMeasure, {
  describes: 'Ends a unilateral measure.',
  records: [measureLifted],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const measure = arrangement.measures.find((candidate) => candidate.measure === data.measure);
    if (!measure || measure.party !== data.party)
      return refuse('ARR-15', 'UNKNOWN_MEASURE', `${data.party} has no measure ${data.measure} on record.`, {
        measure: data.measure,
      });
    if (measure.lifted)
      return refuse('ARR-15', 'ALREADY_LIFTED', `It was already lifted on ${measure.lifted.on}.`, {
        on: measure.lifted.on,
      });
    if (before(data.on, measure.from))
      return refuse('ARR-17', 'DATE_ORDER', `It cannot end on ${data.on}, before it starts on ${measure.from}.`, {
        on: data.on,
        from: measure.from,
      });
    return measureLifted(data);
  },
  evolve: {
    MeasureLifted: (arrangement, { measure: key, on: date }, { seq }) => ({
      ...arrangement,
      measures: arrangement.measures.map((measure) =>
        measure.measure === key ? { ...measure, lifted: { seq, on: date } } : measure,
      ),
    }),
  },
});
