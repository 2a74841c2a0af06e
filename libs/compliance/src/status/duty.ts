import { type PlainDate, statedOn } from '#kernel';
import type { Facts, Obligation, ObligationTerms, OccurrenceTimeline } from '#rights';

/** A duty with what is known about it, and what follows for each of its occurrences over all days. */
export interface Duty {
  obligation: Obligation;
  facts: Facts;
  timelines: readonly OccurrenceTimeline[];
}

/** The terms that hold on a day; before the first of them, the first. */
export const termsOn = ({ versions }: Obligation, day: PlainDate): ObligationTerms =>
  (statedOn(versions, day) ?? versions[0]!).value;

/** The day by which an occurrence is counted into a period: the last of its own, else its due date, else its first. */
export const belongsTo = ({ ends, dueOn, starts }: OccurrenceTimeline): PlainDate => ends ?? dueOn ?? starts;
