import type { PageArgs, PlainDate } from '#kernel';
import type { DutyFilter } from './duty-filter.js';

/** What other contexts narrow a list to, beside what readers ask for. */
export interface AmongDuties {
  /** Owed by any of these, as keys of bearers. */
  bearers?: readonly string[];
  /** Due, or ending, before this day. */
  fallsBefore?: PlainDate;
}

/** Occurrences of duties that a filter finds, in the order in which they fall due. */
export class ListDutyStatuses {
  constructor(
    readonly filter: DutyFilter,
    readonly page: PageArgs,
    readonly among: AmongDuties = {},
  ) {}
}
