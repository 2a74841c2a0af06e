import { AsOfUsed, daysBetween, EvidenceView, latest, Node, PartialDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Qualification, TrainingBody } from '../terms.js';
import { pendingOn, type Recognition, recognitionStatusOn, standingNumber } from './recognition.js';
import {
  AppealRoute,
  BridgingRoute,
  type Decision,
  DecisionTerm,
  RecognitionKind,
  RecognitionOutcome,
  RecognitionParties,
  RecognitionStatus,
  RequestTerm,
} from './terms.js';

@ObjectType('RecognitionDecision', { description: 'What was decided on so many of the persons of a request.' })
export class RecognitionDecisionView {
  @Field(() => ID, { description: 'Short name within the request' }) decision!: string;
  @Field(() => RecognitionOutcome, { description: 'Full, partial, refused or lapsed' }) outcome!: RecognitionOutcome;
  @Field(() => Int, { description: 'For how many it was taken' }) number!: number;
  @Field(() => Int, { description: 'For how many it stands on the day, without those decided anew on appeal' })
  standingFor!: number;
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => Int, { nullable: true, description: 'Days from the request; null: the dates are too coarse (GEN-08)' })
  days?: number;
  @Field(() => String, { nullable: true, description: 'Of a partial one: what is missing' }) gap?: string;
  @Field(() => [BridgingRoute], { description: 'Of a partial one: how to make up for it' }) bridging!: BridgingRoute[];
  @Field(() => String, { nullable: true, description: 'Of a refusal: why' }) reasons?: string;
  @Field(() => AppealRoute, { nullable: true, description: 'Of a refusal: where to appeal' }) appealTo?: AppealRoute;
  @Field(() => ID, { nullable: true, description: 'The decision whose place it takes, after an appeal' })
  onAppealFrom?: string;
  @Field(() => Int, { description: 'How many have appealed against it by the day' }) appealed!: number;
  @Field(() => [DecisionTerm], { description: 'What it owed and did not give (REC-01, REC-04)' })
  notStated!: DecisionTerm[];
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('CertificateVerification', {
  description: 'How certificates of skills stand. A late authority does not harm who holds one (REC-03).',
})
export class CertificateVerificationView {
  @Field(() => TrainingBody, { description: 'Who issued them' }) issuer!: TrainingBody;
  @Field(() => Int, { description: 'Verified by the host' }) verified!: number;
  @Field(() => Int, { description: 'Verified in part or not at all' }) notVerified!: number;
  @Field(() => Int, { description: 'Not decided yet' }) awaited!: number;
  @Field(() => Int, { description: 'Of these, past the time limit' }) overdue!: number;
  @Field(() => Int, {
    description: 'Certificates that their holders may rely on: verified, or awaited, in time or not',
  })
  valid!: number;
}

@ObjectType('Recognition', {
  implements: () => [Node],
  description: 'A request to have something recognised, by one person or by many alike, and what came of it.',
})
export class RecognitionView extends Node {
  @Field(() => RecognitionKind, { description: 'A qualification, prior learning, or a certificate of skills' })
  kind!: RecognitionKind;
  @Field(() => Qualification, { description: 'What is to be recognised' }) qualification!: Qualification;
  @Field(() => RecognitionParties, { description: 'Where it was got, and where it is to be recognised' })
  between!: RecognitionParties;
  @Field(() => Int, { description: 'How many persons' }) number!: number;
  @Field(() => PartialDateScalar, { description: 'When it was requested with all papers' }) requestedOn!: string;
  @Field(() => TrainingBody, { nullable: true, description: 'The competent authority' }) authority?: TrainingBody;
  @Field(() => PartialDateScalar, { nullable: true, description: 'The last day on which it is decided in time' })
  dueOn?: string;
  @Field(() => RecognitionStatus, { description: 'On the day asked about; derived (REC-01)' })
  status!: RecognitionStatus;
  @Field(() => Int, { description: 'How many are not decided on by the day' }) pending!: number;
  @Field(() => [RecognitionDecisionView], { description: 'Those of the day and before, in the order of record' })
  decisions!: RecognitionDecisionView[];
  @Field(() => CertificateVerificationView, { nullable: true, description: 'Of certificates of skills only (REC-03)' })
  certificates?: CertificateVerificationView;
  @Field(() => ID, { nullable: true, description: 'The arrangement under which it is made' }) arrangementId?: string;
  @Field(() => ID, { nullable: true, description: 'The mutual recognition that it relies on (REC-02)' })
  underId?: string;
  @Field(() => ID, { nullable: true, description: 'The training commitment that it comes from' }) trainingId?: string;
  @Field(() => [RequestTerm], { description: 'What the source does not state (REC-01)' }) notStated!: RequestTerm[];
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView], { description: 'The request, and the decisions behind the status' })
  evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** Days from the request to a decision; undefined where a date is not known to the day. */
export const daysTaken = ({ requestedOn }: Recognition, { on }: Decision): number | undefined =>
  requestedOn.length === 10 && on.length === 10 ? daysBetween(requestedOn, on) : undefined;

/** A request as it stands on a day: pure, from its fold as known at a size. */
export function viewRecognition(subject: Subject<Recognition>, asOf: AsOfUsed): RecognitionView {
  const day = asOf.effectiveOn;
  const { state } = subject;
  const { arrangement, under, training, issuer, seq, decisions, appeals, ...stated } = state;
  const witness = new Witness(subject);
  const taken = decisions.filter((decision) => latest(decision.on) <= day);
  const pending = pendingOn(state, day);
  const status = recognitionStatusOn(state, day);
  const standing = (...outcomes: RecognitionOutcome[]) =>
    taken
      .filter(({ outcome }) => outcomes.includes(outcome))
      .reduce((total, decision) => total + standingNumber(state, decision, day), 0);
  const verified = standing('FULL');
  return Object.assign(new RecognitionView(), stated, {
    id: subject.id,
    asOf,
    arrangementId: arrangement,
    underId: under,
    trainingId: training,
    status,
    pending,
    decisions: taken.map((decision) => ({
      ...decision,
      standingFor: standingNumber(state, decision, day),
      days: daysTaken(state, decision),
      bridging: decision.bridging ?? [],
      appealed: appeals
        .filter((appeal) => appeal.decision === decision.decision && latest(appeal.on) <= day)
        .reduce((total, { number }) => total + number, 0),
      evidence: witness.of(decision.seq),
    })),
    certificates:
      state.kind === 'CERTIFICATE_OF_SKILLS' && issuer
        ? {
            issuer,
            verified,
            notVerified: standing('PARTIAL', 'REFUSED'),
            awaited: pending,
            overdue: status === 'OVERDUE' ? pending : 0,
            valid: verified + pending,
          }
        : undefined,
    evidence: witness.of(seq, ...taken.map((decision) => decision.seq)),
  });
}
