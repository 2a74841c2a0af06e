import { canonicalBytes } from '../shapes/sealed.js';

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

/** The exact leaf bytes: RFC 8785, version 1. They are stored and hashed as they are, and never made again to verify. */
export function leafBytes(content: LeafContent): Buffer {
  const bytes = canonicalBytes({ v: 1, ...content, authorKey: null, authorSig: null });
  if (bytes.length > 65_535)
    throw new RangeError(
      `The leaf of ${content.stream} ${content.streamVersion} has ${bytes.length} bytes; 65,535 fit.`,
    );
  return bytes;
}
