import { AsOfUsed, choices, PlainDateScalar } from '#kernel';
import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { OutcomeMeasure, OutcomeTeller } from './outcomes.js';
import { CommitmentStatus } from './status.js';
import { FocusGroup, Standing, Track } from './terms.js';

@InputType({ description: 'Which training commitments; all conditions hold together, on the day asked about.' })
export class TrainingFilter {
  @Field(() => ID, { nullable: true, description: 'Under this arrangement' }) arrangement?: string | null;
  @Field(() => Track, { nullable: true, description: 'As promised' }) track?: Track | null;
  @Field(() => [CommitmentStatus], { nullable: true, description: 'Any of these' }) status?: CommitmentStatus[] | null;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Due on this day or later' }) dueFrom?: string | null;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Due on this day or before' }) dueUntil?: string | null;
  @Field(() => String, { nullable: true, description: 'Paid for by this body: id of a party, or its name as recorded' })
  funder?: string | null;
  @Field(() => FocusGroup, { nullable: true, description: 'Names this group in particular' }) focus?: FocusGroup | null;
  @Field(() => ID, { nullable: true, description: 'From this party' }) origin?: string | null;
  @Field(() => ID, { nullable: true, description: 'To this party' }) destination?: string | null;
  @Field(() => String, { nullable: true, description: 'A group of ISCO-08 and all within it' }) isco?: string | null;
}

export const TrainingDimension = choices(
  'TrainingDimension',
  {
    TRACK: 'By track.',
    FUNDER: 'By who pays; a commitment with two funders counts under both.',
    CORRIDOR: 'By origin and destination.',
    ARRANGEMENT: 'By arrangement.',
    OCCUPATION: 'By group of ISCO-08.',
    STATUS: 'By where it stands.',
  },
  'By what training commitments are added up.',
);
export type TrainingDimension = keyof typeof TrainingDimension;

@ObjectType('TrainingTotal', { description: 'Training commitments of one kind, added up as of a day.' })
export class TrainingTotal {
  @Field(() => String, {
    nullable: true,
    description: 'The track, funder, arrangement, group or status; of a corridor its origin; null: not told',
  })
  key!: string | null;
  @Field(() => ID, { nullable: true, description: 'Of a corridor, its destination' }) destinationId!: string | null;
  @Field(() => Int, { description: 'How many commitments' }) commitments!: number;
  @Field(() => Int, { description: 'Of these, overdue' }) overdue!: number;
  @Field(() => Int, { description: 'Of these, delivered late' }) late!: number;
  @Field(() => Float, { nullable: true, description: 'Persons promised; null: no number is on record' })
  promised!: number | null;
  @Field(() => Float, { nullable: true, description: 'Persons certainly delivered; null: nothing is reported' })
  delivered!: number | null;
  /** As counted; what the public sees, the resolver tells (IND-03). */
  women!: number | null;
  youth!: number | null;
}

@ObjectType('TrainingTotals', { description: 'The most delivered first.' })
export class TrainingTotals {
  @Field(() => [TrainingTotal], { description: 'One for each kind' }) rows!: TrainingTotal[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

@InputType({ description: 'Which outcomes; all conditions hold together.' })
export class OutcomeFilter {
  @Field(() => [OutcomeMeasure], { nullable: true, description: 'Any of these' }) measures?: OutcomeMeasure[] | null;
  @Field(() => ID, { nullable: true, description: 'Under this arrangement' }) arrangement?: string | null;
  @Field(() => ID, { nullable: true, description: 'From this party' }) origin?: string | null;
  @Field(() => ID, { nullable: true, description: 'To this party' }) destination?: string | null;
  @Field(() => Standing, { nullable: true, description: 'Claimed or verified only' }) standing?: Standing | null;
}

@ObjectType('OutcomeTotal', {
  description: 'What became of people in one corridor, by one measure, added up over cohorts.',
})
export class OutcomeTotal {
  @Field(() => ID, { nullable: true, description: 'null: no corridor is on record' }) originId!: string | null;
  @Field(() => ID, { nullable: true, description: 'null: no corridor is on record' }) destinationId!: string | null;
  @Field(() => OutcomeMeasure, { description: 'One that counts people; medians are not added up' })
  measure!: OutcomeMeasure;
  @Field(() => Standing, { description: 'Claims are never added to what was verified' }) standing!: Standing;
  @Field(() => OutcomeTeller, { description: 'Who told it' }) toldBy!: OutcomeTeller;
  @Field(() => Int, { description: 'How many cohorts' }) cohorts!: number;
  of!: number;
  number!: number;
}

@ObjectType('OutcomeTotals', { description: 'By corridor, measure, standing and teller.' })
export class OutcomeTotals {
  @Field(() => [OutcomeTotal], { description: 'One for each' }) rows!: OutcomeTotal[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

@InputType({ description: 'Where and when demand and supply are compared.' })
export class BalanceFilter {
  @Field(() => ID, { nullable: true, description: 'Work in this party' }) destination?: string | null;
  @Field(() => ID, { nullable: true, description: 'People from this party; demand that names no origin counts too' })
  origin?: string | null;
  @Field(() => String, { nullable: true, description: 'A group of ISCO-08 and all within it' }) isco?: string | null;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Needed, or due, on this day or later' })
  from?: string | null;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Needed, or due, on this day or before' })
  until?: string | null;
}

@ObjectType('SkillsBalance', { description: 'What is demanded and what is trained in one group of ISCO-08.' })
export class SkillsBalance {
  @Field({ description: 'The group of ISCO-08' }) isco!: string;
  @Field(() => String, { nullable: true, description: 'Its title' }) title!: string | null;
  @Field(() => Int, { description: 'Demands that stand on the day' }) demands!: number;
  @Field(() => Float, { description: 'Persons demanded, at the least' }) demanded!: number;
  @Field(() => Int, { description: 'Commitments to train for it' }) commitments!: number;
  @Field(() => Float, { description: 'Persons promised to be trained' }) promised!: number;
  @Field(() => Float, { description: 'Persons certainly delivered' }) delivered!: number;
  @Field(() => Float, { description: 'Demanded, and not promised; below 0: more is promised than demanded' })
  gap!: number;
}

@ObjectType('SkillsBalances', { description: 'The widest gap first.' })
export class SkillsBalances {
  @Field(() => [SkillsBalance], { description: 'One for each group' }) rows!: SkillsBalance[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}
