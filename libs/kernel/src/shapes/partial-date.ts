import { Temporal } from 'temporal-polyfill';

/** How finely a date is known (GEN-08). */
export type DatePrecision = 'DAY' | 'MONTH' | 'YEAR';

/** A calendar date as stated by its source: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. The length is the precision. */
export type PartialDate = string;

/** A calendar date known to the day, `YYYY-MM-DD`, in the zone of the arrangement. */
export type PlainDate = string;

// Legal time has no year 0.
const PATTERN = /^(?!0000)\d{4}(-\d{2}(-\d{2})?)?$/;

/** True for a real calendar date of day, month or year precision: `2023-02-30` is none. */
export function isPartialDate(value: unknown): value is PartialDate {
  if (typeof value !== 'string' || !PATTERN.test(value)) return false;
  try {
    Temporal.PlainDate.from(firstDayText(value), { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** True for a date known to the day. */
export const isPlainDate = (value: unknown): value is PlainDate => isPartialDate(value) && value.length === 10;

export function precisionOf(date: PartialDate): DatePrecision {
  if (date.length === 10) return 'DAY';
  return date.length === 7 ? 'MONTH' : 'YEAR';
}

const firstDayText = (date: PartialDate) =>
  date.length === 10 ? date : date.length === 7 ? `${date}-01` : `${date}-01-01`;

/** The first day that the stated date can mean. */
export const earliest = (date: PartialDate): PlainDate => firstDayText(date);

/** The last day that the stated date can mean. */
export function latest(date: PartialDate): PlainDate {
  if (date.length === 10) return date;
  return date.length === 7 ? `${date}-${daysIn(Number(date.slice(0, 4)), Number(date.slice(5)))}` : `${date}-12-31`;
}

/** By the calendar's own rule: folds ask this for every date of every event. */
function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The first day on which what lasted until `last` no longer holds; of a month or year, the month or year after. */
export function dayAfter(last: PartialDate): PartialDate {
  return Temporal.PlainDate.from(latest(last)).add({ days: 1 }).toString().slice(0, last.length);
}

/** GEN-08: whether `a` lies before `b`; `undefined` when the precision does not tell. */
export function before(a: PartialDate, b: PartialDate): boolean | undefined {
  if (latest(a) < earliest(b)) return true;
  if (earliest(a) >= latest(b)) return false;
  return undefined;
}

/** GEN-08: two statements disagree only if no day satisfies both; `2013` and `2013-03-19` agree. */
export const disagree = (a: PartialDate, b: PartialDate): boolean => latest(a) < earliest(b) || latest(b) < earliest(a);

/** A length of time in calendar units, as treaties state it. */
export interface Span {
  years?: number;
  months?: number;
  days?: number;
}

/** Adds calendar units to a date; a month without that day ends on its last day (31 January + 1 month = 28 or 29 February). */
export function add(date: PlainDate, span: Span): PlainDate {
  return Temporal.PlainDate.from(date)
    .add({ years: span.years ?? 0, months: span.months ?? 0, days: span.days ?? 0 })
    .toString();
}

/** How many days lie from one day to another. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;

/** The first day of the `n`th month after the month of `date`. */
export function firstOfMonthAfter(date: PlainDate, n: number): PlainDate {
  return Temporal.PlainDate.from(date).with({ day: 1 }).add({ months: n }).toString();
}

/** The last day of the month that lies `n` months after the month of `date`. */
export function lastOfMonthAfter(date: PlainDate, n: number): PlainDate {
  return add(firstOfMonthAfter(date, n + 1), { days: -1 });
}
