import type { Projection } from '#kernel';
import type { Profile } from './profile.js';
import { profileDecider } from './profile.decider.js';

/** The reference profiles, in the order of their ids. */
export const profilesProjection: Projection<Profile> = {
  name: 'profile',
  version: 1,
  decider: profileDecider,
  indexes: [
    {
      name: 'facet',
      columns: { name: 'text' },
      lookups: ['name, id'],
      rows: ({ id }) => [{ name: id }],
    },
  ],
};
