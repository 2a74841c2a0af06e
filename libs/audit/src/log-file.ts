import { createHash } from 'node:crypto';
import { leafHash, leafOf, type LogHead, type StoredCommand, type StoredEvent, TreeEdge } from '#kernel';
import { inspect } from './verify-log.js';

/**
 * A log as a file: one JSON document a line (NDJSON, UTF-8). The first line says what the file is, with the size and root
 * of the log; each other line is one event, in order of `seq`: the stored text of its leaf and of its body, their salts,
 * what was sealed, and, with the first event of each command, by which id and fingerprint a repetition is known. `sha256`
 * of a line is that of its `event` as written. Everything else in the store follows from these.
 */
export const LOG_FILE = { format: 'labour-arrangement-registry/log', version: 1 } as const;

/** What the first line says. */
export interface LogFileHead {
  size: number;
  /** In hexadecimal. */
  root: string;
  /** When the last event was recorded. */
  recordedAt?: string;
}

/** The file is none of ours, or not whole; the message names the event and what does not fit. */
export class BadLogFile extends Error {}

interface Line {
  seq: number;
  leaf: string;
  body: string;
  /** Salts in base64, digests and fingerprints in hexadecimal. */
  salt: string;
  parts: { digest: string; salt?: string; value?: string }[];
  /** With its first event: the command, and how many events it recorded. */
  command?: { id: string; fingerprint: string; events: number };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The first line. */
export const headLine = ({ size, root, recordedAt }: LogHead): string =>
  JSON.stringify({ ...LOG_FILE, size, root: root.toString('hex'), recordedAt });

/** The lines of one command. */
export const linesOf = ({ id, fingerprint, events }: StoredCommand): string[] =>
  events.map((event, index) => {
    const line: Line = {
      seq: event.seq,
      leaf: event.leaf.toString('utf8'),
      body: event.body.toString('utf8'),
      salt: event.bodySalt.toString('base64'),
      parts: event.parts.map(({ digest, salt, value }) => ({
        digest: digest.toString('hex'),
        salt: salt?.toString('base64'),
        value: value?.toString('utf8'),
      })),
      ...(index === 0 ? { command: { id, fingerprint: fingerprint.toString('hex'), events: events.length } } : {}),
    };
    return JSON.stringify({ sha256: sha256(JSON.stringify(line)), event: line });
  });

/** The id of the command that recorded an event, which its body tells. */
export const commandIdOf = ({ body }: Pick<StoredEvent, 'body'>): string =>
  (JSON.parse(body.toString('utf8')) as { commandId: string }).commandId;

/** Reads the first line. */
export function readHead(line: string | undefined): LogFileHead {
  const head = parsed(line ?? '') as (LogFileHead & { format?: unknown; version?: unknown }) | null | undefined;
  if (head?.format !== LOG_FILE.format)
    throw new BadLogFile(
      'It is no log of this registry: the first line must say so, as `registry log export` writes it.',
    );
  if (head.version !== LOG_FILE.version)
    throw new BadLogFile(
      `It is a log file of version ${String(head.version)}; this registry reads version ${LOG_FILE.version}. Use a newer registry.`,
    );
  const { size, root, recordedAt } = head;
  return { size, root, recordedAt };
}

/**
 * Reads the lines after the head, and checks each before it is handed on: the digest of the line, that `seq` and versions
 * have no hole, that body and sealed values match the digests in the leaf, and that commands are whole; after the last one,
 * that the root is the one of the head. `edge` is the tree of what was handed on.
 *
 * @throws {BadLogFile} naming the event that is wrong.
 */
export async function* readCommands(
  head: LogFileHead,
  lines: AsyncIterable<string>,
  edge = new TreeEdge(),
): AsyncGenerator<StoredCommand> {
  const versions = new Map<string, number>();
  let last = '';
  let command: StoredCommand | undefined;
  let missing = 0;
  for await (const text of lines) {
    const seq = edge.size + (command?.events.length ?? 0);
    const fault = (what: string) => new BadLogFile(`Event ${seq} of the file is wrong: ${what}.`);
    if (seq === head.size) throw fault(`the log was said to have ${head.size} events`);
    const line = parsed(text) as { sha256?: string; event?: Line } | null | undefined;
    if (!line?.event || line.sha256 !== sha256(JSON.stringify(line.event)))
      throw fault('its line does not match its digest');
    const event = storedOf(line.event);
    if (event?.seq !== seq) throw fault(`its seq is ${event?.seq ?? 'not told'}`);
    const [what] = inspect(event, versions.get(event.stream) ?? 0, last);
    if (what) throw fault(what);
    versions.set(event.stream, event.version);
    last = event.recordedAt;
    const { command: begins } = line.event;
    if ((begins === undefined) !== missing > 0) throw fault('its command is not whole');
    if (begins) {
      command = { id: begins.id, fingerprint: Buffer.from(begins.fingerprint, 'hex'), events: [] };
      missing = begins.events;
    }
    if (commandIdOf(event) !== command!.id) throw fault('it is of another command than the line says');
    command!.events.push(event);
    if (--missing > 0) continue;
    for (const { leaf } of command!.events) edge.append(leafHash(leaf));
    yield command!;
    command = undefined;
  }
  if (edge.size !== head.size)
    throw new BadLogFile(`The file ends before event ${edge.size}; it was said to have ${head.size}. Copy it again.`);
  const root = edge.root().toString('hex');
  if (root !== head.root)
    throw new BadLogFile(`The events of the file lead to the root ${root}; its first line says ${head.root}.`);
}

function storedOf({ leaf, body, salt, parts }: Line): StoredEvent | undefined {
  const bytes = Buffer.from(leaf, 'utf8');
  const said = leafOf({ leaf: bytes });
  if (!said) return undefined;
  return {
    seq: said.seq as number,
    stream: said.stream as string,
    version: said.streamVersion as number,
    type: said.type as string,
    actor: said.actor as string,
    recordedAt: said.recordedAt as string,
    corrects: said.corrects as number | null,
    leaf: bytes,
    body: Buffer.from(body, 'utf8'),
    bodySalt: Buffer.from(salt, 'base64'),
    parts: parts.map((part) => ({
      digest: Buffer.from(part.digest, 'hex'),
      salt: part.salt === undefined ? undefined : Buffer.from(part.salt, 'base64'),
      value: part.value === undefined ? undefined : Buffer.from(part.value, 'utf8'),
    })),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
