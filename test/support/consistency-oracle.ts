import type { Append, AppendOutcome, EventLog } from '#kernel';
import { Added, append } from './tally.js';
import { pick } from './random.js';

/** What the oracle asks of a log: to append, and to be followed. */
export type FollowedLog = Pick<EventLog, 'append' | 'readPage'>;

/** One event as a reader saw it. */
interface Seen {
  seq: number;
  stream: string;
  version: number;
  eventId: string;
  commandId: string;
}

/** One command as its sender saw it. */
export interface Acknowledged {
  commandId: string;
  eventIds: string[];
  stream: string;
  version: number;
  firstSeq: number;
  lastSeq: number;
}

export interface History {
  acknowledged: Acknowledged[];
  /** Commands whose sender never learned what became of them. */
  unsettled?: Set<string>;
  /** Each reader's events, in the order in which it got them; `kind` where it followed one kind of stream only. */
  readers: { name: string; kind?: string; seen: Seen[] }[];
  /** The log as it stands at the end. */
  log: Seen[];
}

/** The consistency oracle: every way in which a history breaks what the log promises; none for a sound log. */
export function faultsOf({ acknowledged, unsettled = new Set(), readers, log }: History): string[] {
  const faults: string[] = [];
  const versions = new Map<string, number>();
  const at = new Map<string, Seen>();
  const commands = new Map<string, Seen[]>();
  log.forEach((event, index) => {
    if (event.seq !== index) faults.push(`the event at place ${index} has seq ${event.seq}`);
    const version = (versions.get(event.stream) ?? 0) + 1;
    if (event.version !== version) faults.push(`${event.stream} goes from version ${version - 1} to ${event.version}`);
    versions.set(event.stream, event.version);
    if (at.has(event.eventId)) faults.push(`event ${event.eventId} is in the log twice`);
    at.set(event.eventId, event);
    const siblings = commands.get(event.commandId) ?? [];
    commands.set(event.commandId, [...siblings, event]);
  });

  for (const command of acknowledged) {
    const events = commands.get(command.commandId) ?? [];
    if (events.map((event) => event.eventId).join() !== command.eventIds.join())
      faults.push(
        `command ${command.commandId} was acknowledged with ${command.eventIds.length} events, and the log has ${events.length}`,
      );
    else if (
      events[0]!.seq !== command.firstSeq ||
      events.at(-1)!.seq !== command.lastSeq ||
      events.at(-1)!.version !== command.version
    )
      faults.push(`command ${command.commandId} is not where its sender was told`);
  }
  const known = new Set(acknowledged.map((command) => command.commandId));
  for (const commandId of commands.keys())
    if (!known.has(commandId) && !unsettled.has(commandId))
      faults.push(`command ${commandId} is in the log, and nobody was told`);

  for (const { name, kind, seen } of readers) {
    const expected = kind === undefined ? log : log.filter((event) => event.stream.startsWith(`${kind}-`));
    const got = new Set(seen.map((event) => event.eventId));
    for (const event of expected) if (!got.has(event.eventId)) faults.push(`${name} was never shown seq ${event.seq}`);
    for (let index = 1; index < seen.length; index++)
      if (seen[index]!.seq <= seen[index - 1]!.seq)
        faults.push(`${name} was shown seq ${seen[index]!.seq} after ${seen[index - 1]!.seq}`);
    if (seen.length > expected.length) faults.push(`${name} was shown ${seen.length} events of ${expected.length}`);
  }
  return faults;
}

export interface Workload {
  /** One log per writer, by turns: several views of one log stand for several processes. */
  logs: readonly FollowedLog[];
  random: () => number;
  writers?: number;
  commandsEach?: number;
  streams?: readonly string[];
}

/**
 * Writers append to few streams, so that they conflict, learn the version, try again, and send again what they did not
 * learn the fate of or already know; readers follow all the while.
 */
export async function provoke({
  logs,
  random,
  writers = 16,
  commandsEach = 12,
  streams = STREAMS,
}: Workload): Promise<History> {
  const acknowledged: Acknowledged[] = [];
  let writing = true;
  const faults: string[] = [];

  const send = async (log: FollowedLog, command: Append): Promise<AppendOutcome> => {
    for (;;) {
      const answer = await log.append(command);
      if (answer.outcome !== 'unknown') return answer;
    }
  };
  const write = async (log: FollowedLog) => {
    let last: { command: Append; place: AppendOutcome } | undefined;
    const versions = new Map<string, number>();
    for (let sent = 0; sent < commandsEach;) {
      if (last && random() < 0.15) {
        const again = await send(log, last.command);
        const { outcome: _, ...place } = last.place;
        if (JSON.stringify(again) !== JSON.stringify({ outcome: 'duplicate', ...place }))
          faults.push(`a repeated command was answered ${JSON.stringify(again)}`);
      }
      const stream = pick(random, streams);
      const contents = Array.from(
        { length: 1 + Math.floor(random() * 3) },
        () => new Added(Math.floor(random() * 100)),
      );
      const command = append(stream, versions.get(stream) ?? 0, contents);
      const answer = await send(log, command);
      if (answer.outcome === 'conflict') versions.set(stream, answer.actual);
      else if (answer.outcome === 'mismatch' || answer.outcome === 'unknown' || answer.outcome === 'closed')
        faults.push(`a new command was answered ${answer.outcome}`);
      else {
        const { stream: _, version, firstSeq, lastSeq } = answer;
        versions.set(stream, version);
        acknowledged.push({
          commandId: command.commandId,
          eventIds: command.events.map((event) => event.eventId),
          stream,
          version,
          firstSeq,
          lastSeq,
        });
        last = { command, place: answer };
        sent += 1;
      }
    }
  };
  const readers: History['readers'] = [
    'one by one',
    'by pages',
    'by long pages',
    `of ${KINDS[0]}`,
    `of ${KINDS[1]}`,
  ].map((name, index) => ({
    name: `the reader ${name}`,
    kind: index < 3 ? undefined : KINDS[index - 3],
    seen: [],
  }));
  const follow = async ({ kind, seen }: History['readers'][number], log: FollowedLog, limit: number) => {
    let from = 0;
    for (;;) {
      const last = !writing;
      const page = await log.readPage({ from, limit, kind });
      seen.push(...page.events);
      if (last && page.readTo === from) return;
      from = page.readTo;
      await new Promise(setImmediate);
    }
  };

  const following = readers.map((reader, index) =>
    follow(reader, logs[index % logs.length]!, [1, 7, 500, 3, 50][index]!),
  );
  await Promise.all(Array.from({ length: writers }, (_, index) => write(logs[index % logs.length]!)));
  writing = false;
  await Promise.all(following);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return { acknowledged, readers, log: await readAll(logs[0]!) };
}

export const KINDS = ['alpha', 'beta'] as const;
const STREAMS = KINDS.flatMap((kind) => ['1', '2', '3'].map((name) => `${kind}-${name}`));

/** The whole log, page by page. */
export async function readAll(log: Pick<EventLog, 'readPage'>) {
  const events: Awaited<ReturnType<EventLog['readPage']>>['events'] = [];
  for (let from = 0; ;) {
    const page = await log.readPage({ from, limit: 1_000 });
    if (page.readTo === from) return events;
    events.push(...page.events);
    from = page.readTo;
  }
}
