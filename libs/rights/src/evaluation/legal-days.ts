import type { Period } from '#arrangements';
import { add, daysBetween, firstOfMonthAfter, isPlainDate, lastOfMonthAfter, type PlainDate, weekdayOf } from '#kernel';
import type { NoSuchDay } from '../obligations/terms.js';
import type { Calendar } from './facts.js';

/** Before this day nothing is said. */
export const BEGINNING: PlainDate = '0001-01-01';

/** Beyond this no period is counted: it ends in no year that a date can name. */
const LONGEST = { DAY: 40_000, MONTH: 24_000, YEAR: 2_000 } as const;

/** How a time limit is counted. */
export interface Counting {
  rounding: NoSuchDay;
  /** absent: calendar days. */
  calendar?: Calendar;
}

/**
 * The day on which a period ends that begins after `day`. Of working days so many are counted; what is counted in months or
 * years and would end on another day ends on the next working day. Undefined where the month has no such day and nobody
 * said what counts then, or where it ends in no year that a date can name.
 */
export function endOf(day: PlainDate, period: Period | undefined, counting: Counting): PlainDate | undefined {
  const { rounding, calendar } = counting;
  if (!period) return calendar ? nextWorkingDay(day, calendar) : day;
  if (period.count > LONGEST[period.unit]) return undefined;
  if (calendar && period.unit === 'DAY') return addWorkingDays(day, period.count, calendar);
  const end = within(unrounded(day, period, rounding));
  return end !== undefined && calendar ? nextWorkingDay(end, calendar) : end;
}

function unrounded(day: PlainDate, { count, unit, rounding = 'EXACT' }: Period, noSuchDay: NoSuchDay) {
  if (unit === 'DAY') return add(day, { days: count });
  const months = unit === 'YEAR' ? count * 12 : count;
  if (rounding === 'FIRST_DAY_OF_MONTH') return firstOfMonthAfter(day, months);
  if (rounding === 'LAST_DAY_OF_MONTH') return lastOfMonthAfter(day, months);
  const clamped = add(day, { months });
  if (clamped.slice(8) === day.slice(8) || noSuchDay === 'CLAMP') return clamped;
  return noSuchDay === 'NEXT' ? firstOfMonthAfter(clamped, 1) : undefined;
}

/** What lies beyond the years that a date can name is no day. */
const within = (day: PlainDate | undefined): PlainDate | undefined => (isPlainDate(day) ? day : undefined);

export const dayAfterDay = (day: PlainDate): PlainDate | undefined => within(add(day, { days: 1 }));

/** The day so long before another, in calendar units. */
export const before = (day: PlainDate, { count, unit }: Period): PlainDate =>
  within(add(day, { [unit === 'DAY' ? 'days' : unit === 'MONTH' ? 'months' : 'years']: -count })) ?? BEGINNING;

/** How many days from one day to another; none where the other lies before. */
export const daysLate = (due: PlainDate, day: PlainDate): number => Math.max(0, daysBetween(due, day));

export const isWorkingDay = (day: PlainDate, { weekend, holidays }: Calendar): boolean =>
  !weekend.includes(weekdayOf(day)) && !holidays.includes(day);

/** The day itself if it is a working day, else the next one that is. */
export function nextWorkingDay(day: PlainDate, calendar: Calendar): PlainDate | undefined {
  if (new Set(calendar.weekend).size >= 7) return undefined;
  let at: PlainDate | undefined = day;
  while (at !== undefined && !isWorkingDay(at, calendar)) at = dayAfterDay(at);
  return at;
}

/** The `count`th working day after a day; of none, the day itself or the next working day. */
export function addWorkingDays(day: PlainDate, count: number, calendar: Calendar): PlainDate | undefined {
  let at = count === 0 ? nextWorkingDay(day, calendar) : day;
  for (let left = count; left > 0 && at !== undefined; left--) {
    const next = dayAfterDay(at);
    at = next && nextWorkingDay(next, calendar);
  }
  return at;
}
