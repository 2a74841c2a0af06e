import { event, IdField, KeyField, refuse, type Refusal, ShapeField, anySpeaker } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { ClauseContent } from './clause-content.js';

@InputType({
  description:
    'What coding found on one matter of the clause taxonomy: a clause with its place and strength, or silence.',
})
export class CodeClause {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the clause within the arrangement' }) clause!: string;
  @ShapeField(() => ClauseContent) content!: ClauseContent;
}

export const clauseCoded = event(
  'ClauseCoded',
  CodeClause,
  ({ content }) =>
    `Clause ${content.code} coded: ${content.answer.toLowerCase()}${content.locator ? `, ${content.locator}` : ''}`,
);

export const codeClause = on(CodeClause, {
  describes:
    'Records what coding found on one matter: present with place, strength and bearers, silent, inconclusive or not applicable.',
  records: [clauseCoded],
  mandate: anySpeaker,
  decide: (data) => checkClause(data.content) ?? clauseCoded(data),
  evolve: {
    ClauseCoded: (arrangement, { clause, content }, { seq, effective }) => {
      const version = { seq, ...effective, value: content };
      const known = arrangement.clauses.some((history) => history.clause === clause);
      return {
        ...arrangement,
        clauses: known
          ? arrangement.clauses.map((history) =>
              history.clause === clause ? { ...history, versions: [...history.versions, version] } : history,
            )
          : [...arrangement.clauses, { clause, versions: [version] }],
      };
    },
  },
});

/** CLA-01: a clause that is present has bearers, and its place, strength and text where it was coded from the text. */
export function checkClause(content: ClauseContent): Refusal | undefined {
  if (content.answer !== 'PRESENT') return undefined;
  const missing = [
    ...(content.bearers.length === 0 ? ['bearers'] : []),
    ...(content.codedFrom === 'TEXT' && !content.locator ? ['locator'] : []),
    ...(content.codedFrom === 'TEXT' && content.modality === 'NOT_CODED' ? ['modality'] : []),
    ...(content.codedFrom === 'TEXT' && !content.text?.length ? ['text'] : []),
  ];
  if (missing.length === 0) return undefined;
  return refuse(
    'CLA-01',
    'CLAUSE_INCOMPLETE',
    `A clause coded from the ${content.codedFrom === 'TEXT' ? 'text' : 'source'} lacks: ${missing.join(', ')}.`,
    { code: content.code, missing },
  );
}
