import { earliest, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import type { PartyRole } from '../registration/terms.js';
import type { Bearer } from './clause-content.js';

/** In which parties' reach each class of bearers stands. */
const REACH: Record<Bearer, readonly PartyRole[]> = {
  ORIGIN: ['ORIGIN', 'BOTH'],
  DESTINATION: ['DESTINATION', 'BOTH'],
  EMPLOYER: ['DESTINATION', 'BOTH'],
  RECRUITER: ['ORIGIN', 'DESTINATION', 'BOTH'],
  PROVIDER: ['ORIGIN', 'DESTINATION', 'BOTH', 'PROVIDER'],
  JOINT_COMMITTEE: ['ORIGIN', 'DESTINATION', 'BOTH', 'TRANSIT'],
};

/** CLA-02: the parties that bear a duty, or in whose jurisdiction the class stands that bears it, on a day. */
export const jurisdictionsOf = ({ parties }: Arrangement, bearer: Bearer, day: PlainDate): string[] => [
  ...new Set(
    parties
      .filter(({ role, from }) => REACH[bearer].includes(role) && (from === undefined || earliest(from) <= day))
      .map(({ party }) => party),
  ),
];
