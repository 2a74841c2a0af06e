import {
  type Arrangement,
  type Bearer,
  type ClauseCoding,
  clausesOn,
  clauseStandingOn,
  isOwed,
  jurisdictionsOf,
  legalTimeline,
} from '#arrangements';
import { earliest, type PlainDate } from '#kernel';
import { lastOf } from '../phase.js';
import type { FactsPeriod, Respondent } from '../terms.js';

/** Whether a clause applied to a respondent when the facts were (CMP-01). */
export interface Applicability {
  /** Owed on some day of the facts; undefined where the known dates are too coarse to tell. */
  isOwed: boolean | undefined;
  /** The respondent, or the class that it belongs to, bears it. */
  isBorne: boolean;
}

/** CMP-01, for one clause. What the text is silent on is not owed. `home` is the country of an employer or recruiter. Pure. */
export function applicability(
  arrangement: Arrangement,
  clause: string,
  respondent: Respondent,
  facts: FactsPeriod,
  home?: string,
): Applicability {
  const days = daysOf(arrangement, facts);
  const codings = days.map((day) => codingOn(arrangement, clause, day));
  const standings = days.map((day, index) =>
    codings[index]?.value.answer === 'PRESENT' ? clauseStandingOn(arrangement, clause, day) : undefined,
  );
  const isSure = standings.some((standing) => standing && isOwed(standing));
  const isOpen = standings.some((standing) => standing?.standing === 'UNCERTAIN');
  return {
    isOwed: isSure ? true : isOpen ? undefined : false,
    isBorne: days.some((day, index) => {
      const coding = codings[index];
      return coding?.value.bearers.some((bearer) => bears(arrangement, bearer, respondent, day, home)) ?? false;
    }),
  };
}

/** A clause as it reads on a day, amendments in force included; undefined where there is none. */
export const codingOn = (arrangement: Arrangement, clause: string, day: PlainDate): ClauseCoding | undefined =>
  clausesOn(arrangement, day).find((entry) => entry.clause === clause)?.version;

/** Whether a clause is coded, or was added by an amendment by that day. */
export const isCoded = (arrangement: Arrangement, clause: string, day: PlainDate): boolean =>
  arrangement.clauses.some((history) => history.clause === clause) || codingOn(arrangement, clause, day) !== undefined;

/** CLA-02: employers and recruiters bear what their class does where they are at home; a party, what falls to its role. */
function bears(
  arrangement: Arrangement,
  bearer: Bearer,
  { party, employer }: Respondent,
  day: PlainDate,
  home: string | undefined,
): boolean {
  const reach = jurisdictionsOf(arrangement, bearer, day);
  if (party !== undefined) return bearer !== 'EMPLOYER' && bearer !== 'RECRUITER' && reach.includes(party);
  if (bearer !== (employer === undefined ? 'RECRUITER' : 'EMPLOYER')) return false;
  return home === undefined || reach.includes(home);
}

/** The first and the last day of the facts, and those between on which the law changed. */
function daysOf(arrangement: Arrangement, facts: FactsPeriod): PlainDate[] {
  const [first, last] = [earliest(facts.from), lastOf(facts)];
  const changes = legalTimeline(arrangement)
    .map(({ from }) => from)
    .filter((day) => first < day && day < last);
  return [...new Set([first, ...changes, last])];
}
