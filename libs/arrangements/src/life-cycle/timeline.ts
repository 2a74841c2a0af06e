import { choices, earliest, latest, type PartialDate, type PlainDate, remembered } from '#kernel';
import type { Act } from '../acts/act.js';
import type { Arrangement } from '../arrangement.js';
import { entryIntoForce } from '../final-clauses/entry-into-force.js';
import { BEGINNING, certainFrom, type Dated } from './days.js';
import { noticeEffect } from './denunciation.js';
import { provisionalApplications, provisionalEnd } from './provisional.js';
import { expiryOf } from './term.js';

export const LegalStatus = choices(
  'LegalStatus',
  {
    NEGOTIATED: 'Known, but neither initialled nor signed on record.',
    INITIALLED: 'Initialled, not signed.',
    SIGNED: 'Signed; entry into force has not taken place or is not established.',
    PROVISIONALLY_APPLIED: 'Applied provisionally, pending entry into force.',
    IN_FORCE: 'In force.',
    SUSPENDED: 'Suspended as a whole.',
    EXPIRED: 'Its term has run out.',
    TERMINATED: 'Ended by the parties, or by one of two sides.',
    REPLACED: 'Replaced by a later instrument.',
    COMPLETED: 'A programme that was carried out to its end.',
    UNCERTAIN: 'The known dates are too coarse to tell for this day (GEN-08).',
  },
  'The state in law, computed from acts and final clauses.',
);
export type LegalStatus = keyof typeof LegalStatus;

/** One stretch of legal time: half-open `[from, to)`, and the `seq`s it rests on. */
export interface StatusPeriod {
  from: PlainDate;
  to?: PlainDate;
  status: LegalStatus;
  because: number[];
  /** For `UNCERTAIN`: the states before and after the change whose day is not known. */
  between?: [LegalStatus, LegalStatus];
}

/** What moves the state, and since when. */
interface Change {
  on: PartialDate;
  does: 'reaches' | 'declines' | 'suspends' | 'resumes' | 'ends';
  /** The state that is reached; of a suspension and its end `SUSPENDED`. */
  status: LegalStatus;
  because: number[];
  /** Which suspension. */
  suspension?: string;
}

/**
 * The states of an arrangement over all legal time, as far as recorded: pure, total, without a clock. The periods follow
 * each other without gap or overlap from {@link BEGINNING} on. A change whose day is known to the month or year only
 * leaves that stretch `UNCERTAIN`, unless the state is the same whether or not it has come about.
 */
export const legalTimeline = remembered((arrangement: Arrangement): readonly StatusPeriod[] => {
  const changes = changesOf(arrangement);
  const days = new Set([BEGINNING, ...changes.flatMap((change) => [earliest(change.on), certainFrom(change.on)])]);
  const periods: StatusPeriod[] = [];
  for (const day of [...days].sort()) {
    const state = stateOn(arrangement, changes, day);
    const last = periods.at(-1);
    if (last && JSON.stringify({ ...last, from: day }) === JSON.stringify({ from: day, ...state })) continue;
    if (last) last.to = day;
    periods.push({ from: day, ...state });
  }
  return periods;
});

function stateOn(
  arrangement: Arrangement,
  changes: readonly Change[],
  day: PlainDate,
): Omit<StatusPeriod, 'from' | 'to'> {
  const open = changes.filter((change) => earliest(change.on) <= day && certainFrom(change.on) > day);
  const known = (uncertain: number) => {
    const happened = new Set(open.slice(0, uncertain));
    return stateAfter(
      arrangement,
      changes.filter((change) => certainFrom(change.on) <= day || happened.has(change)),
    );
  };
  const sure = known(0);
  const other = open.map((_, index) => known(index + 1).status).findLast((status) => status !== sure.status);
  if (!other) return sure;
  return { status: 'UNCERTAIN', because: open.flatMap((change) => change.because), between: [sure.status, other] };
}

/** The state after some changes, in order. */
function stateAfter(arrangement: Arrangement, changes: readonly Change[]): { status: LegalStatus; because: number[] } {
  let reached: { status: LegalStatus; because: number[] } = { status: 'NEGOTIATED', because: [arrangement.seq] };
  const resumptions = changes.filter((change) => change.does === 'resumes');
  const resumed = new Set(resumptions.map((change) => change.suspension));
  let suspended: Change | undefined;
  for (const change of changes) {
    // ARR-22: an ended arrangement is never reopened.
    if (change.does === 'ends') return { status: change.status, because: change.because };
    if (change.does === 'reaches' && isLater(change.status, reached.status))
      reached = { status: change.status, because: change.because };
    // ARR-06: who applies nothing provisionally any more has signed all the same.
    if (change.does === 'declines' && reached.status === 'PROVISIONALLY_APPLIED')
      reached = { status: change.status, because: change.because };
    if (change.does === 'suspends' && !resumed.has(change.suspension)) suspended = change;
  }
  // What is not yet applied has nothing to suspend.
  if (!isLater(reached.status, 'SIGNED')) return reached;
  if (suspended) return { status: 'SUSPENDED', because: suspended.because };
  return { ...reached, because: [...(resumptions.at(-1)?.because ?? []), ...reached.because] };
}

