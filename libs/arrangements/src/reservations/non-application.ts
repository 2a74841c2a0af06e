import { earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';

/** One party does not apply the text towards some others. It goes one way. */
export interface NonApplication {
  seq: number;
  party: string;
  towards: string[];
  /** Absent: since a day that nobody knows, so on any day. */
  from?: PartialDate;
  to?: PartialDate;
  ground?: string;
}

/** The statements by which one of two parties does not apply the text towards the other on a day. */
export const nonApplicationsBetween = (
  { nonApplications }: Arrangement,
  a: string,
  b: string,
  day: PlainDate,
): NonApplication[] =>
  nonApplications.filter(
    ({ party, towards, from, to }) =>
      ((party === a && towards.includes(b)) || (party === b && towards.includes(a))) &&
      (from === undefined || earliest(from) <= day) &&
      (to === undefined || latest(to) > day),
  );
