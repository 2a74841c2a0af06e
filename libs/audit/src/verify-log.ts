import { type EventLog, leafHash, partDigest, type StoredEvent, TreeEdge } from '#kernel';

/** One thing that is wrong with the log; `seq` names the event. */
export interface Fault {
  seq: number;
  what: string;
}

export interface Verification {
  size: number;
  /** Root derived from the stored leaf bytes alone, in hexadecimal. */
  root: string;
  /** Sealed values that were erased; their digests still stand in the leaves. */
  erased: number;
  /** At most 100. */
  faults: Fault[];
}

const PAGE = 2_000;
const MOST_FAULTS = 100;

/**
 * Derives the root of the log from the stored bytes alone, and checks everything else against them: that `seq` is dense and
 * stream versions have no hole, that the columns say what the leaf says, that bodies and sealed values match their digests,
 * that times never decrease, and that each stored tree node is the one that follows.
 */
export async function verifyLog(log: EventLog, onProgress: (seq: number, size: number) => void = () => {}): Promise<Verification> {
  const { size } = await log.head();
  const edge = new TreeEdge();
  const versions = new Map<string, number>();
  const faults: Fault[] = [];
  const report = (seq: number, what: string) => faults.length < MOST_FAULTS && faults.push({ seq, what });
  const nodes = new NodeReader(log);
  let erased = 0;
  let last = '';
  while (edge.size < size) {
    const page = await log.readStored(edge.size, PAGE);
    if (page.length === 0) {
      report(edge.size, `the log says it has ${size} events, but event ${edge.size} is missing`);
      break;
    }
    for (const event of page) {
      if (event.seq !== edge.size) report(edge.size, `event ${edge.size} is missing; the next is ${event.seq}`);
      for (const what of inspect(event, versions.get(event.stream) ?? 0, last)) report(event.seq, what);
      erased += event.parts.filter((part) => part.value === undefined).length;
      versions.set(event.stream, event.version);
      last = event.recordedAt;
      for (const node of edge.append(leafHash(event.leaf))) {
        const stored = await nodes.next(node.level);
        if (!stored || stored.index !== node.index || !stored.hash.equals(node.hash))
          report(event.seq, `tree node ${node.level}/${node.index} is not the one that follows from the leaves`);
      }
      if (edge.size >= size) break;
    }
    onProgress(edge.size, size);
    await new Promise(setImmediate);
  }
  return { size: edge.size, root: edge.root().toString('hex'), erased, faults };
}

/** What is wrong with one stored event by itself. */
function* inspect(event: StoredEvent, versionBefore: number, lastRecordedAt: string): Generator<string> {
  let leaf: Record<string, unknown>;
  try {
    leaf = JSON.parse(event.leaf.toString('utf8')) as Record<string, unknown>;
  } catch {
    yield 'its leaf is not JSON';
    return;
  }
  const columns = { seq: event.seq, stream: event.stream, streamVersion: event.version, type: event.type, actor: event.actor, recordedAt: event.recordedAt };
  for (const [name, value] of Object.entries(columns))
    if (leaf[name] !== value) yield `its ${name} is stored as ${String(value)}, but its leaf says ${String(leaf[name])}`;
  if (event.version !== versionBefore + 1) yield `version ${event.version} of ${event.stream} follows version ${versionBefore}`;
  if (event.recordedAt < lastRecordedAt) yield `it is recorded at ${event.recordedAt}, before the event before it`;
  if (leaf.body !== `sha256:${partDigest(event.bodySalt, event.body).toString('hex')}`) yield 'its body does not match the digest in its leaf';
  const digests = leaf.parts as string[];
  if (digests.length !== event.parts.length) yield `its leaf names ${digests.length} sealed values; ${event.parts.length} are stored`;
  for (const [index, part] of event.parts.entries()) {
    const actual = part.value && part.salt ? partDigest(part.salt, part.value) : part.digest;
    if (digests[index] !== `sha256:${actual.toString('hex')}`) yield `sealed value ${index} does not match the digest in its leaf`;
  }
}

/** The stored nodes of each level, in order, read ahead in pages. */
class NodeReader {
  private readonly levels = new Map<number, { queue: { index: number; hash: Buffer }[]; from: number }>();

  constructor(private readonly log: EventLog) {}

  async next(level: number): Promise<{ index: number; hash: Buffer } | undefined> {
    let state = this.levels.get(level);
    if (!state) this.levels.set(level, (state = { queue: [], from: 0 }));
    if (state.queue.length === 0) {
      state.queue = (await this.log.readNodes(level, state.from, PAGE)).reverse();
      state.from += PAGE;
    }
    return state.queue.pop();
  }
}
