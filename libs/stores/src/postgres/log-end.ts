import type { Append, PendingEvent, Place, SealedPart } from '#kernel';
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
 * The end of the log, and what is added behind it, with leaves, tree nodes, command rows and sealed parts. Its head is the
 * sequencer: whoever locks it, or writes while it is as it was, is alone at the end.
 */
export class LogEnd {
  private readonly rows = new Rows();
  /** Events of the log before what is added. */
  readonly start: number;

  private constructor(
    readonly edge: TreeEdge,
    private recordedAt: string | undefined,
  ) {
    this.start = edge.size;
  }

  /** Whatever is checked against the log is asked after this, in a statement (and so a snapshot) of its own. */
  static async lock(client: pg.PoolClient, known = new TreeEdge()): Promise<LogEnd> {
    const head = await client.query<{ size: string; recorded_at: Date | null }>({
      name: 'lock-head',
      text: 'select size, recorded_at from registry.log_head for update',
    });
    const edge = await edgeAt(client, Number(head.rows[0]!.size), known);
    return new LogEnd(edge, head.rows[0]!.recorded_at?.toISOString());
  }

  /** The end of the log once all that was added here is written. */
  next(): LogEnd {
    return new LogEnd(this.edge.copy(), this.recordedAt);
  }

  /** Puts an append after the version that its stream has; recorded at that instant, or with the last event if that is later. */
  add(append: KeptAppend, version: number, instant: string): Place {
    const recordedAt = (this.recordedAt = laterOf(instant, this.recordedAt));
    const firstSeq = this.edge.size;
    if (append.events.length > 0) this.rows.follows(append.stream, version);
    append.events.forEach((event, index) => {
      const at = { stream: append.stream, version: version + index + 1, seq: this.edge.size, recordedAt };
      const leaf = event.leaf ?? leafOf(event, at);
      const nodes = Buffer.concat(this.edge.append(leafHash(leaf)).map(({ hash }) => hash));
      this.rows.event({ ...at, event, leaf, nodes });
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

  /** Supposes that this command made the stream's version, as {@link Append.restsOn} demands. */
  rest(commandId: string, stream: string, version: number): void {
    this.rows.rest(commandId, stream, version);
  }

  /**
   * Writes what was added, in one statement, where all is as it was supposed: the log ends where it did, each stream is at the
   * version behind which was added, made by the command that was named for it, and none of the commands is recorded. Else
   * nothing is written, and the answer is false.
   */
  writeAsSupposed(client: pg.PoolClient): Promise<boolean> {
    return this.rows.insert(client, this.start, this.edge.size, this.recordedAt);
  }

  /** Writes what was added, where the end is locked and all was looked at. */
  async write(client: pg.PoolClient): Promise<void> {
    if (!(await this.writeAsSupposed(client)))
      throw new Error('The log is not what its locked head says: run registry log verify.');
  }
}

/**
 * A parameter whose value the planner does not see: else a statement is planned anew each time that the value promises fewer
 * rows than usual, and to plan one that reads a few rows takes longer than to run it.
 */
export const hidden = (parameter: string, type: string): string => `(select ${parameter}::${type})::${type}`;

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
    text: `select id, fingerprint, stream, version, first_seq, last_seq from registry.command where id = any(${hidden('$1', 'text[]')})`,
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
  const { rows } = await client.query<{ hash: Buffer | null }>({
    name: 'tree-peaks',
    text: `select (select substring(nodes from p.level * 32 + 1 for 32) from registry.event_log where seq = p.seq) as hash
      from unnest($1::integer[], $2::bigint[]) with ordinality as p (level, seq, ord) order by p.ord`,
    values: [peaks.map(({ level }) => level), peaks.map(({ level, index }) => (index + 1) * 2 ** level - 1)],
  });
  if (rows.some(({ hash }) => hash?.length !== 32))
    throw new Error(`The tree of the log lacks nodes at size ${size}: run registry log verify.`);
  return new TreeEdge(
    size,
    peaks.map((peak, index) => ({ ...peak, hash: rows[index]!.hash! })),
  );
}

const laterOf = (now: string, last: string | undefined) => (last !== undefined && last > now ? last : now);

/**
 * Byte strings as an array in PostgreSQL's binary format (array_recv): half as long as their digits, and nothing to escape.
 */
function byteArray(values: readonly (Buffer | null)[]): Buffer {
  const [BYTEA, NONE, HEAD] = [17, -1, 20];
  const array = Buffer.allocUnsafe(values.reduce((length, value) => length + 4 + (value?.length ?? 0), HEAD));
  // Dimensions, whether there are nulls, the type, and of the one dimension its length and first index.
  let at = [1, values.includes(null) ? 1 : 0, BYTEA, values.length, 1].reduce(
    (offset, number) => array.writeInt32BE(number, offset),
    0,
  );
  for (const value of values) {
    at = array.writeInt32BE(value?.length ?? NONE, at);
    if (value) at += value.copy(array, at);
  }
  return array;
}

/** The rows of one flush, by column, for one statement. */
class Rows {
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
    nodes: [] as Buffer[],
    corrects: [] as (number | null)[],
    recordedAt: [] as string[],
  };
  /** The version of each stream before the first event that is added to it. */
  private readonly before = new Map<string, number>();
  private readonly commands = {
    id: [] as string[],
    fingerprint: [] as Buffer[],
    stream: [] as string[],
    version: [] as number[],
    first: [] as number[],
    last: [] as number[],
  };
  /** Recorded commands on which some of these rest, and the versions that they made. */
  private readonly rests = { id: [] as string[], stream: [] as string[], version: [] as number[] };
  private readonly parts = {
    seq: [] as number[],
    ord: [] as number[],
    digest: [] as Buffer[],
    salt: [] as (Buffer | null)[],
    value: [] as (Buffer | null)[],
  };

  event(row: {
    seq: number;
    stream: string;
    version: number;
    recordedAt: string;
    event: KeptEvent;
    leaf: Buffer;
    nodes: Buffer;
  }): void {
    const { seq, stream, version, recordedAt, event, leaf, nodes } = row;
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
    events.nodes.push(nodes);
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

  follows(stream: string, version: number): void {
    if (!this.before.has(stream)) this.before.set(stream, version);
  }

  rest(commandId: string, stream: string, version: number): void {
    this.rests.id.push(commandId);
    this.rests.stream.push(stream);
    this.rests.version.push(version);
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

  async insert(client: pg.PoolClient, start: number, size: number, recordedAt: string | undefined): Promise<boolean> {
    const { events: e, commands: c, parts: p, rests: r } = this;
    const { rowCount } = await client.query({
      name: 'append',
      text: `with
        h as (update registry.log_head set size = $1, recorded_at = $2::timestamptz
          where size = $3 and not exists (select from unnest($4::text[]) as i (id), lateral (select from registry.command k where k.id = i.id limit 1) k)
            and not exists (select from unnest($5::text[], $6::integer[]) as b (stream, version) where b.version <>
              coalesce((select l.version from registry.event_log l where l.stream = b.stream order by l.version desc limit 1), 0))
            and not exists (select from unnest($7::text[], $8::text[], $9::integer[]) as r (id, stream, version) where
              (select k.stream = r.stream and k.version = r.version from registry.command k where k.id = r.id limit 1) is not true)
          returning 1),
        e as (insert into registry.event_log (seq, stream, version, kind, type, actor, leaf, body, body_salt, nodes, corrects, recorded_at)
          select unnest($10::bigint[]), unnest($11::text[]), unnest($12::integer[]), unnest($13::text[]), unnest($14::text[]), unnest($15::text[]),
            unnest($16::bytea[]), unnest($17::bytea[]), unnest($18::bytea[]), unnest($19::bytea[]), unnest($20::bigint[]), unnest($21::timestamptz[])
          where exists (select from h)),
        c as (insert into registry.command (id, fingerprint, stream, version, first_seq, last_seq)
          select unnest($4::text[]), unnest($22::bytea[]), unnest($23::text[]), unnest($24::integer[]), unnest($25::bigint[]), unnest($26::bigint[])
          where exists (select from h)),
        p as (insert into registry.private_part (seq, ord, digest, salt, value)
          select unnest($27::bigint[]), unnest($28::integer[]), unnest($29::bytea[]), unnest($30::bytea[]), unnest($31::bytea[]) where exists (select from h))
        select from h`,
      values: [
        size,
        recordedAt,
        start,
        c.id,
        [...this.before.keys()],
        [...this.before.values()],
        r.id,
        r.stream,
        r.version,
        e.seq,
        e.stream,
        e.version,
        e.kind,
        e.type,
        e.actor,
        byteArray(e.leaf),
        byteArray(e.body),
        byteArray(e.salt),
        byteArray(e.nodes),
        e.corrects,
        e.recordedAt,
        byteArray(c.fingerprint),
        c.stream,
        c.version,
        c.first,
        c.last,
        p.seq,
        p.ord,
        byteArray(p.digest),
        byteArray(p.salt),
        byteArray(p.value),
      ],
    });
    return rowCount === 1;
  }
}
