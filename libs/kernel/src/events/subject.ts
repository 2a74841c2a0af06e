import type { AnyDecider, Decider } from '../commands/decider.js';
import type { Effective } from '../commands/provenance.js';
import type { Actor } from '../commands/actor.js';
import type { Grounds, RecordedEvent } from './event.js';
import { kindOf } from './event-log.js';

/** On what one statement rests: the event that made it, who recorded it, when, and from which sources. */
export interface Evidence extends Grounds {
  seq: number;
  type: string;
  recordedAt: string;
  effective: Effective;
  actor: Actor;
}

/**
 * A registered thing: the fold of its stream. Deciders decide on `state`, read models store the whole, and an answer
 * as known at an earlier size is the same fold, ended earlier (ADR 0005). Statements in `state` name their event by `seq`.
 */
export interface Subject<S = unknown> {
  /** Id of the thing and name of its stream. */
  id: string;
  version: number;
  /** `seq` of its last event. */
  seq: number;
  state: S;
  evidence: Evidence[];
}

/** Folds one event into its subject. */
export function foldSubject<S>(decider: Decider<S>, subject: Subject<S> | undefined, event: RecordedEvent): Subject<S> {
  const evidence: Evidence = {
    ...event.grounds,
    seq: event.seq,
    type: event.type,
    recordedAt: event.recordedAt,
    effective: event.effective,
    actor: event.actor,
  };
  return {
    id: event.stream,
    version: event.version,
    seq: event.seq,
    state: decider.evolve(subject?.state, event),
    evidence: subject ? [...subject.evidence, evidence] : [evidence],
  };
}

/** Folds a stream's events in order; undefined when there are none. */
export function foldStream<S>(decider: Decider<S>, events: Iterable<RecordedEvent>): Subject<S> | undefined {
  let subject: Subject<S> | undefined;
  for (const event of events) subject = foldSubject(decider, subject, event);
  return subject;
}

/** All deciders of the registry, by kind of stream. */
export class Deciders {
  private readonly byKind: ReadonlyMap<string, AnyDecider>;

  constructor(deciders: readonly AnyDecider[]) {
    this.byKind = new Map(deciders.map((decider) => [decider.name, decider]));
  }

  all(): AnyDecider[] {
    return [...this.byKind.values()];
  }

  /** The decider of a stream or id; undefined for an unknown kind. */
  of(stream: string): AnyDecider | undefined {
    return this.byKind.get(kindOf(stream));
  }
}
