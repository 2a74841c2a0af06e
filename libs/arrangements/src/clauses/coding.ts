import { choices } from '#kernel';
import type { Arrangement, ClauseCoding } from '../arrangement.js';
import type { ClauseContent } from './clause-content.js';

export const CodingStatus = choices(
  'CodingStatus',
  {
    SINGLE: 'One person has coded it.',
    AGREED: 'Two persons coded it alike.',
    DISPUTED: 'Two persons coded it, and they differ.',
    SETTLED: 'Two persons differed, and it was settled.',
  },
  'How many have coded a clause, and whether they agree (CLA-04).',
);
export type CodingStatus = keyof typeof CodingStatus;

/** CLA-04: where a coding stands, from what both coders found and whether it was settled. */
export function codingStatus({ value, second, settled }: ClauseCoding): CodingStatus {
  if (settled) return 'SETTLED';
  if (!second) return 'SINGLE';
  return findings(value) === findings(second.content) ? 'AGREED' : 'DISPUTED';
}

/** What two coders can differ in; a remark in other words is no difference. */
const findings = ({
  code,
  answer,
  modality,
  bearers,
  indicator,
  conventions = [],
  maps = [],
  parameters = [],
  elements = [],
  proof,
  breach,
}: ClauseContent) =>
  JSON.stringify([
    code,
    answer,
    modality,
    [...bearers].sort(),
    indicator && [indicator.comparator, indicator.threshold, indicator.unit],
    conventions.map(({ convention, article }) => `${convention} ${article}`).sort(),
    maps.map(({ profile, element, relation }) => `${profile} ${element} ${relation}`).sort(),
    parameters
      .map(({ name, number, unit, flag, members }) => JSON.stringify([name, number, unit, flag, members?.toSorted()]))
      .sort(),
    [...elements].sort(),
    proof,
    breach,
  ]);

/** What holds of a coding: what was settled, else what the first coder found. */
export const contentOf = ({ value, settled }: ClauseCoding): ClauseContent => settled?.content ?? value;

/** The coding of a clause that was recorded last; undefined where nobody has coded it. */
export const lastCoding = ({ clauses }: Arrangement, clause: string): ClauseCoding | undefined =>
  clauses.find((history) => history.clause === clause)?.versions.at(-1);

/** The arrangement with the last coding of a clause replaced. */
export const withCoding = (
  arrangement: Arrangement,
  clause: string,
  change: (coding: ClauseCoding) => ClauseCoding,
): Arrangement => ({
  ...arrangement,
  clauses: arrangement.clauses.map((history) =>
    history.clause === clause
      ? { ...history, versions: [...history.versions.slice(0, -1), change(history.versions.at(-1)!)] }
      : history,
  ),
});

/** The arrangement with one more version of a clause, or with a new clause. */
export function withVersion(arrangement: Arrangement, clause: string, version: ClauseCoding): Arrangement {
  const known = arrangement.clauses.some((history) => history.clause === clause);
  return {
    ...arrangement,
    clauses: known
      ? arrangement.clauses.map((history) =>
          history.clause === clause ? { ...history, versions: [...history.versions, version] } : history,
        )
      : [...arrangement.clauses, { clause, versions: [version] }],
  };
}
