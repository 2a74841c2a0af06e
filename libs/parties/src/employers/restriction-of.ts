import { refuse, type Refusal } from '#kernel';
import type { Employer, Restriction } from './employer.js';

type Found = { restriction: Restriction } | { refusal: Refusal };

/** The restriction of that name, or why there is none. */
export function findRestriction(employer: Employer, key: string): Found {
  const restriction = employer.restrictions.find((entry) => entry.restriction === key);
  return restriction
    ? { restriction }
    : {
        refusal: refuse('EMP-02', 'UNKNOWN_RESTRICTION', `There is no restriction ${key} on record.`, {
          restriction: key,
        }),
      };
}

/** The same, if this authority had imposed it (GEN-10): what a court ends is the outcome of an appeal. */
export function imposedBy(employer: Employer, { restriction: key, by }: { restriction: string; by: string }): Found {
  const found = findRestriction(employer, key);
  if ('refusal' in found || found.restriction.by === by) return found;
  return {
    refusal: refuse(
      'GEN-10',
      'NOT_MANDATED',
      `${found.restriction.by} imposed it; only it lifts that. What a court decides is the outcome of an appeal.`,
      { by, imposedBy: found.restriction.by },
    ),
  };
}
