import type { Severity } from '#arrangements';
import { add, choices, daysBetween, type PlainDate, type RuleId } from '#kernel';
import type { CaseFile, Finding } from './case.js';
import {
  admissibilityDueOn,
  claimedOn,
  inOrder,
  isWithdrawn,
  movedBy,
  type Pause,
  pausedDays,
  phaseOn,
  standingRemedies,
  staysOn,
  timesOf,
} from './phase.js';
import { type Rung, RUNGS } from './terms.js';

export const CaseDeadlineKind = choices(
  'CaseDeadlineKind',
  {
    ADMISSIBILITY: 'Whether it is taken up has to be decided.',
    CONCILIATION: 'Conciliation ends.',
    DECISION: 'It has to be decided.',
    REPLY: 'Until then the respondent may reply to a finding.',
    REMEDY: 'Something has to be mended.',
  },
  'What has to be done in a case by when.',
);
export type CaseDeadlineKind = keyof typeof CaseDeadlineKind;

/** What had or has to be done by when, as known on a day. */
export interface CaseDeadline {
  kind: CaseDeadlineKind;
  /** The last day; absent while the case rests. */
  dueOn?: PlainDate;
  doneOn?: PlainDate;
  /** The rule that sets it. */
  rule: RuleId;
  /** The finding or remedy that it is about. */
  about?: string;
  /** Whether missing it is a failure. A reply is a right: when its time is over, it is gone. */
  isDuty: boolean;
  because: number[];
}

/** Every limit of a case, met or not, as known on a day; in the order of their days. Pure. */
export function deadlinesOf(file: CaseFile, day: PlainDate): CaseDeadline[] {
  const stays = staysOn(file, day);
  const found = [...ofProcedure(file, day, stays), ...replies(file, day, stays), ...remedies(file, day, stays)];
  return found.sort((a, b) => compare(a.dueOn ?? LAST, b.dueOn ?? LAST));
}

const LAST: PlainDate = '9999-12-31';
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Admissibility, conciliation and decision, once for each time that the case was opened. */
function ofProcedure(file: CaseFile, day: PlainDate, stays: readonly Pause[]): CaseDeadline[] {
  if (file.openedOn > day) return [];
  const { conciliationDays, investigationDays } = timesOf(file);
  const found: CaseDeadline[] = [];
  const steps = inOrder(file.steps).filter(({ on, move }) => on <= day && move !== 'STAY' && move !== 'RESUME');
  let open: CaseDeadline | undefined;
  let conciliation: CaseDeadline | undefined;
  let pauses = [...stays];
  let running: { from: PlainDate; because: number[] } | undefined;

  /** The decision falls due so many days after the case was taken up; conciliation stops that clock. */
  const decision = (): CaseDeadline | undefined =>
    running && {
      kind: 'DECISION',
      dueOn: movedBy(pauses, running.from, add(running.from, { days: investigationDays })),
      rule: 'CMP-13',
      isDuty: true,
      because: running.because,
    };
  const end = (on: PlainDate) => {
    const due = decision();
    if (due) found.push({ ...due, doneOn: on });
    running = undefined;
  };

  if (file.kind === 'COMPLAINT' && !file.isReprisal) {
    open = {
      kind: 'ADMISSIBILITY',
      dueOn: admissibilityDueOn(file, day),
      rule: 'CMP-04',
      isDuty: true,
      because: [file.seq],
    };
    found.push(open);
  } else running = { from: file.openedOn, because: [file.seq] };

  const deem = (on: PlainDate) => {
    if (open && open.doneOn === undefined && open.dueOn !== undefined && open.dueOn < on && !running)
      running = { from: add(open.dueOn, { days: 1 }), because: [file.seq] };
  };
  for (const step of steps) {
    deem(step.on);
    // Any act on it ends the silence after a limit that was missed.
    if (open) open.doneOn ??= step.on;
    if (conciliation && conciliation.doneOn === undefined) {
      conciliation.doneOn = step.on;
      pauses = pauses.map((pause) =>
        pause.to === undefined && !stays.includes(pause) ? { ...pause, to: step.on } : pause,
      );
    }
    if (step.move === 'ADMIT' || step.move === 'REOPEN') running = { from: step.on, because: [step.seq] };
    else if (step.move === 'CONCILIATE') {
      conciliation = {
        kind: 'CONCILIATION',
        dueOn: movedBy(stays, step.on, add(step.on, { days: conciliationDays })),
        rule: 'CMP-13',
        isDuty: true,
        because: [step.seq],
      };
      found.push(conciliation);
      pauses.push({ from: step.on, because: [step.seq] });
    } else if (step.move !== 'INVESTIGATE') end(step.on);
  }
  deem(day);
  const due = decision();
  return due ? [...found, due] : found;
}

