import { CodeField, earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import type { Party } from './party.js';

/** Since when a state is bound by a convention of the ILO, and until when. */
export interface Ratification {
  seq: number;
  convention: string;
  on: PartialDate;
  denounced?: { seq: number; on: PartialDate };
}

/** The number of a convention or protocol of the ILO. */
export const ConventionField = () =>
  CodeField(/^[CP]\d{3}$/, 'the number of an ILO convention or protocol, e.g. C097 or P029', {
    description: 'Number of the convention or protocol of the ILO, e.g. C097',
  });

/** CLA-07: the ratification that surely holds on a day; undefined where none is on record, which is not the same as none. */
export const ratificationOn = (
  { ratifications }: Party,
  convention: string,
  day: PlainDate,
): Ratification | undefined =>
  ratifications.find(
    (entry) =>
      entry.convention === convention &&
      latest(entry.on) <= day &&
      !(entry.denounced && earliest(entry.denounced.on) <= day),
  );
