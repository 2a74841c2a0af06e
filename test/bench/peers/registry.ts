import { ProjectionRunner, type Projection } from '#kernel';
import { openStore } from '#stores';
import { sql } from 'kysely';
import { Added, append, Opened, type Tally, tallies } from '../../support/tally.js';
import { pagesOf } from '../kit.js';
import { type Content, followPages, type PeerKind, type Shown } from './peer.js';

/** One row a stream, without tables for questions: what the others are asked for. */
const KEYED: Projection<Tally> = { ...tallies('tally'), indexes: [] };

/** The first event opens the subject and holds no amount; all carry the same bytes. */
const contentOf = ({ amount, note }: Content, version: number) =>
  version === 1 ? new Opened(note) : Object.assign(new Added(amount), { note });

/** The registry's own log on PostgreSQL, through the interface that its pipeline uses. */
export const registry: PeerKind = {
  name: 'the registry',
  follower: 'readPage',
  async open(databaseUrl) {
    const { log, db, close } = await openStore({ databaseUrl, dataDir: '' });
    const show = (event: { eventId: string; stream: string; version: number; seq: number }): Shown => ({
      id: event.eventId,
      stream: event.stream,
      version: event.version,
      position: event.seq,
    });
    return {
      async append(stream, expected, contents) {
        const command = append(
          stream,
          expected,
          contents.map((content, index) => contentOf(content, expected + index + 1)),
        );
        const answer = await log.append(command);
        if (answer.outcome !== 'committed') throw new Error(`An append was answered ${JSON.stringify(answer)}.`);
        return command.events.map(({ eventId }) => eventId);
      },
      follow: (see) =>
        followPages(
          see,
          async () => (await log.head()).size - 1,
          async (after) => (await log.readPage({ from: after + 1, limit: 1_000 })).events.map(show),
        ),
      async readAll() {
        const all: Shown[] = [];
        for await (const page of pagesOf(log)) all.push(...page.map(show));
        return all;
      },
      async replay() {
        await sql`delete from registry.projection where name = ${KEYED.name}`.execute(db);
        const runner = new ProjectionRunner([KEYED], db, log);
        await runner.prepare();
        while (await runner.step());
      },
      async folded() {
        const { rows } = await sql<{
          stream: string;
          sum: number;
        }>`select id as stream, (doc::jsonb -> 'state' ->> 'sum')::integer as sum from ${sql.table(`read.${KEYED.name}`)}`.execute(
          db,
        );
        return rows;
      },
      close,
    };
  },
};
