import type { Projection } from '#kernel';
import type { Quota } from './quota.js';
import { places } from './movements/places.js';
import { quotaDecider } from './quota.decider.js';

/**
 * Quotas and series of figures, found by arrangement and kind, in the order of their periods: of the first day, else of the
 * label, which mostly begins with the year.
 */
export const quotasProjection: Projection<Quota> = {
  name: 'quota',
  version: 4,
  decider: quotaDecider,
  indexes: [
    {
      name: 'facet',
      columns: { arrangement: 'text', kind: 'text', unit: 'text', starts: 'text' },
      lookups: ['arrangement, starts, id', 'kind, starts, id', 'starts, id'],
      rows: ({ state }) => [
        {
          arrangement: state.arrangement,
          kind: state.setting?.kind ?? null,
          unit: state.unit,
          starts: state.period?.from ?? state.period?.label ?? '',
        },
      ],
    },
  ],
  // Deciding needs the sums by scope, however many admissions there were.
  snapshots: true,
  totals: [places('place', false), places('place_on', true)],
};
