import { commandsOf, earliest, latest, type PartialDate } from '#kernel';
import type { Period } from '#arrangements';

/** From when to when a party takes part. */
export interface Participation {
  seq: number;
  party: string;
  /** ISCO-08 groups; absent: all that are listed. */
  occupations?: string[];
  from: PartialDate;
  /** First day on which it no longer takes part. */
  to?: PartialDate;
}

/** Mutual recognition under an arrangement: for which occupations, and between whom (REC-02). */
export interface MutualRecognition {
  seq: number;
  arrangement: string;
  title?: string;
  occupations: string[];
  decideWithin?: Period;
  participations: Participation[];
}

export const { opens, on } = commandsOf<MutualRecognition>();

/** Whether an occupation lies in one of the listed groups of ISCO-08. */
export const isListed = (occupations: readonly string[], isco: string): boolean =>
  occupations.some((listed) => isco.startsWith(listed));

/** The participation of a party that holds, or may hold, on a date (GEN-08). */
export const participationOn = (
  { participations }: MutualRecognition,
  party: string,
  date: PartialDate,
): Participation | undefined =>
  participations.findLast(
    (one) =>
      one.party === party &&
      earliest(one.from) <= latest(date) &&
      (one.to === undefined || earliest(date) < latest(one.to)),
  );
