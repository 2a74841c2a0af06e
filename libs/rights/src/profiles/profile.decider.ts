import { decider } from '#kernel';
import { defineProfile } from './define-profile.js';
import type { Profile } from './profile.js';
import { reviseProfile } from './revise-profile.js';

/** Every command of a reference profile; the keys are the names of the mutations. */
export const profileDecider = decider<Profile>('profile', { defineProfile, reviseProfile });
