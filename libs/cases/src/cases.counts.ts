import { ClauseCode, Severity } from '#arrangements';
import { AsOfUsed, PlainDateScalar } from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { FindingPhase } from './timeline.js';

@ObjectType({ description: 'What became of the complaints on one matter. A complaint on two matters counts for each.' })
export class ComplaintCount {
  @Field(() => ClauseCode, { description: 'The matter' }) code!: ClauseCode;
  @Field(() => Int, { description: 'Filed by the day asked about' }) filed!: number;
  @Field(() => Int, { description: 'Of these, taken up' }) admissible!: number;
  @Field(() => Int, { description: 'Of these, decided' }) decided!: number;
  @Field(() => Int, { description: 'Of these, decided by their last day' }) decidedInTime!: number;
  @Field(() => Int, { description: 'Of all, mended, and verified to be' }) remedied!: number;
}

@ObjectType({ description: 'Complaints by matter, on one day as known on another.' })
export class ComplaintCounts {
  @Field(() => [ComplaintCount], { description: 'By matter, in the order of codes' }) counts!: ComplaintCount[];
  @Field(() => AsOfUsed) asOf!: AsOfUsed;
}

@ObjectType({ description: 'A critical finding that is not mended and verified (CMP-11).' })
export class CaseAlert {
  @Field(() => ID, { description: 'The case' }) caseId!: string;
  @Field(() => ID, { description: 'The finding within it' }) finding!: string;
  @Field(() => ID, { description: 'Under which the case was opened' }) arrangementId!: string;
  @Field(() => ClauseCode, { description: 'The matter' }) code!: ClauseCode;
  @Field(() => ID, { description: 'Who is held to have broken it' }) respondent!: string;
  @Field(() => ID, { nullable: true }) origin?: string;
  @Field(() => ID, { nullable: true, description: 'Where the workers work' }) destination?: string;
  @Field(() => PlainDateScalar, { description: 'Since when the finding is on record' }) since!: string;
  @Field(() => Int, { description: 'Days from then to the day asked about' }) ageDays!: number;
  @Field(() => FindingPhase, { description: 'Told, contested, to be mended, overdue' }) phase!: FindingPhase;
  @Field({ description: 'It is confirmed' }) isConfirmed!: boolean;
}

@ObjectType({ description: 'Open critical findings, the oldest first.' })
export class CaseAlerts {
  @Field(() => [CaseAlert], { description: 'At most as many as asked for' }) alerts!: CaseAlert[];
  @Field(() => Int, { description: 'How many there are in all' }) total!: number;
  @Field(() => AsOfUsed) asOf!: AsOfUsed;
}

@ObjectType({ description: 'Someone with several confirmed findings.' })
export class RepeatedFindings {
  @Field(() => ID, { description: 'The party, employer or recruiter' }) respondent!: string;
  @Field(() => Int, { description: 'Confirmed findings against it' }) findings!: number;
  @Field(() => Int, { description: 'Cases that they are in' }) cases!: number;
  @Field(() => [ClauseCode], { description: 'On which matters' }) codes!: ClauseCode[];
  @Field(() => Severity, { description: 'The gravest' }) gravest!: Severity;
  @Field(() => Int, { description: 'Of the findings, those whose remedy is not verified' }) open!: number;
}

@ObjectType({ description: 'Who has several confirmed findings, the most first.' })
export class RepeatedFindingsList {
  @Field(() => [RepeatedFindings], { description: 'At most as many as asked for' }) respondents!: RepeatedFindings[];
  @Field(() => AsOfUsed) asOf!: AsOfUsed;
}
