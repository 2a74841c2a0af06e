import { anySpeaker, event, IdField, KeyField, refuse, Shape, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { ClauseContent } from './clause-content.js';
import { checkClause } from './code-clause.js';
import { withVersion } from './coding.js';

@Shape('CodedClause', 'A clause, and what coding found in it.')
export class CodedClause {
  @KeyField({ description: 'Short name of the clause within the arrangement' }) clause!: string;
  @ShapeField(() => ClauseContent, { description: 'What coding found' }) content!: ClauseContent;
}

@InputType({
  description: 'What one coder found on many matters in one reading of the text, e.g. one row of a data set.',
})
export class CodeClauses {
  @IdField('arrangement') arrangement!: string;
  @ShapeField(() => CodedClause, { list: true, max: 200, description: 'In the order of the text or of the data set' })
  clauses!: CodedClause[];
}

export const clausesCoded = event('ClausesCoded', CodeClauses, ({ clauses }) => {
  const present = clauses.filter(({ content }) => content.answer === 'PRESENT').length;
  return `${clauses.length} clauses coded in one reading: ${present} present, ${clauses.length - present} not`;
});

export const codeClauses = on(CodeClauses, {
  describes: 'Records what one coder found on many matters in one reading; one command and one event for all.',
  records: [clausesCoded],
  mandate: anySpeaker,
  decide(data) {
    const names = data.clauses.map(({ clause }) => clause);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice)
      return refuse('GEN-02', 'NAMED_TWICE', `${twice} is coded twice in one reading; each clause has one name.`, {
        clause: twice,
      });
    if (names.length === 0) return refuse('CLA-01', 'CLAUSE_INCOMPLETE', 'Name at least one clause.', {});
    return data.clauses.map(({ content }) => checkClause(content)).find((refusal) => refusal) ?? clausesCoded(data);
  },
  evolve: {
    ClausesCoded: (arrangement, { clauses }, { seq, effective, actor }) =>
      clauses.reduce(
        (state, { clause, content }) =>
          withVersion(state, clause, { seq, ...effective, value: content, coder: actor.id }),
        arrangement,
      ),
  },
});
