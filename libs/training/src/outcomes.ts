import { choices, CountField, ChoiceField, latest, type PartialDate, type PlainDate, Shape } from '#kernel';
import type { Commitment } from './commitment.js';
import { AgeBand, CountedSex, type Standing, type TrainingBody } from './terms.js';

export const OutcomeMeasure = choices(
  'OutcomeMeasure',
  {
    RETAINED_6_MONTHS: 'Still in work six months after being placed.',
    RETAINED_12_MONTHS: 'Still in work twelve months after being placed.',
    RETAINED_24_MONTHS: 'Still in work twenty-four months after being placed.',
    USES_SKILL: 'Works in what they were trained for.',
    CAREER_STEP: 'Rose to a higher post, grade or licence.',
    RETURNED: 'Came back to the country of origin.',
    RETURNED_WITH_RECOGNISED_SKILL: 'Came back, and the skill got abroad is recognised at home.',
    REINTEGRATED: 'Came back, and is in work or training at home.',
    WAGE_GROWTH: 'Change of the wage: the median, in per cent.',
    PRODUCTIVITY_GROWTH: 'Change of output per worker, as enterprises report it: the median, in per cent.',
    STAFF_RETENTION_GROWTH: 'Change of the share of staff that stays, as enterprises report it: in percentage points.',
  },
  'What became of those who were trained. None of it follows from how many were trained.',
);
export type OutcomeMeasure = keyof typeof OutcomeMeasure;

export const OutcomeTeller = choices(
  'OutcomeTeller',
  {
    WORKERS: 'Those who were trained, by a survey.',
    ENTERPRISES: 'The enterprises that employ them.',
    RECORDS: 'Records of an administration or a provider.',
  },
  'Who told what became of people.',
);
export type OutcomeTeller = keyof typeof OutcomeTeller;

/** Measures that are a change, and count nobody. */
const CHANGES: readonly OutcomeMeasure[] = ['WAGE_GROWTH', 'PRODUCTIVITY_GROWTH', 'STAFF_RETENTION_GROWTH'];

export const isChange = (measure: OutcomeMeasure): boolean => CHANGES.includes(measure);

@Shape('OutcomeCount', 'Of so many of one sex and age that were followed up, for how many it is so.')
export class OutcomeCount {
  @ChoiceField(() => CountedSex, { description: 'UNDISCLOSED where not told' }) sex!: CountedSex;
  @ChoiceField(() => AgeBand, { description: 'UNDISCLOSED where not told' }) ageBand!: AgeBand;
  @CountField({ description: 'How many were followed up' }) of!: number;
  @CountField({ description: 'For how many it is so' }) number!: number;
}

/** What became of a cohort by a date. */
export interface Outcome {
  seq: number;
  cohort: string;
  measure: OutcomeMeasure;
  of: number;
  number?: number;
  changePercent?: number;
  toldBy: OutcomeTeller;
  by: PartialDate;
  standing: Standing;
  verifiedBy?: TrainingBody;
  breakdown?: OutcomeCount[];
  note?: string;
}

const aboutTheSame = (a: Outcome, b: Outcome): boolean =>
  a.cohort === b.cohort && a.measure === b.measure && a.standing === b.standing && a.toldBy === b.toldBy;

/** The outcomes as known of a day: of each cohort, measure, standing and teller the newest. Pure. */
export function outcomesOn({ outcomes }: Commitment, day: PlainDate): Outcome[] {
  const told = outcomes.filter((outcome) => latest(outcome.by) <= day);
  return told.filter(
    (outcome) =>
      !told.some(
        (other) =>
          aboutTheSame(outcome, other) &&
          (latest(other.by) > latest(outcome.by) ||
            (latest(other.by) === latest(outcome.by) && other.seq > outcome.seq)),
      ),
  );
}