const ORDER: readonly LegalStatus[] = ['NEGOTIATED', 'INITIALLED', 'SIGNED', 'PROVISIONALLY_APPLIED', 'IN_FORCE'];

/** A later signature does not undo entry into force. */
const isLater = (next: LegalStatus, current: LegalStatus) => ORDER.indexOf(next) > ORDER.indexOf(current);

const ENDS: readonly LegalStatus[] = ['EXPIRED', 'TERMINATED', 'REPLACED', 'COMPLETED'];

export const isEnd = (status: LegalStatus): boolean => ENDS.includes(status);

/** The state in law on a day, and the period that it belongs to. */
export function legalStatusOn(arrangement: Arrangement, day: PlainDate): StatusPeriod {
  const timeline = legalTimeline(arrangement);
  return timeline.findLast((period) => period.from <= day) ?? timeline[0]!;
}

const NOT_YET: readonly LegalStatus[] = ['NEGOTIATED', 'INITIALLED', 'SIGNED'];

/** Whether it is known not to be applied yet on a day: its own clause waits, or names a later day. Not knowing is not this. */
export function isKnownNotToApply(arrangement: Arrangement, day: PlainDate): boolean {
  if (!NOT_YET.includes(legalStatusOn(arrangement, day).status)) return false;
  const { on, waitingFor } = entryIntoForce(arrangement);
  return on === undefined ? waitingFor.length > 0 : day < earliest(on);
}

/** All changes in the order in which they are sure to have happened; on one day an end comes last. */
function changesOf(arrangement: Arrangement): Change[] {
  const force = entryIntoForce(arrangement);
  const [provisional] = provisionalApplications(arrangement);
  const declined = provisionalEnd(arrangement);
  const changes: Change[] = [
    ...firstOf(arrangement.acts.filter((act) => act.kind === 'INITIALLING')).map(reaching('INITIALLED')),
    ...firstOf(arrangement.acts.filter((act) => act.kind === 'SIGNATURE')).map(reaching('SIGNED')),
    ...(provisional ? [reaching('PROVISIONALLY_APPLIED')(provisional)] : []),
    ...(declined ? [{ ...declined, does: 'declines', status: 'SIGNED' } satisfies Change] : []),
    ...(force.on === undefined ? [] : [reaching('IN_FORCE')({ on: force.on, because: force.because })]),
    ...arrangement.suspensions.filter(({ scope }) => scope === 'ALL').flatMap(suspending),
    ...endsOf(arrangement).map((end): Change => ({ ...end, does: 'ends' })),
  ];
  return changes.sort((a, b) => (latest(a.on) < latest(b.on) ? -1 : latest(a.on) > latest(b.on) ? 1 : 0));
}

const reaching =
  (status: LegalStatus) =>
  ({ on, because }: Dated): Change => ({ on, because, does: 'reaches', status });

const suspending = ({ suspension, from, seq, resumed }: Arrangement['suspensions'][number]): Change[] => [
  { on: from, does: 'suspends', status: 'SUSPENDED', because: [seq], suspension },
  ...(resumed
    ? [{ on: resumed.on, does: 'resumes', status: 'SUSPENDED', because: [resumed.seq], suspension } satisfies Change]
    : []),
];

/** The acts of which one is the first: all that may lie before the first that is sure. */
function firstOf(acts: readonly Act[]): Dated[] {
  const sure = acts.map((act) => latest(act.on)).sort()[0];
  const byDay = new Map<PartialDate, Dated>();
  for (const { on, seq } of acts) if (earliest(on) <= sure! && !byDay.has(on)) byDay.set(on, { on, because: [seq] });
  return [...byDay.values()];
}

const STATUS_OF_GROUND = {
  EXPIRY: 'EXPIRED',
  TERMINATION: 'TERMINATED',
  DENUNCIATION: 'TERMINATED',
  REPLACEMENT: 'REPLACED',
  COMPLETION: 'COMPLETED',
} as const;

/**
 * The ends on record, each by the first day on which the arrangement no longer holds: stated, by denunciation (of one of
 * two sides, ARR-20), or by expiry of the term. The first of them is the end.
 */
function endsOf(arrangement: Arrangement): (Dated & { status: LegalStatus })[] {
  const ends: (Dated & { status: LegalStatus })[] = arrangement.ends.map((end) => ({
    on: end.on,
    status: STATUS_OF_GROUND[end.ground],
    because: [end.seq],
  }));
  if (arrangement.kind === 'BILATERAL')
    for (const notice of arrangement.denunciations) {
      const { on, because } = noticeEffect(arrangement, notice.receivedOn, notice.seq);
      if (!notice.revoked && on !== undefined) ends.push({ on, status: 'TERMINATED', because });
    }
  const expiry = expiryOf(arrangement);
  if (expiry) ends.push({ ...expiry, status: 'EXPIRED' });
  // Of two that say the same, the one that knows the day tells more.
  return ends.filter(
    (end) =>
      !ends.some(
        (finer) => finer.status === end.status && finer.on.length > end.on.length && finer.on.startsWith(end.on),
      ),
  );
}
