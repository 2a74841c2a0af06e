import {
  type AnyDecider,
  type EventLog,
  foldSubject,
  type RecordedEvent,
  sentenceOf,
  type Subject,
  supersededIn,
} from '#kernel';
import diff from 'microdiff';

/** One field that an event changed; values are JSON, absent before a creation and after a removal. */
export interface FieldChange {
  path: string;
  before?: string;
  after?: string;
}

/** One event of a subject as an auditor reads it. */
export interface TrailEntry {
  event: RecordedEvent;
  summary: string;
  changes: FieldChange[];
  /** The event below `size` that corrected or retracted it. */
  supersededBy?: number;
}

/**
 * The history of one subject below `size`: for each event above `after` its sentence and what it changed, found by folding
 * the stream before and after it. Costs the length of the stream up to the last entry.
 */
export async function auditTrail(
  decider: AnyDecider,
  log: EventLog,
  subjectId: string,
  {
    size,
    after,
    first,
    see = (event) => event,
  }: {
    size: number;
    after: number;
    first: number;
    /** Each event as the reader may see it (AUD-03). */
    see?: (event: RecordedEvent) => RecordedEvent;
  },
): Promise<TrailEntry[]> {
  const entries: TrailEntry[] = [];
  let subject: Subject | undefined;
  const stream = (await log.readStream(subjectId, { size })).map(see);
  const superseded = supersededIn(stream);
  for (const event of stream) {
    const next = foldSubject(decider, subject, event, stream);
    if (event.seq > after)
      entries.push({
        event,
        summary: sentenceOf(decider, event),
        changes: changesBetween(subject?.state, next.state),
        supersededBy: superseded.get(event.seq),
      });
    if (entries.length > first) break;
    subject = next;
  }
  return entries;
}

function changesBetween(before: unknown, after: unknown): FieldChange[] {
  return diff((before ?? {}) as Record<string, unknown>, after as Record<string, unknown>).flatMap((change) => {
    const path = change.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('')
      .replace(/^\./, '');
    // The place of an event in the log is no field of the thing.
    if (change.path.at(-1) === 'seq' || (change.type === 'CREATE' && isNothing(change.value))) return [];
    return [
      {
        path,
        ...(change.type === 'CREATE' ? {} : { before: json(change.oldValue) }),
        ...(change.type === 'REMOVE' ? {} : { after: json(change.value) }),
      },
    ];
  });
}

/** A field that starts out empty says nothing to a reader. */
const isNothing = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

const json = (value: unknown) => JSON.stringify(value, (key, item: unknown) => (key === 'seq' ? undefined : item));
