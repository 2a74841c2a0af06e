import { earliest, type Stated } from '#kernel';

/** Statements in the order in which they take over from each other; of those that start alike, the one recorded last. */
export function inEffectiveOrder<T>(statements: readonly Stated<T>[]): Stated<T>[] {
  const byStart = new Map<string, Stated<T>>();
  for (const statement of statements.toSorted((a, b) => a.seq - b.seq))
    byStart.set(statement.from === undefined ? '' : earliest(statement.from), statement);
  return [...byStart].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement);
}
