import type { Decider } from '../commands/decider.js';
import type { RecordedEvent, Subject } from '../events/index.js';

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

/**
 * Running totals of what comes in great numbers: events add to cells, and of each cell every total is kept with the event
 * that made it. A total as known at any size is one look-up by cell, however many events there are.
 */
export interface TotalsTable<S = unknown> {
  name: string;
  /** What makes a cell: texts, days and numbers, or null. */
  columns: Readonly<Record<string, Exclude<ColumnType, 'text[]' | 'search'>>>;
  /** SQL column lists of the cells that get an index of their own. */
  lookups: readonly string[];
  /** What an event adds to which cells, given its data in the newest version and the state before it. Pure. */
  adds(event: RecordedEvent, before: S | undefined): Added[];
}

/** So much more, or less, in one cell. */
export interface Added {
  cell: Readonly<Record<string, string | number | boolean | null>>;
  number: number;
}

/** A read model: the folds of one kind of stream, and the tables by which they are found. Pure data, no I/O. */
export interface Projection<S = unknown> {
  /** Name of its table in the schema `read`. */
  name: string;
  /** Raised when fold or indexes change; a start with a higher version rebuilds beside the old tables. */
  version: number;
  decider: Decider<S>;
  indexes: readonly IndexTable<S>[];
  totals?: readonly TotalsTable<S>[];
  /**
   * The command pipeline begins its own fold from the stored one, because streams are long. The fold is then a snapshot:
   * whoever changes `evolve` without raising `version` lets rules be decided on the old one.
   */
  snapshots?: boolean;
}

/** A projection of any state. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state belongs to its context
export type AnyProjection = Projection<any>;

/** Highest value of `rec_to`: the row still stands. */
export const STILL = '9223372036854775807';
