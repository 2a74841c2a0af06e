import pg from 'pg';

/** A point in the work of a store: a statement, where it comes again and again the nth time, and which side of it. */
export interface KillPoint {
  when: 'before it is sent' | 'after it was run';
  /** Pattern of the statement. */
  statement: string;
  /** Pattern of the statement before it on the same connection. */
  follows?: string;
  nth?: number;
}

type Query = (this: pg.Client, ...sent: unknown[]) => unknown;

/**
 * From now on this process ends itself there, as `kill -9` ends it. It listens in where statements leave for the database, so
 * that what is tested knows of no such point.
 */
export function killAt({ when, statement, follows = '', nth = 1 }: KillPoint): void {
  const kill = () => process.kill(process.pid, 'SIGKILL');
  const client = pg.Client.prototype as unknown as { query: Query };
  const query = client.query;
  const last = new WeakMap<pg.Client, string>();
  let met = 0;
  client.query = function (...sent) {
    const [first] = sent as [string | { text?: string }];
    const text = (typeof first === 'string' ? first : (first.text ?? '')).trim();
    const before = last.get(this) ?? '';
    last.set(this, text);
    const isIt = new RegExp(statement).test(text) && new RegExp(follows).test(before) && ++met === nth;
    if (!isIt) return query.apply(this, sent);
    if (when === 'before it is sent') return kill();
    const answer = sent.at(-1);
    if (typeof answer === 'function') return query.apply(this, [...sent.slice(0, -1), kill]);
    return (query.apply(this, sent) as Promise<unknown>).then(kill, kill);
  };
}
