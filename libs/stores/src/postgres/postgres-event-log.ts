import type {
  Append,
  AppendOutcome,
  BasisEntry,
  Clock,
  Effective,
  EventLog,
  Grounds,
  LogHead,
  LogPage,
  Place,
  RecordedEvent,
  Role,
  StoredEvent,
  TreeNode,
} from '#kernel';
import { kindOf, leafBytes, leafHash, peaksOf, TreeEdge, unseal } from '#kernel';
import type pg from 'pg';

/** The largest flush: this many appends, or this many bytes of bodies and sealed values. */
const MOST_APPENDS = 256;
const MOST_BYTES = 1_000_000;

interface Waiting {
  append: Append;
  answer: (outcome: AppendOutcome) => void;
  fail: (error: unknown) => void;
}

/** Whether the version that an append expects was made by the command that it rests on, if it names one. */
const stands = ({ stream, expected, restsOn }: Append, commands: ReadonlyMap<string, Place>): boolean => {
  if (restsOn === undefined) return true;
  const place = commands.get(restsOn);
  return place?.stream === stream && place.version === expected;
};

interface EventRow {
  seq: string;
  stream: string;
  version: number;
  type: string;
  actor: string;
  recorded_at: Date;
  corrects: string | null;
  body: string;
}

/** The body of an event as stored: all that the leaf does not say in the clear. */
interface Body {
  eventId: string;
  schemaVersion: number;
  data: object;
  effective: Effective;
  role: Role;
  onBehalfOf?: string;
  commandId: string;
  correlationId?: string;
  causationId?: string;
  grounds: Omit<Grounds, 'sources'> & { sources?: string[] };
  basis: BasisEntry[];
}

const ENVELOPE = 'seq, stream, version, type, actor, recorded_at, corrects';
// As text: the bytes would come as hexadecimal digits, twice as many.
const EVENT_COLUMNS = `${ENVELOPE}, convert_from(body, 'UTF8') as body`;

/**
 * The log in PostgreSQL, on a server or in process. `seq` is allotted under the lock of one row that is held to the commit,
 * so it is dense and is the order of commits. Appends that arrive while a flush runs form the next flush: each is checked
 * on its own and answered on its own, and they share one commit.
 */
