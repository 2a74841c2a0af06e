import { type Arrangement, clausesOn, clauseStandingOn, isOwed, jurisdictionsOf, legalTimeline } from '#arrangements';
import { add, type PlainDate } from '#kernel';
import {
  type DutyBearer,
  type FindingFact,
  type Interval,
  type Obligation,
  type OccurrenceTimeline,
  statusOn,
} from '#rights';
import { belongsTo, type Duty } from '../status/duty.js';
import { bearerKey } from '../status/status-rows.js';
import { assess, type Assessment, assessmentOf, assessmentOfFinding } from './assess.js';
import type { DayRange } from './periods.js';

/** What someone found on a clause in a case, where no duty was named by which it could be measured. */
export interface ClauseFinding {
  case: string;
  finding: string;
  clause: string;
  /** Against whom, as a key like that of a bearer. */
  respondent: string;
  /** Of an employer or a recruiter: the party in whose jurisdiction it stands. */
  jurisdiction?: string;
  result: FindingFact['result'];
  /** What it ordered is done, and another has verified it. */
  remedied: boolean;
  /** When the facts were: first and last day. */
  from: PlainDate;
  until: PlainDate;
  seqs: readonly number[];
}

/** One occurrence with its status on the day asked about. */
export interface OccurrenceStatus {
  duty: Duty;
  timeline: OccurrenceTimeline;
  interval: Interval;
}

export interface MatrixCell {
  period: DayRange;
  assessment: Assessment;
  statuses: OccurrenceStatus[];
  findings: ClauseFinding[];
}

/** One clause as one bearer owes it. */
export interface MatrixRow {
  clause: string;
  bearer: DutyBearer;
  cells: MatrixCell[];
}

export interface MatrixMatter {
  arrangement: Arrangement;
  duties: readonly Duty[];
  findings: readonly ClauseFinding[];
  periods: readonly DayRange[];
  /** The day on which statuses are asked. */
  day: PlainDate;
}

/**
 * IND-04, IND-05: each clause that was owed at some time, for each bearer and period. What was never owed in any of the
 * periods has no row; a clause that was owed and of which nothing is on record has a cell without data.
 */
export function complianceMatrix(matter: MatrixMatter): MatrixRow[] {
  const readings = readingsOf(matter.arrangement);
  const rows = new Map<string, MatrixRow>();
  for (const { clause, bearer } of owed(matter, readings)) {
    const key = `${clause} ${bearerKey(bearer)}`;
    if (rows.has(key)) continue;
    const cells = matter.periods.map((period) => cellOf(matter, readings, clause, bearer, period));
    rows.set(key, { clause, bearer, cells });
  }
  return [...rows.values()].filter(({ cells }) => cells.some(({ assessment }) => assessment !== 'NOT_OWED'));
}

/** Who may owe what: as the clauses are coded, and as duties name their bearers. */
function owed({ arrangement, duties, periods }: MatrixMatter, readings: Readings): Owed[] {
  const found = periods
    .flatMap((period) => turnsIn(arrangement, period))
    .flatMap((day) =>
      [...readings(day)].flatMap(([clause, { bearers }]) => bearers.map((bearer) => ({ clause, bearer }))),
    );
  for (const { obligation } of duties)
    for (const bearer of bearersOf(obligation)) found.push({ clause: obligation.clause, bearer });
  return found.sort((a, b) => (a.clause < b.clause ? -1 : a.clause > b.clause ? 1 : 0));
}

interface Owed {
  clause: string;
  bearer: DutyBearer;
}

/** The clauses that the text has on a day, by name: who bears each, and whether it is then owed. */
type Readings = (day: PlainDate) => ReadonlyMap<string, { bearers: DutyBearer[]; isOwed: boolean }>;

