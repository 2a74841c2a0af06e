import { commandsOf, type PlainDate } from '#kernel';
import type { Calendar } from '../evaluation/facts.js';

/** Working days of one jurisdiction: the fold of its publication and of what was declared or taken back since. */
export interface CalendarRecord {
  seq: number;
  version: number;
  /** Seq of the event that made the newest version. */
  changed: number;
  name: string;
  weekend: number[];
  holidays: PlainDate[];
}

export const { opens, on } = commandsOf<CalendarRecord>();

/** The calendar as the evaluator takes it. */
export const calendarOf = ({ changed, version, weekend, holidays }: CalendarRecord): Calendar => ({
  seq: changed,
  version,
  weekend,
  holidays,
});
