import { decider } from '#kernel';
import { commitTraining } from './commit-training.js';
import type { Commitment } from './commitment.js';
import { reportOutcome } from './report-outcome.js';
import { reportResult } from './report-result.js';
import { reviseCommitment } from './revise-commitment.js';
import { switchTrack } from './switch-track.js';

/** Every command of a training commitment; the keys are the names of the mutations. */
export const trainingDecider = decider<Commitment>('training', {
  commitTraining,
  reviseCommitment,
  reportResult,
  switchTrack,
  reportOutcome,
});
