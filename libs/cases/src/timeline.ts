import type { ClauseCode, Severity } from '#arrangements';
import { add, choices, type PlainDate } from '#kernel';
import type { CaseFile, Finding, Remedy } from './case.js';
import { deadlinesOf, overdueOn } from './deadlines.js';
import {
  claimedOn,
  confirmedOn,
  contentOn,
  isWithdrawn,
  openCritical,
  phaseOn,
  standingRemedies,
  verifiedOn,
} from './phase.js';
import { type CasePhase, idOf, isAdverse } from './terms.js';

/** A stretch of days `[from, to)` on which something of a case is the same; the last has no end. */
export interface Stretch<T> {
  from: PlainDate;
  to?: PlainDate;
  value: T;
}

const LAST: PlainDate = '9999-12-31';

/** What holds of a case on each day from its opening on, in stretches; computed on the days on which it can change. */
export function stretchesOf<T>(file: CaseFile, valueOn: (day: PlainDate) => T): Stretch<T>[] {
  const stretches: (Stretch<T> & { key: string })[] = [];
  for (const day of daysOfChange(file)) {
    const value = valueOn(day);
    const key = JSON.stringify(value);
    const before = stretches.at(-1);
    if (before?.key === key) continue;
    if (before) before.to = day;
    stretches.push({ from: day, value, key });
  }
  return stretches.map(({ key: _, ...stretch }) => stretch);
}

/** The days of acts, and those after the limits as they were known on each of them. */
function daysOfChange(file: CaseFile): PlainDate[] {
  const acts = new Set<PlainDate>([file.openedOn]);
  const note = (list: readonly { on: PlainDate }[]) => list.forEach(({ on }) => acts.add(on));
  note(file.steps);
  for (const finding of file.findings) {
    note([finding, ...finding.replies, ...finding.verdicts]);
    if (finding.notified) acts.add(finding.notified.on);
  }
  for (const remedy of file.remedies) note([...remedy.claims, ...remedy.checks]);
  const days = new Set(acts);
  for (const day of [...acts, LAST])
    for (const { dueOn } of deadlinesOf(file, day))
      if (dueOn !== undefined && dueOn < LAST) days.add(add(dueOn, { days: 1 }));
  return [...days].filter((day) => day >= file.openedOn).sort();
}

/** What a list of cases is searched by, on a day. */
export interface CaseFacet {
  phase: CasePhase;
  severity: Severity | null;
  isOverdue: boolean;
  /** Nobody has done anything about it yet. */
  isUnanswered: boolean;
  isAlert: boolean;
  /** The respondent, and whoever has to mend something or is liable for it (EMP-05). */
  liable: string[];
}

