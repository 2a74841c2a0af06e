import type { Append, PendingEvent, Place, SealedPart, TreeNode } from '#kernel';
import { kindOf, leafBytes, leafHash, peaksOf, TreeEdge } from '#kernel';
import type pg from 'pg';

/** A sealed part of an event: its value was erased where there is none. `absent`: whether there is one is not known here. */
export type KeptPart = Pick<SealedPart, 'digest'> & Partial<SealedPart> & { absent?: true };

/** An event to be written. */
export type KeptEvent = Omit<PendingEvent, 'parts' | 'eventId'> & {
  eventId?: string;
  parts: KeptPart[];
  /** Of a copy: the bytes of its leaf, which are never made again. */
  leaf?: Buffer;
};

/** An append that holds, to be written. */
export type KeptAppend = Omit<Append, 'expected' | 'events'> & { events: readonly KeptEvent[] };

/** Where a command is recorded, and what it was. */
export type Recorded = Place & { fingerprint: Buffer };

/** The bytes of an event's leaf at its place. */
export const leafOf = (event: KeptEvent, at: { stream: string; version: number; seq: number; recordedAt: string }) =>
  leafBytes({
    type: event.type,
    stream: at.stream,
    streamVersion: at.version,
    seq: at.seq,
    recordedAt: at.recordedAt,
    actor: event.actor,
    body: `sha256:${event.body.digest.toString('hex')}`,
    parts: event.parts.map((part) => `sha256:${part.digest.toString('hex')}`),
    corrects: event.corrects ?? null,
  });

/**
 * The end of the log within an open transaction. It holds the lock of the head, which is the sequencer, and writes what is
 * added with its leaves, tree nodes, command row and sealed parts.
 */
export class LogEnd {
  private readonly rows = new Rows();

  private constructor(
    private readonly client: pg.PoolClient,
    readonly edge: TreeEdge,
    private recordedAt: string | undefined,
  ) {}

  /** Whatever is checked against the log is asked after this, in a statement (and so a snapshot) of its own. */
  static async lock(client: pg.PoolClient, known = new TreeEdge()): Promise<LogEnd> {
    const head = await client.query<{ size: string; recorded_at: Date | null }>({
      name: 'lock-head',
      text: 'select size, recorded_at from registry.log_head for update',
    });
    const edge = await edgeAt(client, Number(head.rows[0]!.size), known);
    return new LogEnd(client, edge, head.rows[0]!.recorded_at?.toISOString());
  }

  /** Puts an append after the version that its stream has; recorded at that instant, or with the last event if that is later. */
  add(append: KeptAppend, version: number, instant: string): Place {
    const recordedAt = (this.recordedAt = laterOf(instant, this.recordedAt));
    const firstSeq = this.edge.size;
    append.events.forEach((event, index) => {
      const at = { stream: append.stream, version: version + index + 1, seq: this.edge.size, recordedAt };
      const leaf = event.leaf ?? leafOf(event, at);
      this.rows.event(at.seq, at.stream, at.version, event, leaf, recordedAt);
      this.rows.nodes.push(...this.edge.append(leafHash(leaf)));
    });
    const place = {
      stream: append.stream,
      version: version + append.events.length,
      firstSeq,
      lastSeq: this.edge.size - 1,
    };
    this.rows.command(append, place);
    return place;
  }

  async write(): Promise<void> {
    await this.rows.insert(this.client, this.edge.size, this.recordedAt);
  }
}

/** The version of each stream that has events. */
export async function versionsOf(
  client: pg.PoolClient | pg.Pool,
  streams: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ stream: string; version: number }>({
    name: 'stream-versions',
    text: `select s.stream, e.version from unnest($1::text[]) as s (stream),
      lateral (select version from registry.event_log e where e.stream = s.stream order by version desc limit 1) e`,
    values: [[...new Set(streams)]],
  });
  return new Map(rows.map((row) => [row.stream, row.version]));
}

/** The places of those commands that are recorded, by id. */
export async function findCommands(
  client: pg.PoolClient | pg.Pool,
  ids: readonly string[],
): Promise<Map<string, Recorded>> {
  const { rows } = await client.query<{
    id: string;
    fingerprint: Buffer;
    stream: string;
    version: number;
    first_seq: string;
    last_seq: string;
  }>({
    name: 'find-commands',
    text: 'select id, fingerprint, stream, version, first_seq, last_seq from registry.command where id = any($1)',
    values: [ids],
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        fingerprint: row.fingerprint,
        stream: row.stream,
        version: row.version,
        firstSeq: Number(row.first_seq),
        lastSeq: Number(row.last_seq),
      },
    ]),
  );
}

