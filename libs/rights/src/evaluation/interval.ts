import type { FactValue, PlainDate } from '#kernel';
import type { Contest, Headline, Performance, Verification } from './status.js';

/** The rules of the evaluator, in the order in which they are asked (docs/adr/0017). */
export type EvaluationRule = 'R0' | 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7' | 'R8' | 'R9' | 'R10';

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

/** What is not in the log, on which a status rests as well. It holds up to the size that the answer names. */
export interface Absent {
  /** What would have been recorded, by type of event. */
  type: string;
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
