import { earliest, latest, type PartialDate, type PlainDate } from './partial-date.js';

/** A statement with the legal dates for which it holds, and the event that made it. */
export interface Stated<T> {
  /** `seq` of the event that states it. */
  seq: number;
  /** Since when it holds; absent: as long as the thing exists. */
  from?: PartialDate;
  /** First day on which it no longer holds. */
  to?: PartialDate;
  value: T;
}

/**
 * The statement that holds on a day: the latest in effective order, and of equal dates the one recorded last. Effective
 * order wins, not record order (bitemporal.md, section 1); when a bounded one ends, the one beneath holds again.
 */
export function statedOn<T>(statements: readonly Stated<T>[], day: PlainDate): Stated<T> | undefined {
  let best: Stated<T> | undefined;
  for (const statement of statements) {
    if (statement.from !== undefined && earliest(statement.from) > day) continue;
    if (statement.to !== undefined && latest(statement.to) <= day) continue;
    if (!best || rank(statement) > rank(best) || (rank(statement) === rank(best) && statement.seq > best.seq))
      best = statement;
  }
  return best;
}

const rank = (statement: Stated<unknown>) => (statement.from === undefined ? '' : earliest(statement.from));
