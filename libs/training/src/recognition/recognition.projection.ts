import { add, earliest, latest, type PlainDate, type Projection } from '#kernel';
import { FOR_EVER } from '../training.projection.js';
import type { MutualRecognition } from './mutual-recognition.js';
import { mraDecider } from './mra.decider.js';
import { firstDecisions, type Recognition, recognitionStatusOn, standingNumber } from './recognition.js';
import { recognitionDecider } from './recognition.decider.js';
import { daysTaken } from './recognition.view.js';

/**
 * Requests for recognition, found by who asks whom for what and by where they stand: a row for each stretch of days with one
 * status, so that "overdue on a day" is a lookup. And the decisions, from which the time that recognition takes is told.
 */
export const recognitionProjection: Projection<Recognition> = {
  name: 'recognition',
  version: 1,
  decider: recognitionDecider,
  indexes: [
    {
      name: 'facet',
      columns: {
        eff_from: 'date',
        eff_to: 'date',
        arrangement: 'text',
        training: 'text',
        kind: 'text',
        origin: 'text',
        host: 'text',
        isco: 'text',
        status: 'text',
        requested: 'text',
      },
      lookups: [
        'requested, id',
        'host, requested, id',
        'arrangement, requested, id',
        'training, requested, id',
        'status, requested, id',
      ],
      rows: ({ state }) =>
        stretches(state).map(({ from, to }) => ({
          eff_from: from,
          eff_to: to,
          arrangement: state.arrangement ?? '',
          training: state.training ?? '',
          kind: state.kind,
          origin: state.between.origin,
          host: state.between.host,
          isco: state.qualification.isco ?? '',
          status: recognitionStatusOn(state, from),
          requested: earliest(state.requestedOn),
        })),
    },
    {
      name: 'decision',
      columns: {
        eff_from: 'date',
        eff_to: 'date',
        arrangement: 'text',
        kind: 'text',
        origin: 'text',
        host: 'text',
        isco: 'text',
        qualification: 'text',
        outcome: 'text',
        persons: 'integer',
        days: 'integer',
      },
      lookups: ['host, eff_from', 'origin, eff_from'],
      rows: ({ state }) =>
        state.decisions.flatMap((decision) => {
          const days = [
            latest(decision.on),
            ...state.decisions
              .filter((other) => other.onAppealFrom === decision.decision)
              .map((other) => latest(other.on)),
          ].sort();
          return days.map((from, index) => ({
            eff_from: from,
            eff_to: days[index + 1] ?? FOR_EVER,
            arrangement: state.arrangement ?? '',
            kind: state.kind,
            origin: state.between.origin,
            host: state.between.host,
            isco: state.qualification.isco ?? '',
            qualification: state.qualification.title ?? '',
            outcome: decision.outcome,
            persons: standingNumber(state, decision, from),
            // What an appeal takes is not the time that recognition takes.
            days: decision.onAppealFrom === undefined ? (daysTaken(state, decision) ?? null) : null,
          }));
        }),
    },
  ],
};

/** The days from the request on, cut where its status may change. */
function stretches(state: Recognition): { from: PlainDate; to: PlainDate }[] {
  const days = new Set([earliest(state.requestedOn), ...firstDecisions(state).map(({ on }) => latest(on))]);
  if (state.dueOn !== undefined) days.add(add(latest(state.dueOn), { days: 1 }));
  const cuts = [...days].sort().filter((day) => day >= earliest(state.requestedOn));
  return cuts.map((from, index) => ({ from, to: cuts[index + 1] ?? FOR_EVER }));
}

/** Mutual recognition, found by its arrangement. */
export const mraProjection: Projection<MutualRecognition> = {
  name: 'mra',
  version: 1,
  decider: mraDecider,
  indexes: [
    {
      name: 'facet',
      columns: { arrangement: 'text', opened: 'text' },
      lookups: ['arrangement, opened, id', 'opened, id'],
      rows: ({ state }) => [{ arrangement: state.arrangement, opened: String(state.seq).padStart(16, '0') }],
    },
  ],
};
