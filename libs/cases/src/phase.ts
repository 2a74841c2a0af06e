import { add, daysBetween, latest, type PlainDate, remembered, type RuleId } from '#kernel';
import type { CaseFile, Finding, FindingContent, Move, Remedy, Step } from './case.js';
import { type CaseOutcome, CasePhase, type CaseTimes, isAdverse, type RestDay } from './terms.js';
import { addWorkingDays } from './working-days.js';

/** From which phases each move leads where. STAY and RESUME lay themselves over the phase and leave it as it is. */
export const MOVES: Readonly<
  Record<Exclude<Move, 'STAY' | 'RESUME'>, { from: readonly CasePhase[]; to: CasePhase; rule: RuleId }>
> = {
  ADMIT: { from: ['SUBMITTED'], to: 'ADMISSIBLE', rule: 'CMP-04' },
  REJECT: { from: ['SUBMITTED'], to: 'INADMISSIBLE', rule: 'CMP-04' },
  CONCILIATE: { from: ['ADMISSIBLE'], to: 'CONCILIATION', rule: 'CMP-04' },
  SETTLE: { from: ['CONCILIATION'], to: 'SETTLED', rule: 'CMP-04' },
  INVESTIGATE: { from: ['ADMISSIBLE', 'CONCILIATION'], to: 'INVESTIGATING', rule: 'CMP-04' },
  DECIDE: { from: ['INVESTIGATING'], to: 'DECIDED', rule: 'CMP-08' },
  WITHDRAW: {
    from: ['SUBMITTED', 'ADMISSIBLE', 'CONCILIATION', 'INVESTIGATING'],
    to: 'WITHDRAWN',
    rule: 'CMP-12',
  },
  CLOSE: {
    from: ['INADMISSIBLE', 'SETTLED', 'DECIDED', 'REMEDY_ORDERED', 'REMEDY_DONE', 'INVESTIGATING'],
    to: 'CLOSED',
    rule: 'CMP-12',
  },
  REOPEN: { from: ['CLOSED', 'INADMISSIBLE', 'WITHDRAWN', 'SETTLED'], to: 'ADMISSIBLE', rule: 'CMP-12' },
};

/** The usual limits (days), where no arrangement sets others. */
const USUAL = {
  admissibilityWorkingDays: 10,
  conciliationDays: 30,
  investigationDays: 90,
  replyDays: 30,
  criticalDays: 7,
  highDays: 30,
  mediumDays: 90,
  lowDays: 180,
  rungDays: 30,
  reprisalDays: 180,
  restDays: ['SATURDAY', 'SUNDAY'] as RestDay[],
  holidays: [] as PlainDate[],
} satisfies Required<CaseTimes>;

/** The limits of a case: those agreed last, the usual ones beside. */
export const timesOf = ({ times }: Pick<CaseFile, 'times'>): Required<CaseTimes> =>
  Object.assign({}, USUAL, ...times.map(({ value }) => value)) as Required<CaseTimes>;

/** A stretch of days `[from, to)` for which limits stand still; without `to` it goes on. */
export interface Pause {
  from: PlainDate;
  to?: PlainDate;
  because: number[];
}

/** CMP-13: a clock stands still for recorded reasons only. What is known on a day: a pause that ends later is still open. */
export function staysOn({ steps }: CaseFile, day: PlainDate): Pause[] {
  const pauses: Pause[] = [];
  for (const step of inOrder(steps).filter(({ on }) => on <= day)) {
    const open = pauses.find(({ to }) => to === undefined);
    if (step.move === 'STAY' && !open) pauses.push({ from: step.on, because: [step.seq] });
    else if (open && (step.move === 'RESUME' || step.move === 'WITHDRAW')) {
      open.to = step.on;
      open.because.push(step.seq);
    }
  }
  return pauses;
}

/** A last day, moved by the pauses that began by then; undefined while one of them goes on. */
export function movedBy(pauses: readonly Pause[], from: PlainDate, due: PlainDate): PlainDate | undefined {
  let moved = due;
  for (const pause of pauses) {
    if (pause.from > moved || (pause.to !== undefined && pause.to <= from)) continue;
    if (pause.to === undefined) return undefined;
    moved = add(moved, { days: daysBetween(pause.from > from ? pause.from : from, pause.to) });
  }
  return moved;
}

/** How many days from one to another fall into pauses. */
export const pausedDays = (pauses: readonly Pause[], from: PlainDate, until: PlainDate): number =>
  pauses.reduce((sum, pause) => {
    const first = pause.from > from ? pause.from : from;
    const end = pause.to !== undefined && pause.to < until ? pause.to : until;
    return first < end ? sum + daysBetween(first, end) : sum;
  }, 0);

/** By date; of one date, in the order of record. */
export const inOrder = <A extends { on: PlainDate; seq: number }>(acts: readonly A[]): A[] =>
  [...acts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq));

/** CMP-04: the last day to decide whether a complaint is taken up; undefined while the case rests. */
export const admissibilityDueOn = (file: CaseFile, day: PlainDate): PlainDate | undefined =>
  movedBy(staysOn(file, day), file.openedOn, withoutStays(file));

const withoutStays = remembered((file: CaseFile): PlainDate => {
  const { admissibilityWorkingDays, restDays, holidays } = timesOf(file);
  return addWorkingDays(file.openedOn, admissibilityWorkingDays, { restDays, holidays });
});

