import { type EventLog, reachesBack, type RecordedEvent } from '../events/index.js';

/** The events of each stream in which an event of this page corrects or retracts another: its fold starts again. */
export async function correctedStreams(
  log: EventLog,
  page: readonly RecordedEvent[],
): Promise<Map<string, RecordedEvent[]>> {
  const corrected = [...new Set(page.filter(reachesBack).map((event) => event.stream))];
  return corrected.length === 0 ? new Map() : byStream(await log.readStreams(corrected, page.at(-1)!.seq + 1));
}

/** Events by their streams, in order. */
export function byStream(events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.stream);
    if (stream) stream.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}
