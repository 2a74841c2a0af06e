import { AsOfUsed, EvidenceView, Node, PlainDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { CaseFile } from '../case.js';
import { type Assessment, DutyReading, isCurrent, readingOf, SelfResult, standingAgainst } from './assessment.js';
import { SigningRole } from './submit-assessment.js';

@ObjectType('Contradiction', { description: 'A finding that says otherwise than an employer says of itself.' })
export class ContradictionView {
  @Field(() => ID, { description: 'The case' }) case!: string;
  @Field(() => ID, { description: 'The finding within it' }) finding!: string;
  @Field({ description: 'It is confirmed, and so it decides' }) isConfirmed!: boolean;
}

@ObjectType('AssessedDuty', { description: 'What an employer says of one duty, and what others found of it (IND-07).' })
export class AssessedDutyView {
  @Field(() => ID) arrangement!: string;
  @Field(() => ID) clause!: string;
  @Field(() => SelfResult, { description: 'What the employer says' }) result!: SelfResult;
  @Field(() => String, { nullable: true, description: 'SHA-256 of what proves it, which the employer keeps' })
  evidenceDigest?: string;
  @Field(() => DutyReading, { description: 'How far that can be relied on, on the day asked about' })
  reading!: DutyReading;
  @Field(() => [ContradictionView], { description: 'Findings that say otherwise and are not mended' })
  contradictions!: ContradictionView[];
}

@ObjectType('SelfAssessment', {
  implements: () => [Node],
  description: 'What an employer says of all its duties, beside what others found. It outweighs no finding (EMP-06).',
})
export class AssessmentView extends Node {
  @Field(() => ID) employer!: string;
  @Field(() => PlainDateScalar, { description: 'The day for which it was made' }) on!: string;
  @Field(() => PlainDateScalar, { description: 'The last day on which it counts' }) validUntil!: string;
  @Field({ description: 'It counts on the day asked about' }) isCurrent!: boolean;
  @Field(() => SigningRole, { description: 'In which capacity it was signed' }) signedAs!: SigningRole;
  @Field(() => [AssessedDutyView], { description: 'Duty by duty' }) duties!: AssessedDutyView[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed) asOf!: AsOfUsed;
}

/** An assessment with what the cases against its employer say, all as of the same dates. */
export function viewAssessment(
  subject: Subject<Assessment>,
  cases: readonly Subject<CaseFile>[],
  asOf: AsOfUsed,
): AssessmentView {
  const { state } = subject;
  const day = asOf.effectiveOn;
  return Object.assign(new AssessmentView(), {
    id: subject.id,
    employer: state.employer,
    on: state.on,
    validUntil: state.validUntil,
    isCurrent: isCurrent(state, day),
    signedAs: state.signedAs as SigningRole,
    duties: state.answers.map((answer) => {
      const contradictions =
        answer.result === 'COMPLIANT' || answer.result === 'NOT_APPLICABLE'
          ? standingAgainst(cases, { employer: state.employer, ...answer }, day)
          : [];
      return { ...answer, contradictions, reading: readingOf(state, answer, contradictions, day) };
    }),
    evidence: new Witness(subject).of(state.seq),
    asOf,
  });
}