const replies = (file: CaseFile, day: PlainDate, stays: readonly Pause[]): CaseDeadline[] =>
  file.findings
    .filter((finding) => finding.notified && finding.notified.on <= day && !isWithdrawn(finding, day))
    .map((finding) => ({
      kind: 'REPLY',
      dueOn: replyDueOn(file, finding, stays),
      doneOn: inOrder(finding.replies).find(({ on }) => on <= day)?.on,
      rule: 'CMP-06',
      about: finding.finding,
      isDuty: false,
      because: [finding.notified!.seq],
    }));

/** CMP-06: the last day of the reply period of a finding that was notified; undefined while the case rests. */
export const replyDueOn = (file: CaseFile, { notified }: Finding, stays: readonly Pause[]): PlainDate | undefined =>
  notified && movedBy(stays, notified.on, add(notified.on, { days: timesOf(file).replyDays }));

const remedies = (file: CaseFile, day: PlainDate, stays: readonly Pause[]): CaseDeadline[] =>
  standingRemedies(file, day).map((remedy) => ({
    kind: 'REMEDY',
    dueOn: movedBy(stays, remedy.orderedOn, remedy.dueOn),
    // Whoever says in time that it is done is not late; whether it is true, another finds out (CMP-10).
    doneOn: claimedOn(remedy, day) ?? firstVerified(remedy.checks, day),
    rule: 'CMP-10',
    about: remedy.remedy,
    isDuty: true,
    because: [remedy.seq],
  }));

const firstVerified = (checks: CaseFile['remedies'][number]['checks'], day: PlainDate) => {
  const known = inOrder(checks).filter(({ on }) => on <= day);
  return known.at(-1)?.isDone ? known.find(({ isDone }) => isDone)?.on : undefined;
};

/** How long after its confirmation what was found has to be mended, by severity (days). */
export function correctionDays(file: Pick<CaseFile, 'times'>, severity: Severity): number {
  const { criticalDays, highDays, mediumDays, lowDays } = timesOf(file);
  return { CRITICAL: criticalDays, HIGH: highDays, MEDIUM: mediumDays, LOW: lowDays }[severity];
}

const SEVERITIES: readonly Severity[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** CMP-16: to whoever came forward before anyone looked, the response is one step milder. The breach stays what it is. */
export function responseTo(file: Pick<CaseFile, 'kind' | 'afterCase'>, severity: Severity): Severity {
  const isEarly = file.kind === 'DISCLOSURE' && file.afterCase === undefined;
  return isEarly ? SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)]! : severity;
}

/** The duties of a case that are past their last day on a day, and not done by then. */
export const overdueOn = (file: CaseFile, day: PlainDate): CaseDeadline[] =>
  deadlinesOf(file, day).filter(
    ({ isDuty, dueOn, doneOn }) => isDuty && dueOn !== undefined && dueOn < day && doneOn === undefined,
  );

/** What falls due next: of what is neither done nor past, the first. */
export const nextDeadline = (file: CaseFile, day: PlainDate): CaseDeadline | undefined =>
  deadlinesOf(file, day).find(({ dueOn, doneOn }) => dueOn !== undefined && dueOn >= day && doneOn === undefined);

/** How far up the ladder a matter is on a day. */
export interface LadderFinding {
  /** What time alone has brought: it should have been sent by now. */
  due?: Rung;
  /** Since when something is overdue. */
  since?: PlainDate;
  /** What was sent. */
  sent?: Rung;
  because: number[];
}

/**
 * CMP-13: with the first day of being overdue a matter is on the first rung, and for each further period that it stays so it
 * goes up by one. Days on which the case rests do not count. Nothing of this is an event; what is sent is.
 */
export function ladderOn(file: CaseFile, day: PlainDate): LadderFinding {
  const [first] = overdueOn(file, day);
  const sent = inOrder(file.rungs).filter(({ on }) => on <= day);
  const highest = sent.reduce<(typeof sent)[number] | undefined>(
    (best, act) => (best && RUNGS.indexOf(best.rung) >= RUNGS.indexOf(act.rung) ? best : act),
    undefined,
  );
  const because = [...(first?.because ?? []), ...(highest ? [highest.seq] : [])];
  if (!first || phaseOn(file, day).phase === 'CLOSED') return { sent: highest?.rung, because };
  const since = add(first.dueOn!, { days: 1 });
  const late = daysBetween(since, day) - pausedDays(staysOn(file, day), since, day);
  const rung = RUNGS[Math.min(RUNGS.length - 1, Math.floor(late / timesOf(file).rungDays))];
  return { due: rung, since, sent: highest?.rung, because };
}
