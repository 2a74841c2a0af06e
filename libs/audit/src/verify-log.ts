import {
  absentParts,
  type EventLog,
  leafHash,
  leafOf,
  misfitsOfColumns,
  misfitsOfContent,
  type StoredEvent,
  TreeEdge,
} from '#kernel';

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
  /**
   * Sealed values that the store does not have and that nobody erased, as where a database was made anew from EventStoreDB,
   * which never had them. Nothing is wrong with the log for that. At most 100.
   */
  absent: Fault[];
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
export async function verifyLog(
  log: EventLog,
  onProgress: (seq: number, size: number) => void = () => {},
): Promise<Verification> {
  const { size } = await log.head();
  const edge = new TreeEdge();
  const versions = new Map<string, number>();
  const faults: Fault[] = [];
  const absent: Fault[] = [];
  const report = (seq: number, what: string, to = faults) => to.length < MOST_FAULTS && to.push({ seq, what });
  let erased = 0;
  let last = '';
  let next = 0;
  while (next < size) {
    const page = (await log.readStored(next, PAGE)).filter((event) => event.seq < size);
    if (page.length === 0) {
      report(next, `the log says it has ${size} events, but event ${next} is missing`);
      break;
    }
    for (const event of page) {
      if (event.seq > next) report(next, `event ${next} is missing; the next is ${event.seq}`);
      next = event.seq + 1;
      for (const what of inspect(event, versions.get(event.stream) ?? 0, last)) report(event.seq, what);
      for (const index of absentParts(event)) report(event.seq, `sealed value ${index} is not here`, absent);
      erased += event.parts.filter((part) => part.value === undefined).length;
      versions.set(event.stream, event.version);
      last = event.recordedAt;
      const isComplete = edge.size === event.seq;
      const made = edge.append(leafHash(event.leaf));
      // After a gap no node follows any more; what is missing is already told.
      if (isComplete) {
        if (event.nodes.length > made.length) report(event.seq, 'more tree nodes are stored than it completes');
        for (const node of made)
          if (!event.nodes[node.level]?.equals(node.hash))
            report(event.seq, `tree node ${node.level}/${node.index} is not the one that follows from the leaves`);
      }
    }
    onProgress(next, size);
    await new Promise(setImmediate);
  }
  return { size: edge.size, root: edge.root().toString('hex'), erased, absent, faults };
}

/** What is wrong with one stored event, by itself and behind the one before it. */
export function* inspect(event: StoredEvent, versionBefore: number, lastRecordedAt: string): Generator<string> {
  yield* misfitsOfColumns(event);
  if (!leafOf(event)) return;
  if (event.version !== versionBefore + 1)
    yield `version ${event.version} of ${event.stream} follows version ${versionBefore}`;
  if (event.recordedAt < lastRecordedAt) yield `it is recorded at ${event.recordedAt}, before the event before it`;
  yield* misfitsOfContent(event);
}
