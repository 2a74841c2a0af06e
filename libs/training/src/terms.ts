import {
  AgeBand,
  ChoiceField,
  choices,
  CodeField,
  CountedSex,
  CountField,
  FlagField,
  IdField,
  NumberField,
  OneOfShape,
  Qualifier,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';

export { AgeBand, CountedSex };

export const Track = choices(
  'Track',
  {
    HOME: 'Trained for work in the origin country.',
    AWAY: 'Trained for work in the destination country.',
    HOME_AND_AWAY: 'Both, with a split.',
    CIRCULAR: 'Work or training abroad for a time, then return.',
    RETURNEE: 'Trained after return.',
  },
  'For where people are trained.',
);
export type Track = keyof typeof Track;

export const TrainingUnit = choices('TrainingUnit', { PERSONS: 'Persons.', PERCENT: 'A share of a stated whole.' });
export type TrainingUnit = keyof typeof TrainingUnit;

export const ResultStage = choices(
  'ResultStage',
  {
    ENROLLED: 'Began the training.',
    COMPLETED: 'Finished it.',
    CERTIFIED: 'Got its certificate.',
    RECOGNISED: 'The certificate was recognised by the other side.',
    PLACED_HOME: 'Placed in work at home.',
    PLACED_AWAY: 'Placed in work abroad.',
    MIGRATED: 'Moved abroad, placed or not: an outcome, not an output.',
  },
  'How far people came. Outputs are not outcomes: who is certified has not thereby moved.',
);
export type ResultStage = keyof typeof ResultStage;

export const Standing = choices('Standing', {
  CLAIMED: 'Said by who has an interest in it, or by nobody else yet.',
  VERIFIED: 'Found by another than the bearer.',
});
export type Standing = keyof typeof Standing;

export const FocusGroup = choices(
  'FocusGroup',
  {
    WOMEN: 'Women.',
    YOUTH: 'Young people.',
    RETURNEES: 'People who came back.',
    LOW_SKILLED: 'ISCO-08 skill level 1.',
    MEDIUM_SKILLED: 'ISCO-08 skill level 2.',
    PERSONS_WITH_DISABILITIES: 'Persons with disabilities.',
  },
  'Whom a commitment names in particular.',
);
export type FocusGroup = keyof typeof FocusGroup;

export const CommitmentTerm = choices(
  'CommitmentTerm',
  {
    BEARER: 'Who promises.',
    FUNDER: 'Who pays.',
    PROVIDER: 'Who trains.',
    NUMBER: 'How many.',
    SPLIT: 'How many at home and how many away.',
    QUALIFICATION: 'For which qualification.',
    DUE_DATE: 'By when.',
  },
  'What a commitment states, or is on record as not stating (TRN-01).',
);
export type CommitmentTerm = keyof typeof CommitmentTerm;

export const YouthAge = choices(
  'YouthAge',
  {
    UP_TO_24: 'Up to 24 years, as the United Nations count youth.',
    UP_TO_29: 'Up to 29 years.',
    UP_TO_34: 'Up to 34 years.',
  },
  'Whom an arrangement calls young.',
);
export type YouthAge = keyof typeof YouthAge;

export const WorkerCostKind = choices(
  'WorkerCostKind',
  {
    CHARGE: 'The worker pays for the training.',
    BOND: 'The worker stays bound to an employer for a time, or pays.',
    PAY_BACK: 'The worker pays the cost back, from wages or on leaving.',
  },
  'How the cost of training comes to lie on the worker (TRN-12).',
);
export type WorkerCostKind = keyof typeof WorkerCostKind;

@OneOfShape('TrainingBody', 'Who: exactly one.')
export class TrainingBody {
  @IdField('party', { optional: true }) party?: string;
  @TextField({
    sealed: true,
    optional: true,
    length: 300,
    description: 'A body or class of bodies that is not registered, e.g. employers',
  })
  name?: string;
  @FlagField({ optional: true, description: 'Still to be named' }) toBeNamed?: boolean;
}

@Shape('Money', 'An amount of money.')
export class Money {
  @CodeField(/^\d{1,15}(\.\d{1,4})?$/, 'a decimal number such as 1496448.50') amount!: string;
  @CodeField(/^[A-Z]{3}$/, 'an ISO 4217 code such as EUR', { description: 'ISO 4217' }) currency!: string;
}

@Shape('Funder', 'Who pays, and how much of it.')
export class Funder {
  @ShapeField(() => TrainingBody) body!: TrainingBody;
  @ShapeField(() => Money, { optional: true }) amount?: Money;
  @NumberField({ optional: true, min: 0, most: 100 }) sharePercent?: number;
  @TextField({ sealed: true, optional: true, length: 500 }) note?: string;
}

@Shape('Qualification', 'What the training leads to.')
export class Qualification {
  @TextField({ optional: true, length: 300 }) title?: string;
  @CodeField(/^[0-8]$/, 'a level of ISCED 2011, 0 to 8', { optional: true, description: 'Level of ISCED 2011' })
  isced?: string;
  @CodeField(/^\d{2,4}$/, 'a field of ISCED-F 2013, two to four digits', {
    optional: true,
    description: 'Field of ISCED-F 2013',
  })
  iscedField?: string;
  @CodeField(/^\d{1,4}$/, 'an ISCO-08 code of one to four digits', { optional: true, description: 'ISCO-08 group' })
  isco?: string;
}

@Shape('TrackSplit', 'How a number falls on the two tracks (TRN-02).')
export class TrackSplit {
  @NumberField({ min: 0 }) home!: number;
  @NumberField({ min: 0 }) away!: number;
}

@Shape('BreakdownCount', 'How many of one sex and age.')
export class BreakdownCount {
  @ChoiceField(() => CountedSex, { description: 'UNDISCLOSED where not told' }) sex!: CountedSex;
  @ChoiceField(() => AgeBand, { description: 'UNDISCLOSED where not told' }) ageBand!: AgeBand;
  @CountField() number!: number;
}

@Shape('TrainingCorridor', 'From where and to where the training leads.')
export class TrainingCorridor {
  @IdField('party') origin!: string;
  @IdField('party') destination!: string;
}

@Shape('WorkerCost', 'What of the cost of training lies on the worker, and how (TRN-12).')
export class WorkerCost {
  @ChoiceField(() => WorkerCostKind) kind!: WorkerCostKind;
  @TextField({ length: 500, description: 'What the text or contract says' }) text!: string;
  @ShapeField(() => Money, { optional: true }) amount?: Money;
  @CountField({ optional: true, description: 'For how many months it binds' }) months?: number;
}

export const QualifierField = () => ChoiceField(() => Qualifier, { optional: true, description: 'EXACT unless told' });

/** For sentences. */
export const bodyInWords = ({ party, name }: TrainingBody): string => party ?? name ?? 'a body to be named';

export const sameBody = (a: TrainingBody, b: TrainingBody): boolean =>
  !a.toBeNamed && a.party === b.party && a.name === b.name;
