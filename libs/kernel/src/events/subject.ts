import type { AnyDecider, Decider } from '../commands/decider.js';
import type { Effective } from '../commands/provenance.js';
import type { Actor } from '../commands/actor.js';
import type { Grounds, RecordedEvent } from './event.js';
import { kindOf } from './event-log.js';
import { liveEvents, reachesBack, supersededIn } from './live-events.js';

/** On what one statement rests: the event that made it, who recorded it, when, and from which sources. */
export interface Evidence extends Grounds {
  seq: number;
  type: string;
  recordedAt: string;
  effective: Effective;
  actor: Actor;
  /** The `seq` of the event that corrected or retracted this one. */
  supersededBy?: number;
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
  /** Events of bulk types, which are not among the evidence; absent where there are none. */
  bulk?: BulkEvidence;
}

/** Events that are too many to be told one by one: how many, and the first and the last. */
export interface BulkEvidence {
  count: number;
  firstSeq: number;
  lastSeq: number;
}

/**
 * Folds one event into its subject. A correction or retraction needs the events of the stream up to itself, because it
 * changes what came before.
 */
export function foldSubject<S>(
  decider: Decider<S>,
  subject: Subject<S> | undefined,
  event: RecordedEvent,
  stream?: readonly RecordedEvent[],
): Subject<S> {
  if (reachesBack(event)) {
    if (!stream) throw new Error(`Event ${event.seq} corrects ${event.corrects}: its whole stream is needed.`);
    return foldStream(
      decider,
      stream.filter(({ seq }) => seq <= event.seq),
    )!;
  }
  const after = {
    id: event.stream,
    version: event.version,
    seq: event.seq,
    state: decider.evolve(subject?.state, event),
  };
  if (isBulk(decider, event))
    return { ...after, evidence: subject?.evidence ?? [], bulk: countedWith(subject?.bulk, event) };
  const evidence = [...(subject?.evidence ?? []), evidenceOf(event)];
  return subject?.bulk ? { ...after, evidence, bulk: subject.bulk } : { ...after, evidence };
}

const isBulk = (decider: AnyDecider, { type }: RecordedEvent): boolean => decider.events.get(type)?.bulk ?? false;

const countedWith = (before: BulkEvidence | undefined, { seq }: RecordedEvent): BulkEvidence => ({
  count: (before?.count ?? 0) + 1,
  firstSeq: before?.firstSeq ?? seq,
  lastSeq: seq,
});

const evidenceOf = ({ grounds, seq, type, recordedAt, effective, actor }: RecordedEvent): Evidence => ({
  ...grounds,
  seq,
  type,
  recordedAt,
  effective,
  actor,
});

/** Folds a stream's events in order, from the first; undefined when there are none. */
export function foldStream<S>(decider: Decider<S>, events: readonly RecordedEvent[]): Subject<S> | undefined {
  const last = events.at(-1);
  if (!last) return undefined;
  let state: S | undefined;
  for (const event of liveEvents(events)) state = decider.evolve(state, event);
  const out = supersededIn(events);
  const bulk = events
    .filter((event) => isBulk(decider, event))
    .reduce(countedWith, undefined as BulkEvidence | undefined);
  return {
    id: last.stream,
    version: last.version,
    seq: last.seq,
    state: state!,
    ...(bulk ? { bulk } : {}),
    evidence: events
      .filter((event) => !isBulk(decider, event))
      .map((event) => {
        const supersededBy = out.get(event.seq);
        return supersededBy === undefined ? evidenceOf(event) : { ...evidenceOf(event), supersededBy };
      }),
  };
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