/** Reads each day once: the same few days are asked for every clause, bearer and period. */
function readingsOf(arrangement: Arrangement): Readings {
  const known = new Map<PlainDate, ReturnType<Readings>>();
  const read = (day: PlainDate): ReturnType<Readings> =>
    new Map(
      clausesOn(arrangement, day)
        .filter(({ version }) => version.value.answer === 'PRESENT')
        .map(({ clause, version }) => [
          clause,
          {
            bearers: version.value.bearers.flatMap((of) =>
              jurisdictionsOf(arrangement, of, day).map((party): DutyBearer =>
                of === 'ORIGIN' || of === 'DESTINATION' ? { party } : { everyone: { of, jurisdiction: party } },
              ),
            ),
            isOwed: isOwed(clauseStandingOn(arrangement, clause, day)),
          },
        ]),
    );
  return (day) => {
    const found = known.get(day) ?? read(day);
    known.set(day, found);
    return found;
  };
}

const bearersOf = ({ versions }: Obligation): DutyBearer[] => versions.flatMap(({ value }) => value.bearers);

function cellOf(
  matter: MatrixMatter,
  readings: Readings,
  clause: string,
  bearer: DutyBearer,
  period: DayRange,
): MatrixCell {
  const { arrangement, duties, day } = matter;
  const key = bearerKey(bearer);
  const statuses = duties
    .filter(
      ({ obligation }) => obligation.clause === clause && bearersOf(obligation).some((one) => bearerKey(one) === key),
    )
    .flatMap((duty) =>
      duty.timelines
        .filter((timeline) => isWithin(belongsTo(timeline), period))
        .map((timeline) => ({ duty, timeline, interval: statusOn(timeline, day) })),
    );
  const findings = matter.findings.filter(
    (finding) =>
      finding.clause === clause &&
      isAgainst(finding, bearer) &&
      finding.from < period.to &&
      period.from <= finding.until,
  );
  const found = [
    ...statuses.map(({ duty, timeline, interval }) =>
      assessmentOf(interval, { partly: isKeptInPart(duty, timeline, day) }),
    ),
    ...findings.map(({ result, remedied }) => assessmentOfFinding(result, remedied)),
  ];
  const assessment = assess(found, isOwedIn(turnsIn(arrangement, period), readings, clause, bearer));
  return { period, assessment, statuses, findings };
}

const isWithin = (day: PlainDate, { from, to }: DayRange) => from <= day && day < to;

/** A finding against one employer or recruiter is one on the class to which it belongs. */
const isAgainst = ({ respondent, jurisdiction }: ClauseFinding, bearer: DutyBearer): boolean => {
  const { everyone } = bearer;
  if (!everyone) return respondent === bearerKey(bearer);
  const kind = { EMPLOYER: 'employer-', RECRUITER: 'recruiter-' }[everyone.of as string];
  return kind !== undefined && respondent.startsWith(kind) && jurisdiction === everyone.jurisdiction;
};

/** Whether the competent finding that decides an occurrence on a day found it kept in part. */
function isKeptInPart({ facts }: Duty, { key }: OccurrenceTimeline, day: PlainDate): boolean {
  const deciding = facts.findings
    .filter(
      ({ competent, interim, occurrence, on }) => competent && !interim && (occurrence ?? key) === key && on <= day,
    )
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq))
    .at(-1);
  return deciding?.result === 'PARTLY_SATISFIED';
}

/** IND-05: whether this bearer owed the clause on some day of the period. Who is named one by one is named by a duty. */
const isOwedIn = (days: readonly PlainDate[], readings: Readings, clause: string, bearer: DutyBearer): boolean =>
  days.some((day) => {
    const reading = readings(day).get(clause);
    if (!reading?.isOwed) return false;
    const isNamed = bearer.employer !== undefined || bearer.recruiter !== undefined;
    return isNamed || reading.bearers.some((one) => bearerKey(one) === bearerKey(bearer));
  });

/** The days of a period on which something in law may change: its first, and those on which a state or a reading begins. */
function turnsIn(arrangement: Arrangement, period: DayRange): PlainDate[] {
  const starts = [
    ...legalTimeline(arrangement).map(({ from }) => from),
    ...arrangement.clauses.flatMap(({ versions }) =>
      versions.flatMap(({ from }) => (from?.length === 10 ? [from] : [])),
    ),
    ...arrangement.suspensions.flatMap(({ from, resumed }) => [from, ...(resumed ? [resumed.on] : [])]),
  ].filter((day) => day.length === 10);
  const last = add(period.to, { days: -1 });
  return [...new Set([period.from, ...starts.filter((day) => isWithin(day, period)), last])].sort();
}
