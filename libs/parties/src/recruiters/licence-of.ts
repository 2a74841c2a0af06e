import { refuse, type Refusal } from '#kernel';
import type { Licence, Recruiter } from './recruiter.js';

type Found = { licence: Licence } | { refusal: Refusal };

/** The licence of that name, if this authority had granted it (GEN-10), or why not. */
export function grantedBy(recruiter: Recruiter, { licence: key, by }: { licence: string; by: string }): Found {
  const licence = recruiter.licences.find((entry) => entry.licence === key);
  if (!licence)
    return {
      refusal: refuse('EMP-04', 'UNKNOWN_LICENCE', `There is no licence ${key} on record.`, { licence: key }),
    };
  return licence.by === by
    ? { licence }
    : {
        refusal: refuse('GEN-10', 'NOT_MANDATED', `${licence.by} granted it; only it decides on that licence.`, {
          by,
          grantedBy: licence.by,
        }),
      };
}

/** The recruiter with one licence changed. */
export const withLicence = (recruiter: Recruiter, key: string, change: (licence: Licence) => Licence): Recruiter => ({
  ...recruiter,
  licences: recruiter.licences.map((licence) => (licence.licence === key ? change(licence) : licence)),
});
