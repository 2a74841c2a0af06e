import { boundsOf, earliest, latest, type PlainDate, type Projection } from '#kernel';
import { BEGINNING } from '../counts.js';
import { FOR_EVER } from '../training.projection.js';
import { type Demand, demandOn } from './demand.js';
import { demandDecider } from './demand.decider.js';

/** Demands for skills, found by occupation, place, time and who states them; a row for each stretch with one number. */
export const demandProjection: Projection<Demand> = {
  name: 'demand',
  version: 1,
  decider: demandDecider,
  indexes: [
    {
      name: 'facet',
      columns: {
        eff_from: 'date',
        eff_to: 'date',
        isco: 'text',
        origin: 'text',
        destination: 'text',
        side: 'text',
        needed_from: 'date',
        needed_until: 'date',
        persons: 'integer',
        begins: 'text',
      },
      lookups: ['begins, id', 'destination, begins, id', 'isco, begins, id'],
      rows: ({ state }) =>
        stretches(state).map(({ from, to }) => {
          const current = demandOn(state, from)?.value;
          return {
            eff_from: from,
            eff_to: to,
            isco: state.isco,
            origin: state.origin ?? '',
            destination: state.destination,
            side: state.side,
            needed_from: earliest(state.period.from),
            needed_until: latest(state.period.until),
            persons: current ? boundsOf(current.number, current.qualifier).least : 0,
            begins: state.period.from,
          };
        }),
    },
  ],
};

/** All legal time, cut where the number may change. */
function stretches({ numbers, withdrawn }: Demand): { from: PlainDate; to: PlainDate }[] {
  const days = new Set<PlainDate>([BEGINNING]);
  for (const { from } of numbers) if (from !== undefined) days.add(earliest(from));
  if (withdrawn) days.add(latest(withdrawn.on));
  const cuts = [...days].sort();
  return cuts.map((from, index) => ({ from, to: cuts[index + 1] ?? FOR_EVER }));
}
