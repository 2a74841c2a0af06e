import { plainToInstance } from 'class-transformer';
import { RETRACTED, type RecordedEvent } from '../events/index.js';
import { WITHHELD, withhold } from '../shapes/sealed.js';
import { eventRetracted } from './correction.js';
import type { AnyDecider } from './decider.js';

/** AUD-03: an event as a reader sees it who may not read its words. All else stays, so that histories can be told. */
export function withoutWords(decider: AnyDecider, event: RecordedEvent): RecordedEvent {
  const definition = event.type === RETRACTED ? eventRetracted : decider.events.get(event.type)!;
  const { reason, note, ...grounds } = event.grounds;
  return {
    ...event,
    data: withhold(plainToInstance(definition.data, event.data)) as object,
    grounds: {
      ...grounds,
      ...(reason === undefined ? {} : { reason: WITHHELD }),
      ...(note === undefined ? {} : { note: WITHHELD }),
    },
  };
}
