import { decider, type Projection } from '#kernel';
import type { CalendarRecord } from './calendar.js';
import { publishCalendar } from './publish-calendar.js';
import { reviseCalendar } from './revise-calendar.js';

/** Every command of a calendar; the keys are the names of the mutations. */
export const calendarDecider = decider<CalendarRecord>('calendar', { publishCalendar, reviseCalendar });

/** Calendars by their id. */
export const calendarsProjection: Projection<CalendarRecord> = {
  name: 'calendar',
  version: 1,
  decider: calendarDecider,
  indexes: [],
};
