import {
  type Amendment,
  type Arrangement,
  arrangementDecider,
  arrangementsAround,
  dayOfAmendment,
  isOwed,
} from '#arrangements';
import { add, choices, earliest, type Joined, ofKind, type PlainDate, type Stated } from '#kernel';
import type { ObligationRecord, ObligationTerms } from '#rights';
import { belongsTo, type Duty, termsOn } from '../status/duty.js';
import { dutyOf, horizonOf } from '../status/joined-duty.js';

export const DutyEffect = choices(
  'DutyEffect',
  {
    CLAUSE: 'It changes the clause that states the duty.',
    TERMS: 'Other terms of the duty are stated for the time from its effect on.',
    DUE: 'Something falls due on another day, for the first time, or no longer.',
  },
  'How an amendment touches a duty.',
);
export type DutyEffect = keyof typeof DutyEffect;

/** One occurrence whose due date an amendment moves. */
export interface DueChanged {
  occurrence: string;
  /** Absent: it was not owed, or had no due date. */
  before?: PlainDate;
  /** Absent: it is not owed, or has no due date. */
  after?: PlainDate;
}

/** What an amendment makes of a duty. */
export interface DutyChanged {
  effects: DutyEffect[];
  /** On the eve; absent: it was not owed. */
  before?: ObligationTerms;
  /** From then on; absent: it is not owed any more. */
  after?: ObligationTerms;
  due: DueChanged[];
  /** `seq`s of the terms on both sides. */
  seqs: number[];
}

/**
 * AMD-07: what an amendment of its arrangement makes of a duty, from the moment it is recorded. The duty is worked out twice:
 * without the amendment, and with it in force. Occurrences that ended before its day are left out; the others are followed for
 * two years at least. Terms belong to the amendment where they are stated from the day of its effect on; while it is not in
 * force, also where they were stated after it for a later day. Pure.
 */
export function dutyChange(
  joined: Joined<ObligationRecord>,
  arrangement: Arrangement,
  amendment: Amendment,
): DutyChanged {
  const day = dayOfAmendment(arrangement, amendment);
  const around = arrangementsAround(arrangement, amendment);
  const { versions, clause } = joined.root.state;
  const earlier = versions.filter((version) => startOf(version) < day);
  const stated = versions.find((version) => {
    const start = startOf(version);
    return start === day || (!around.isInForce && version.seq > amendment.seq && start > day);
  });
  const until = [horizonOf(joined), add(day, { years: 2 })].sort()[1]!;
  const before = dutyOf(readBy(joined, around.before, earlier), until);
  const after = dutyOf(readBy(joined, around.after, stated ? [...earlier, stated] : earlier), until);
  const [eve, then] = [add(day, { days: -1 }), stated ? startOf(stated) : day];
  const due = dueChanges(before, after, day);
  const touches = amendment.changes.some(
    (change) => change.clause?.clause === clause || change.clauseRemoved === clause,
  );
  return {
    effects: [
      ...(touches ? ['CLAUSE' as const] : []),
      ...(stated ? ['TERMS' as const] : []),
      ...(due.length > 0 ? ['DUE' as const] : []),
    ],
    before: isOwedOn(before, eve) ? termsOn(before.obligation, eve) : undefined,
    after: isOwedOn(after, then) ? termsOn(after.obligation, then) : undefined,
    due,
    seqs: [...earlier.slice(-1), ...(stated ? [stated] : [])].map(({ seq }) => seq),
  };
}

const startOf = ({ from }: Stated<unknown>): PlainDate => (from === undefined ? '' : earliest(from));

/** The same subjects, with another reading of the arrangement and other terms of the duty. */
function readBy(
  { root, others }: Joined<ObligationRecord>,
  state: Arrangement,
  versions: ObligationRecord['versions'],
): Joined<ObligationRecord> {
  const own = ofKind(others, arrangementDecider).find(({ id }) => id === root.state.arrangement);
  return {
    root: { ...root, state: { ...root.state, versions } },
    others: others.map((other) => (own && other.id === own.id ? { ...own, state } : other)),
  };
}

function isOwedOn({ facts }: Duty, day: PlainDate): boolean {
  const period = facts.force.findLast(({ from }) => from <= day);
  return period !== undefined && (isOwed(period) || period.standing === 'SUSPENDED');
}

function dueChanges(before: Duty, after: Duty, day: PlainDate): DueChanged[] {
  const open = ({ timelines }: Duty) =>
    new Map(timelines.filter((one) => belongsTo(one) >= day).map(({ key, dueOn }) => [key, dueOn]));
  const [was, is] = [open(before), open(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => was.has(key) !== is.has(key) || was.get(key) !== is.get(key))
    .map((occurrence) => ({ occurrence, before: was.get(occurrence), after: is.get(occurrence) }));
}
