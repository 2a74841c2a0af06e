import type { RecordedEvent } from './event.js';

/** Name of the event that says of another one that it was recorded in error. Every kind of stream has it. */
export const RETRACTED = 'EventRetracted';

/** A correction or retraction: what stands after it follows from the whole stream, not from the state before. */
export const reachesBack = (event: Pick<RecordedEvent, 'corrects'>): boolean => event.corrects !== undefined;

const isRetraction = (event: RecordedEvent) => event.type === RETRACTED;

/**
 * For each event of a stream that no longer counts, the `seq` of the event that put it out (GEN-02). Walks from the last to
 * the first, because a target is always older: an event that is itself out puts out nothing, so that a retraction that is
 * retracted leaves its target standing. A correction takes the place of its target for good: a correction of it takes the
 * same place.
 */
export function supersededIn(events: readonly RecordedEvent[]): Map<number, number> {
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  const out = new Map<number, number>();
  for (const event of events.toReversed()) {
    if (out.has(event.seq)) continue;
    for (let target = targetOf(event, bySeq); target && !out.has(target.seq);) {
      out.set(target.seq, event.seq);
      target = isRetraction(event) || isRetraction(target) ? undefined : targetOf(target, bySeq);
    }
  }
  return out;
}

/**
 * The events of a stream that count, in the order in which they are folded: a correction stands where the event stood that
 * it corrects, under its own `seq`, so that statements cite it; a retraction only takes its target away.
 */
export function liveEvents(events: readonly RecordedEvent[]): RecordedEvent[] {
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  const out = supersededIn(events);
  const place = (event: RecordedEvent): number => {
    const target = targetOf(event, bySeq);
    return target ? place(target) : event.seq;
  };
  return events
    .filter((event) => !out.has(event.seq) && !isRetraction(event))
    .map((event) => ({ event, place: place(event) }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}

const targetOf = ({ corrects }: RecordedEvent, bySeq: ReadonlyMap<number, RecordedEvent>) =>
  corrects === undefined ? undefined : bySeq.get(corrects);
