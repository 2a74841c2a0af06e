import { type CaseFile, confirmedOn, idOf, lastOf, standingRemedies, verifiedOn } from '#cases';
import { earliest, type PlainDate, type Subject } from '#kernel';
import type { Duty } from '../status/duty.js';
import type { ClauseFinding } from './compliance-matrix.js';

/**
 * IND-04: what the cases of one arrangement found by a day of clauses that no duty measures. A finding that a duty takes into
 * account speaks through its status. `countryOf` tells in whose jurisdiction an employer or a recruiter stands.
 */
export function clauseFindingsOf(
  cases: readonly Subject<CaseFile>[],
  duties: readonly Duty[],
  day: PlainDate,
  countryOf: (id: string) => string | undefined,
): ClauseFinding[] {
  const taken = new Set(duties.flatMap(({ facts }) => facts.findings.map(({ seq }) => seq)));
  return cases.flatMap(({ id, state: file }) =>
    file.findings.flatMap((finding): ClauseFinding[] => {
      const verdict = finding.verdicts.filter(({ on }) => on <= day).at(-1);
      const content = confirmedOn(finding, day);
      if (!content || !verdict || taken.has(verdict.seq)) return [];
      const remedies = standingRemedies(file, day).filter((remedy) => remedy.finding === finding.finding);
      const respondent = idOf(file.respondent);
      return [
        {
          case: id,
          finding: finding.finding,
          clause: content.clause,
          respondent,
          jurisdiction: countryOf(respondent),
          result: content.result,
          remedied: remedies.length > 0 && remedies.every((remedy) => verifiedOn(remedy, day) !== undefined),
          from: earliest(content.facts.from),
          until: lastOf(content.facts),
          seqs: [verdict.seq, ...remedies.map(({ seq }) => seq)],
        },
      ];
    }),
  );
}
