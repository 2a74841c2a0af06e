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
  const [year, month, day] = partsOf(firstDayText(value));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
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
  return add(latest(last), { days: 1 }).slice(0, last.length);
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

/**
 * Adds calendar units to a date; a month without that day ends on its last day (31 January + 1 month = 28 or 29 February).
 * Counted by the calendar's own rule, as legal time asks for it by the million; beyond the years 1 to 9999 it gives no date.
 */
export function add(date: PlainDate, span: Span): PlainDate {
  const [year, month, day] = partsOf(date);
  const months = year * 12 + (month - 1) + (span.years ?? 0) * 12 + (span.months ?? 0);
  const [inYear, inMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  const clamped = Math.min(day, daysIn(inYear, inMonth));
  return dateOf(dayNumber(inYear, inMonth, clamped) + (span.days ?? 0));
}

/** How many days lie from one day to another. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  dayNumber(...partsOf(to)) - dayNumber(...partsOf(from));

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: PlainDate): number => ((((dayNumber(...partsOf(date)) + 2) % 7) + 7) % 7) + 1;

const partsOf = (date: PlainDate): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8)),
];

/** Days since 1 March of the year 0: years that begin in March end with the leap day. */
function dayNumber(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) + inYear;
}

/** Days of 400 years, of 100 with no leap day at their end, of 4, and of one. */
const [D400, D100, D4, D1] = [146_097, 36_524, 1_461, 365] as const;

function dateOf(number: number): PlainDate {
  const era = Math.floor(number / D400);
  const inEra = number - era * D400;
  const inCentury = inEra - Math.min(3, Math.floor(inEra / D100)) * D100;
  const inFour = inCentury % D4;
  const years =
    era * 400 +
    Math.min(3, Math.floor(inEra / D100)) * 100 +
    Math.floor(inCentury / D4) * 4 +
    Math.min(3, Math.floor(inFour / D1));
  const inYear = inFour - Math.min(3, Math.floor(inFour / D1)) * D1;
  const month = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * month + 2) / 5) + 1;
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const year = month < 10 ? years : years + 1;
  // The expanded form of ISO 8601, with a sign: no part of it passes for a date.
  const inFull = year > 9_999 || year < 0 ? `${year < 0 ? '-' : '+'}${pad(Math.abs(year), 6)}` : pad(year, 4);
  return `${inFull}-${pad(month < 10 ? month + 3 : month - 9, 2)}-${pad(day, 2)}`;
}

/** The first day of the `n`th month after the month of `date`. */
export const firstOfMonthAfter = (date: PlainDate, n: number): PlainDate =>
  add(`${date.slice(0, 7)}-01`, { months: n });

/** The last day of the month that lies `n` months after the month of `date`. */
export function lastOfMonthAfter(date: PlainDate, n: number): PlainDate {
  return add(firstOfMonthAfter(date, n + 1), { days: -1 });
}
