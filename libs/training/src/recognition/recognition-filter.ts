import { AsOfUsed } from '#kernel';
import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { RecognitionKind, RecognitionStatus } from './terms.js';

@InputType({ description: 'Which requests for recognition; all conditions hold together.' })
export class RecognitionFilter {
  @Field(() => ID, { nullable: true, description: 'Made under this arrangement' }) arrangement?: string | null;
  @Field(() => ID, { nullable: true, description: 'From this training commitment' }) training?: string | null;
  @Field(() => ID, { nullable: true, description: 'Got with this party' }) origin?: string | null;
  @Field(() => ID, { nullable: true, description: 'To be recognised by this party' }) host?: string | null;
  @Field(() => String, { nullable: true, description: 'A group of ISCO-08 and all within it' }) isco?: string | null;
  @Field(() => RecognitionKind, { nullable: true, description: 'Qualification, prior learning, certificate' })
  kind?: RecognitionKind | null;
  @Field(() => [RecognitionStatus], { nullable: true, description: 'Any of these on the day asked about' })
  status?: RecognitionStatus[] | null;
}

@ObjectType('RecognitionMeasure', {
  description: 'What came of requests for one qualification between two parties, and how long it took.',
})
export class RecognitionMeasure {
  @Field(() => String, { nullable: true, description: 'Title of the qualification; null: not told' })
  qualification!: string | null;
  @Field(() => String, { nullable: true, description: 'Group of ISCO-08; null: not told' }) isco!: string | null;
  @Field(() => RecognitionKind, { description: 'What was to be recognised' }) kind!: RecognitionKind;
  @Field(() => ID, { description: 'Where it was got' }) originId!: string;
  @Field(() => ID, { description: 'Where it was to be recognised' }) hostId!: string;
  @Field(() => Int, { description: 'Decisions on record by the day, those on appeal included' }) decisions!: number;
  @Field(() => Int, { description: 'Persons recognised in full' }) full!: number;
  @Field(() => Int, { description: 'Persons recognised in part' }) partial!: number;
  @Field(() => Int, { description: 'Persons refused' }) refused!: number;
  @Field(() => Int, { description: 'Persons whose request lapsed' }) lapsed!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Half of the decisions took at most so many days from the request; null: no decision has both days',
  })
  medianDays!: number | null;
  @Field(() => Int, { description: 'From how many decisions the median is taken' }) timedDecisions!: number;
}

@ObjectType('RecognitionMeasures', { description: 'Most persons decided on first.' })
export class RecognitionMeasures {
  @Field(() => [RecognitionMeasure], { description: 'One for each qualification between two parties' })
  rows!: RecognitionMeasure[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}
