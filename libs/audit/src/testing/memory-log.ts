import {
  canonicalBytes,
  type EventLog,
  type LogHead,
  leafBytes,
  leafHash,
  sealBytes,
  type LoggedEvent,
  TreeEdge,
} from '#kernel';

/** What one event says; the rest of it follows. */
export interface Said {
  stream: string;
  body?: object;
  /** Values that are sealed apart. */
  sealed?: string[];
  recordedAt?: string;
}

/** A log in memory, of real leaf bytes and tree nodes, whose rows a test can tamper with. */
export class MemoryLog {
  readonly events: LoggedEvent[] = [];
  private readonly edge = new TreeEdge();

  constructor(...history: Said[]) {
    for (const said of history) this.append(said);
  }

  private append({ stream, body = {}, sealed = [], recordedAt = '2026-01-15T12:00:00.000Z' }: Said): void {
    const seq = this.events.length;
    const version = this.events.filter((event) => event.stream === stream).length + 1;
    const own = sealBytes(canonicalBytes(body));
    const parts = sealed.map((value) => sealBytes(canonicalBytes(value)));
    const leaf = leafBytes({
      type: 'RemarkAdded',
      stream,
      streamVersion: version,
      seq,
      recordedAt,
      actor: 'actor-secretariat',
      body: `sha256:${own.digest.toString('hex')}`,
      parts: parts.map((part) => `sha256:${part.digest.toString('hex')}`),
      corrects: null,
    });
    this.events.push({
      seq,
      stream,
      version,
      type: 'RemarkAdded',
      actor: 'actor-secretariat',
      recordedAt,
      leaf,
      body: own.value,
      bodySalt: own.salt,
      corrects: null,
      parts,
      nodes: this.edge.append(leafHash(leaf)).map(({ hash }) => hash),
    });
  }

  /** The log as its reader sees it: as many events as it says that it has. */
  asLog(size = this.edge.size): EventLog {
    const unused = () => Promise.reject(new Error('not used'));
    return {
      append: unused,
      readStream: unused,
      readStreams: unused,
      readEvents: unused,
      readPage: unused,
      findCommand: unused,
      sizeAt: unused,
      head: (): Promise<LogHead> => Promise.resolve({ size, root: this.edge.root() }),
      readStored: (from, limit) => Promise.resolve(this.events.filter((event) => event.seq >= from).slice(0, limit)),
    };
  }
}
