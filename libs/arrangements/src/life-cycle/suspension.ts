import { add, daysBetween, earliest, latest, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import type { Clock, Suspension } from './life-cycle.js';

/** ARR-16: the suspension that stands on a day and reaches these sectors; that of the whole reaches all. */
export const suspensionFor = (
  { suspensions }: Arrangement,
  sectors: readonly string[],
  day: PlainDate,
): Suspension | undefined =>
  suspensions.find(
    ({ scope, sectors: suspended = [], from, resumed }) =>
      earliest(from) <= day &&
      !(resumed && latest(resumed.on) <= day) &&
      (scope === 'ALL' || suspended.some((sector) => sectors.includes(sector))),
  );

/** A due date as suspensions have moved it. */
export interface MovedDueDate {
  dueOn: PlainDate;
  /** Days for which the time limit stood still. */
  days: number;
  because: number[];
}

/**
 * ARR-16: a due date after the suspensions that stopped its clock, as far as a day. Time that had run out before a suspension
 * began is not given back; a suspension that did not say that it stops this clock moves nothing.
 */
export function afterSuspensions(
  { suspensions }: Arrangement,
  clock: Clock,
  dueOn: PlainDate,
  day: PlainDate,
): MovedDueDate {
  const stops = suspensions
    .filter(({ stops: stopped }) => stopped?.includes(clock))
    .map(({ from, resumed, seq }) => ({
      from: earliest(from),
      to: resumed && latest(resumed.on) < day ? latest(resumed.on) : day,
      because: [seq, ...(resumed ? [resumed.seq] : [])],
    }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  let moved: MovedDueDate = { dueOn, days: 0, because: [] };
  let counted = '0000-01-01';
  for (const { from, to, because } of stops) {
    const start = from > counted ? from : counted;
    if (start > moved.dueOn || start >= to) continue;
    const days = daysBetween(start, to);
    moved = { dueOn: add(moved.dueOn, { days }), days: moved.days + days, because: [...moved.because, ...because] };
    counted = to;
  }
  return moved;
}
