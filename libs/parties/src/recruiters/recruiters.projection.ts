import type { Projection } from '#kernel';
import { STRETCH, stretchesOf } from '../permissions/stretches.js';
import { turnsOf } from '../permissions/until.js';
import { certificateHolds, licenceOn, type Recruiter } from './recruiter.js';
import { recruiterDecider } from './recruiter.decider.js';

/** Recruiters, found by country and name, by where they are licensed and under what certified on a day, and by employer. */
export const recruitersProjection: Projection<Recruiter> = {
  name: 'recruiter',
  version: 1,
  decider: recruiterDecider,
  indexes: [
    {
      name: 'facet',
      columns: { country: 'text', name: 'text', words: 'search' },
      lookups: ['country, name, id', 'name, id', 'gin:words'],
      rows: ({ id, state }) => [{ country: state.country, name: state.name, words: `${id} ${state.name}` }],
    },
    {
      name: 'licence',
      columns: { ...STRETCH, jurisdiction: 'text' },
      lookups: ['jurisdiction, id'],
      rows: ({ state }) => licensedDaysOf(state),
    },
    {
      name: 'certificate',
      columns: { ...STRETCH, scheme: 'text' },
      lookups: ['scheme, id'],
      rows: ({ state }) => certifiedDaysOf(state),
    },
    {
      name: 'liability',
      columns: { employer: 'text' },
      lookups: ['employer, id'],
      rows: ({ state }) =>
        [...new Set(state.liabilities.map(({ employer }) => employer))].map((employer) => ({ employer })),
    },
  ],
};

/** One row per jurisdiction and stretch of days on which it has a licence there (EMP-04). */
export const licensedDaysOf = (recruiter: Recruiter) =>
  [...new Set(recruiter.licences.map(({ jurisdiction }) => jurisdiction))].flatMap((jurisdiction) =>
    stretchesOf(
      recruiter.licences
        .filter((licence) => licence.jurisdiction === jurisdiction)
        .flatMap((licence) => [...turnsOf(licence), ...licence.suspensions.flatMap(turnsOf)]),
      (day) => (licenceOn(recruiter, jurisdiction, day) ? { jurisdiction } : undefined),
    ),
  );

/** One row per scheme and stretch of days on which a certificate surely holds. */
export const certifiedDaysOf = (recruiter: Recruiter) =>
  [...new Set(recruiter.certificates.map(({ scheme }) => scheme))].flatMap((scheme) => {
    const own = recruiter.certificates.filter((certificate) => certificate.scheme === scheme);
    return stretchesOf(
      own.flatMap(({ from, lastDay, ended }) => turnsOf({ from, until: { lastDay }, ended })),
      (day) => (own.some((certificate) => certificateHolds(certificate, day)) ? { scheme } : undefined),
    );
  });
