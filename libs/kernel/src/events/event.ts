import type { Actor } from '../commands/actor.js';
import type { Confidence, Effective, Origin } from '../commands/provenance.js';

/** A class that declares a shape once. */
export type Class<D extends object> = new () => D;

/** An event before it is recorded: what a decider answers. */
export interface NewEvent<T extends string = string, D extends object = object> {
  type: T;
  data: D;
}

/**
 * An event type: its name (noun first, past tense), the shape of its data, the sentence for readers, and how older
 * versions become the newest. Call it to make an event: `quotaRevised(data)`.
 */
export interface EventDefinition<T extends string = string, D extends object = object> {
  (data: D): NewEvent<T, D>;
  readonly type: T;
  readonly data: Class<D>;
  readonly schemaVersion: number;
  says(data: D): string;
  /** Of it there may be hundreds of thousands in a stream; see {@link EventOptions.bulk}. */
  readonly bulk: boolean;
  /** The legal dates that the data itself states, if any. */
  effective?(data: D): Effective | undefined;
  upcast(data: object, from: number): D;
}

export interface EventOptions<D> {
  /**
   * Its kind comes in great numbers: the evidence of each stays in the log, and its subject only counts them (ADR 0014). It
   * changes nothing in a state but what totals of the projection tell as well, because a state of the past leaves it out.
   */
  bulk?: boolean;
  effective?: (data: D) => Effective | undefined;
  /** `upcasts[0]` takes version 1 to version 2, and so on; the newest version is one more than their number. */
  upcasts?: ((older: never) => object)[];
}

/** The upcast of a version that only added optional fields: what was stored before has the newer shape already. */
export const addsOptional = (older: object): object => older;

/** Declares an event type; see {@link EventDefinition}. */
export function event<const T extends string, D extends object>(
  type: T,
  data: Class<D>,
  says: (data: D) => string,
  { bulk = false, effective, upcasts = [] }: EventOptions<D> = {},
): EventDefinition<T, D> {
  const define = (content: D): NewEvent<T, D> => ({ type, data: content });
  const upcast = (older: object, from: number) =>
    upcasts.slice(from - 1).reduce((value, step) => step(value as never), older) as D;
  return Object.assign(define, { type, data, schemaVersion: upcasts.length + 1, bulk, says, effective, upcast });
}

/** On what a recorded event rests. Sealed texts are open here, or read as erased. */
export interface Grounds {
  sources: string[];
  origin?: Origin;
  confidence?: Confidence;
  reason?: string;
  note?: string;
}

/** A stream that was read to decide, and how far. */
export interface BasisEntry {
  stream: string;
  version: number;
}

/** An event in the log: the envelope of architecture.md, section 4. */
export interface RecordedEvent<D extends object = object> {
  /** Position in the log, dense from 0; equals the leaf index. */
  seq: number;
  eventId: string;
  stream: string;
  /** Position in the stream, from 1. */
  version: number;
  type: string;
  schemaVersion: number;
  data: D;
  /** ISO 8601 UTC, never decreasing along the log. */
  recordedAt: string;
  effective: Effective;
  actor: Actor;
  commandId: string;
  correlationId?: string;
  causationId?: string;
  grounds: Grounds;
  basis: BasisEntry[];
  /** The `seq` of the event of its stream that this one corrects or retracts. */
  corrects?: number;
}
