import type pg from 'pg';
import { findCommands, type KeptAppend, type Recorded } from '../postgres/log-end.js';

/** Where a command stands before it is sent. */
export type Claim =
  | { kind: 'new' }
  /** It, or another of its id, was on its way before, and nobody has heard how that ended. */
  | { kind: 'again'; stream: string; fingerprint: Buffer }
  | { kind: 'recorded'; recorded: Recorded };

interface Waiting {
  append: KeptAppend;
  answer: (claim: Claim) => void;
  fail: (error: unknown) => void;
}

/** After this long nothing that was sent can still arrive, and its id is free for another command. */
const OVER = `interval '10 minutes'`;
/** What was given up is forgotten, sealed values included. */
const FORGOTTEN = `interval '1 day'`;

/**
 * Commands on their way to EventStoreDB. Each is written down before it is sent, in PostgreSQL: its id, so that no other
 * command takes it, and its sealed values, which must be durable before the event that bears their digests, and which must
 * never leave for a store that forgets nothing. The ingester removes both when it writes the event. Claims that come
 * while others are written share the next statement.
 */
export class Claims {
  private queue: Waiting[] = [];
  private writing?: Promise<void>;

  constructor(private readonly pool: pg.Pool) {}

  make(append: KeptAppend): Promise<Claim> {
    return new Promise((answer, fail) => {
      this.queue.push({ append, answer, fail });
      this.writing ??= this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    await new Promise(setImmediate);
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, 256);
      try {
        const claims = await this.write(batch.map(({ append }) => append));
        batch.forEach(({ answer }, index) => answer(claims[index]!));
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    this.writing = undefined;
  }

  private async write(appends: readonly KeptAppend[]): Promise<Claim[]> {
    const ids = appends.map(({ commandId }) => commandId);
    const parts = appends.flatMap(({ commandId, events }) =>
      events.flatMap(({ parts }) => parts.filter(({ absent }) => !absent).map((part) => ({ commandId, ...part }))),
    );
    const { rows: claimed } = await this.pool.query<{ command_id: string }>({
      name: 'claim',
      text: `with p as (insert into registry.outgoing_part (digest, command_id, salt, value)
          select * from unnest($4::bytea[], $5::text[], $6::bytea[], $7::bytea[]) on conflict do nothing)
        insert into registry.outgoing (command_id, fingerprint, stream)
        select * from unnest($1::text[], $2::bytea[], $3::text[]) on conflict do nothing returning command_id`,
      values: [
        ids,
        appends.map(({ fingerprint }) => fingerprint),
        appends.map(({ stream }) => stream),
        parts.map(({ digest }) => digest),
        parts.map(({ commandId }) => commandId),
        parts.map(({ salt }) => salt),
        parts.map(({ value }) => value),
      ],
    });
    // After the claim: whatever was recorded before it is seen now, and nothing else can be recorded under these ids.
    const recorded = await findCommands(this.pool, ids);
    const fresh = new Set(claimed.map((row) => row.command_id));
    const others = await this.claimed(ids.filter((id) => !recorded.has(id)));
    const claims = appends.map(({ commandId, fingerprint, stream }): Claim => {
      const known = recorded.get(commandId);
      if (known) return { kind: 'recorded', recorded: known };
      if (fresh.delete(commandId)) return { kind: 'new' };
      return { kind: 'again', ...(others.get(commandId) ?? { stream, fingerprint }) };
    });
    if (recorded.size > 0) await this.forget([...recorded.keys()]);
    return claims;
  }

  private async claimed(ids: readonly string[]): Promise<Map<string, { stream: string; fingerprint: Buffer }>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.pool.query<{ command_id: string; stream: string; fingerprint: Buffer }>({
      name: 'claimed',
      text: 'select command_id, stream, fingerprint from registry.outgoing where command_id = any($1)',
      values: [ids],
    });
    return new Map(rows.map(({ command_id, stream, fingerprint }) => [command_id, { stream, fingerprint }]));
  }

  /** The stream of a command on its way. */
  async streamOf(commandId: string): Promise<string | undefined> {
    return (await this.claimed([commandId])).get(commandId)?.stream;
  }

  /** Gives the id of a command that never arrived to this one, once the other can no longer arrive. */
  async takeOver({ commandId, fingerprint, stream }: KeptAppend): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update registry.outgoing set fingerprint = $2, stream = $3, since = now()
        where command_id = $1 and since < now() - ${OVER}`,
      [commandId, fingerprint, stream],
    );
    return rowCount === 1;
  }

  /** Commands that are recorded need no claim. */
  private async forget(ids: readonly string[]): Promise<void> {
    await this.pool.query(
      `with p as (delete from registry.outgoing_part where command_id = any($1))
        delete from registry.outgoing where command_id = any($1)`,
      [ids],
    );
  }

  /** An attempt that was not recorded leaves no sealed value. Its claim stays: another attempt of it may be on its way. */
  async withdraw({ events }: KeptAppend): Promise<void> {
    const digests = events.flatMap(({ parts }) => parts.map(({ digest }) => digest));
    if (digests.length > 0)
      await this.pool.query('delete from registry.outgoing_part where digest = any($1)', [digests]);
  }

  /** Forgets what was on its way so long that it was given up. */
  async sweep(): Promise<void> {
    await this.pool.query(
      `with p as (delete from registry.outgoing_part where since < now() - ${FORGOTTEN})
        delete from registry.outgoing where since < now() - ${FORGOTTEN}`,
    );
  }
}
