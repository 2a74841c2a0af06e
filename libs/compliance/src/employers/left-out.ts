import { scopeOn } from '#arrangements';
import type { EmployerDuty } from './employer-duties.js';
import { covers } from './hiring.js';

/**
 * EMP-06: the duties of which an employer says nothing in an assessment: of those that it had on the day for which it was made,
 * under arrangements that cover a sector of its own. Pure.
 */
export const leftOut = (
  answers: readonly { arrangement: string; clause: string }[],
  duties: readonly EmployerDuty[],
  sectors: readonly string[],
): EmployerDuty[] =>
  duties.filter(({ arrangementId, clause, subject, asOf }) => {
    const scope = scopeOn(subject.state, asOf.effectiveOn);
    const isOfItsSectors = sectors.length === 0 || sectors.some((sector) => covers(scope, { sector }));
    return (
      isOfItsSectors &&
      !answers.some((answer) => answer.arrangement === arrangementId && answer.clause === clause.clause)
    );
  });
