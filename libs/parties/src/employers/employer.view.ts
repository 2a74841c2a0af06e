import { AsOfUsed, EvidenceView, Node, PartialDateScalar, PlainDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { AppealRoute } from '../permissions/appeal-route.js';
import { surelyHolds, Until, untilInWords } from '../permissions/until.js';
import {
  AppealOutcome,
  type Employer,
  employerStandingOn,
  type Hiring,
  restrictionStands,
  RestrictionKind,
  Standing,
} from './employer.js';
import { RecordKind } from './require-record-keeping.js';
import { RestrictionOf } from './restrict-employer.js';

@ObjectType('Withdrawal', { description: 'A permission was taken back before it ran out.' })
export class WithdrawalView {
  @Field(() => PartialDateScalar, { description: 'First day on which it no longer holds' }) on!: string;
  @Field({ description: 'Why' }) ground!: string;
  @Field(() => AppealRoute, { nullable: true, description: 'Whether and how it can be contested' })
  appeal?: AppealRoute;
}

@ObjectType('EmployerApproval', { description: 'An authority lets an employer take part (EMP-02).' })
export class ApprovalView {
  @Field(() => ID, { description: 'Its name within the employer’s record' }) approval!: string;
  @Field(() => ID, { description: 'The authority' }) by!: string;
  @Field(() => ID, { nullable: true, description: 'null: not narrowed to one' }) arrangement?: string;
  @Field(() => [ID], { description: 'States from which it may hire; empty: all' }) origins!: string[];
  @Field(() => [String], { description: 'For which sectors; empty: all' }) sectors!: string[];
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => Until, { description: 'How long it is meant to last' }) until!: Until;
  @Field({ description: 'On what it rests' }) ground!: string;
  @Field(() => WithdrawalView, { nullable: true, description: 'null: it was not withdrawn' })
  withdrawn?: WithdrawalView;
  @Field({ description: 'It surely holds on the day asked about' }) holds!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('RestrictionAppeal', { description: 'An appeal against a suspension or ban.' })
export class AppealView {
  @Field(() => PartialDateScalar) on!: string;
  @Field({ description: 'Who hears it' }) heardBy!: string;
  @Field({ description: 'The restriction rests until it is decided' }) stays!: boolean;
  @Field(() => AppealOutcome, { nullable: true, description: 'null: pending' }) outcome?: AppealOutcome;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Day of the decision' }) decidedOn?: string;
  @Field(() => Until, { nullable: true, description: 'Of ALTERED: how long the restriction now lasts' }) until?: Until;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('EmployerRestriction', { description: 'A suspension or ban, with ground and appeal (EMP-02).' })
export class RestrictionView {
  @Field(() => ID, { description: 'Its name within the employer’s record' }) restriction!: string;
  @Field(() => RestrictionKind) kind!: RestrictionKind;
  @Field(() => ID, { description: 'The authority' }) by!: string;
  @Field(() => ID, { nullable: true, description: 'null: not narrowed to one' }) arrangement?: string;
  @Field(() => [ID], { description: 'States from which it may not hire; empty: from none' }) origins!: string[];
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => Until, { description: 'How long it is meant to last' }) until!: Until;
  @Field({ description: 'Why' }) ground!: string;
  @Field(() => AppealRoute, { description: 'Whether and how it can be contested' }) appeal!: AppealRoute;
  @Field(() => [AppealView], { description: 'Appeals that were made' }) appeals!: AppealView[];
  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which it no longer holds' })
  liftedOn?: string;
  @Field(() => RestrictionOf, { nullable: true, description: 'Passed on by decision from a predecessor (EMP-03)' })
  passedFrom?: RestrictionOf;
  @Field({ description: 'It stands, or may stand, on the day asked about' }) stands!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('EmployerSuccession', { description: 'Whose business an employer goes on with.' })
export class EmployerSuccessionView {
  @Field(() => ID, { description: 'Id of the earlier employer' }) predecessor!: string;
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => String, { nullable: true }) description?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('RecordKeeping', { description: 'How long which records are kept, and where that is said (EMP-07).' })
export class RecordKeepingView {
  @Field(() => ID, { description: 'Its name within the employer’s record' }) requirement!: string;
  @Field(() => [RecordKind], { description: 'Which records' }) kinds!: RecordKind[];
  @Field(() => Int, { description: 'Years from the last day that a record is of' }) years!: number;
  @Field(() => String, { nullable: true, description: 'The provision of national law' }) law?: string;
  @Field(() => ID, { nullable: true }) arrangement?: string;
  @Field(() => ID, { nullable: true }) clause?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('RecordDestruction', { description: 'Records that were destroyed after their time.' })
export class RecordDestructionView {
  @Field(() => [RecordKind], { description: 'Which records' }) kinds!: RecordKind[];
  @Field(() => PlainDateScalar, { description: 'The last day that any of them is of' }) madeUntil!: string;
  @Field(() => PlainDateScalar) on!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('EmployerStandingOnDay', { description: 'Whether an employer may take part on the day asked about.' })
export class StandingView {
  @Field(() => Standing, { description: 'The worst that stands' }) standing!: Standing;
  @Field({ description: 'The same in one sentence' }) says!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('JointLiability', { description: 'An employer and a recruiter answer together (EMP-05).' })
export class JointLiabilityView {
  @Field(() => ID) recruiter!: string;
  @Field(() => ID) employer!: string;
  @Field(() => ID, { nullable: true }) arrangement?: string;
  @Field(() => ID, { nullable: true }) clause?: string;
  @Field(() => String, { nullable: true, description: 'The provision of national law that says so' }) law?: string;
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Last day; null: no end is known' }) lastDay?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('Employer', { implements: () => [Node], description: 'An employer that hires under arrangements.' })
export class EmployerView extends Node {
  @Field() name!: string;
  @Field(() => ID, { description: 'The state where the work is done' }) country!: string;
  @Field(() => [String], { description: 'Sectors in plain words' }) sectors!: string[];
  @Field(() => ID, { nullable: true, description: 'The party that it is, if registered as one' }) party?: string;
  @Field(() => [ApprovalView], { description: 'Every approval on record' }) approvals!: ApprovalView[];
  @Field(() => [RestrictionView], { description: 'Every suspension and ban on record' })
  restrictions!: RestrictionView[];
  @Field(() => [EmployerSuccessionView], { description: 'Its predecessors; their bans are not its own (EMP-03)' })
  successions!: EmployerSuccessionView[];
  @Field(() => [RecordKeepingView], { description: 'How long it keeps its records' })
  recordKeeping!: RecordKeepingView[];
  @Field(() => [RecordDestructionView], { description: 'What it destroyed' }) destructions!: RecordDestructionView[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
  /** The fold that it shows, for fields with arguments. */
  subject!: Subject<Employer>;
}

/** An employer as it stands on a day: pure, from its fold as known at a size. */
export function viewEmployer(subject: Subject<Employer>, asOf: AsOfUsed): EmployerView {
  const { seq, approvals, restrictions, successions, recordKeeping, destructions, ...stated } = subject.state;
  const witness = new Witness(subject);
  const day = asOf.effectiveOn;
  const witnessed = <T extends { seq: number }>({ seq: made, ...rest }: T) => ({ ...rest, evidence: witness.of(made) });
  return Object.assign(new EmployerView(), stated, {
    id: subject.id,
    subject,
    approvals: approvals.map(({ seq: made, ended, origins = [], sectors = [], ...approval }) => ({
      ...approval,
      origins,
      sectors,
      withdrawn: ended,
      holds: surelyHolds({ ...approval, ended }, day),
      evidence: witness.of(made, ...(ended ? [ended.seq] : [])),
    })),
    restrictions: restrictions.map((restriction) => ({
      ...restriction,
      origins: restriction.origins ?? [],
      liftedOn: restriction.ended?.on,
      stands: restrictionStands(restriction, day),
      appeals: restriction.appeals.map(({ seq: made, before, decided, ...appeal }) => ({
        ...appeal,
        heardBy: before,
        outcome: decided?.outcome,
        decidedOn: decided?.on,
        until: decided?.until,
        evidence: witness.of(made, ...(decided ? [decided.seq] : [])),
      })),
      evidence: witness.of(restriction.seq, ...(restriction.ended ? [restriction.ended.seq] : [])),
    })),
    successions: successions.map(witnessed),
    recordKeeping: recordKeeping.map(witnessed),
    destructions: destructions.map(witnessed),
    evidence: witness.of(seq),
    asOf,
  });
}

/** How an employer stands on the day of its answer, for some hiring or at all. */
export function viewStanding({ subject, asOf }: EmployerView, hiring: Hiring): StandingView {
  const { standing, approval, restriction } = employerStandingOn(subject.state, asOf.effectiveOn, hiring);
  const witness = new Witness(subject);
  if (restriction) {
    const { by, from, until, ground, appeals } = restriction;
    return {
      standing,
      says: `${standing === 'BANNED' ? 'Banned' : 'Suspended'} by ${by} from ${from}, ${untilInWords(until)}: ${ground}`,
      evidence: witness.of(
        restriction.seq,
        ...appeals.flatMap(({ seq, decided }) => [seq, ...(decided ? [decided.seq] : [])]),
      ),
    };
  }
  if (approval)
    return {
      standing,
      says: `Approved by ${approval.by} from ${approval.from}, ${untilInWords(approval.until)}.`,
      evidence: witness.of(approval.seq),
    };
  return {
    standing,
    says: `No approval on record holds on ${asOf.effectiveOn}.`,
    evidence: witness.of(...subject.state.approvals.flatMap(({ seq, ended }) => [seq, ...(ended ? [ended.seq] : [])])),
  };
}
