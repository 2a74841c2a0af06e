import { add, daysBetween, type PlainDate } from '#kernel';
import { RestDay } from './terms.js';

/** Which days are none of work: days of rest of the week, and holidays. */
export interface RestDays {
  restDays: readonly RestDay[];
  holidays: readonly PlainDate[];
}

/** A Monday, from which weekdays are counted. */
const MONDAY: PlainDate = '2001-01-01';

const WEEK = Object.keys(RestDay) as RestDay[];

export const weekdayOf = (day: PlainDate): RestDay => WEEK[((daysBetween(MONDAY, day) % 7) + 7) % 7]!;

export const isWorkingDay = (day: PlainDate, { restDays, holidays }: RestDays): boolean =>
  !restDays.includes(weekdayOf(day)) && !holidays.includes(day);

/** The `count`th working day after a day; the day itself does not count, whatever it is. A week has a working day. */
export function addWorkingDays(day: PlainDate, count: number, rest: RestDays): PlainDate {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = add(reached, { days: 1 });
    if (isWorkingDay(reached, rest)) left -= 1;
  }
  return reached;
}
