import { addsOptional, event, IdField, KeyField, refuse, type Refusal, ShapeField, anySpeaker } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { CLAUSES } from './clause-code.js';
import { withVersion } from './coding.js';
import { ClauseContent, type Severity } from './clause-content.js';

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
  { upcasts: [addsOptional, addsOptional] },
);

export const codeClause = on(CodeClause, {
  describes:
    'Records what coding found on one matter: present with place, strength and bearers, silent, inconclusive or not applicable.',
  records: [clauseCoded],
  mandate: anySpeaker,
  decide: (data) => checkClause(data.content) ?? clauseCoded(data),
  evolve: {
    ClauseCoded: (arrangement, { clause, content }, { seq, effective, actor }) =>
      withVersion(arrangement, clause, { seq, ...effective, value: content, coder: actor.id }),
  },
});

const RANKS: readonly Severity[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/**
 * CLA-01: a clause that is present has bearers, and its place, strength and text, or the digest of a text that is held back,
 * where it was coded from the text. CLA-08: no text makes a breach lighter than it usually is.
 */
export function checkClause(content: ClauseContent): Refusal | undefined {
  const { code, severity } = content;
  const usual = CLAUSES[code].severity;
  if (severity && RANKS.indexOf(severity) < RANKS.indexOf(usual))
    return refuse(
      'CLA-08',
      'SEVERITY_LOWERED',
      `A breach of ${code} is ${usual.toLowerCase()}; an arrangement can make it graver, not ${severity.toLowerCase()}.`,
      { code, usual, severity },
    );
  const unclear = content.parameters?.find(
    ({ number, flag, members }) => [number, flag, members].filter((value) => value !== undefined).length !== 1,
  );
  if (unclear)
    return refuse(
      'CLA-01',
      'PARAMETER_UNCLEAR',
      `The parameter ${unclear.name} has one value: a number, a flag (yes or no) or the members of a set.`,
      { code, parameter: unclear.name },
    );
  if (content.answer !== 'PRESENT') return undefined;
  const missing = [
    ...(content.bearers.length === 0 ? ['bearers'] : []),
    ...(content.codedFrom === 'TEXT' && !content.locator ? ['locator'] : []),
    ...(content.codedFrom === 'TEXT' && content.modality === 'NOT_CODED' ? ['modality'] : []),
    ...(content.codedFrom === 'TEXT' && !content.text?.length && !content.heldBack ? ['text'] : []),
  ];
  if (missing.length > 0)
    return refuse(
      'CLA-01',
      'CLAUSE_INCOMPLETE',
      `A clause coded from the ${content.codedFrom === 'TEXT' ? 'text' : 'source'} lacks: ${missing.join(', ')}.`,
      { code, missing },
    );
  return content.heldBack && content.text?.length
    ? refuse('ARR-24', 'HELD_BACK_IN_PUBLIC', 'A text that is given is not held back: give the text or its digest.', {
        code,
      })
    : undefined;
}
