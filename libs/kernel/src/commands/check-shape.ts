import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { Class } from '../events/event.js';

/** What is wrong with one field of an input. */
export interface Problem {
  /** Path of the field, e.g. `parties[2].role`. */
  field: string;
  /** The value as JSON, shortened to 200 characters. */
  value: string;
  message: string;
}

/** Checks an input against the declaration of its shape (class-validator): the typed value, or every problem found. */
export function checkShape<D extends object>(
  shape: Class<D>,
  input: object,
  path = '',
): { value: D } | { problems: Problem[] } {
  const value = plainToInstance(shape, dropNulls(input));
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  return errors.length > 0 ? { problems: errors.flatMap((error) => problemsOf(error, path)) } : { value };
}

function problemsOf(error: ValidationError, path: string): Problem[] {
  const field = /^\d+$/.test(error.property)
    ? `${path}[${error.property}]`
    : path
      ? `${path}.${error.property}`
      : error.property;
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    field,
    value: (JSON.stringify(error.value) ?? 'missing').slice(0, 200),
    message: message.startsWith('must') ? `${field} ${message}.` : `${message}.`,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, field))];
}

/** GraphQL sends null for what is left out; events carry only what is stated. */
function dropNulls(value: unknown): object {
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'object' && item !== null ? dropNulls(item) : item));
  return Object.fromEntries(
    Object.entries(value as object)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([key, item]) => [key, typeof item === 'object' ? dropNulls(item) : item]),
  );
}
