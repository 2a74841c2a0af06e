import type {
  BasisEntry,
  Effective,
  Grounds,
  LogHead,
  LogPage,
  RecordedEvent,
  Role,
  StoredEvent,
  TreeNode,
} from '#kernel';
import { TreeEdge, unseal } from '#kernel';
import type pg from 'pg';
import { edgeAt, findCommands, type Recorded } from './log-end.js';

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

/** All that is read of a log in PostgreSQL, whoever writes it. */
export abstract class LogReader {
  /** See {@link EventLog.closed}. */
  closed?: string;
  /** The right edge of the tree as this process last left it. */
  protected edge = new TreeEdge();

  constructor(protected readonly pool: pg.Pool) {}

  async readStream(
    stream: string,
    { after = 0, size = Number.MAX_SAFE_INTEGER, limit }: { after?: number; size?: number; limit?: number } = {},
  ): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-stream',
      text: `select ${EVENT_COLUMNS} from registry.event_log where stream = $1 and version > $2 and seq < $3 order by version limit $4`,
      values: [stream, after, size, limit ?? null],
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

  async findCommand(commandId: string): Promise<Recorded | undefined> {
    return (await findCommands(this.pool, [commandId])).get(commandId);
  }

  async head(): Promise<LogHead> {
    const { rows } = await this.pool.query<{ size: string; recorded_at: Date | null }>(
      'select size, recorded_at from registry.log_head',
    );
    const size = Number(rows[0]!.size);
    return {
      size,
      root: (await edgeAt(this.pool, size, this.edge)).root(),
      recordedAt: rows[0]!.recorded_at?.toISOString(),
    };
  }

  /** The RFC 6962 root of the first `size` events, of which there must be so many. */
  async rootAt(size: number): Promise<Buffer> {
    return (await edgeAt(this.pool, size, this.edge)).root();
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
