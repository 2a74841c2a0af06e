import { earliest, latest, type Projection } from '#kernel';
import { STRETCH, stretchesOf } from '../permissions/stretches.js';
import { turnsOf } from '../permissions/until.js';
import { type Employer, employerStandingOn } from './employer.js';
import { employerDecider } from './employer.decider.js';

/** Employers, found by country, sector and name, and by how they stand on a day when nothing narrows the question. */
export const employersProjection: Projection<Employer> = {
  name: 'employer',
  version: 1,
  decider: employerDecider,
  indexes: [
    {
      name: 'facet',
      columns: { country: 'text', sectors: 'text[]', party: 'text', name: 'text', words: 'search' },
      lookups: ['country, name, id', 'name, id', 'party', 'gin:sectors', 'gin:words'],
      rows: ({ id, state }) => [
        {
          country: state.country,
          sectors: state.sectors.map((sector) => sector.toLowerCase()),
          party: state.party ?? null,
          name: state.name,
          words: `${id} ${state.name}`,
        },
      ],
    },
    {
      name: 'standing',
      columns: { ...STRETCH, standing: 'text' },
      lookups: ['standing, id'],
      rows: ({ state }) => standingsOf(state),
    },
  ],
};

/** One row per stretch of days of one standing. */
export const standingsOf = (employer: Employer) =>
  stretchesOf(
    [
      ...employer.approvals.flatMap(turnsOf),
      ...employer.restrictions.flatMap((restriction) => [
        ...turnsOf(restriction),
        ...restriction.appeals.flatMap(({ on, decided }) => [
          latest(on),
          ...(decided
            ? [earliest(decided.on), ...turnsOf({ from: restriction.from, until: decided.until ?? restriction.until })]
            : []),
        ]),
      ]),
    ],
    (day) => ({ standing: employerStandingOn(employer, day).standing }),
  );
