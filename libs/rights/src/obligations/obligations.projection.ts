import type { Projection } from '#kernel';
import { obligationDecider } from './obligation.decider.js';
import { namedDuties, type ObligationRecord } from './record.js';

/** Duties, found by the arrangement and clause that make them, and by the duties that name them. */
export const obligationsProjection: Projection<ObligationRecord> = {
  name: 'obligation',
  version: 2,
  decider: obligationDecider,
  indexes: [
    {
      name: 'facet',
      columns: { arrangement: 'text', clause: 'text', names: 'text[]' },
      lookups: ['arrangement, clause, id', 'gin:names'],
      rows: ({ state }) => [{ arrangement: state.arrangement, clause: state.clause, names: namedDuties(state) }],
    },
  ],
};