/** The right edge of the tree at this size: from memory, or from the stored nodes when another process wrote. */
export async function edgeAt(client: pg.PoolClient | pg.Pool, size: number, known: TreeEdge): Promise<TreeEdge> {
  if (known.size === size) return known.copy();
  const peaks = peaksOf(size);
  const { rows } = await client.query<{ level: number; idx: string; hash: Buffer }>({
    name: 'tree-peaks',
    text: `select n.level, n.idx, n.hash from unnest($1::smallint[], $2::bigint[]) with ordinality as p (level, idx, ord)
      join registry.log_node n on n.level = p.level and n.idx = p.idx order by p.ord`,
    values: [peaks.map((peak) => peak.level), peaks.map((peak) => peak.index)],
  });
  if (rows.length !== peaks.length)
    throw new Error(`The tree of the log lacks nodes at size ${size}: run registry log verify.`);
  return new TreeEdge(
    size,
    rows.map((row) => ({ level: row.level, index: Number(row.idx), hash: row.hash })),
  );
}

const laterOf = (now: string, last: string | undefined) => (last !== undefined && last > now ? last : now);

/** The rows of one flush, by column, for one statement. */
class Rows {
  readonly nodes: TreeNode[] = [];
  private readonly events = {
    seq: [] as number[],
    stream: [] as string[],
    version: [] as number[],
    kind: [] as string[],
    type: [] as string[],
    actor: [] as string[],
    leaf: [] as Buffer[],
    body: [] as Buffer[],
    salt: [] as Buffer[],
    corrects: [] as (number | null)[],
    recordedAt: [] as string[],
  };
  private readonly commands = {
    id: [] as string[],
    fingerprint: [] as Buffer[],
    stream: [] as string[],
    version: [] as number[],
    first: [] as number[],
    last: [] as number[],
  };
  private readonly parts = {
    seq: [] as number[],
    ord: [] as number[],
    digest: [] as Buffer[],
    salt: [] as (Buffer | null)[],
    value: [] as (Buffer | null)[],
  };

  event(seq: number, stream: string, version: number, event: KeptEvent, leaf: Buffer, recordedAt: string): void {
    const { events, parts } = this;
    events.seq.push(seq);
    events.stream.push(stream);
    events.version.push(version);
    events.kind.push(kindOf(stream));
    events.type.push(event.type);
    events.actor.push(event.actor);
    events.leaf.push(leaf);
    events.body.push(event.body.value);
    events.salt.push(event.body.salt);
    events.corrects.push(event.corrects ?? null);
    events.recordedAt.push(recordedAt);
    event.parts.forEach((part, ord) => {
      if (part.absent) return;
      parts.seq.push(seq);
      parts.ord.push(ord);
      parts.digest.push(part.digest);
      parts.salt.push(part.salt ?? null);
      parts.value.push(part.value ?? null);
    });
  }

  command(append: KeptAppend, place: Place): void {
    const { commands } = this;
    commands.id.push(append.commandId);
    commands.fingerprint.push(append.fingerprint);
    commands.stream.push(place.stream);
    commands.version.push(place.version);
    commands.first.push(place.firstSeq);
    commands.last.push(place.lastSeq);
  }

  async insert(client: pg.PoolClient, size: number, recordedAt: string | undefined): Promise<void> {
    const { events: e, commands: c, parts: p, nodes: n } = this;
    await client.query({
      name: 'append',
      text: `with
        e as (insert into registry.event_log (seq, stream, version, kind, type, actor, leaf, body, body_salt, corrects, recorded_at)
          select * from unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[], $26::bigint[], $27::timestamptz[])),
        n as (insert into registry.log_node (level, idx, hash) select * from unnest($11::smallint[], $12::bigint[], $13::bytea[])),
        c as (insert into registry.command (id, fingerprint, stream, version, first_seq, last_seq)
          select * from unnest($14::text[], $15::bytea[], $16::text[], $17::integer[], $18::bigint[], $19::bigint[])),
        p as (insert into registry.private_part (seq, ord, digest, salt, value)
          select * from unnest($20::bigint[], $21::integer[], $22::bytea[], $23::bytea[], $24::bytea[]))
        update registry.log_head set size = $25, recorded_at = $10::timestamptz`,
      values: [
        e.seq,
        e.stream,
        e.version,
        e.kind,
        e.type,
        e.actor,
        e.leaf,
        e.body,
        e.salt,
        recordedAt,
        n.map((node) => node.level),
        n.map((node) => node.index),
        n.map((node) => node.hash),
        c.id,
        c.fingerprint,
        c.stream,
        c.version,
        c.first,
        c.last,
        p.seq,
        p.ord,
        p.digest,
        p.salt,
        p.value,
        size,
        e.corrects,
        e.recordedAt,
      ],
    });
  }
}
