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
import { SkillLevel } from '#arrangements';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { type Commitment, fundingGap, type Pledge } from './commitment.js';
import { type OutcomeCount, OutcomeMeasure, outcomesOn, OutcomeTeller } from './outcomes.js';
import { ProgressKind, progressOn, skillLevelOf } from './progress.js';
import { FloorStanding, sharesOn } from './shares.js';
import { TrackState, tracksOn } from './tracks.js';
import { CommitmentStatus, commitmentStatusOn, pledgeOn, type StatusFinding } from './status.js';
import {
  type BreakdownCount,
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
  TrainingCorridor,
  TrainingUnit,
  WorkerCost,
  YouthAge,
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
  /** Every count; what the public sees of it, the resolver tells (IND-03). */
  breakdown?: BreakdownCount[];
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('CountedShare', {
  description: 'A share worked out from counts, never entered; as wide as those who did not tell leave it (TRN-06).',
})
export class CountedShareView {
  percentLeast?: number;
  percentMost?: number;
  isSmall!: boolean;
  @Field(() => Float, { nullable: true, description: 'The least share that was promised' }) floorPercent?: number;
  @Field(() => FloorStanding, { description: 'Against the least share that was promised' }) standing!: FloorStanding;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('TrackFinding', { description: 'Whether a promised track was carried out (TRN-11).' })
export class TrackFindingView {
  @Field(() => Track) track!: Track;
  @Field(() => Float, { nullable: true, description: 'How many were promised on it' }) promised?: number;
  @Field(() => TrackState, { description: 'Carried out, or planned only' }) state!: TrackState;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('TrackSwitch', { description: 'So many left one track for another (TRN-05).' })
export class TrackSwitchView {
  @Field(() => Track) from!: Track;
  @Field(() => Track) to!: Track;
  @Field(() => Int) number!: number;
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => ResultStage, { description: 'How far they had come' }) stage!: ResultStage;
  @Field() why!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('StageProgress', {
  description: 'How many are known to have reached a stage by the day: what is claimed apart from what is verified.',
})
export class StageProgressView {
  @Field(() => ResultStage) stage!: ResultStage;
  @Field(() => ProgressKind) kind!: ProgressKind;
  @Field(() => Float, { nullable: true, description: 'At least so many, as claimed; null: nobody claims' })
  claimed?: number;
  @Field(() => Float, { nullable: true, description: 'At least so many, as verified; null: nobody verified' })
  verified?: number;
  @Field(() => Float, { nullable: true, description: 'Per cent of the promise, by the larger of the two' })
  percentOfPromise?: number;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('TrainingOutcome', {
  description: 'What became of a cohort: the newest as of the day, by measure, standing and teller. No output.',
})
export class TrainingOutcomeView {
  @Field(() => ID, { description: 'Short name of the cohort' }) cohort!: string;
  @Field(() => OutcomeMeasure, { description: 'What is told' }) measure!: OutcomeMeasure;
  /** Counts as reported; what the public sees of them, the resolver tells (IND-03). */
  of!: number;
  number?: number;
  breakdown?: OutcomeCount[];
  @Field(() => Float, { nullable: true, description: 'Of a change: the median' }) changePercent?: number;
  @Field(() => OutcomeTeller, { description: 'Who told it' }) toldBy!: OutcomeTeller;
  @Field(() => PartialDateScalar, { description: 'The date as of which it was so' }) by!: string;
  @Field(() => Standing, { description: 'Claimed, or verified by another than the bearer' }) standing!: Standing;
  @Field(() => TrainingBody, { nullable: true, description: 'Who verified it' }) verifiedBy?: TrainingBody;
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
  @Field(() => Float, { nullable: true, description: 'Least share of young people, in per cent' })
  youthSharePercent?: number;
  @Field(() => YouthAge, { description: 'Whom it calls young' }) youthUpTo!: YouthAge;
  @Field(() => CountedShareView, { description: 'The share of women among those who count as delivered (TRN-06)' })
  women!: CountedShareView;
  @Field(() => CountedShareView, {
    description: 'The share of young people among those who count as delivered (TRN-06)',
  })
  youth!: CountedShareView;
  @Field(() => [StageProgressView], { description: 'Along the chain, outputs apart from outcomes' })
  progress!: StageProgressView[];
  @Field(() => [TrainingOutcomeView], { description: 'What became of those who were trained, by the day' })
  outcomes!: TrainingOutcomeView[];
  @Field(() => [TrackFindingView], { description: 'Of each promised track, whether it was carried out (TRN-11)' })
  tracks!: TrackFindingView[];
  @Field(() => [TrackSwitchView], { description: 'In the order of record (TRN-05)' }) switches!: TrackSwitchView[];
  @Field(() => SkillLevel, { nullable: true, description: 'Of the occupation trained for, by its group of ISCO-08' })
  skillLevel?: SkillLevel;
  @Field(() => TrainingCorridor, { nullable: true, description: 'Between which two parties, where it is for two' })
  corridor?: TrainingCorridor;
  @Field(() => [String], { description: 'Targets of the Sustainable Development Goals, e.g. 4.4' })
  sdgTargets!: string[];
  @Field(() => [String], { description: 'Objectives of the Global Compact for Migration, 1 to 23' })
  compactObjectives!: string[];
  @Field({ description: 'The text says that the training costs the worker nothing (TRN-12)' }) freeToWorker!: boolean;
  @Field(() => [WorkerCost], { description: 'What of the cost lies on the worker' }) workerCosts!: WorkerCost[];
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView], { description: 'The commitment as first recorded, and the promise that holds' })
  evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A commitment as it stands on a day: pure, from its fold as known at a size. */
export function viewCommitment(subject: Subject<Commitment>, asOf: AsOfUsed): TrainingCommitmentView {
  const day = asOf.effectiveOn;
  const { state } = subject;
  const { arrangement, beneficiary, seq, pledges, results, switches, outcomes: _, ...stated } = state;
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
  const { women, youth } = sharesOn(state, day);
  const proved = <T extends { because: number[] }>({ because, ...found }: T) => ({
    ...found,
    evidence: witness.of(...because),
  });
  return Object.assign(new TrainingCommitmentView(), stated, {
    id: subject.id,
    asOf,
    arrangementId: arrangement,
    beneficiaryId: beneficiary,
    promise: promise(current),
    firstPromise: promise(pledges[0]!),
    promises: pledges.map(promise),
    status: commitmentStatusOn(state, day).status,
    results: results.map((result) =>
      Object.assign(new TrainingResultView(), {
        ...result,
        qualifier: result.qualifier ?? ('EXACT' as const),
        evidence: witness.of(result.seq),
      }),
    ),
    fundingGapPercent: fundingGap(state),
    youthUpTo: state.youthUpTo ?? 'UP_TO_24',
    women: Object.assign(new CountedShareView(), proved(women)),
    youth: Object.assign(new CountedShareView(), proved(youth)),
    progress: progressOn(state, day).map(proved),
    tracks: tracksOn(state, day).map(proved),
    outcomes: outcomesOn(state, day).map(({ seq: told, ...outcome }) => ({ ...outcome, evidence: witness.of(told) })),
    switches: switches.map(({ seq, ...change }) => ({ ...change, evidence: witness.of(seq) })),
    skillLevel: skillLevelOf(state.qualification?.isco),
    sdgTargets: state.sdgTargets ?? [],
    compactObjectives: state.compactObjectives ?? [],
    freeToWorker: state.freeToWorker ?? false,
    workerCosts: state.workerCosts ?? [],
    evidence: witness.of(seq, current.seq),
  });
}
