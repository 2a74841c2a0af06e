import { ErrorType } from '@eventstore/db-client';

/** No answer came from the server, or none that settles anything. */
export class Lost extends Error {}

/** Refused for good: nothing was stored, and the same again would be refused again. */
const REFUSED_TYPES: ReadonlySet<string> = new Set([
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.INVALID_TRANSACTION,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.MISSING_REQUIRED_METADATA_PROPERTY,
  ErrorType.STREAM_DELETED,
  ErrorType.UNSUPPORTED,
]);
/** gRPC: invalid argument, permission denied, failed precondition, out of range, unimplemented, unauthenticated. */
const REFUSED_CODES: ReadonlySet<number> = new Set([3, 7, 9, 11, 12, 16]);

/**
 * What a fault of an append means. The client throws errors of its own with a `type`, plain gRPC errors with a `code`, and
 * plain errors with neither (eventstoredb.md, 5.1-m), so they are looked at in this order. Whatever is not known to have
 * been refused may have been stored: `lost`.
 */
export function meaningOf(error: unknown): 'conflict' | 'refused' | 'lost' {
  const { type, code } = error as { type?: string; code?: number };
  if (type === ErrorType.WRONG_EXPECTED_VERSION) return 'conflict';
  if (type !== undefined && REFUSED_TYPES.has(type)) return 'refused';
  if (code !== undefined && REFUSED_CODES.has(code)) return 'refused';
  return 'lost';
}
