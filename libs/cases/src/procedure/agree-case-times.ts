import { arrangementDecider } from '#arrangements';
import { event, IdField, KeyField, refuse, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { citing, on } from '../case.js';
import { authority, checkMover } from '../checks.js';
import { CaseTimes, Official, RestDay } from '../terms.js';

@InputType({ description: 'The limits that an arrangement sets for a case, where they are not the usual ones.' })
export class AgreeCaseTimes {
  @IdField('case', { description: 'The case' }) case!: string;
  @KeyField({ optional: true, description: 'The clause of the arrangement that sets them' }) clause?: string;
  @ShapeField(() => CaseTimes, { description: 'Those that differ' }) times!: CaseTimes;
  @ShapeField(() => Official, { optional: true, description: 'Whose act it is; absent: that of whoever records it' })
  by?: Official;
}

export const caseTimesAgreed = event(
  'CaseTimesAgreed',
  AgreeCaseTimes,
  ({ times, clause }) => `Limits of the case set${clause ? ` by ${clause}` : ''}: ${Object.keys(times).join(', ')}`,
);

/** CMP-13: limits follow the text; they are of the whole case, so that what is late by the text is late from the beginning. */
export const agreeCaseTimes = on(AgreeCaseTimes, {
  describes:
    'Records the limits that the arrangement of a case sets. The usual ones hold for all that it does not set.',
  records: [caseTimesAgreed],
  mandate: authority(),
  reads: (_, { arrangement }) => [arrangement],
  decide(data, file, context) {
    const refused = checkMover(file, data.by, context);
    if (refused) return refused;
    const known = context.other(arrangementDecider, file.arrangement)?.clauses ?? [];
    if (data.clause !== undefined && !known.some(({ clause }) => clause === data.clause))
      return refuse('CMP-13', 'UNKNOWN_CLAUSE', `${file.arrangement} has no clause ${data.clause}.`, {
        clause: data.clause,
      });
    return new Set(data.times.restDays).size === Object.keys(RestDay).length
      ? refuse('CMP-13', 'NO_WORKING_DAY', 'A week has at least one working day.')
      : caseTimesAgreed(data);
  },
  evolve: {
    CaseTimesAgreed: (file, { clause, times }, event) => ({
      ...citing(file, event),
      times: [...file.times, { seq: event.seq, clause, value: times }],
    }),
  },
});
