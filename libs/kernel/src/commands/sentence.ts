import { RETRACTED, type RecordedEvent } from '../events/index.js';
import { eventRetracted } from './correction.js';
import type { Decider } from './decider.js';

/** The sentence that tells a reader what an event says. */
export function sentenceOf(decider: Decider, event: RecordedEvent): string {
  const definition = event.type === RETRACTED ? eventRetracted : decider.events.get(event.type);
  if (!definition) return event.type;
  const sentence = definition.says(definition.upcast(event.data, event.schemaVersion) as never);
  return event.corrects === undefined || event.type === RETRACTED
    ? sentence
    : `Correction of event ${event.corrects}: ${sentence}`;
}