export class PostgresEventLog implements EventLog {
  private queue: Waiting[] = [];
  private flushing?: Promise<void>;
  private edge = new TreeEdge();

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    /** 1 turns coalescing off, for comparison. */
    private readonly mostAppends: number = MOST_APPENDS,
  ) {}

  append(append: Append): Promise<AppendOutcome> {
    return new Promise((answer, fail) => {
      this.queue.push({ append, answer, fail });
      this.flushing ??= this.flushAll();
    });
  }

  /** Waits until nothing is being written. */
  async drained(): Promise<void> {
    while (this.flushing) await this.flushing;
  }

  private async flushAll(): Promise<void> {
    // One turn of the event loop, so that appends of the same turn share the first flush.
    await new Promise(setImmediate);
    while (this.queue.length > 0) {
      const batch = this.takeBatch();
      try {
        await this.flush(batch);
      } catch (error) {
        // One append that cannot be stored must not fail the others of its flush.
        if (batch.length === 1) batch[0]!.fail(error);
        else for (const waiting of batch) await this.flush([waiting]).catch(waiting.fail);
      }
    }
    this.flushing = undefined;
  }

  private takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { append } of this.queue) {
      for (const { body, parts } of append.events) for (const { value } of [body, ...parts]) bytes += value.length;
      if (count > 0 && (bytes > MOST_BYTES || count >= this.mostAppends)) break;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  private async flush(batch: readonly Waiting[]): Promise<void> {
    const client = await this.pool.connect();
    let committing = false;
    try {
      await client.query('begin isolation level read committed');
      const { outcomes, edge } = await this.write(
        client,
        batch.map((waiting) => waiting.append),
      );
      committing = true;
      await client.query('commit');
      this.edge = edge;
      client.release();
      batch.forEach((waiting, index) => waiting.answer(outcomes[index]!));
    } catch (error) {
      const usable =
        !committing &&
        (await client.query('rollback').then(
          () => true,
          () => false,
        ));
      client.release(usable ? undefined : (error as Error));
      if (
        !committing ||
        ((error as { code?: string }).code !== undefined && /^(23|40)/.test((error as { code: string }).code))
      )
        throw error;
      const cause = error instanceof Error ? error.message : String(error);
      for (const waiting of batch) waiting.answer({ outcome: 'unknown', cause });
    }
  }

  /** Checks each append and writes those that hold, within the open transaction. */
  private async write(
    client: pg.PoolClient,
    appends: readonly Append[],
  ): Promise<{ outcomes: AppendOutcome[]; edge: TreeEdge }> {
    // The lock of this row is the sequencer. The checks come after it, in a statement (and so a snapshot) of their own.
    const head = await client.query<{ size: string; recorded_at: Date | null }>({
      name: 'lock-head',
      text: 'select size, recorded_at from registry.log_head for update',
    });
    const size = Number(head.rows[0]!.size);
    const recordedAt = laterOf(this.clock(), head.rows[0]!.recorded_at?.toISOString());
    const versions = await this.versions(client, appends);
    const commands = await this.commands(
      client,
      appends.flatMap(({ commandId, restsOn }) => (restsOn === undefined ? [commandId] : [commandId, restsOn])),
    );
    const edge = await this.edgeAt(client, size);

    const outcomes: AppendOutcome[] = [];
    const rows = new Rows();
    for (const append of appends) {
      const known = commands.get(append.commandId);
      if (known) {
        const { fingerprint, ...place } = known;
        outcomes.push(
          fingerprint.equals(append.fingerprint) ? { outcome: 'duplicate', ...place } : { outcome: 'mismatch', place },
        );
        continue;
      }
      const actual = versions.get(append.stream) ?? 0;
      if (actual !== append.expected || !stands(append, commands)) {
        outcomes.push({ outcome: 'conflict', actual });
        continue;
      }
      const firstSeq = edge.size;
      append.events.forEach((event, index) => {
        const leaf = leafBytes({
          type: event.type,
          stream: append.stream,
          streamVersion: actual + index + 1,
          seq: edge.size,
          recordedAt,
          actor: event.actor,
          body: `sha256:${event.body.digest.toString('hex')}`,
          parts: event.parts.map((part) => `sha256:${part.digest.toString('hex')}`),
          corrects: event.corrects ?? null,
        });
        rows.event(edge.size, append.stream, actual + index + 1, event, leaf);
        rows.nodes.push(...edge.append(leafHash(leaf)));
      });
      const place: Place = {
        stream: append.stream,
        version: actual + append.events.length,
        firstSeq,
        lastSeq: edge.size - 1,
      };
      versions.set(append.stream, place.version);
      commands.set(append.commandId, { ...place, fingerprint: append.fingerprint });
      rows.command(append, place);
      outcomes.push({ outcome: 'committed', ...place });
    }
    if (outcomes.some(({ outcome }) => outcome === 'committed')) await rows.insert(client, edge.size, recordedAt);
    return { outcomes, edge };
  }

  private async versions(client: pg.PoolClient, appends: readonly Append[]): Promise<Map<string, number>> {
    const { rows } = await client.query<{ stream: string; version: number }>({
      name: 'stream-versions',
      text: `select s.stream, e.version from unnest($1::text[]) as s (stream),
        lateral (select version from registry.event_log e where e.stream = s.stream order by version desc limit 1) e`,
      values: [[...new Set(appends.map((append) => append.stream))]],
    });
    return new Map(rows.map((row) => [row.stream, row.version]));
  }

  private async commands(
    client: pg.PoolClient | pg.Pool,
    ids: string[],
  ): Promise<Map<string, Place & { fingerprint: Buffer }>> {
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
  private async edgeAt(client: pg.PoolClient | pg.Pool, size: number): Promise<TreeEdge> {
    if (this.edge.size === size) return this.edge.copy();
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

  async readStream(
    stream: string,
    { after = 0, size = Number.MAX_SAFE_INTEGER, limit = 1_000_000 } = {},
  ): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-stream',
      text: `select ${EVENT_COLUMNS} from registry.event_log where stream = $1 and version > $2 and seq < $3 order by version limit $4`,
      values: [stream, after, size, limit],
    });
    return this.events(rows);
  }

  async readStreams(streams: readonly string[], size: number): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-streams',
      text: `select ${EVENT_COLUMNS} from registry.event_log where stream = any($1) and seq < $2 order by seq`,
      values: [streams, size],
    });
    return this.events(rows);
  }

  async readEvents(seqs: readonly number[]): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-events',
      text: `select ${EVENT_COLUMNS} from registry.event_log where seq = any($1::bigint[]) order by seq`,
      values: [seqs],
    });
    return this.events(rows);
  }

  async readPage({ from, limit, kind }: { from: number; limit: number; kind?: string }): Promise<LogPage> {
    // One statement, so one snapshot: what lies below the size it returns was considered. The limit of one row is for the
    // planner: a table without statistics passes for one of thousands, and the plan is compiled for a tenth of a second.
    const { rows } = await this.pool.query<EventRow & { size: string }>({
      name: kind === undefined ? 'read-page' : 'read-page-of-kind',
      text: `select h.size, e.* from (select size from registry.log_head limit 1) h left join lateral (
        select ${EVENT_COLUMNS} from registry.event_log
        where seq >= $1 ${kind === undefined ? '' : 'and kind = $3'} order by seq limit $2) e on true order by e.seq`,
      values: kind === undefined ? [from, limit] : [from, limit, kind],
    });
    const found = rows.filter((row) => row.seq !== null);
    const events = await this.events(found);
    const readTo = found.length === limit ? Number(found.at(-1)!.seq) + 1 : Math.max(from, Number(rows[0]!.size));
    return { events, readTo };
  }

  /** Bodies become events; sealed values are opened from where they are kept apart. */
  private async events(rows: readonly EventRow[]): Promise<RecordedEvent[]> {
    const withParts = rows.filter((row) => row.body.includes('"sealed"')).map((row) => row.seq);
    const open = withParts.length > 0 ? await this.openParts(withParts) : new Map<string, string>();
    return rows.map((row) => {
      const body = unseal(row.body, (digest) => open.get(digest)) as Body;
      const { role, onBehalfOf, grounds, ...rest } = body;
      return {
        seq: Number(row.seq),
        stream: row.stream,
        version: row.version,
        type: row.type,
        recordedAt: row.recorded_at.toISOString(),
        actor: { id: row.actor, role, ...(onBehalfOf ? { onBehalfOf } : {}) },
        grounds: { ...grounds, sources: grounds.sources ?? [] },
        ...rest,
        ...(row.corrects === null ? {} : { corrects: Number(row.corrects) }),
      };
    });
  }

  private async openParts(seqs: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.pool.query<{ digest: string; value: string }>({
      name: 'open-parts',
      text: `select encode(digest, 'hex') as digest, convert_from(value, 'UTF8') as value
        from registry.private_part where seq = any($1::bigint[]) and value is not null`,
      values: [seqs],
    });
    return new Map(rows.map(({ digest, value }) => [digest, value]));
  }

  async findCommand(commandId: string): Promise<(Place & { fingerprint: Buffer }) | undefined> {
    return (await this.commands(this.pool, [commandId])).get(commandId);
  }

  async head(): Promise<LogHead> {
    const { rows } = await this.pool.query<{ size: string; recorded_at: Date | null }>(
      'select size, recorded_at from registry.log_head',
    );
    const size = Number(rows[0]!.size);
    return { size, root: (await this.edgeAt(this.pool, size)).root(), recordedAt: rows[0]!.recorded_at?.toISOString() };
  }

  async sizeAt(instant: string): Promise<number> {
    const { rows } = await this.pool.query<{ size: string }>({
      name: 'size-at',
      text: `select coalesce((select seq + 1 from registry.event_log where recorded_at <= $1 order by recorded_at desc, seq desc limit 1), 0) as size`,
      values: [instant],
    });
    return Number(rows[0]!.size);
  }

  async readStored(from: number, limit: number): Promise<StoredEvent[]> {
    const { rows } = await this.pool.query<Omit<EventRow, 'body'> & { body: Buffer; leaf: Buffer; body_salt: Buffer }>(
      `select ${ENVELOPE}, body, leaf, body_salt from registry.event_log where seq >= $1 order by seq limit $2`,
      [from, limit],
    );
    const parts = await this.pool.query<{ seq: string; digest: Buffer; salt: Buffer | null; value: Buffer | null }>(
      'select seq, digest, salt, value from registry.private_part where seq >= $1 and seq <= $2 order by seq, ord',
      [from, Number(rows.at(-1)?.seq ?? from)],
    );
    const bySeq = groupBySeq(parts.rows);
    return rows.map((row) => ({
      seq: Number(row.seq),
      stream: row.stream,
      version: row.version,
      type: row.type,
      actor: row.actor,
      recordedAt: row.recorded_at.toISOString(),
      leaf: row.leaf,
      body: row.body,
      bodySalt: row.body_salt,
      corrects: row.corrects === null ? null : Number(row.corrects),
      parts: (bySeq.get(row.seq) ?? []).map(({ digest, salt, value }) => ({
        digest,
        salt: salt ?? undefined,
        value: value ?? undefined,
      })),
    }));
  }

  async readNodes(level: number, from: number, limit: number): Promise<TreeNode[]> {
    const { rows } = await this.pool.query<{ idx: string; hash: Buffer }>(
      'select idx, hash from registry.log_node where level = $1 and idx >= $2 order by idx limit $3',
      [level, from, limit],
    );
    return rows.map((row) => ({ level, index: Number(row.idx), hash: row.hash }));
  }
}

