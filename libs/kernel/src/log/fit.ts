import type { StoredEvent } from '../events/event-log.js';
import { partDigest } from '../shapes/sealed.js';

/** The leaf as stored; undefined where its bytes are none. */
export function leafOf({
  leaf,
}: Pick<StoredEvent, 'leaf'>): (Record<string, unknown> & { parts: unknown[] }) | undefined {
  try {
    const content = JSON.parse(leaf.toString('utf8')) as { parts?: unknown } | null;
    return Array.isArray(content?.parts) ? { ...content, parts: content.parts } : undefined;
  } catch {
    return undefined;
  }
}

/** In what the columns of a stored event do not say what its leaf says: which event it is, is then not known. */
export function* misfitsOfColumns(event: StoredEvent): Generator<string> {
  const leaf = leafOf(event);
  if (!leaf) {
    yield 'its leaf is no leaf of this log';
    return;
  }
  const columns = {
    seq: event.seq,
    stream: event.stream,
    streamVersion: event.version,
    type: event.type,
    actor: event.actor,
    recordedAt: event.recordedAt,
    corrects: event.corrects,
  };
  for (const [name, value] of Object.entries(columns))
    if (leaf[name] !== value)
      yield `its ${name} is stored as ${String(value)}, but its leaf says ${String(leaf[name])}`;
}

/** In what the body and the sealed values of a stored event do not have the digests that its leaf names. */
export function* misfitsOfContent(event: StoredEvent): Generator<string> {
  const leaf = leafOf(event);
  if (!leaf) return;
  if (leaf.body !== `sha256:${partDigest(event.bodySalt, event.body).toString('hex')}`)
    yield 'its body does not match the digest in its leaf';
  let next = 0;
  for (const [index, part] of event.parts.entries()) {
    const isOwn = !part.value || !part.salt || partDigest(part.salt, part.value).equals(part.digest);
    // In the order of the leaf; those between may be absent.
    const place = leaf.parts.indexOf(textOf(part), next);
    if (!isOwn || place < 0) yield `sealed value ${index} does not match the digest in its leaf`;
    else next = place + 1;
  }
}

/** Which sealed values its leaf names and the store has no row of: not even that they were erased is known. */
export function absentParts(event: StoredEvent): number[] {
  const stored = new Set(event.parts.map(textOf));
  return (leafOf(event)?.parts ?? []).flatMap((digest, index) => (stored.has(digest as string) ? [] : [index]));
}

const textOf = ({ digest }: { digest: Buffer }) => `sha256:${digest.toString('hex')}`;
