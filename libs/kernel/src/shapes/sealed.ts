import { hash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * Sealed values (trust log, section 6): text that may name a person leaves the event's body and is stored apart,
 * so that it can be erased while the event, its digest and its proofs stay. The body keeps the salted digest only.
 */
export interface SealedPart {
  digest: Buffer;
  salt: Buffer;
  value: Buffer;
}

const sealedFields = new WeakMap<object, Set<string>>();

/** Property decorator: the value of this field is sealed in every event that carries it. */
export const markSealed: PropertyDecorator = (target, property) => {
  const fields = sealedFields.get(target) ?? new Set<string>();
  sealedFields.set(target, fields.add(String(property)));
};

const isSealedField = (owner: object, property: string) => {
  for (let proto: object | null = Object.getPrototypeOf(owner); proto; proto = Object.getPrototypeOf(proto))
    if (sealedFields.get(proto)?.has(property)) return true;
  return false;
};

const PART = Buffer.from('plr-part/v1\0');

/** `SHA256("plr-part/v1" || 0x00 || salt || value)`, the salted digest by which a leaf commits to a part. */
export const partDigest = (salt: Buffer, value: Buffer): Buffer =>
  hash('sha256', Buffer.concat([PART, salt, value]), 'buffer');

const SALT_BYTES = 32;
let salts = Buffer.alloc(0);

/** 32 fresh random bytes. They are drawn for many salts at once: to ask the system for each costs more than all hashes of an event. */
function freshSalt(): Buffer {
  if (salts.length === 0) salts = randomBytes(SALT_BYTES * 128);
  const salt = salts.subarray(0, SALT_BYTES);
  salts = salts.subarray(SALT_BYTES);
  return salt;
}

/** Seals one canonical value under a fresh salt of 32 bytes. */
export function sealBytes(value: Buffer, salt: Buffer = freshSalt()): SealedPart {
  return { digest: partDigest(salt, value), salt, value };
}

/** RFC 8785 bytes of a JSON value. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalize(value) as string, 'utf8');
}

/** SHA-256 of the RFC 8785 bytes of a JSON value: `sha256:<hex>`. Two who compare it need not exchange the value. */
export const digestOf = (value: unknown): string => `sha256:${hash('sha256', canonicalBytes(value), 'hex')}`;

/** Replaces each sealed field by `{ sealed: digest }` and returns the parts beside. */
export function seal(value: unknown, parts: SealedPart[]): unknown {
  if (Array.isArray(value)) return value.map((item) => seal(item, parts));
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || item === null) continue;
    if (isSealedField(value, key)) {
      const part = sealBytes(canonicalBytes(item));
      parts.push(part);
      out[key] = { sealed: `sha256:${part.digest.toString('hex')}` };
    } else out[key] = seal(item, parts);
  }
  return out;
}

/** What a reader sees in place of a value that is not for this reader (AUD-03). */
export const WITHHELD = '[withheld]';

/** The same value with each sealed field withheld. As {@link seal}, it needs the shape, not plain JSON. */
export function withhold(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withhold);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .map(([key, item]) => [key, isSealedField(value, key) ? WITHHELD : withhold(item)]),
  );
}

/** What a reader sees in place of a value that was erased. */
export const ERASED = '[erased]';

/** A seal in RFC 8785 text. No text that someone wrote looks so, because quotation marks within a text are escaped. */
const SEAL = /\{"sealed":"sha256:([0-9a-f]{64})"\}/g;

/** Reads RFC 8785 text with its sealed values put back; one that is gone reads as {@link ERASED}. */
export function unseal(text: string, open: (digest: string) => string | undefined): unknown {
  return JSON.parse(text.replace(SEAL, (_, digest: string) => open(digest) ?? `"${ERASED}"`));
}
