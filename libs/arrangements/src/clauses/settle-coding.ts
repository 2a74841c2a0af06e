import { addsOptional, event, IdField, KeyField, refuse, registrars, ShapeField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { ClauseContent } from './clause-content.js';
import { checkClause } from './code-clause.js';
import { codingStatus, lastCoding, withCoding } from './coding.js';

@InputType({ description: 'Settles a clause on which two coders differ. Both codings stay visible.' })
export class SettleCoding {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Name of the clause within the arrangement' }) clause!: string;
  @ShapeField(() => ClauseContent, { description: 'What holds' }) content!: ClauseContent;
  @TextField({ sealed: true, length: 1000, description: 'Why' }) why!: string;
}

export const codingSettled = event(
  'CodingSettled',
  SettleCoding,
  ({ clause, content, why }) => `Clause ${clause} settled as ${content.answer.toLowerCase()}: ${why}`,
  { upcasts: [addsOptional] },
);

export const settleCoding = on(SettleCoding, {
  describes: 'Settles a clause on which two coders differ, with the reason (CLA-04).',
  records: [codingSettled],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const coding = lastCoding(arrangement, data.clause);
    if (!coding || codingStatus(coding) !== 'DISPUTED')
      return refuse('CLA-04', 'NOT_DISPUTED', `No two coders differ on ${data.clause}.`, { clause: data.clause });
    return checkClause(data.content) ?? codingSettled(data);
  },
  evolve: {
    CodingSettled: (arrangement, { clause, content, why }, { seq }) =>
      withCoding(arrangement, clause, (coding) => ({ ...coding, settled: { seq, content, why } })),
  },
});
