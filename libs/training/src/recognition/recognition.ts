import { commandsOf, earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import type { RequestRecognition } from './request-recognition.js';
import type { Appeal, Decision, RecognitionStatus } from './terms.js';

/** A request for recognition, of one person or of many alike: counts, never names. */
export interface Recognition extends Omit<RequestRecognition, 'recognition' | 'deadline'> {
  seq: number;
  /** The last day on which it is decided in time, computed from the request. */
  dueOn?: PartialDate;
  decisions: Decision[];
  appeals: Appeal[];
}

export const { opens, on } = commandsOf<Recognition>();

/** Decisions of first instance; the others take their place after an appeal. */
export const firstDecisions = ({ decisions }: Recognition): Decision[] =>
  decisions.filter((decision) => decision.onAppealFrom === undefined);

const total = (counted: readonly { number: number }[]) => counted.reduce((sum, { number }) => sum + number, 0);

/** How many of a request nobody has decided on by a day, as far as certain. */
export const pendingOn = (recognition: Recognition, day: PlainDate): number =>
  recognition.number - total(firstDecisions(recognition).filter((decision) => latest(decision.on) <= day));

/** How many of a decision are left on a day when those are taken out that an appeal decided anew. */
export const standingNumber = ({ decisions }: Recognition, { decision, number }: Decision, day: PlainDate): number =>
  number - total(decisions.filter((other) => other.onAppealFrom === decision && latest(other.on) <= day));

/** REC-01 and REC-03: where a request stands on a day. Overdue follows from the deadline; nobody enters it. Pure. */
export function recognitionStatusOn(recognition: Recognition, day: PlainDate): RecognitionStatus {
  const { dueOn } = recognition;
  if (pendingOn(recognition, day) > 0) {
    if (dueOn === undefined) return 'NO_DEADLINE';
    return day <= latest(dueOn) ? 'PENDING' : 'OVERDUE';
  }
  if (dueOn === undefined) return 'DECIDED';
  const late = firstDecisions(recognition).filter((decision) => latest(decision.on) > latest(dueOn));
  if (late.length === 0) return 'DECIDED_IN_TIME';
  return late.some((decision) => earliest(decision.on) > latest(dueOn)) ? 'DECIDED_LATE' : 'DECIDED';
}
