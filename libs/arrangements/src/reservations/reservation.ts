import { earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';

/** A statement by which a party excludes or modifies, for itself, what some articles say (VCLT 2(1)(d), 19 to 23). */
export interface Reservation {
  seq: number;
  reservation: string;
  party: string;
  on: PartialDate;
  articles: string[];
  text: string;
  objections: Objection[];
  withdrawn?: { seq: number; on: PartialDate };
}

/** An objection of another party. */
export interface Objection {
  seq: number;
  party: string;
  on: PartialDate;
  /** The text is then not in force between the two (VCLT 20(4)(b)). */
  precludesForce: boolean;
}

/** The reservations that stand between two parties on a day: those of either that are not withdrawn (VCLT 21). */
export const reservationsBetween = (
  { reservations }: Arrangement,
  a: string,
  b: string,
  day: PlainDate,
): Reservation[] =>
  reservations.filter(
    ({ party, on, withdrawn }) =>
      (party === a || party === b) && earliest(on) <= day && !(withdrawn && latest(withdrawn.on) <= day),
  );

/** The objection by which one of two parties keeps the text from being in force between them on a day (VCLT 20(4)(b)). */
export const preclusion = (arrangement: Arrangement, a: string, b: string, day: PlainDate): Objection | undefined =>
  reservationsBetween(arrangement, a, b, day)
    .flatMap(({ party, objections }) => objections.filter((objection) => objection.party === (party === a ? b : a)))
    .find(({ precludesForce, on }) => precludesForce && earliest(on) <= day);
