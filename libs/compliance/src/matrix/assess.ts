import type { FindingResult, Headline, Interval } from '#rights';
import { choices } from '#kernel';

export const Assessment = choices(
  'Assessment',
  {
    NOT_OWED:
      'Not owed at any time of the period: not in force for this bearer, released, or its condition is not met.',
    NOT_YET_DUE: 'Owed, and nothing has fallen due.',
    COMPLIANT: 'Done, and proved as the text asks.',
    NO_DATA: 'Owed, and nobody has measured, reported or found anything. That is not compliance.',
    NOT_ASSESSABLE:
      'Something is on record that proves neither: the word of the one bound, proof that ran out, an open dispute.',
    OVERDUE_DATA: 'Due, and what would show that it was done is not there.',
    PARTLY: 'Done in part, or broken and mended.',
    NON_COMPLIANT: 'Broken; or said to be, and nobody has decided between the two reports.',
  },
  'Whether a clause is kept, for one bearer and period (IND-04): the better first, each what it says and no more.',
);
export type Assessment = keyof typeof Assessment;

/** From the best to the worst that can be said. */
const ORDER = Object.keys(Assessment) as Assessment[];

/** Of several, the worst (IND-07). What is not owed says nothing beside what is. */
export const worstOf = (found: readonly Assessment[]): Assessment | undefined =>
  found.reduce<Assessment | undefined>(
    (worst, next) => (worst !== undefined && ORDER.indexOf(worst) >= ORDER.indexOf(next) ? worst : next),
    undefined,
  );

/** What of an interval an assessment rests on. */
export type Judged = Pick<Interval, 'headline' | 'performance' | 'verification' | 'contest'>;

const OF_HEADLINE: Record<Exclude<Headline, 'DISPUTED' | 'UNVERIFIED'>, Assessment> = {
  NOT_IN_FORCE: 'NOT_OWED',
  WAIVED: 'NOT_OWED',
  REMEDIED: 'PARTLY',
  BREACHED: 'NON_COMPLIANT',
  FULFILLED: 'COMPLIANT',
  OVERDUE: 'OVERDUE_DATA',
  AT_RISK: 'NOT_YET_DUE',
  NOT_YET_DUE: 'NOT_YET_DUE',
};

/**
 * IND-04 and IND-07: what the status of one occurrence says of its clause. `partly`: the finding that decides it found it
 * kept in part. What is contradicted counts as broken until a finding decides.
 */
export function assessmentOf(status: Judged, { partly = false } = {}): Assessment {
  const { headline, performance, verification } = status;
  if (headline === 'UNVERIFIED' || headline === 'DISPUTED') {
    if (verification === 'CONTRADICTED') return 'NON_COMPLIANT';
    return performance === 'NOT_YET_DUE' || performance === 'AT_RISK' ? 'NOT_YET_DUE' : 'NOT_ASSESSABLE';
  }
  return headline === 'BREACHED' && partly ? 'PARTLY' : OF_HEADLINE[headline];
}

const OF_RESULT: Record<FindingResult, Assessment> = {
  SATISFIED: 'COMPLIANT',
  PARTLY_SATISFIED: 'PARTLY',
  NOT_SATISFIED: 'NON_COMPLIANT',
  INCONCLUSIVE: 'NOT_ASSESSABLE',
  NOT_APPLICABLE: 'NOT_OWED',
};

/** IND-04: what a confirmed finding on a clause says of it, where no duty measures it. What was mended was broken before. */
export const assessmentOfFinding = (result: FindingResult, remedied = false): Assessment =>
  remedied && result === 'NOT_SATISFIED' ? 'PARTLY' : OF_RESULT[result];

/**
 * IND-04: one clause, bearer and period. Without a duty or a finding there is no data, which is not compliance; a duty that
 * is not owed says nothing beside one that is (IND-05).
 */
export function assess(found: readonly Assessment[], isOwed: boolean): Assessment {
  const owed = found.filter((assessment) => assessment !== 'NOT_OWED');
  if (owed.length > 0) return worstOf(owed)!;
  return isOwed && found.length === 0 ? 'NO_DATA' : 'NOT_OWED';
}
