import { decider } from '#kernel';
import { endParticipation } from './end-participation.js';
import type { MutualRecognition } from './mutual-recognition.js';
import { notifyParticipation } from './notify-participation.js';
import { openMutualRecognition } from './open-mutual-recognition.js';

/** Every command of mutual recognition; the keys are the names of the mutations. */
export const mraDecider = decider<MutualRecognition>('mra', {
  openMutualRecognition,
  notifyParticipation,
  endParticipation,
});
