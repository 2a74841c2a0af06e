import {
  type Actor,
  type AnyDecider,
  type Deciders,
  type EventLog,
  foldStream,
  type RecordedEvent,
  withoutWords,
} from '#kernel';

/**
 * AUD-03: how a reader sees the events of a stream: as they are, or without their words. The stream itself tells, as it now
 * stands, and the party for which the reader speaks.
 */
export async function wordsFor(
  decider: AnyDecider,
  stream: string,
  actor: Actor | undefined,
  { log, deciders }: { log: EventLog; deciders: Deciders },
): Promise<(event: RecordedEvent) => RecordedEvent> {
  const asTheyAre = (event: RecordedEvent) => event;
  if (!decider.mayReadWords) return asTheyAre;
  const stateOf = async (id: string): Promise<unknown> => {
    const kind = deciders.of(id);
    return kind && foldStream(kind, await log.readStream(id))?.state;
  };
  const state = await stateOf(stream);
  const party = actor?.onBehalfOf === undefined ? undefined : await stateOf(actor.onBehalfOf);
  return state !== undefined && decider.mayReadWords({ actor, party }, state)
    ? asTheyAre
    : (event) => withoutWords(decider, event);
}
