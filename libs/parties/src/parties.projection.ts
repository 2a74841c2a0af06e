import type { Projection } from '#kernel';
import type { Party } from './party.js';
import { partyDecider } from './party.decider.js';

export const partiesProjection: Projection<Party> = {
  name: 'party',
  version: 2,
  decider: partyDecider,
  indexes: [
    {
      name: 'facet',
      columns: { kind: 'text', code: 'text', names: 'search' },
      lookups: ['code', 'gin:names'],
      rows: ({ state }) => [
        {
          kind: state.kind,
          code: state.code,
          names: [state.code, ...state.names.flatMap((names) => names.value.map((name) => name.text))].join(' '),
        },
      ],
    },
  ],
};
