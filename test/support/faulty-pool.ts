import type pg from 'pg';

export interface CommitFaults {
  /** Before the commit is sent: wait, or throw as a connection does that breaks before it. */
  before?: () => Promise<void>;
  /** After the commit took effect: throw as a connection does that breaks before its answer. */
  after?: () => Promise<void>;
}

/** A pool whose commits are slow or break, as those of a real network and disk are now and then. */
export function faultyPool(pool: pg.Pool, { before, after }: CommitFaults): pg.Pool {
  const wrapped = (client: pg.PoolClient) => {
    let began = false;
    /** A statement outside a transaction commits itself. */
    const commits = (text: string) => {
      if (text === 'commit') return true;
      began = text.startsWith('begin') || (began && text !== 'rollback');
      return !began && text.includes('insert into');
    };
    return new Proxy(client, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function') return value;
        if (property !== 'query') return value.bind(target) as unknown;
        return async (...query: unknown[]) => {
          const [first] = query as [string | { text: string }];
          if (!commits(typeof first === 'string' ? first : first.text))
            return (value as (...query: unknown[]) => unknown).apply(target, query);
          await before?.();
          const answer: unknown = await (value as (...query: unknown[]) => Promise<unknown>).apply(target, query);
          await after?.();
          return answer;
        };
      },
    });
  };
  return new Proxy(pool, {
    get(target, property) {
      if (property === 'connect') return async () => wrapped(await target.connect());
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A slow commit: some turns of the event loop, now and then some milliseconds. */
export function slowly(random: () => number): () => Promise<void> {
  return async () => {
    if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 8));
    for (let turns = Math.floor(random() * 4); turns > 0; turns--) await new Promise(setImmediate);
  };
}

/** What node-postgres throws when the server or the network goes away. */
export const connectionLost = () => new Error('Connection terminated unexpectedly');
