import { addsOptional, anySpeaker, event, IdField, KeyField, refuse, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { ClauseContent } from './clause-content.js';
import { checkClause } from './code-clause.js';
import { lastCoding, withCoding } from './coding.js';

@InputType({ description: 'What a second person found in a clause, without copying the first (CLA-04).' })
export class CodeClauseAgain {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Name of the clause within the arrangement' }) clause!: string;
  @ShapeField(() => ClauseContent, { description: 'What the second coder found' }) content!: ClauseContent;
}

export const clauseSecondCoded = event(
  'ClauseSecondCoded',
  CodeClauseAgain,
  ({ clause, content }) => `Clause ${clause} coded by a second person: ${content.answer.toLowerCase()}`,
  { upcasts: [addsOptional] },
);

export const codeClauseAgain = on(CodeClauseAgain, {
  describes:
    'Records what a second person found in a clause. Where the two differ, it is disputed until it is settled.',
  records: [clauseSecondCoded],
  mandate: anySpeaker,
  decide(data, arrangement, { actor }) {
    const coding = lastCoding(arrangement, data.clause);
    if (!coding)
      return refuse('CLA-04', 'UNKNOWN_CLAUSE', `Nobody has coded ${data.clause} yet: code it first.`, {
        clause: data.clause,
      });
    if (coding.coder === actor.id)
      return refuse(
        'CLA-04',
        'SECOND_CODER_REQUIRED',
        'A second coding comes from a second person. To change your own, correct it (provenance.corrects).',
        { clause: data.clause, coder: actor.id },
      );
    if (coding.second)
      return refuse('CLA-04', 'ALREADY_CODED_TWICE', 'Two persons have coded it; where they differ, settle it.', {
        clause: data.clause,
      });
    return checkClause(data.content) ?? clauseSecondCoded(data);
  },
  evolve: {
    ClauseSecondCoded: (arrangement, { clause, content }, { seq, actor }) =>
      withCoding(arrangement, clause, (coding) => ({ ...coding, second: { seq, coder: actor.id, content } })),
  },
});