const SEVERITIES: readonly Severity[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

export const facetOn = (file: CaseFile, day: PlainDate): CaseFacet => {
  const grave = file.findings
    .filter((finding) => finding.on <= day && !isWithdrawn(finding, day))
    .map((finding) => contentOn(finding, day))
    .filter(({ result }) => isAdverse(result))
    .map(({ severity }) => SEVERITIES.indexOf(severity));
  const { phase } = phaseOn(file, day);
  return {
    phase,
    severity: grave.length === 0 ? null : SEVERITIES[Math.max(...grave)]!,
    isOverdue: phase !== 'CLOSED' && overdueOn(file, day).length > 0,
    isUnanswered: (phase === 'SUBMITTED' || phase === 'ADMISSIBLE') && !file.steps.some(({ on }) => on <= day),
    isAlert: openCritical(file, day).length > 0,
    liable: liableOn(file, day),
  };
};

/** EMP-05: on a day, the respondent, and the owners of open remedies with all who are liable beside them. */
export const liableOn = (file: CaseFile, day: PlainDate): string[] => [
  ...new Set([
    idOf(file.respondent),
    ...standingRemedies(file, day)
      .filter((remedy) => verifiedOn(remedy, day) === undefined)
      .flatMap(({ owner, liableWith = [] }) => [idOf(owner), ...liableWith.map(({ who }) => idOf(who))]),
  ]),
];

/** What became of a case by a day, for counts by clause. */
export interface CaseTally {
  isAdmissible: boolean;
  isDecided: boolean;
  isDecidedInTime: boolean;
  isRemedied: boolean;
}

export function tallyOn(file: CaseFile, day: PlainDate): CaseTally {
  const known = file.steps.filter(({ on }) => on <= day);
  const decisions = deadlinesOf(file, day).filter(({ kind }) => kind === 'DECISION');
  const isDecided = known.some(({ move }) => move === 'DECIDE');
  const due = standingRemedies(file, day);
  const { phase } = phaseOn(file, day);
  return {
    // Only what was taken up has a limit to decide.
    isAdmissible: decisions.length > 0 || !['SUBMITTED', 'INADMISSIBLE', 'WITHDRAWN', 'STAYED'].includes(phase),
    isDecided,
    isDecidedInTime: isDecided && decisions.every(({ dueOn, doneOn }) => doneOn! <= dueOn!),
    isRemedied: due.length > 0 && due.every((remedy) => verifiedOn(remedy, day) !== undefined),
  };
}

export const FindingPhase = choices(
  'CaseFindingPhase',
  {
    DRAFT: 'Recorded; the respondent was not told.',
    REPLY_DUE: 'The respondent was told, and may reply.',
    ACCEPTED: 'The respondent accepts it; nobody has confirmed it.',
    CONTESTED: 'The respondent contests it; nobody has confirmed it.',
    UNANSWERED: 'The time to reply is over without a reply; nobody has confirmed it.',
    CONFIRMED: 'Confirmed, and nothing is to be mended.',
    CORRECTION_DUE: 'Confirmed, and something is to be mended.',
    OVERDUE: 'What was to be mended by its day is not.',
    VERIFIED: 'All is mended, and another has verified it.',
    WITHDRAWN: 'Taken back.',
  },
  'Where a finding stands on a day.',
);
export type FindingPhase = keyof typeof FindingPhase;

export function findingPhaseOn(file: CaseFile, finding: Finding, day: PlainDate): FindingPhase {
  if (isWithdrawn(finding, day)) return 'WITHDRAWN';
  if (!confirmedOn(finding, day)) {
    if (!finding.notified || finding.notified.on > day) return 'DRAFT';
    const reply = finding.replies.filter(({ on }) => on <= day).at(-1);
    if (reply) return reply.stance;
    const due = deadlinesOf(file, day).find(({ kind, about }) => kind === 'REPLY' && about === finding.finding)?.dueOn;
    return due !== undefined && due < day ? 'UNANSWERED' : 'REPLY_DUE';
  }
  const due = standingRemedies(file, day).filter((remedy) => remedy.finding === finding.finding);
  const states = due.map((remedy) => remedyPhaseOn(file, remedy, day));
  if (states.length === 0) return 'CONFIRMED';
  if (states.every((state) => state === 'VERIFIED')) return 'VERIFIED';
  return states.includes('OVERDUE') ? 'OVERDUE' : 'CORRECTION_DUE';
}

export const RemedyPhase = choices(
  'RemedyPhase',
  {
    ORDERED: 'It is to be done.',
    CLAIMED: 'The owner says that it is done; nobody else has verified it (CMP-10).',
    OVERDUE: 'Its day has passed, and it is not even said to be done.',
    VERIFIED: 'Another has seen that it is done.',
    LAPSED: 'The finding was taken back, and the remedy with it.',
  },
  'Where a remedy stands on a day.',
);
export type RemedyPhase = keyof typeof RemedyPhase;

export function remedyPhaseOn(file: CaseFile, remedy: Remedy, day: PlainDate): RemedyPhase {
  if (!standingRemedies(file, day).includes(remedy)) return 'LAPSED';
  if (verifiedOn(remedy, day) !== undefined) return 'VERIFIED';
  if (claimedOn(remedy, day) !== undefined) return 'CLAIMED';
  return overdueOn(file, day).some(({ kind, about }) => kind === 'REMEDY' && about === remedy.remedy)
    ? 'OVERDUE'
    : 'ORDERED';
}

/** What a list of findings is searched by, on a day; null before it was drafted. */
export interface FindingFacet {
  phase: FindingPhase;
  code: ClauseCode;
  severity: Severity;
  isAdverse: boolean;
  isConfirmed: boolean;
  isAlert: boolean;
  /** null: not told. */
  workers: number | null;
}

export function findingFacetOn(file: CaseFile, finding: Finding, day: PlainDate): FindingFacet | null {
  if (finding.on > day) return null;
  const { code, severity, result, workers } = contentOn(finding, day);
  return {
    phase: findingPhaseOn(file, finding, day),
    code,
    severity,
    isAdverse: isAdverse(result),
    isConfirmed: confirmedOn(finding, day) !== undefined,
    isAlert: openCritical(file, day).includes(finding),
    workers: workers ?? null,
  };
}
