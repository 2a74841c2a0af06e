import type pg from 'pg';

/** What every store is given to record: some 350 bytes of JSON, with an id of the bench's own. */
export interface Content {
  id: string;
  amount: number;
  note: string;
}

/** One event as a store shows it: in the whole log, or to a follower. */
export interface Shown {
  id: string;
  stream: string;
  /** Place in its stream, from 1. */
  version: number;
  /** Place in the order in which the store numbers events. */
  position: number;
}

/** What a keyed projection holds of one stream. */
export interface Folded {
  stream: string;
  sum: number;
}

/** A store on a database of its own, spoken to as its makers show. */
export interface Peer {
  /** Appends to a stream that has `expected` events; resolves with the ids once the store has acknowledged them. */
  append(stream: string, expected: number, contents: readonly Content[]): Promise<string[]>;
  /** Shows each event recorded from now on, as a subscriber of this store is shown it, until told to stop. */
  follow(show: (event: Shown) => void): Promise<() => Promise<void>>;
  /** The whole log, in the order of the store. */
  readAll(): Promise<Shown[]>;
  /** Folds the whole log anew into one row a stream with a checkpoint; absent where the store has no projections. */
  replay?(): Promise<void>;
  /** The rows of that projection. */
  folded?(): Promise<Folded[]>;
  close(): Promise<void>;
}

export interface PeerKind {
  name: string;
  /** How a follower of it asks for news, in words. */
  follower: string;
  open(databaseUrl: string): Promise<Peer>;
}

/** Connections of each store: one a writer, and some for its followers. */
export const CONNECTIONS = 20;

/**
 * Asks for the page after the last one, again and again: the follower of every store that numbers its events.
 * `page` answers in order, and `end` says where the log ends now.
 */
export async function followPages(
  show: (event: Shown) => void,
  end: () => Promise<number>,
  page: (after: number) => Promise<Shown[]>,
): Promise<() => Promise<void>> {
  let stopping = false;
  let after = await end();
  const loop = (async () => {
    while (!stopping) {
      const events = await page(after);
      for (const event of events) show(event);
      after = events.at(-1)?.position ?? after;
      if (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  return async () => {
    stopping = true;
    await loop;
  };
}

interface Row {
  id: string;
  stream: string;
  version: string;
  position: string;
}

/** Runs a query whose columns are those of {@link Shown}. */
export async function shown(pool: pg.Pool, text: string, values: unknown[] = []): Promise<Shown[]> {
  const { rows } = await pool.query<Row>(text, values);
  return rows.map(({ id, stream, version, position }) => ({
    id,
    stream,
    version: Number(version),
    position: Number(position),
  }));
}
