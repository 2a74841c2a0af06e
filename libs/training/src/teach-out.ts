import { type Arrangement, isEnd, legalStatusOn } from '#arrangements';
import { choices, latest, type PlainDate } from '#kernel';
import type { Commitment } from './commitment.js';
import { certainlyAt, commitmentStatusOn, pledgeOn } from './status.js';

export const TeachOutState = choices(
  'TeachOutState',
  {
    FULFILLED: 'What was promised is delivered.',
    OWED: 'It was due before the end: it stays owed.',
    TEACH_OUT: 'People were enrolled at the end: they are trained to the last.',
    NOT_BEGUN: 'At the end it was not due, and nobody is on record as enrolled: what becomes of it, the text tells.',
  },
  'What the end of an arrangement leaves of a commitment to train (TRN-10).',
);
export type TeachOutState = keyof typeof TeachOutState;

export interface TeachOut {
  /** First day on which the arrangement no longer holds. */
  endedOn: PlainDate;
  state: TeachOutState;
  /** People enrolled at the end who are not yet on record as delivered; 0 when none is left. */
  toFinish?: number;
  /** Events of the arrangement behind its end. */
  endBecause: number[];
}

/** TRN-10: an end cancels nothing that was due, and nobody's training. Undefined while the arrangement has not ended. */
export function teachOutOn(commitment: Commitment, arrangement: Arrangement, day: PlainDate): TeachOut | undefined {
  const end = legalStatusOn(arrangement, day);
  if (!isEnd(end.status)) return undefined;
  const { dueOn } = pledgeOn(commitment, end.from).value;
  const { status, delivered = 0 } = commitmentStatusOn(commitment, day);
  const enrolled = certainlyAt(commitment, 'ENROLLED', end.from);
  const toFinish = enrolled === undefined ? undefined : Math.max(0, enrolled - delivered);
  const isDelivered = status === 'DELIVERED_ON_TIME' || status === 'DELIVERED_LATE';
  const isDue = dueOn !== undefined && latest(dueOn) <= end.from;
  return {
    endedOn: end.from,
    state: isDelivered && !toFinish ? 'FULFILLED' : isDue ? 'OWED' : toFinish ? 'TEACH_OUT' : 'NOT_BEGUN',
    toFinish,
    endBecause: end.because,
  };
}
