import { readFileSync } from 'node:fs';
import pg from 'pg';
import { CONNECTIONS, followPages, type PeerKind, shown } from './peer.js';

/** What its install.sh runs, but for roles and their privileges, which a single user needs none of. */
const SCRIPTS = [
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  ...[
    'message-store-version',
    'hash-64',
    'acquire-lock',
    'category',
    'is-category',
    'id',
    'cardinal-id',
    'stream-version',
    'write-message',
    'get-stream-messages',
    'get-category-messages',
    'get-last-stream-message',
  ].map((name) => `functions/${name}`),
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
];

const COLUMNS = `data::jsonb ->> 'id' as id, stream_name as stream, position + 1 as version, global_position as position`;

/** Message DB: functions in PostgreSQL that lock a category of streams for each write. */
export const messageDb: PeerKind = {
  name: 'Message DB 1.3.1',
  follower: 'get_category_messages',
  async open(databaseUrl) {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: CONNECTIONS,
      options: '-c search_path=message_store,public',
    });
    for (const script of SCRIPTS)
      await pool.query(
        readFileSync(`test/bench/peers/others/node_modules/@eventide/message-db/database/${script}.sql`, 'utf8'),
      );
    return {
      async append(stream, expected, contents) {
        await pool.query({
          name: 'write',
          text: `select write_message(c.data ->> 'id', $1, 'Added', c.data, null, $2 + c.place - 2)
            from unnest($3::jsonb[]) with ordinality as c (data, place)`,
          values: [stream, expected, contents.map((content) => JSON.stringify(content))],
        });
        return contents.map(({ id }) => id);
      },
      follow: (show) =>
        followPages(
          show,
          async () =>
            Number(
              (await pool.query<{ end: string }>('select coalesce(max(global_position), 0) as end from messages'))
                .rows[0]!.end,
            ),
          (after) => shown(pool, `select ${COLUMNS} from get_category_messages('tally', $1, 1000)`, [after + 1]),
        ),
      readAll: () => shown(pool, `select ${COLUMNS} from messages order by global_position`),
      close: () => pool.end(),
    };
  },
};