/** Where a case stands, since when, and on what that rests. */
export interface PhaseFinding {
  phase: CasePhase;
  since: PlainDate;
  /** What it was before it came to rest, and will be after. */
  under?: CasePhase;
  /** CMP-04: taken up because nobody decided in time. */
  isDeemed: boolean;
  isReopened: boolean;
  outcome?: CaseOutcome;
  because: number[];
}

/** The phase of a case on a day, from the acts by then. Before it was opened it is as on the day that it was. Pure. */
export function phaseOn(file: CaseFile, day: PlainDate): PhaseFinding {
  let found: PhaseFinding = {
    // A reprisal concerns a complaint that is before the registry already.
    phase: file.isReprisal ? 'ADMISSIBLE' : BEGINS[file.kind],
    since: file.openedOn,
    isDeemed: false,
    isReopened: false,
    because: [file.seq],
  };
  let stay: Step | undefined;
  const deem = (on: PlainDate) => {
    if (found.phase !== 'SUBMITTED') return;
    const due = admissibilityDueOn(file, on);
    if (due !== undefined && due < on)
      found = { ...found, phase: 'ADMISSIBLE', since: add(due, { days: 1 }), isDeemed: true };
  };
  for (const step of inOrder(file.steps)) {
    if (step.on > day) break;
    deem(step.on);
    if (step.move === 'STAY') stay ??= step;
    else if (step.move === 'RESUME') stay = undefined;
    else {
      if (step.move === 'WITHDRAW') stay = undefined;
      found = {
        phase: MOVES[step.move].to,
        since: step.on,
        isDeemed: false,
        isReopened: found.isReopened || step.move === 'REOPEN',
        outcome: step.move === 'DECIDE' ? step.outcome : step.move === 'REOPEN' ? undefined : found.outcome,
        because: [step.seq],
      };
    }
  }
  if (stay) return { ...found, phase: 'STAYED', under: found.phase, since: stay.on, because: [stay.seq] };
  deem(day);
  return found.phase === 'DECIDED' ? mending(file, found, day) : found;
}

/** In which phase each kind of case begins. */
const BEGINS: Record<CaseFile['kind'], CasePhase> = {
  COMPLAINT: 'SUBMITTED',
  CHECK: 'INVESTIGATING',
  DISCLOSURE: 'ADMISSIBLE',
};

/** After the decision: what is to be mended, and whether all of it is. */
function mending(file: CaseFile, found: PhaseFinding, day: PlainDate): PhaseFinding {
  const due = standingRemedies(file, day);
  if (due.length === 0) return found;
  const done = due.map((remedy) => verifiedOn(remedy, day));
  return done.every((on) => on !== undefined)
    ? { ...found, phase: 'REMEDY_DONE', because: [...found.because, ...due.map(({ seq }) => seq)] }
    : { ...found, phase: 'REMEDY_ORDERED', because: [...found.because, ...due.map(({ seq }) => seq)] };
}

/** What a finding says on a day, if it is confirmed then: as revised last, and nothing once withdrawn (CMP-14). */
export function confirmedOn({ verdicts }: Finding, day: PlainDate): FindingContent | undefined {
  const last = inOrder(verdicts)
    .filter(({ on }) => on <= day)
    .at(-1);
  return last && last.kind !== 'WITHDRAWN' ? last.content : undefined;
}

/** Whether it was taken back by a day. */
export const isWithdrawn = ({ verdicts }: Finding, day: PlainDate): boolean =>
  inOrder(verdicts)
    .filter(({ on }) => on <= day)
    .at(-1)?.kind === 'WITHDRAWN';

/** What a finding says on a day, confirmed or not. */
export const contentOn = (finding: Finding, day: PlainDate): FindingContent =>
  confirmedOn(finding, day) ?? finding.draft;

/** The remedies ordered by a day, of findings that then still stand. */
export const standingRemedies = ({ remedies, findings }: CaseFile, day: PlainDate): Remedy[] =>
  remedies.filter(
    ({ orderedOn, finding }) =>
      orderedOn <= day &&
      !isWithdrawn(
        findings.find((entry) => entry.finding === finding)!,
        day,
      ),
  );

/** CMP-10: since when a remedy is done: when another verified it. A check that found it undone takes an earlier one back. */
export function verifiedOn({ checks }: Remedy, day: PlainDate): PlainDate | undefined {
  const last = inOrder(checks)
    .filter(({ on }) => on <= day)
    .at(-1);
  return last?.isDone ? last.on : undefined;
}

/** The claim that stands on a day: of the owner, that it is done, which no later check found untrue. */
export function claimedOn({ claims, checks }: Remedy, day: PlainDate): PlainDate | undefined {
  const undone = inOrder(checks).findLast(({ on, isDone }) => on <= day && !isDone);
  return inOrder(claims).find(({ on, seq }) => on <= day && (!undone || on > undone.on || seq > undone.seq))?.on;
}

/** CMP-11: findings of critical severity against someone that are neither withdrawn nor mended and verified on a day. */
export const openCritical = (file: CaseFile, day: PlainDate): Finding[] =>
  file.findings.filter((finding) => {
    if (finding.on > day || isWithdrawn(finding, day)) return false;
    const { severity, result } = contentOn(finding, day);
    if (severity !== 'CRITICAL' || !isAdverse(result)) return false;
    const due = file.remedies.filter((remedy) => remedy.finding === finding.finding && remedy.orderedOn <= day);
    return !(confirmedOn(finding, day) && due.length > 0 && due.every((remedy) => verifiedOn(remedy, day)));
  });

/** The last day that the facts can mean. */
export const lastOf = ({ from, until }: { from: string; until?: string }): PlainDate => latest(until ?? from);
