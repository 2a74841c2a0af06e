import {
  AsOfUsed,
  EvidenceView,
  Node,
  PartialDateScalar,
  Qualifier,
  type Stated,
  type Subject,
  Witness,
} from '#kernel';
import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { type Commitment, fundingGap, type Pledge } from './commitment.js';
import { CommitmentStatus, commitmentStatusOn, pledgeOn, type StatusFinding } from './status.js';
import {
  CommitmentTerm,
  FocusGroup,
  Funder,
  Money,
  Qualification,
  ResultStage,
  Standing,
  Track,
  TrackSplit,
  TrainingBody,
  TrainingUnit,
} from './terms.js';

@ObjectType('CommitmentFinding', { description: 'A status on the day asked about, and the events that it rests on.' })
export class CommitmentFindingView {
  @Field(() => CommitmentStatus) status!: CommitmentStatus;
  @Field(() => Float, {
    nullable: true,
    description: 'How many are certainly delivered by then; null: nothing is reported',
  })
  delivered?: number;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Each result that counts was verified by another than the bearer; null: there is none',
  })
  verified?: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('TrainingPromise', { description: 'What was promised, first or by a revision.' })
export class TrainingPromiseView {
  @Field(() => String, { nullable: true, description: 'Name of the revision; null: the first promise' })
  revision?: string;
  @Field(() => Float, { nullable: true }) number?: number;
  @Field(() => Qualifier) qualifier!: Qualifier;
  @Field(() => Track) track!: Track;
  @Field(() => TrackSplit, { nullable: true }) split?: TrackSplit;
  @Field(() => String, { nullable: true }) splitRule?: string;
  @Field(() => PartialDateScalar, { nullable: true }) dueOn?: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it holds; null: from the first' })
  from?: string;
  @Field(() => [ID], { description: 'Who consented to the revision' }) consentedBy!: string[];
  @Field(() => String, { nullable: true, description: 'Why it was revised' }) why?: string;
  @Field(() => CommitmentFindingView, { description: 'Where it stands on the day, held against this promise' })
  finding!: CommitmentFindingView;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('TrainingResult', { description: 'How many had come how far by a date: a total since the beginning.' })
export class TrainingResultView {
  @Field(() => ResultStage) stage!: ResultStage;
  @Field(() => Float) number!: number;
  @Field(() => Qualifier) qualifier!: Qualifier;
  @Field(() => TrainingUnit) unit!: TrainingUnit;
  @Field(() => String, { nullable: true, description: 'Of what a percentage is taken' }) of?: string;
  @Field(() => Track) track!: Track;
  @Field(() => PartialDateScalar, { nullable: true, description: 'The date as of which it was so' }) by?: string;
  @Field(() => Standing) standing!: Standing;
  @Field(() => TrainingBody, { nullable: true }) verifiedBy?: TrainingBody;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('TrainingCommitment', {
  implements: () => [Node],
  description: 'A promise to train people under an arrangement, what became of it, and what its source leaves open.',
})
export class TrainingCommitmentView extends Node {
  @Field(() => ID) arrangementId!: string;
  @Field({ description: 'What is promised, in words' }) what!: string;
  @Field(() => TrainingUnit) unit!: TrainingUnit;
  @Field(() => TrainingPromiseView, { description: 'The promise that holds on the day asked about' })
  promise!: TrainingPromiseView;
  @Field(() => TrainingPromiseView, { description: 'What was promised first; it stays visible (TRN-08)' })
  firstPromise!: TrainingPromiseView;
  @Field(() => [TrainingPromiseView], { description: 'All promises, in the order of record' })
  promises!: TrainingPromiseView[];
  @Field(() => CommitmentStatus, {
    description: 'On the day asked about, held against the promise that holds on it (TRN-07)',
  })
  status!: CommitmentStatus;
  @Field(() => [TrainingResultView], { description: 'All results, in the order of record' })
  results!: TrainingResultView[];
  @Field(() => ResultStage, { description: 'The stage at which a person counts as delivered' }) measure!: ResultStage;
  @Field({ description: 'The text lets people be placed before they are certified' })
  placementBeforeCertificate!: boolean;
  @Field(() => Qualification, { nullable: true }) qualification?: Qualification;
  @Field(() => TrainingBody, { nullable: true, description: 'Who promises' }) bearer?: TrainingBody;
  @Field(() => ID, { nullable: true, description: 'The party to which it is promised' }) beneficiaryId?: string;
  @Field(() => TrainingBody, { nullable: true, description: 'Who trains' }) provider?: TrainingBody;
  @Field(() => [Funder]) funders!: Funder[];
  @Field(() => Money, { nullable: true, description: 'What it costs in all' }) budget?: Money;

  @Field(() => Float, {
    nullable: true,
    description: 'Per cent of the cost that no funder is on record for; null where no shares are stated (TRN-09)',
  })
  fundingGapPercent?: number;

  @Field(() => [FocusGroup]) focusGroups!: FocusGroup[];
  @Field(() => Float, { nullable: true, description: 'Least share of women, in per cent' }) womenSharePercent?: number;
  @Field(() => [CommitmentTerm], { description: 'What the source does not state (TRN-01)' })
  notStated!: CommitmentTerm[];
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView], { description: 'The commitment as first recorded, and the promise that holds' })
  evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A commitment as it stands on a day: pure, from its fold as known at a size. */
export function viewCommitment(subject: Subject<Commitment>, asOf: AsOfUsed): TrainingCommitmentView {
  const day = asOf.effectiveOn;
  const { state } = subject;
  const { arrangement, beneficiary, seq, pledges, results, ...stated } = state;
  const witness = new Witness(subject);
  const finding = ({ because, ...found }: StatusFinding): CommitmentFindingView => ({
    ...found,
    evidence: witness.of(...because),
  });
  const promise = (pledge: Stated<Pledge>): TrainingPromiseView => ({
    ...pledge.value,
    qualifier: pledge.value.qualifier ?? 'EXACT',
    consentedBy: pledge.value.consentedBy ?? [],
    from: pledge.from,
    finding: finding(commitmentStatusOn(state, day, pledge)),
    evidence: witness.of(pledge.seq),
  });
  const current = pledgeOn(state, day);
  return Object.assign(new TrainingCommitmentView(), stated, {
    id: subject.id,
    asOf,
    arrangementId: arrangement,
    beneficiaryId: beneficiary,
    promise: promise(current),
    firstPromise: promise(pledges[0]!),
    promises: pledges.map(promise),
    status: commitmentStatusOn(state, day).status,
    results: results.map((result) => ({
      ...result,
      qualifier: result.qualifier ?? ('EXACT' as const),
      evidence: witness.of(result.seq),
    })),
    fundingGapPercent: fundingGap(state),
    evidence: witness.of(seq, current.seq),
  });
}
