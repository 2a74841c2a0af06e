import type { SealedPart } from '../shapes/sealed.js';
import type { RecordedEvent } from './event.js';

/** One event as the pipeline hands it to the store: all but its place in the log. */
export interface PendingEvent {
  eventId: string;
  type: string;
  actor: string;
  /** The `seq` of the event of its stream that it corrects or retracts. */
  corrects?: number;
  /** RFC 8785 bytes of the body, sealed values replaced by digests. */
  body: SealedPart;
  parts: SealedPart[];
}

/** What one command appends to one stream, all or nothing. */
export interface Append {
  stream: string;
  /** Version that the decision was made on; 0 for a new stream. */
  expected: number;
  /**
   * The command that made this version, where it was not known to be written when the decision was made. Unless it did make
   * it, this is a conflict: another writer may have brought the stream to the same version by something else.
   */
  restsOn?: string;
  /**
   * Of a new stream: the decision knew every stream of its kind whose opening has these values in its data and that began
   * below this size. One that began since is a conflict.
   */
  alone?: { equals: Readonly<Record<string, string>>; size: number };
  commandId: string;
  /** SHA-256 of the command's name, content and actor, so that the same id with another content is seen. */
  fingerprint: Buffer;
  events: readonly PendingEvent[];
}

/** Where the events of a command are. */
export interface Place {
  stream: string;
  /** Version of the stream after the command. */
  version: number;
  firstSeq: number;
  lastSeq: number;
}

/**
 * The answer to one append. `unknown`: the connection was lost during the commit, and a retry with the same commandId
 * settles it. `duplicate`: this command is already recorded. `mismatch`: its id was used for another content. `closed`: see
 * {@link EventLog.closed}; nothing was written.
 */
export type AppendOutcome =
  | ({ outcome: 'committed' | 'duplicate' } & Place)
  | { outcome: 'conflict'; actual: number }
  | { outcome: 'mismatch'; place: Place }
  | { outcome: 'unknown'; cause: string }
  | { outcome: 'closed'; cause: string };

/** The size of the log, its RFC 6962 root, and the time of its last event. */
export interface LogHead {
  size: number;
  root: Buffer;
  recordedAt?: string;
}

/** A page of the log: its events, and how far the reader now knows the log, matching events or not. */
export interface LogPage {
  events: RecordedEvent[];
  /** All events below this size were considered. */
  readTo: number;
}

/** The stored bytes of one event: all that its proof rests on. */
export interface StoredEvent {
  seq: number;
  stream: string;
  version: number;
  type: string;
  actor: string;
  recordedAt: string;
  leaf: Buffer;
  body: Buffer;
  bodySalt: Buffer;
  corrects: number | null;
  /** Sealed parts in order; value and salt are absent where they were erased. */
  parts: { digest: Buffer; salt?: Buffer; value?: Buffer }[];
}

/** A stored event with its share of the tree. */
export interface LoggedEvent extends StoredEvent {
  /** The hashes of the subtrees that the event completes, leaf first, as `TreeEdge.append` yields them. */
  nodes: Buffer[];
}

/** A recorded command: by which id and content a repetition is known, and the stored bytes of what it recorded, in order. */
export interface StoredCommand {
  id: string;
  fingerprint: Buffer;
  events: StoredEvent[];
}

/** An event that is stored otherwise than it was recorded: it is named, and not shown. */
export class EventDamaged extends Error {
  constructor(
    readonly seq: number,
    readonly stream: string,
    what: string,
  ) {
    super(
      `Event ${seq} of ${stream} was changed after it was recorded (${what}), and is not shown. Run registry log verify, keep the store as evidence, and restore a backup that verifies.`,
    );
  }
}

/**
 * The log of all events: `seq` is dense from 0 and is the order of commits. Whatever is read is compared with its leaf; what
 * does not fit is an {@link EventDamaged}.
 */
export interface EventLog {
  /** Why it takes no appends though it can be read, and what to do about it; undefined where it takes them. */
  readonly closed?: string;
  append(append: Append): Promise<AppendOutcome>;
  /** The events of one stream with `version` above `after` and `seq` below `size`, in order. */
  readStream(stream: string, options?: { after?: number; size?: number; limit?: number }): Promise<RecordedEvent[]>;
  /** The events of several streams below `size`, in order of the log. */
  readStreams(streams: readonly string[], size: number): Promise<RecordedEvent[]>;
  /** The events at these positions, in order of the log. */
  readEvents(seqs: readonly number[]): Promise<RecordedEvent[]>;
  /**
   * Up to `limit` events from `seq` on, of one kind of stream or of all. Of an event whose content is damaged, the place is
   * there, and whoever asks it for more gets {@link EventDamaged}; so the others of the page can be read.
   */
  readPage(options: { from: number; limit: number; kind?: string }): Promise<LogPage>;
  /** The place of a recorded command, with its fingerprint. */
  findCommand(commandId: string): Promise<(Place & { fingerprint: Buffer }) | undefined>;
  head(): Promise<LogHead>;
  /** The stored bytes from `seq` on, for verification. */
  readStored(from: number, limit: number): Promise<LoggedEvent[]>;
  /** The size of the log at an instant: all events recorded at or before it. */
  sizeAt(instant: string): Promise<number>;
}

/** Whether the data of an opening have these values. */
export const agrees = (data: object, equals: Readonly<Record<string, string>>): boolean =>
  Object.entries(equals).every(([field, value]) => (data as Record<string, unknown>)[field] === value);

/** DI token of the {@link EventLog}. */
export const EVENT_LOG = Symbol('EventLog');

/** Kind of a stream, the part of its name before the first hyphen: `arrangement-de-ph-2013` is of kind `arrangement`. */
export const kindOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
