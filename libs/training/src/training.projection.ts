import type { Condition, PlainDate, Projection } from '#kernel';
import { sql } from 'kysely';
import type { Commitment } from './commitment.js';
import { statusTimeline } from './status.js';
import { trainingDecider } from './training.decider.js';

/** End of the last stretch of legal time. */
const FOR_EVER = '9999-12-31';

/**
 * Training commitments, found by arrangement, track and status. A row stands for one stretch of legal time,
 * `[eff_from, eff_to)`, with one status, so that "overdue on a day" is a lookup.
 */
export const trainingProjection: Projection<Commitment> = {
  name: 'training',
  version: 1,
  decider: trainingDecider,
  indexes: [
    {
      name: 'facet',
      columns: { eff_from: 'date', eff_to: 'date', arrangement: 'text', track: 'text', status: 'text', due: 'text' },
      lookups: ['arrangement, due, id', 'status, due, id', 'due, id'],
      rows: ({ state }) =>
        statusTimeline(state).map(({ from, to, status, pledge }) => ({
          eff_from: from,
          eff_to: to ?? FOR_EVER,
          arrangement: state.arrangement,
          track: pledge.value.track,
          status,
          due: pledge.value.dueOn ?? FOR_EVER,
        })),
    },
  ],
};

/** The condition on facet rows `f` that they hold on a day; of each commitment exactly one does. */
export const onDay = (day: PlainDate): Condition => sql`f.eff_from <= ${day}::date and ${day}::date < f.eff_to`;
