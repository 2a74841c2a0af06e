import type { Append } from '#kernel';
import { partDigest } from '#kernel';
import type { Position } from '@eventstore/db-client';
import type { KeptAppend, KeptEvent } from '../postgres/log-end.js';
import { eventIdOf, type OutgoingEvent, type StoredEvent } from './event-store.js';

/** What stands beside the body of an event in EventStoreDB. With the body it is all that the log is written from. */
interface Beside {
  v: 1;
  commandId: string;
  /** Hexadecimal, as the other digests and the salt. */
  fingerprint: string;
  recordedAt: string;
  /** Which event of its append this is, from 0, and of how many. */
  index: number;
  count: number;
  actor: string;
  salt: string;
  /** Digests of the sealed values; the values themselves never leave PostgreSQL. */
  parts: string[];
  corrects?: number;
}

/** What is recorded of a command that recorded nothing, in a stream of its own. */
interface Nothing {
  v: 1;
  commandId: string;
  fingerprint: string;
  recordedAt: string;
  count: 0;
  /** The stream that it would have written, at this version. */
  stream: string;
  version: number;
}

const NOTHING = 'NothingRecorded';

/** An append as it was taken over, whole. */
export interface WholeAppend {
  append: KeptAppend;
  /** The version of its stream before it; for a command that recorded nothing, at it. */
  after: number;
  recordedAt: string;
  position: Position;
}

/** What EventStoreDB holds under the prefix of this registry is not what a registry wrote. Nothing is taken over any more. */
export class Unfit extends Error {}

/** The events of an append as they go to EventStoreDB. */
export function outgoing({ commandId, fingerprint, events }: KeptAppend, recordedAt: string): OutgoingEvent[] {
  return events.map((event, index) => {
    const beside: Beside = {
      v: 1,
      commandId,
      fingerprint: fingerprint.toString('hex'),
      recordedAt,
      index,
      count: events.length,
      actor: event.actor,
      salt: event.body.salt.toString('hex'),
      parts: event.parts.map(({ digest }) => digest.toString('hex')),
      corrects: event.corrects,
    };
    return { id: eventIdOf(commandId, index), type: event.type, data: event.body.value, metadata: beside };
  });
}

/** The stream that remembers a command which recorded nothing. */
export const streamOfNothing = (commandId: string): string => `nothing-${eventIdOf(commandId, 0)}`;

/** What is written there. */
export function nothing({ commandId, fingerprint, stream, expected }: Append, recordedAt: string): OutgoingEvent[] {
  const metadata: Nothing = {
    v: 1,
    commandId,
    fingerprint: fingerprint.toString('hex'),
    recordedAt,
    count: 0,
    stream,
    version: expected,
  };
  return [{ id: eventIdOf(commandId, 0), type: NOTHING, data: new Uint8Array(), metadata }];
}

/** The command of a stored event, if it bears one. */
export const commandOf = ({ metadata }: StoredEvent): string | undefined =>
  (metadata as Partial<Beside> | undefined)?.commandId;

/** Puts events back together into the appends that they came from: what is answered for is whole. */
export class WholeAppends {
  private begun?: WholeAppend & { append: { events: KeptEvent[] } };

  /** The append that this event makes complete. Throws {@link Unfit}. */
  take(event: StoredEvent): WholeAppend | undefined {
    const beside = event.metadata as Beside | Nothing | undefined;
    if (beside?.v !== 1) throw unfit(event, 'no registry of this version wrote it');
    const { commandId, recordedAt } = beside;
    const fingerprint = Buffer.from(beside.fingerprint, 'hex');
    if (isNothing(beside))
      return {
        append: { stream: beside.stream, commandId, fingerprint, events: [] },
        after: beside.version,
        recordedAt,
        position: event.position,
      };
    const { stream, version, position } = event;
    if (beside.index === 0)
      this.begun = { append: { stream, commandId, fingerprint, events: [] }, after: version - 1, recordedAt, position };
    const { begun } = this;
    if (begun?.append.commandId !== commandId || begun.append.events.length !== beside.index)
      throw unfit(event, `it is part ${beside.index + 1} of a command whose parts before it are missing`);
    begun.append.events.push(kept(event, beside));
    begun.position = position;
    if (begun.append.events.length < beside.count) return undefined;
    this.begun = undefined;
    return begun;
  }
}

const isNothing = (beside: Beside | Nothing): beside is Nothing => beside.count === 0;

function kept({ type, data }: StoredEvent, { commandId, index, actor, salt, parts, corrects }: Beside): KeptEvent {
  const value = Buffer.from(data);
  const bodySalt = Buffer.from(salt, 'hex');
  return {
    eventId: eventIdOf(commandId, index),
    type,
    actor,
    corrects,
    body: { digest: partDigest(bodySalt, value), salt: bodySalt, value },
    parts: parts.map((digest) => ({ digest: Buffer.from(digest, 'hex') })),
  };
}

export const unfit = ({ stream, version, id }: StoredEvent, why: string): Unfit =>
  new Unfit(
    `EventStoreDB holds event ${id} as version ${version} of ${stream}, and ${why}. Nothing after it is taken over.`,
  );
