import {
  anySpeaker,
  ChoiceField,
  CountField,
  event,
  IdField,
  KeyField,
  NumberField,
  PartialDateField,
  refuse,
  type Refusal,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from './commitment.js';
import { isChange, OutcomeCount, OutcomeMeasure, OutcomeTeller } from './outcomes.js';
import { checkVerified } from './report-result.js';
import { Standing, TrainingBody } from './terms.js';

@InputType({
  description:
    'What became of a cohort of trainees by a date: counts and medians, never persons. An outcome is no output.',
})
export class ReportOutcome {
  @IdField('training', { description: 'The commitment' }) training!: string;
  @KeyField({ description: 'Short name of the cohort, e.g. intake-2019' }) cohort!: string;
  @ChoiceField(() => OutcomeMeasure, { description: 'What is told' }) measure!: OutcomeMeasure;
  @CountField({ min: 1, description: 'How many of the cohort were followed up' }) of!: number;
  @CountField({ optional: true, description: 'For how many it is so; of a change, absent' }) number?: number;
  @NumberField({ optional: true, min: -100, most: 10_000, description: 'Of a change only: the median' })
  changePercent?: number;
  @ChoiceField(() => OutcomeTeller, { description: 'Who told it' }) toldBy!: OutcomeTeller;
  @PartialDateField({ description: 'The date as of which it was so' }) by!: string;
  @ChoiceField(() => Standing, { description: 'Claimed, or verified by another than the bearer' }) standing!: Standing;
  @ShapeField(() => TrainingBody, { optional: true, description: 'Who verified it; absent: whom the actor speaks for' })
  verifiedBy?: TrainingBody;
  @ShapeField(() => OutcomeCount, { optional: true, list: true, description: 'By sex and age (TRN-04)' })
  breakdown?: OutcomeCount[];
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const outcomeReported = event(
  'OutcomeReported',
  ReportOutcome,
  (d) =>
    `${d.standing === 'VERIFIED' ? 'Verified' : 'Claimed'} of ${d.cohort}: ${d.measure.toLowerCase().replaceAll('_', ' ')}, ${d.number === undefined ? `${d.changePercent} per cent among ${d.of}` : `${d.number} of ${d.of}`}, by ${d.by}`,
  { effective: (d) => ({ from: d.by }) },
);

export const reportOutcome = on(ReportOutcome, {
  describes: 'Reports what became of those who were trained: retention, wages, use of the skill, return.',
  records: [outcomeReported],
  mandate: anySpeaker,
  decide: (data, commitment, context) =>
    checkValue(data) ?? checkClasses(data) ?? checkVerified(data, commitment, context) ?? outcomeReported(data),
  evolve: {
    OutcomeReported: (commitment, { training: _, ...outcome }, { seq }) => ({
      ...commitment,
      outcomes: [...commitment.outcomes, { ...outcome, seq }],
    }),
  },
});

/** IND-01: a measure that counts people has a count, a change has a median, and neither has the other's. */
function checkValue({ measure, number, of, changePercent }: ReportOutcome): Refusal | undefined {
  const fits = isChange(measure)
    ? number === undefined && changePercent !== undefined
    : number !== undefined && changePercent === undefined;
  if (!fits)
    return refuse(
      'IND-01',
      'INDICATOR_TYPE',
      isChange(measure)
        ? `${measure} is a change: give changePercent, and no number.`
        : `${measure} counts people: give number, and no changePercent.`,
      { measure },
    );
  return number !== undefined && number > of
    ? refuse('IND-01', 'INDICATOR_TYPE', `${number} of ${of} cannot be: only ${of} were followed up.`, { number, of })
    : undefined;
}

/** TRN-04: the classes add up, those followed up and those for whom it is so. */
function checkClasses({ breakdown, of, number, measure }: ReportOutcome): Refusal | undefined {
  if (!breakdown) return undefined;
  if (number === undefined)
    return refuse('TRN-04', 'BREAKDOWN_MISMATCH', `${measure} is a median and is not broken down.`, { measure });
  const classes = breakdown.map(({ sex, ageBand }) => `${sex} ${ageBand}`);
  const twice = classes.find((name, index) => classes.indexOf(name) !== index);
  if (twice)
    return refuse('TRN-04', 'BREAKDOWN_MISMATCH', `${twice} is counted twice: tell each class of sex and age once.`, {
      class: twice,
    });
  const more = breakdown.find((cell) => cell.number > cell.of);
  if (more)
    return refuse('TRN-04', 'BREAKDOWN_MISMATCH', `${more.number} of ${more.of} cannot be.`, {
      number: more.number,
      of: more.of,
    });
  const [sumOf, sum] = [
    breakdown.reduce((total, cell) => total + cell.of, 0),
    breakdown.reduce((total, cell) => total + cell.number, 0),
  ];
  return sumOf !== of || sum !== number
    ? refuse(
        'TRN-04',
        'BREAKDOWN_MISMATCH',
        `The classes add up to ${sum} of ${sumOf}, not to ${number} of ${of}: count those who did not tell as UNDISCLOSED.`,
        { sum, number, sumOf, of },
      )
    : undefined;
}
