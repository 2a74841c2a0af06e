import type { Projection } from '#kernel';
import type { Sample } from './sample.js';
import { sampleDecider } from './sample.decider.js';

/** Samples, found by their ids. */
export const samplesProjection: Projection<Sample> = {
  name: 'sample',
  version: 1,
  decider: sampleDecider,
  indexes: [],
};
