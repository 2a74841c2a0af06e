import type { Decider } from '../commands/decider.js';
import { kindOf, type Subject } from '../events/index.js';
import type { IndexShape } from './projection.js';

/** A kind of stream that a joined projection reads beside its root, and under which names its streams are asked for. */
export interface Companion<S = unknown> {
  decider: Decider<S>;
  /** Names beside its id by which a root may ask for this subject. Pure. */
  answersTo(subject: Subject<S>): readonly string[];
}

/** What the rows of one key follow from: all as folded up to one event of the log. */
export interface Joined<R = unknown> {
  root: Subject<R>;
  /** Every other subject that the root asks for, and what those of its own kind ask for; in order of ids. {@link ofKind}. */
  others: readonly Subject[];
}

/**
 * A read model whose rows follow from several streams: those of a root, which is the key, and all that it asks for. A root
 * that asks for another root gets what that one asks for as well. An event recomputes the rows of the roots that so reach
 * its stream, before or after it, and of no others; the rows are valid from its `seq` on. Pure data, no I/O.
 */
export interface JoinedProjection<R = unknown> {
  /** Name of its tables in the schema `read`. */
  name: string;
  /** Raised when rows, names or indexes change; a start with a higher version rebuilds. */
  version: number;
  root: Decider<R>;
  companions: readonly Companion[];
  /** The ids, or other names, of what the rows of this root follow from. Pure. */
  asksFor(root: Subject<R>): readonly string[];
  indexes: readonly IndexShape[];
  /** The rows that stand under the root's id, by index table. Pure, and a function of the joined subjects alone. */
  rows(joined: Joined<R>): Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

/** A joined projection of any root. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state belongs to its context
export type AnyJoinedProjection = JoinedProjection<any>;

/** Declares a companion; it answers to its id alone, unless told. */
export const companion = <S>(decider: Decider<S>, answersTo: Companion<S>['answersTo'] = () => []): Companion =>
  ({ decider, answersTo }) as Companion;

/** Those of the subjects that are streams of this decider. */
export const ofKind = <S>(subjects: readonly Subject[], decider: Decider<S>): Subject<S>[] =>
  subjects.filter(({ id }) => kindOf(id) === decider.name) as Subject<S>[];
