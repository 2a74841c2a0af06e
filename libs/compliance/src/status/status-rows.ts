import type { ClauseCode } from '#arrangements';
import { digestOf, earliest, latest, type PlainDate, statedOn } from '#kernel';
import type { DutyBearer, Interval, Obligation, OccurrenceTimeline } from '#rights';

/** End of what goes on: later than every day, for PostgreSQL too. */
export const FOR_EVER = 'infinity';
export const BEGINNING: PlainDate = '0001-01-01';

/** One stretch of days of one occurrence with one status, as a row of the index table. */
export interface StatusRow extends Record<string, unknown> {
  occurrence: string;
  headline: Interval['headline'];
  performance: Interval['performance'];
  verification: Interval['verification'];
  contest: Interval['contest'];
  suspended: boolean;
  late: number | null;
  at_from: PlainDate;
  at_to: PlainDate;
  /** The due date, else where its period ends or begins: by this lists are ordered. */
  falls: PlainDate;
  due: PlainDate | null;
  evaluator: string;
  /** SHA-256 of the explanation (RFC 8785): whoever recomputes it sees that it is the same. */
  explanation: string;
}

/** The rows of the occurrences of one duty; they partition all days of each. */
export const statusRows = (timelines: readonly OccurrenceTimeline[]): StatusRow[] =>
  timelines.flatMap(({ key, starts, ends, dueOn, intervals }) =>
    intervals.map(({ from, to, explanation, ...status }) => ({
      occurrence: key,
      headline: status.headline,
      performance: status.performance,
      verification: status.verification,
      contest: status.contest,
      suspended: status.suspended,
      late: status.late ?? null,
      at_from: from,
      at_to: to ?? FOR_EVER,
      falls: dueOn ?? ends ?? starts,
      due: dueOn ?? null,
      evaluator: explanation.evaluator,
      explanation: digestOf(explanation),
    })),
  );

/** How a bearer is found: `party-de`, `EMPLOYER@party-de`, `employer-x`, `recruiter-y`. */
export const bearerKey = ({ party, everyone, employer, recruiter }: DutyBearer): string =>
  everyone ? `${everyone.of}@${everyone.jurisdiction}` : (party ?? employer ?? recruiter)!;

/**
 * One row per stretch of days in which the terms name the same bearers; they partition all days. `expanded` is the last day
 * on which occurrences begin that have rows.
 */
export function dutyRows(
  { arrangement, clause, versions }: Obligation,
  code: ClauseCode | undefined,
  expanded: PlainDate,
) {
  const turns = versions.flatMap(({ from, to }) => [
    ...(from === undefined ? [] : [earliest(from)]),
    ...(to === undefined ? [] : [latest(to)]),
  ]);
  const days = [...new Set([BEGINNING, ...turns])].sort();
  return days.map((day, index) => {
    const { bearers, modality } = (statedOn(versions, day) ?? versions[0]!).value;
    return {
      arrangement,
      clause,
      code: code ?? null,
      bearers: bearers.map(bearerKey),
      modality,
      eff_from: day,
      eff_to: days[index + 1] ?? FOR_EVER,
      expanded,
    };
  });
}
