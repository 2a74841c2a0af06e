import { type Condition, latest, type PlainDate, type Projection } from '#kernel';
import { sql } from 'kysely';
import type { Commitment } from './commitment.js';
import { outcomesOn } from './outcomes.js';
import { sharesOn } from './shares.js';
import { changeDays, commitmentStatusOn, pledgeOn } from './status.js';
import { bodyInWords } from './terms.js';
import { trainingDecider } from './training.decider.js';

/** End of the last stretch of legal time. */
export const FOR_EVER = '9999-12-31';

/**
 * Training commitments, found by arrangement, track, status, funder, corridor and occupation. A row stands for one stretch of
 * legal time, `[eff_from, eff_to)`, with one status and one set of counts, so that "overdue on a day" is a lookup and a total
 * over commitments is one query.
 */
export const trainingProjection: Projection<Commitment> = {
  name: 'training',
  version: 2,
  decider: trainingDecider,
  indexes: [
    {
      name: 'facet',
      columns: {
        eff_from: 'date',
        eff_to: 'date',
        arrangement: 'text',
        track: 'text',
        status: 'text',
        due: 'text',
        due_on: 'date',
        bearer: 'text',
        funders: 'text[]',
        focus: 'text[]',
        origin: 'text',
        destination: 'text',
        isco: 'text',
        promised: 'integer',
        delivered: 'integer',
        women: 'integer',
        youth: 'integer',
      },
      lookups: ['arrangement, due, id', 'status, due, id', 'due, id', 'due_on', 'gin:funders'],
      rows: ({ state }) => stretches(state),
    },
    {
      name: 'outcome',
      columns: {
        eff_from: 'date',
        eff_to: 'date',
        arrangement: 'text',
        origin: 'text',
        destination: 'text',
        measure: 'text',
        standing: 'text',
        told_by: 'text',
        followed: 'integer',
        persons: 'integer',
      },
      lookups: ['measure, eff_from'],
      rows: ({ state }) => {
        const days = [...new Set(state.outcomes.map(({ by }) => latest(by)))].sort();
        return days.flatMap((from, index) =>
          outcomesOn(state, from).map((outcome) => ({
            eff_from: from,
            eff_to: days[index + 1] ?? FOR_EVER,
            arrangement: state.arrangement,
            origin: state.corridor?.origin ?? '',
            destination: state.corridor?.destination ?? '',
            measure: outcome.measure,
            standing: outcome.standing,
            told_by: outcome.toldBy,
            followed: outcome.of,
            persons: outcome.number ?? null,
          })),
        );
      },
    },
  ],
};

function stretches(state: Commitment): Record<string, unknown>[] {
  const isPersons = state.unit === 'PERSONS';
  const rows: (Record<string, unknown> & { eff_to: PlainDate })[] = [];
  let last: string | undefined;
  for (const day of changeDays(state)) {
    const pledge = pledgeOn(state, day);
    const { track, dueOn, number } = pledge.value;
    const { status, delivered } = commitmentStatusOn(state, day, pledge);
    const { women, youth } = sharesOn(state, day);
    const row = {
      arrangement: state.arrangement,
      track,
      status,
      due: dueOn ?? FOR_EVER,
      due_on: dueOn === undefined ? null : latest(dueOn),
      bearer: state.bearer ? bodyInWords(state.bearer) : '',
      funders: state.funders.map(({ body }) => bodyInWords(body)),
      focus: state.focusGroups,
      origin: state.corridor?.origin ?? '',
      destination: state.corridor?.destination ?? '',
      isco: state.qualification?.isco ?? '',
      promised: isPersons ? (number ?? null) : null,
      delivered: isPersons ? (delivered ?? null) : null,
      women: women.count ?? null,
      youth: youth.count ?? null,
    };
    const content = JSON.stringify(row);
    if (content === last) continue;
    last = content;
    const before = rows.at(-1);
    if (before) before.eff_to = day;
    rows.push({ eff_from: day, eff_to: FOR_EVER, ...row });
  }
  return rows;
}

/** The condition on rows `f` of an index that they hold on a day; of each commitment exactly one facet does. */
export const onDay = (day: PlainDate): Condition => sql`f.eff_from <= ${day}::date and ${day}::date < f.eff_to`;
