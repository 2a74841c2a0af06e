import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import pg from 'pg';
import { CONNECTIONS, type Content, type PeerKind, shown } from './peer.js';

interface Message {
  data: Content;
  metadata: { streamName: string; streamPosition: bigint; globalPosition: bigint };
}
interface Running {
  start(): Promise<void>;
  close(): Promise<void>;
}
/** As much of emmett as is used here. Its packages are installed beside this file, for the benchmark alone. */
interface Emmett {
  getPostgreSQLEventStore(
    url: string,
    options: { connectionOptions: { pool: pg.Pool } },
  ): {
    schema: { migrate(): Promise<unknown> };
    appendToStream(
      stream: string,
      events: { type: string; data: Content }[],
      options: { expectedStreamVersion: bigint },
    ): Promise<unknown>;
    consumer(options: { pulling: { pullingFrequencyInMs: number; batchSize: number } }): Running & {
      reactor(options: {
        processorId: string;
        startFrom: { lastCheckpoint: bigint };
        eachMessage: (message: Message) => void;
      }): unknown;
    };
    close(): Promise<void>;
  };
  pongoSingleStreamProjection(options: {
    collectionName: string;
    canHandle: string[];
    initialState: () => { sum: number };
    evolve: (document: { sum: number }, event: Message) => { sum: number };
  }): { name: string };
  rebuildPostgreSQLProjections(options: {
    connectionString: string;
    projections: object[];
    pulling: { batchSize: number; pullingFrequencyInMs: number };
  }): Running;
}

/** emmett with its store on PostgreSQL, its consumers, and its single-stream projections into documents. */
export const emmett: PeerKind = {
  name: 'emmett 0.42.0',
  follower: 'consumer with a reactor',
  async open(databaseUrl) {
    const { getPostgreSQLEventStore, pongoSingleStreamProjection, rebuildPostgreSQLProjections } = createRequire(
      resolve('test/bench/peers/others/package.json'),
    )('@event-driven-io/emmett-postgresql') as Emmett;
    const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
    const store = getPostgreSQLEventStore(databaseUrl, { connectionOptions: { pool } });
    await store.schema.migrate();
    let followers = 0;
    let replays = 0;
    return {
      async append(stream, expected, contents) {
        await store.appendToStream(
          stream,
          contents.map((data) => ({ type: 'Added', data })),
          { expectedStreamVersion: BigInt(expected) },
        );
        return contents.map(({ id }) => id);
      },
      async follow(show) {
        const { rows } = await pool.query<{ end: string }>(
          'select coalesce(max(global_position), 0) as end from emt_messages',
        );
        const consumer = store.consumer({ pulling: { pullingFrequencyInMs: 10, batchSize: 1_000 } });
        consumer.reactor({
          processorId: `follower-${++followers}`,
          startFrom: { lastCheckpoint: BigInt(rows[0]!.end) },
          eachMessage: ({ data, metadata }) =>
            show({
              id: data.id,
              stream: metadata.streamName,
              version: Number(metadata.streamPosition),
              position: Number(metadata.globalPosition),
            }),
        });
        const ended = consumer.start();
        return async () => {
          await consumer.close();
          await ended;
        };
      },
      // In the order in which its followers are shown them.
      readAll: () =>
        shown(
          pool,
          `select message_data ->> 'id' as id, stream_id as stream, stream_position as version, global_position as position
             from emt_messages order by transaction_id, global_position`,
        ),
      async replay() {
        const consumer = rebuildPostgreSQLProjections({
          connectionString: databaseUrl,
          projections: [
            pongoSingleStreamProjection({
              // A new one each time: rebuilt under the same name, it stays empty.
              collectionName: `tallies_${++replays}`,
              canHandle: ['Added'],
              initialState: () => ({ sum: 0 }),
              evolve: ({ sum }, { data }) => ({ sum: sum + data.amount }),
            }),
          ],
          pulling: { batchSize: 1_000, pullingFrequencyInMs: 1 },
        });
        await consumer.start();
        await consumer.close();
      },
      async folded() {
        const { rows } = await pool.query<{ stream: string; sum: number }>(
          `select _id as stream, (data ->> 'sum')::integer as sum from tallies_${replays}`,
        );
        return rows;
      },
      async close() {
        await store.close();
        if (!pool.ended) await pool.end();
      },
    };
  },
};
