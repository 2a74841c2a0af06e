import { commandsOf, type PartialDate, type PlainDate, type Qualifier, type Stated } from '#kernel';
import type { CommitTraining } from './commit-training.js';
import type { Outcome } from './outcomes.js';
import type {
  BreakdownCount,
  CommitmentTerm,
  ResultStage,
  Standing,
  Track,
  TrackSplit,
  TrainingBody,
  TrainingUnit,
} from './terms.js';

/** What is promised, as far as it can be revised. The first pledge has no `revision` and stays for ever (TRN-08). */
export interface Pledge {
  revision?: string;
  number?: number;
  qualifier?: Qualifier;
  track: Track;
  split?: TrackSplit;
  splitRule?: string;
  dueOn?: PartialDate;
  consentedBy?: string[];
  why?: string;
  note?: string;
}

/** How many had come how far: a total since the beginning, as of a date. */
export interface Result {
  seq: number;
  stage: ResultStage;
  number: number;
  qualifier?: Qualifier;
  unit: TrainingUnit;
  /** Of what a percentage is taken. */
  of?: string;
  track: Track;
  by?: PartialDate;
  /** The day it was recorded: what is not dated had happened by then. */
  recordedOn: PlainDate;
  standing: Standing;
  verifiedBy?: TrainingBody;
  /** By sex and age; the classes add up to the number (TRN-04). */
  breakdown?: BreakdownCount[];
  note?: string;
}

/** TRN-05: so many left one track for another on a day, each having come as far as `stage`. */
export interface TrackSwitch {
  seq: number;
  from: Track;
  to: Track;
  number: number;
  on: PartialDate;
  stage: ResultStage;
  recordedOn: PlainDate;
  why: string;
}

type Lasting = Pick<
  CommitTraining,
  | 'arrangement'
  | 'what'
  | 'qualification'
  | 'bearer'
  | 'beneficiary'
  | 'provider'
  | 'funders'
  | 'budget'
  | 'focusGroups'
  | 'womenSharePercent'
  | 'note'
  | 'youthSharePercent'
  | 'youthUpTo'
  | 'corridor'
  | 'sdgTargets'
  | 'compactObjectives'
  | 'freeToWorker'
  | 'workerCosts'
>;

/** One commitment to train: what was promised, when it was revised, and what came of it. */
export interface Commitment extends Lasting {
  seq: number;
  unit: TrainingUnit;
  /** The stage at which a person counts as delivered. */
  measure: ResultStage;
  placementBeforeCertificate: boolean;
  pledges: Stated<Pledge>[];
  results: Result[];
  switches: TrackSwitch[];
  outcomes: Outcome[];
  notStated: CommitmentTerm[];
}

export const { opens, on } = commandsOf<Commitment>();

/** The stages that a person at `stage` has passed, nearest first (TRN-03). Migration presupposes none. */
export function stagesBefore(stage: ResultStage, placementBeforeCertificate: boolean): ResultStage[] {
  switch (stage) {
    case 'ENROLLED':
    case 'MIGRATED':
      return [];
    case 'COMPLETED':
      return ['ENROLLED'];
    case 'CERTIFIED':
      return ['COMPLETED', 'ENROLLED'];
    case 'RECOGNISED':
      return ['CERTIFIED', 'COMPLETED', 'ENROLLED'];
    case 'PLACED_HOME':
    case 'PLACED_AWAY':
      return placementBeforeCertificate ? ['ENROLLED'] : ['CERTIFIED', 'COMPLETED', 'ENROLLED'];
  }
}

/** TRN-09: the part of the cost, in per cent, that no funder is on record for; undefined where no shares are stated. */
export function fundingGap({ funders }: Pick<Commitment, 'funders'>): number | undefined {
  const shares = funders.flatMap(({ sharePercent }) => (sharePercent === undefined ? [] : [sharePercent]));
  // To four decimals, because shares are decimal fractions and binary sums are not.
  return shares.length === 0
    ? undefined
    : Math.round((100 - shares.reduce((sum, share) => sum + share, 0)) * 10_000) / 10_000;
}
