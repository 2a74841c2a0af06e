import type { BasisEntry, Effective, Grounds, LoggedEvent, LogHead, LogPage, RecordedEvent, Role } from '#kernel';
import { EventDamaged, grouped, leafHash, misfitsOfColumns, misfitsOfContent, TreeEdge, unseal } from '#kernel';
import type pg from 'pg';
import { edgeAt, findCommands, hidden, type Recorded } from './log-end.js';

interface EventRow {
  seq: string;
  stream: string;
  version: number;
  type: string;
  actor: string;
  recorded_at: Date;
  corrects: string | null;
  /** Null where it is to be looked at. */
  body: string | null;
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
/** `partDigest` in SQL, in hexadecimal. */
const digestOf = (salt: string, value: string) =>
  `encode(sha256('\\x${Buffer.from('plr-part/v1\0').toString('hex')}'::bytea || ${salt} || ${value}), 'hex')`;
/**
 * The bytes with which the leaf begins and ends, made of the columns and the body: where they are not there, something was
 * changed. Names with characters that JSON escapes look so, too, so what does not fit is looked at once more.
 */
const BEGIN = `'{"actor":"' || actor || '","authorKey":null,"authorSig":null,"body":"sha256:' || ${digestOf('body_salt', 'body')}
  || '","corrects":' || coalesce(corrects::text, 'null') || ',"parts":['`;
const END = `'],"recordedAt":"' || to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","seq":' || seq
  || ',"stream":"' || stream || '","streamVersion":' || version || ',"type":"' || type || '","v":1}'`;
const FITS = `position(convert_to(${BEGIN}, 'UTF8') in leaf) = 1 and position(convert_to(${END}, 'UTF8') in leaf) > 0`;
/** Whether a sealed value has its digest. */
const PART_FITS = `encode(digest, 'hex') = ${digestOf('salt', 'value')}`;
// As text: the bytes would come as hexadecimal digits, twice as many.
const TEXT = `convert_from(body, 'UTF8')`;
const EVENT_COLUMNS = `${ENVELOPE}, case when ${FITS} then ${TEXT} end as body`;
/** Whoever is further behind than this takes the bodies as they are: to compare them costs a replay a third of its speed. */
const FAR = 1_000;

/** All that is read of a log in PostgreSQL, whoever writes it. */
export abstract class LogReader {
  /** See {@link EventLog.closed}. */
  closed?: string;
  /** The first event that was found damaged since the log was opened, in a sentence. */
  damage?: string;
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
      text: `select ${EVENT_COLUMNS} from registry.event_log where stream = any(${hidden('$1', 'text[]')}) and seq < $2 order by seq`,
      values: [streams, size],
    });
    return this.events(rows);
  }

  async readEvents(seqs: readonly number[]): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-events',
      text: `select ${EVENT_COLUMNS} from registry.event_log where seq = any(${hidden('$1', 'bigint[]')}) order by seq`,
      values: [seqs],
    });
    return this.events(rows);
  }

  async readPage({ from, limit, kind }: { from: number; limit: number; kind?: string }): Promise<LogPage> {
    // One statement, so one snapshot: what lies below the size it returns was considered. The limit of one row is for the
    // planner: a table without statistics passes for one of thousands, and the plan is compiled for a tenth of a second. It
    // sees the other limit, too: a plan for a tenth of a large log would be compiled as well.
    const { rows } = await this.pool.query<EventRow & { size: string }>({
      name: `read-page-of-${kind === undefined ? 'all' : 'kind'}-${limit}`,
      text: `select h.size, e.* from (select size from registry.log_head limit 1) h left join lateral (
        select ${ENVELOPE}, case when h.size - seq > ${FAR} or ${FITS} then ${TEXT} end as body from registry.event_log
        where seq >= ${hidden('$1', 'bigint')} ${kind === undefined ? '' : 'and kind = $2'} order by seq limit ${limit}) e
        on true order by e.seq`,
      values: kind === undefined ? [from] : [from, kind],
    });
    const found = rows.filter((row) => row.seq !== null);
    const events = await this.events(found, { ofPage: true, isFar: Number(rows[0]!.size) - from > FAR });
    const readTo = found.length === limit ? Number(found.at(-1)!.seq) + 1 : Math.max(from, Number(rows[0]!.size));
    return { events, readTo };
  }

  /**
   * Bodies become events; sealed values are opened from where they are kept apart. What is damaged is thrown; in a page its
   * place is kept, where that is certain.
   */
  private async events(rows: readonly EventRow[], { ofPage = false, isFar = false } = {}): Promise<RecordedEvent[]> {
    const damaged = new Map<string, EventDamaged>();
    const look = async (doubtful: readonly EventRow[]) => {
      for (const row of doubtful) {
        const fault = await this.look(row);
        if (fault && !ofPage) throw fault;
        if (fault) damaged.set(row.seq, fault);
      }
    };
    await look(rows.filter((row) => row.body === null));
    const sealed = rows.filter((row) => row.body?.includes('"sealed"')).map((row) => row.seq);
    const parts = sealed.length > 0 ? await this.openParts(sealed, isFar) : [];
    const torn = new Set(parts.filter(({ value }) => value === null).map(({ seq }) => seq));
    if (torn.size > 0) await look(rows.filter((row) => torn.has(row.seq)));
    const open = new Map(parts.map(({ digest, value }) => [digest, value ?? undefined]));
    return rows.map((row) => {
      const fault = damaged.get(row.seq);
      if (fault) return unreadable(row, fault);
      const { role, onBehalfOf, grounds, ...rest } = unseal(row.body!, (digest) => open.get(digest)) as Body;
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

  /**
   * Looks closely at an event that does not fit at once: what is wrong with its content, or nothing, and then its body is in
   * the row. Throws where it is not certain which event it is: whoever passed it by might miss one of its own.
   */
  private async look(row: EventRow): Promise<EventDamaged | undefined> {
    const seq = Number(row.seq);
    const [stored] = await this.readStored(seq, 1);
    const content = stored && [...misfitsOfContent(stored)][0];
    const place = stored
      ? ([...misfitsOfColumns(stored)][0] ??
        ((content ?? stored.nodes[0]?.equals(leafHash(stored.leaf)))
          ? undefined
          : 'its leaf is not the one in the tree'))
      : 'it is not at its place';
    if (place === undefined && content === undefined) {
      row.body = stored!.body.toString('utf8');
      return undefined;
    }
    const fault = new EventDamaged(seq, row.stream, (place ?? content)!);
    this.damage ??= fault.message;
    if (place !== undefined) throw fault;
    return fault;
  }

  /** Compares so many events from `seq` on with their leaves, and notes what is damaged; from where to go on. */
  async check(from: number, limit: number): Promise<number> {
    const { size } = await this.head();
    const to = Math.min(from + limit, size);
    const { rows } = await this.pool.query<{ seq: string }>({
      name: 'check',
      text: `select seq from registry.event_log where seq >= $1 and seq < $2 and not (${FITS})
        union select seq from registry.private_part where seq >= $1 and seq < $2 and value is not null and not (${PART_FITS})
        order by seq`,
      values: [from, to],
    });
    for (const { seq } of rows)
      await this.readEvents([Number(seq)]).catch((error: unknown) => {
        if (!(error instanceof EventDamaged)) throw error;
      });
    return Math.max(from, to);
  }

  /** Sealed values that are not erased; null where they do not have their digest. */
  private async openParts(
    seqs: readonly string[],
    isFar: boolean,
  ): Promise<{ seq: string; digest: string; value: string | null }[]> {
    const { rows } = await this.pool.query<{ seq: string; digest: string; value: string | null }>({
      name: 'open-parts',
      text: `select seq, encode(digest, 'hex') as digest,
          case when $2 or ${PART_FITS} then convert_from(value, 'UTF8') end as value
        from registry.private_part where seq = any(${hidden('$1', 'bigint[]')}) and value is not null`,
      values: [seqs, isFar],
    });
    return rows;
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
    const { rows } = await this.pool.query<{ low: string; high: string }>({
      name: 'size-at',
      // By halving, since the time never decreases along the log: below "low" all is recorded by then, from "high" on nothing is.
      text: `with recursive half (low, high) as (
          select 0::bigint, (select size from registry.log_head)
          union all
          select case when e.recorded_at <= $1 then e.seq + 1 else low end, case when e.recorded_at <= $1 then high else e.seq end
          from half, lateral (select seq, recorded_at from registry.event_log where seq = (low + high) / 2 limit 1) e where low < high)
        select low, high from half order by high - low limit 1`,
      values: [instant],
    });
    const [low, high] = [Number(rows[0]!.low), Number(rows[0]!.high)];
    if (low < high)
      throw new Error(`Event ${Math.floor((low + high) / 2)} of the log is missing: run registry log verify.`);
    return low;
  }

  async readStored(from: number, limit: number): Promise<LoggedEvent[]> {
    const { rows } = await this.pool.query<
      Omit<EventRow, 'body'> & { body: Buffer; leaf: Buffer; body_salt: Buffer; nodes: Buffer }
    >(
      `select ${ENVELOPE}, body, leaf, body_salt, nodes from registry.event_log where seq >= $1 order by seq limit $2`,
      [from, limit],
    );
    const parts = await this.pool.query<{ seq: string; digest: Buffer; salt: Buffer | null; value: Buffer | null }>(
      'select seq, digest, salt, value from registry.private_part where seq >= $1 and seq <= $2 order by seq, ord',
      [from, Number(rows.at(-1)?.seq ?? from)],
    );
    const bySeq = grouped(parts.rows, ({ seq }) => seq);
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
      nodes: Array.from({ length: row.nodes.length / 32 }, (_, level) =>
        row.nodes.subarray(level * 32, level * 32 + 32),
      ),
    }));
  }
}

/** What is certain of an event whose content is damaged; whoever asks it for more is told. */
function unreadable(row: EventRow, fault: EventDamaged): RecordedEvent {
  const refuse = {
    enumerable: true,
    get(): never {
      throw fault;
    },
  };
  const content: Record<keyof Omit<Body, 'role' | 'onBehalfOf' | 'causationId'> | 'actor', typeof refuse> = {
    eventId: refuse,
    schemaVersion: refuse,
    data: refuse,
    effective: refuse,
    actor: refuse,
    commandId: refuse,
    correlationId: refuse,
    grounds: refuse,
    basis: refuse,
  };
  const { stream, version, type } = row;
  const place = { seq: Number(row.seq), stream, version, type, recordedAt: row.recorded_at.toISOString() };
  const corrects = row.corrects === null ? {} : { corrects: Number(row.corrects) };
  return Object.defineProperties({ ...place, ...corrects }, content) as RecordedEvent;
}
