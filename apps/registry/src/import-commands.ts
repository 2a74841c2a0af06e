import { createHash } from 'node:crypto';
import { type Actor, type AnyDecider, canonicalBytes, Submission, type SubmissionResult } from '#kernel';
import type { CommandBus } from '@nestjs/cqrs';
import { type Document, LineCounter, type Node, parseDocument, isSeq } from 'yaml';

/** One entry of an import file: a command by its name, and its provenance. */
export interface ImportEntry {
  file: string;
  /** Line of the entry in its file, from 1. */
  line: number;
  command: string;
  input: object;
  provenance: object;
}

/** An import file is not a list of commands; the message names file, line and what is expected. */
export class BadImport extends Error {}

/** Reads a file of the import format (docs/how-to/import.md): a YAML list of entries with one command and a provenance each. */
export function readEntries(file: string, text: string): ImportEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new BadImport(`${file}:${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`);
  if (!isSeq(document.contents)) throw new BadImport(`${file}:1: expected a list of commands.`);
  return document.contents.items.map((item) => {
    const { line } = lines.linePos((item as Node).range?.[0] ?? 0);
    const entry = contentOf(item as Node, document, `${file}:${line}`);
    const { provenance, ...rest } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<
      string,
      object
    >;
    const [command, ...others] = Object.keys(rest);
    if (!command || others.length > 0 || typeof rest[command] !== 'object' || typeof provenance !== 'object')
      throw new BadImport(
        `${file}:${line}: expected one command with its input, and provenance; found ${Object.keys(entry ?? {}).join(', ') || 'nothing'}.`,
      );
    return { file, line, command, input: rest[command], provenance };
  });
}

/** What an entry says, with what its aliases stand for. */
function contentOf(item: Node, document: Document, place: string): unknown {
  try {
    return item.toJS(document);
  } catch (error) {
    // An alias without its anchor, or aliases of aliases without end.
    throw new BadImport(`${place}: ${(error as Error).message}`);
  }
}

/** The id of an entry's command follows from its content, so that a second run records nothing twice. */
export function commandIdOf({ command, input, provenance }: ImportEntry): string {
  const content = canonicalBytes({ command, input, provenance });
  return `import:${createHash('sha256').update(content).digest('hex').slice(0, 40)}`;
}

export interface ImportProblem {
  file: string;
  line: number;
  command: string;
  message: string;
}

export interface ImportReport {
  recorded: number;
  /** Entries that were recorded by an earlier run. */
  repeated: number;
  problems: ImportProblem[];
}

/** Commands on their way at once; they share flushes. */
const AT_ONCE = 64;

/**
 * Sends entries through the ordinary commands as one actor. An entry waits for those before it that concern its own stream
 * or one that it reads, and for nothing else, so the result is that of sending them one by one.
 */
export async function importEntries(
  entries: readonly ImportEntry[],
  {
    commands,
    deciders,
    actor,
    onProgress,
  }: { commands: CommandBus; deciders: readonly AnyDecider[]; actor: Actor; onProgress?: (done: number) => void },
): Promise<ImportReport> {
  const report: ImportReport = { recorded: 0, repeated: 0, problems: [] };
  const last = new Map<string, Promise<void>>();
  const underway = new Set<Promise<void>>();
  let done = 0;

  const send = async (entry: ImportEntry, decider: AnyDecider): Promise<string | undefined> => {
    const commandId = commandIdOf(entry);
    const submission = new Submission(decider, entry.command, entry.input, { ...entry.provenance, commandId }, actor);
    const result = await commands.execute<Submission, SubmissionResult>(submission);
    if (result.kind !== 'recorded') return describe(result);
    report[result.repeated ? 'repeated' : 'recorded'] += 1;
    return undefined;
  };

  for (const entry of entries) {
    const decider = deciders.find((candidate) => entry.command in candidate.commands);
    const problem = (message: string) =>
      report.problems.push({ file: entry.file, line: entry.line, command: entry.command, message });
    if (!decider) {
      problem('There is no such command.');
      continue;
    }
    const { own, read } = streamsOf(entry, decider);
    const before = [own, ...read].map((stream) => last.get(stream));
    while (underway.size >= AT_ONCE) await Promise.race(underway);
    const work = Promise.all(before)
      .then(() => send(entry, decider))
      .then((message) => {
        if (message) problem(message);
        onProgress?.(++done);
      });
    last.set(own, work);
    underway.add(work);
    // A fault is thrown where all are awaited, not here.
    work.then(
      () => underway.delete(work),
      () => {},
    );
  }
  await Promise.all(underway);
  report.problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  return report;
}

/** The stream that an entry writes, and those that its decision reads. A malformed entry names none and is refused later. */
function streamsOf(entry: ImportEntry, decider: AnyDecider): { own: string; read: string[] } {
  const own = String((entry.input as Record<string, unknown>)[decider.name]);
  const sources = (entry.provenance as { sources?: unknown }).sources;
  const cited = Array.isArray(sources) ? sources.map(String) : [];
  try {
    return { own, read: [...decider.commands[entry.command]!.reads(entry.input as never, undefined), ...cited] };
  } catch {
    return { own, read: cited };
  }
}

function describe(result: Exclude<SubmissionResult, { kind: 'recorded' }>): string {
  switch (result.kind) {
    case 'refused':
      return `${result.refusal.rule} ${result.refusal.code}: ${result.refusal.message}`;
    case 'malformed':
      return result.problems.map((problem) => `${problem.message} Found ${problem.value}.`).join(' ');
    case 'conflict':
      return `${result.stream} is at version ${result.actual}, not ${result.expected}.`;
    case 'unauthenticated':
      return 'No actor.';
    case 'unknown':
      return 'The store went away during the commit; run the import again.';
    case 'closed':
      return result.cause;
  }
}
