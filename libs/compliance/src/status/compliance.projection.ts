import { arrangementDecider } from '#arrangements';
import { caseDecider } from '#cases';
import { companion, type JoinedProjection } from '#kernel';
import { calendarDecider, EVALUATOR, obligationDecider, type ObligationRecord } from '#rights';
import { asksFor, codeOf, dutyOf, horizonOf, namesOfCase } from './joined-duty.js';
import { dutyRows, statusRows } from './status-rows.js';

/** Raised when the tables below change. */
const TABLES = 1;
/** Another evaluator may say otherwise, so its rows are written anew: `1.2.3` and tables 4 are 10020034. */
const VERSION = EVALUATOR.split('.').reduce((version, part) => version * 1_000 + Number(part), 0) * 10 + TABLES;

/**
 * The status of every occurrence of every duty over all days, with what it follows from: "overdue on a day" is a look-up,
 * and so is "turns overdue next week", as known now or at any earlier size of the log.
 */
export const complianceProjection: JoinedProjection<ObligationRecord> = {
  name: 'compliance',
  version: VERSION,
  root: obligationDecider,
  companions: [companion(arrangementDecider), companion(calendarDecider), companion(caseDecider, namesOfCase)],
  asksFor,
  indexes: [
    {
      name: 'status',
      columns: {
        occurrence: 'text',
        headline: 'text',
        performance: 'text',
        verification: 'text',
        contest: 'text',
        suspended: 'boolean',
        late: 'integer',
        at_from: 'date',
        at_to: 'date',
        falls: 'date',
        due: 'date',
        evaluator: 'text',
        explanation: 'text',
      },
      // The first answers a count by itself; lists go by the days on which things fall due, or turn.
      lookups: ['headline, at_to, at_from, rec_from', 'headline, at_from, id', 'falls, id', 'headline, falls, id'],
    },
    {
      name: 'duty',
      columns: {
        arrangement: 'text',
        clause: 'text',
        code: 'text',
        bearers: 'text[]',
        modality: 'text',
        eff_from: 'date',
        eff_to: 'date',
        expanded: 'date',
      },
      lookups: ['arrangement, clause, id', 'gin:bearers', 'expanded'],
    },
    { name: 'subject', columns: { subject: 'text' }, lookups: [] },
  ],
  rows(joined) {
    const expanded = horizonOf(joined);
    const { obligation, timelines } = dutyOf(joined, expanded);
    return {
      status: statusRows(timelines),
      duty: dutyRows(obligation, codeOf(joined), expanded),
      subject: joined.others.map(({ id }) => ({ subject: id })),
    };
  },
};
