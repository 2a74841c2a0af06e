import type { EventLog, RecordedEvent } from '../events/index.js';
import type { Database } from './database.js';

/**
 * Writes a prepared page within the caller's transaction: its events below a size, all unless told. What it keeps in memory
 * belongs to the commit: when that fails, {@link ReadTables.forget} follows.
 */
export type WritePage = (tx: Database, below?: number) => Promise<void>;

/** The tables of one read model in one schema, and how a page of the log goes into them. */
export interface ReadTables {
  /** Names of its tables, without schema; the first is that of the read model. */
  names(): string[];
  /** Names of the halves of its index tables, which go where their table goes but for the schema. */
  halves(): string[];
  /** Drops and creates the tables, empty; {@link buildLookups} follows once they are filled. */
  create(db: Database): Promise<void>;
  buildLookups(db: Database): Promise<void>;
  drop(db: Database): Promise<void>;
  /** Forgets what is in memory, e.g. after another process wrote. */
  forget(): void;
  /**
   * Reads what the events need from the log and the tables, outside of any transaction, because the embedded database has
   * one connection. All events below `position` are in the tables already, and those of the page are at or above it.
   */
  prepare(log: EventLog, db: Database, events: readonly RecordedEvent[], position: number): Promise<WritePage>;
}
