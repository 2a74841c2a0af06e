import { decider } from '#kernel';
import { appealRecognition } from './appeal-recognition.js';
import { decideRecognition } from './decide-recognition.js';
import type { Recognition } from './recognition.js';
import { requestRecognition } from './request-recognition.js';

/** Every command of a request for recognition; the keys are the names of the mutations. */
export const recognitionDecider = decider<Recognition>('recognition', {
  requestRecognition,
  decideRecognition,
  appealRecognition,
});
