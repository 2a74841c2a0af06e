import { decider } from '#kernel';
import { drawSample } from './draw-sample.js';
import type { Sample } from './sample.js';

export const sampleDecider = decider<Sample>('sample', { drawSample });
