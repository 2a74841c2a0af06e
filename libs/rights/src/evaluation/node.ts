import type { FactValue, PlainDate } from '#kernel';
import type { Fact } from './facts.js';
import type { Absent, EvaluationRule, Explanation, Parameter, Read } from './interval.js';
import { EVALUATOR } from './status.js';

/** An explanation before it is known for which days it holds. */
export interface Node {
  rule: EvaluationRule;
  outcome: string;
  reads: Read[];
  parameters: Parameter[];
  absent: Absent[];
  children: (Node | Explanation)[];
}

type Content = Partial<Pick<Node, 'reads' | 'parameters' | 'absent' | 'children'>>;

/** A node with its reads in the order of the log: the same facts give the same bytes, in whatever order they come. */
export const node = (rule: EvaluationRule, outcome: string, content: Content = {}): Node => ({
  rule,
  outcome,
  reads: distinct(content.reads ?? []),
  parameters: content.parameters ?? [],
  absent: content.absent ?? [],
  children: content.children ?? [],
});

function distinct(reads: readonly Read[]): Read[] {
  const byPlace = new Map(reads.map((read) => [`${String(read.seq).padStart(16, '0')}${read.pointer}`, read]));
  return [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
}

/** What was read of a fact: one field of its event. */
export const readOf = ({ seq, pointer = '' }: Fact, field: string, value: FactValue): Read => ({
  seq,
  pointer: `${pointer}/${field}`,
  value,
});

/** The explanation for a stretch of days. What explains another duty keeps its own days. */
export const stamped = (
  { children, ...content }: Node,
  from: PlainDate,
  to: PlainDate | undefined,
  next?: Explanation['next'],
): Explanation => ({
  ...content,
  evaluator: EVALUATOR,
  from,
  ...(to === undefined ? {} : { to }),
  ...(next ? { next } : {}),
  children: children.map((child) => ('evaluator' in child ? child : stamped(child, from, to))),
});
