import { decider } from '#kernel';
import { registerSource, type Source } from './register-source.js';

export const sourceDecider = decider<Source>('source', { registerSource });
