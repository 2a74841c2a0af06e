import type { PlainDate } from '#kernel';
import type { Facts, Interval, Obligation, OccurrenceTimeline } from '#rights';

/** A duty with what is known about it, and what follows for each of its occurrences over all days. */
export interface Duty {
  obligation: Obligation;
  facts: Facts;
  timelines: readonly OccurrenceTimeline[];
}

/** The stretch of days to which a day belongs; intervals partition all days. */
export const intervalOn = ({ intervals }: OccurrenceTimeline, day: PlainDate): Interval =>
  intervals.findLast(({ from }) => from <= day) ?? intervals[0]!;

/** The day by which an occurrence is counted into a period: the last of its own, else its due date, else its first. */
export const belongsTo = ({ ends, dueOn, starts }: OccurrenceTimeline): PlainDate => ends ?? dueOn ?? starts;
