import type { Decider } from '../commands/decider.js';
import type { Subject } from '../events/index.js';

/** Column types of index tables. `search` is text that is found by its words. */
export type ColumnType = 'text' | 'text[]' | 'date' | 'integer' | 'boolean' | 'search';

/**
 * A table by which subjects are found. Each row is valid for a range of the recorded axis, so that a question as known at
 * size K is answered by the same index as one about today: `rec_from < K and rec_to >= K`.
 */
export interface IndexShape {
  name: string;
  columns: Readonly<Record<string, ColumnType>>;
  /** SQL column lists that get an index of their own, e.g. `['kind']`; `gin:parties` for arrays and search. */
  lookups: readonly string[];
}

/** An index table whose rows each follow from one subject. */
export interface IndexTable<S = unknown> extends IndexShape {
  /** The rows that stand for one subject. Pure. Runs again only when a part of the state that it reads was replaced. */
  rows(subject: Pick<Subject<S>, 'id' | 'state'>): Record<string, unknown>[];
}

/** A read model: the folds of one kind of stream, and the tables by which they are found. Pure data, no I/O. */
export interface Projection<S = unknown> {
  /** Name of its table in the schema `read`. */
  name: string;
  /** Raised when fold or indexes change; a start with a higher version rebuilds beside the old tables. */
  version: number;
  decider: Decider<S>;
  indexes: readonly IndexTable<S>[];
}

/** A projection of any state. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state belongs to its context
export type AnyProjection = Projection<any>;

/** Highest value of `rec_to`: the row still stands. */
export const STILL = '9223372036854775807';