function groupBySeq<T extends { seq: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.seq);
    if (group) group.push(row);
    else groups.set(row.seq, [row]);
  }
  return groups;
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
    salt: [] as Buffer[],
    value: [] as Buffer[],
  };

  event(seq: number, stream: string, version: number, event: Append['events'][number], leaf: Buffer): void {
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
    event.parts.forEach((part, ord) => {
      parts.seq.push(seq);
      parts.ord.push(ord);
      parts.digest.push(part.digest);
      parts.salt.push(part.salt);
      parts.value.push(part.value);
    });
  }

  command(append: Append, place: Place): void {
    const { commands } = this;
    commands.id.push(append.commandId);
    commands.fingerprint.push(append.fingerprint);
    commands.stream.push(place.stream);
    commands.version.push(place.version);
    commands.first.push(place.firstSeq);
    commands.last.push(place.lastSeq);
  }

  async insert(client: pg.PoolClient, size: number, recordedAt: string): Promise<void> {
    const { events: e, commands: c, parts: p, nodes: n } = this;
    await client.query({
      name: 'append',
      text: `with
        e as (insert into registry.event_log (seq, stream, version, kind, type, actor, leaf, body, body_salt, corrects, recorded_at)
          select x.*, $10::timestamptz from unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[], $26::bigint[]) x),
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
      ],
    });
  }
}
