import { type Append, type EventLog, systemClock } from '#kernel';
import { PostgresEventLog } from '#stores';
import { Added, append } from '../support/tally.js';
import { type Acknowledged, faultsOf, type History } from '../support/consistency-oracle.js';
import {
  type Asked,
  count,
  type Figure,
  interleaved,
  median,
  type Oracle,
  pagesOf,
  perSecond,
  ratioOf,
  type Row,
  tiers,
} from './kit.js';

const WRITERS = 64;

/** Durable appends of one event each: writers that share commits, against the same writers one by one. */
export const appends: Figure = {
  title: `Durable appends, ${WRITERS} writers: coalesced against one by one on the same store`,
  async *measure(asked: Asked): AsyncIterable<Row> {
    const each = asked.quick ? { coalesced: 40, single: 5 } : { coalesced: 200, single: 20 };
    for (const tier of tiers()) {
      const ground = await tier.ground();
      try {
        const { log, pool } = await ground.open();
        const single = new PostgresEventLog(pool, systemClock, 1);
        const acknowledged: Acknowledged[] = [];
        const run = (writing: EventLog, commands: number) => async (round: number) => {
          const sent = await write(
            writing,
            `${writing === single ? 'single' : 'coalesced'}-${round}`,
            commands,
            acknowledged,
          );
          return sent;
        };
        await write(log, 'warm', 10, acknowledged);
        const speeds = await interleaved(asked.quick ? 3 : 5, {
          coalesced: run(log, each.coalesced),
          single: run(single, each.single),
        });
        yield {
          what: 'appends',
          on: tier.name,
          measured: `${count(median(speeds.coalesced))}/s coalesced`,
          baseline: `${count(median(speeds.single))}/s one by one`,
          ratio: ratioOf(speeds.coalesced, speeds.single),
          goal: { atLeast: 5 },
          oracle: await answerFor(log, acknowledged),
        };
      } finally {
        await ground.drop();
      }
    }
  },
};

/** Each writer appends to its own stream, one after the other; appends per second of all. */
async function write(log: EventLog, name: string, commands: number, acknowledged: Acknowledged[]): Promise<number> {
  const prepared = Array.from({ length: WRITERS }, (_, writer) =>
    Array.from({ length: commands }, (_, version): Append =>
      append(`tally-${name}-${writer}`, version, [new Added(version)]),
    ),
  );
  const start = performance.now();
  await Promise.all(
    prepared.map(async (commandsOfWriter) => {
      for (const command of commandsOfWriter) {
        const answer = await log.append(command);
        if (answer.outcome !== 'committed') throw new Error(`An append was answered ${JSON.stringify(answer)}.`);
        acknowledged.push({
          ...answer,
          commandId: command.commandId,
          eventIds: command.events.map((event) => event.eventId),
        });
      }
    }),
  );
  return perSecond(WRITERS * commands, performance.now() - start);
}

async function answerFor(log: EventLog, acknowledged: Acknowledged[]): Promise<Oracle> {
  const stored: History['log'] = [];
  for await (const page of pagesOf(log)) stored.push(...page);
  const ids = new Set(stored.map((event) => event.eventId));
  const sent = acknowledged.flatMap((command) => command.eventIds);
  return {
    lost: sent.filter((id) => !ids.has(id)).length,
    duplicated: stored.length - sent.length + sent.filter((id) => !ids.has(id)).length,
    // Every other way to break what the log promises: places, versions, gaps.
    outOfOrder: faultsOf({ acknowledged, readers: [], log: stored }).length,
  };
}
