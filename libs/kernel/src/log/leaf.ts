/** What a leaf of the log states in the clear (trust log, section 5). Nothing else of an event is ever public by itself. */
export interface LeafContent {
  type: string;
  stream: string;
  streamVersion: number;
  seq: number;
  /** ISO 8601 in UTC with milliseconds, never decreasing along the log. */
  recordedAt: string;
  actor: string;
  /** Salted digest of the body, `sha256:<hex>`. */
  body: string;
  /** Salted digests of the sealed values, in the order of the body. */
  parts: string[];
  /** The `seq` that this event corrects or retracts. */
  corrects: number | null;
}

/**
 * The exact leaf bytes: RFC 8785, version 1. They are stored and hashed as they are, and never made again to verify.
 *
 * @throws {RangeError} when a text has no UTF-8 form, or a proof bundle cannot carry the leaf
 */
export function leafBytes(content: LeafContent): Buffer {
  const { actor, body, corrects, parts, recordedAt, seq, stream, streamVersion, type } = content;
  if (![actor, stream, type].every((text) => text.isWellFormed()))
    throw new RangeError(`The leaf of ${stream} ${streamVersion} holds half of a character.`);
  // The keys stand in the order of RFC 8785, which leaves text and whole numbers as JSON.stringify writes them.
  const ordered = {
    actor,
    authorKey: null,
    authorSig: null,
    body,
    corrects,
    parts,
    recordedAt,
    seq,
    stream,
    streamVersion,
    type,
    v: 1,
  };
  const bytes = Buffer.from(JSON.stringify(ordered));
  if (bytes.length > 65_535)
    throw new RangeError(`The leaf of ${stream} ${streamVersion} has ${bytes.length} bytes; 65,535 fit.`);
  return bytes;
}
