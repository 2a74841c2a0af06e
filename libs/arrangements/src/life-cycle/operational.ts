import { choices, earliest, latest, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import type { OperationKind } from './life-cycle.js';

export const OperationalStatus = choices(
  'OperationalStatus',
  {
    NOT_KNOWN:
      'No first admission and no joint decision to carry it out is on record. That does not say that nothing happens.',
    OPERATING: 'Carried out in practice.',
    CLOSED: 'Intake was closed.',
  },
  'Whether it works in practice: a fact of its own beside the state in law (ARR-27).',
);
export type OperationalStatus = keyof typeof OperationalStatus;

const MEANING: Partial<Record<OperationKind, OperationalStatus>> = {
  FIRST_ADMISSION: 'OPERATING',
  IMPLEMENTING_DECISION: 'OPERATING',
  INTAKE_OPENED: 'OPERATING',
  INTAKE_CLOSED: 'CLOSED',
};

/** ARR-27: what the last step in practice on or before a day says, and its `seq`. */
export function operationalOn(
  arrangement: Arrangement,
  day: PlainDate,
): { status: OperationalStatus; because: number[] } {
  const last = arrangement.operations
    .filter(({ on, kind }) => earliest(on) <= day && MEANING[kind])
    .toSorted((a, b) => (latest(a.on) < latest(b.on) ? -1 : latest(a.on) > latest(b.on) ? 1 : a.seq - b.seq))
    .at(-1);
  return last ? { status: MEANING[last.kind]!, because: [last.seq] } : { status: 'NOT_KNOWN', because: [] };
}
