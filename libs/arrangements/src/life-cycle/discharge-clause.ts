import { before, event, IdField, KeyField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { survivalOf } from '../clauses/clause-standing.js';
import { isEnd, legalStatusOn } from './timeline.js';

@InputType({ description: 'What a clause still asked for after the end has been done (ARR-21).' })
export class DischargeClause {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Name of the clause within the arrangement' }) clause!: string;
  @PartialDateField() on!: string;
  @TextField({ sealed: true, optional: true, length: 1000, description: 'How, in words' }) note?: string;
}

export const clauseDischarged = event(
  'ClauseDischarged',
  DischargeClause,
  (d) => `What clause ${d.clause} still asked for was done on ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const dischargeClause = on(DischargeClause, {
  describes:
    'Records that a duty which outlived the arrangement has been discharged; until then it stays owed (ARR-21).',
  records: [clauseDischarged],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const end = legalStatusOn(arrangement, '9999-12-31');
    if (!isEnd(end.status))
      return refuse('ARR-21', 'NOT_ENDED', 'The arrangement has no end on record; its duties are owed as they stand.', {
        status: end.status,
      });
    if (!survivalOf(arrangement, data.clause, end.from))
      return refuse('ARR-21', 'DOES_NOT_SURVIVE', `By its final clauses ${data.clause} does not outlive the end.`, {
        clause: data.clause,
      });
    if (before(data.on, end.from))
      return refuse(
        'ARR-05',
        'DATE_ORDER',
        `It ended on ${end.from} only; before that the duty is owed as it stands.`,
        {
          on: data.on,
          endedOn: end.from,
        },
      );
    return clauseDischarged(data);
  },
  evolve: {
    ClauseDischarged: (arrangement, { clause, on: date }, { seq }) => ({
      ...arrangement,
      discharges: [...arrangement.discharges, { seq, clause, on: date }],
    }),
  },
});
