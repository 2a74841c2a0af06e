import { choices, type FactValue, type PlainDate } from '#kernel';
import type { Contest, Headline, Performance, Verification } from './status.js';

/** The rules of the evaluator, in the order in which they are asked (docs/adr/0017). */
export const EvaluationRule = choices(
  'EvaluationRule',
  {
    R0: 'It is owed while its clause binds, or survives.',
    R1: 'It is owed while its condition is met and no exception applies.',
    R2: 'What is forbidden is broken by a verified act, and kept when its period ends without one.',
    R3: 'A freedom is a duty of the others not to hinder.',
    R4: 'It is fulfilled by evidence that satisfies the text, before any breach, and that no competent finding contradicts.',
    R5: 'Before its due date nothing is due; warnings put it at risk.',
    R6: 'After its due date it is overdue, within grace and cure or until a body finds a breach.',
    R7: 'After grace and cure, or by a competent finding, it is broken.',
    R8: 'A breach is mended by what was accepted.',
    R9: 'Disputes, waivers, extensions and suspensions lie over it.',
    R10: 'Proof expires, and what is contradicted proves nothing until someone decides.',
  },
  'A rule of the evaluator; they are asked in this order.',
);
export type EvaluationRule = keyof typeof EvaluationRule;

/** A value that was read: from which event, and where in its data. */
export interface Read {
  seq: number;
  /** JSON pointer into the data of the event, e.g. `/performedOn`. */
  pointer: string;
  value: FactValue;
}

/** A value of the text that was applied: from which version of the terms, by the `seq` of the event that states it. */
export interface Parameter {
  name: string;
  value: FactValue;
  version: number;
}

export const AbsentKind = choices(
  'AbsentKind',
  {
    FORCE: 'Nothing says when the clause binds.',
    CONDITION: 'Nobody has recorded that the condition is met.',
    ANCHOR: 'The act from which the time limit is counted is not on record.',
    CALENDAR: 'The calendar of business days is not on record.',
    DUE_DATE: 'The month has no such day, and nobody has said what counts then.',
    PERFORMANCE: 'Nothing on record shows that it was done.',
    CONTRARY_ACT: 'No act against it is on record and verified.',
    FINDING: 'No competent body has found a breach.',
    ACCEPTANCE: 'Nothing that mends it was accepted.',
    PROOF: 'It is not proved as the text asks.',
  },
  'What is not on record, on which a status rests as well.',
);
export type AbsentKind = keyof typeof AbsentKind;

/** What is not in the log, up to the size that the answer names: a third party checks it against the tree of that size. */
export interface Absent {
  of: AbsentKind;
  occurrence: string;
}

/** Why an occurrence has its status: a tree of rules with what each of them read. RFC 8785 makes its bytes unique. */
export interface Explanation {
  rule: EvaluationRule;
  evaluator: string;
  /** A value of Headline, Performance, Verification or Contest. */
  outcome: string;
  from: PlainDate;
  to?: PlainDate;
  reads: Read[];
  parameters: Parameter[];
  absent: Absent[];
  children: Explanation[];
  /** What comes next if nothing else is recorded. */
  next?: { on: PlainDate; would: Headline; by: EvaluationRule };
}

/** Days of one status: half-open; the intervals of an occurrence partition all dates. */
export interface Interval {
  from: PlainDate;
  /** First day on which it no longer holds; absent: for ever. */
  to?: PlainDate;
  headline: Headline;
  performance: Performance;
  /** Of what is fulfilled: by how many days it was late. */
  late?: number;
  verification: Verification;
  contest: Contest;
  /** Suspended, whatever else: shown beside the headline. */
  suspended: boolean;
  explanation: Explanation;
}

/** One occurrence of a duty over all time. */
export interface OccurrenceTimeline {
  /** `once`, the period (`2026`, `2026-H1`) or the key of the trigger: stable when the due date moves. */
  key: string;
  /** First and last day of its period; of what is due once or on a trigger, from the anchor to the due date. */
  starts: PlainDate;
  ends?: PlainDate;
  /** With all extensions and suspensions; absent where the text leaves it open, or while the clock stands still. */
  dueOn?: PlainDate;
  intervals: Interval[];
}
