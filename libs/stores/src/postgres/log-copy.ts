import { leafOf, partDigest, type StoredCommand, type StoredEvent } from '#kernel';
import type pg from 'pg';
import { findCommands, type KeptEvent, LogEnd } from './log-end.js';

/** The log that is copied into is not the beginning of the one that is copied. */
export class NotThatLog extends Error {}

/** Writes what another store recorded, as its stored bytes, into one that is empty or holds the beginning of the same log. */
export interface Copies {
  /** @throws {NotThatLog} when this store could never hold that command as it was recorded; nothing is written for that. */
  check(command: StoredCommand): void;
  /**
   * Writes whole commands behind the log, in their order.
   *
   * @throws {NotThatLog} when the log does not end where they begin, or somebody else writes to it.
   */
  append(commands: readonly StoredCommand[]): Promise<void>;
}

/** The commands that recorded these events, whole, in their order. All events of each must be given. */
export async function commandsOfEvents(
  pool: pg.Pool,
  events: readonly (StoredEvent & { commandId: string })[],
): Promise<StoredCommand[]> {
  const found = await findCommands(pool, [...new Set(events.map(({ commandId }) => commandId))]);
  const commands = new Map<string, StoredCommand>();
  for (const { commandId: id, ...event } of events) {
    const command = commands.get(id);
    if (command) command.events.push(event);
    else commands.set(id, { id, fingerprint: found.get(id)!.fingerprint, events: [event] });
  }
  return [...commands.values()];
}

/**
 * Writes recorded commands behind the log as they are, with their bytes, places and times, in one transaction.
 *
 * @throws {NotThatLog} when the log does not end where they begin; then nothing is written.
 */
export async function appendCopies(pool: pg.Pool, commands: readonly StoredCommand[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level read committed');
    const end = await LogEnd.lock(client);
    const first = commands[0]!.events[0]!.seq;
    if (end.edge.size !== first)
      throw new NotThatLog(
        `The log has ${end.edge.size} events, and ${first} were expected: somebody else writes to it.`,
      );
    for (const { id: commandId, fingerprint, events } of commands) {
      const { stream, version, recordedAt } = events[0]!;
      end.add({ stream, commandId, fingerprint, events: events.map(kept) }, version - 1, recordedAt);
    }
    await end.write(client);
    await client.query('commit');
    client.release();
  } catch (error) {
    const usable = await client.query('rollback').then(
      () => true,
      () => false,
    );
    client.release(usable ? undefined : (error as Error));
    throw error;
  }
}

/** A stored event, to be written with the bytes that it has. */
export const kept = ({ type, actor, corrects, leaf, body, bodySalt, parts }: StoredEvent): KeptEvent => ({
  type,
  actor,
  ...(corrects === null ? {} : { corrects }),
  leaf,
  body: { value: body, salt: bodySalt, digest: partDigest(bodySalt, body) },
  // At their places in the leaf, those that the other store lacked too.
  parts: digestsIn(leaf).map(
    (digest) => parts.find((part) => part.digest.equals(digest)) ?? { digest, absent: true as const },
  ),
});

const digestsIn = (leaf: Buffer): Buffer[] =>
  (leafOf({ leaf })!.parts as string[]).map((text) => Buffer.from(text.slice('sha256:'.length), 'hex'));
