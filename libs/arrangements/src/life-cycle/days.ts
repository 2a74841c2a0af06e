import { add, latest, type PartialDate, type PlainDate } from '#kernel';

/** A day, month or year in the law, and the `seq`s of the events that it follows from. */
export interface Dated {
  on: PartialDate;
  because: number[];
}

/** Before this day nothing is said: no instrument of the field is older. */
export const BEGINNING: PlainDate = '0001-01-01';

/** The last day that a date can name. */
export const LAST_DAY: PlainDate = '9999-12-31';

/** The first day on which what happened on a date has surely happened. */
export function certainFrom(date: PartialDate): PlainDate {
  if (date.length === 10 || latest(date) === LAST_DAY) return latest(date);
  return add(latest(date), { days: 1 });
}

export const dayBefore = (day: PlainDate): PlainDate => (day > BEGINNING ? add(day, { days: -1 }) : day);
