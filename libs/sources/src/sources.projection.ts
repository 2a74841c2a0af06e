import type { Projection } from '#kernel';
import type { Source } from './register-source.js';
import { sourceDecider } from './source.decider.js';

export const sourcesProjection: Projection<Source> = {
  name: 'source',
  version: 1,
  decider: sourceDecider,
  indexes: [],
};
