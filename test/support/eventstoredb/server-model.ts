import type { Expected } from './fake-store.js';

/** What a client can do to a server and see of it; ids are numbers. */
export type Act =
  | { do: 'append'; stream: string; expected: Expected; ids: number[] }
  | { do: 'delete'; stream: string }
  | { do: 'truncate'; stream: string; before: number }
  | { do: 'read'; stream: string; backwards: boolean; from: number | 'end'; count: number }
  | { do: 'read all' };

export type Seen = { revision: number } | 'conflict' | 'not found' | { ids: number[] };

interface Stream {
  ids: readonly number[];
  /** Events below this are not shown. */
  before: number;
  deleted: boolean;
}

export type Server = { streams: Readonly<Record<string, Stream>>; all: readonly number[] };
export const emptyServer: Server = { streams: {}, all: [] };

/** eventstoredb.md, section 5.2 in one pure function: the server after an act, and what its client sees. */
export function serverAfter(server: Server, act: Act): [Server, Seen] {
  if (act.do === 'read all') return [server, { ids: [...server.all] }];
  const stream = server.streams[act.stream] ?? { ids: [], before: 0, deleted: false };
  const withStream = (changed: Partial<Stream>, more: readonly number[] = []): Server => ({
    streams: { ...server.streams, [act.stream]: { ...stream, ...changed } },
    all: [...server.all, ...more],
  });
  switch (act.do) {
    case 'delete':
      return [withStream({ deleted: true }), { revision: stream.ids.length - 1 }];
    case 'truncate':
      return [withStream({ before: act.before, deleted: false }), { revision: stream.ids.length - 1 }];
    case 'read': {
      if (stream.ids.length === 0 || stream.deleted) return [server, 'not found'];
      const shown = [...stream.ids.entries()].filter(([revision]) => revision >= stream.before);
      const from = act.from === 'end' ? Infinity : act.from;
      const inOrder = act.backwards
        ? shown.reverse().filter(([revision]) => revision <= from)
        : shown.filter(([revision]) => revision >= from);
      return [server, { ids: inOrder.slice(0, act.count).map(([, id]) => id) }];
    }
    case 'append': {
      const place = placeOf(stream, act);
      if (place === 'conflict') return [server, 'conflict'];
      if (place < stream.ids.length) return [server, { revision: place + act.ids.length - 1 }];
      const ids = [...stream.ids, ...act.ids];
      // After a soft deletion only what comes is shown.
      const changed = stream.deleted ? { before: stream.ids.length, deleted: false } : {};
      return [withStream({ ...changed, ids }, act.ids), { revision: ids.length - 1 }];
    }
  }
}

/** Where an append goes: to the end, or to where the same ids are already. */
function placeOf(stream: Stream, { expected, ids }: Extract<Act, { do: 'append' }>): number | 'conflict' {
  const end = stream.ids.length;
  const isThere = (at: number) => at >= 0 && ids.every((id, index) => stream.ids[at + index] === id);
  if (expected === 'any' || expected === 'stream_exists') {
    if (expected === 'stream_exists' && (end === 0 || stream.deleted)) return 'conflict';
    const known = stream.ids.indexOf(ids[0]!);
    if (known < 0) return end;
    return isThere(known) ? known : 'conflict';
  }
  const at = expected === 'no_stream' ? 0 : Number(expected) + 1;
  if (at === end || (expected === 'no_stream' && stream.deleted)) return end;
  return at < end && isThere(at) ? at : 'conflict';
}
