import pg from 'pg';
import { CONNECTIONS, followPages, type PeerKind, shown } from './peer.js';

const COLUMNS = `data ->> 'id' as id, stream, version, position`;

/** One table by hand, in the least SQL that keeps versions apart; `numbering` is how an event gets its place. */
const raw = (name: string, schema: string, numbering: string): PeerKind => ({
  name,
  follower: 'the rows after the last place',
  async open(databaseUrl) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
    await pool.query(schema);
    return {
      async append(stream, expected, contents) {
        await pool.query({
          name: 'append',
          text: numbering,
          values: [stream, expected, contents.map((content) => JSON.stringify(content)), contents.length],
        });
        return contents.map(({ id }) => id);
      },
      follow: (show) =>
        followPages(
          show,
          async () =>
            Number(
              (await pool.query<{ end: string }>('select coalesce(max(position), 0) as end from log')).rows[0]!.end,
            ),
          (after) =>
            shown(pool, `select ${COLUMNS} from log where position > $1 order by position limit 1000`, [after]),
        ),
      readAll: () => shown(pool, `select ${COLUMNS} from log order by position`),
      close: () => pool.end(),
    };
  },
});

const TABLE = (position: string) =>
  `create table log (position ${position} primary key, stream text not null, version integer not null, data jsonb not null,
     unique (stream, version))`;

/** What many build first. Places are given out before the commit, so a follower can pass one that is not committed yet. */
export const bigserial = raw(
  'a bigserial column',
  TABLE('bigserial'),
  `insert into log (stream, version, data)
     select $1, $2::integer + c.place, c.data from unnest($3::jsonb[]) with ordinality as c (data, place)
     where $4::integer > 0 order by c.place`,
);

/** One row holds the last place, and is locked from there to the commit: sound, and one commit at a time. */
export const counterRow = raw(
  'a counter row',
  `${TABLE('bigint')}; create table counter (last bigint not null); insert into counter values (0)`,
  `with taken as (update counter set last = last + $4::integer returning last)
     insert into log (position, stream, version, data)
     select taken.last - $4::integer + c.place, $1, $2::integer + c.place, c.data
     from taken, unnest($3::jsonb[]) with ordinality as c (data, place)`,
);
