import { createReadStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { commandIdOf, headLine, linesOf, type LogFileHead, readCommands, readHead, verifyLog } from '#audit';
import { type StoredCommand, TreeEdge } from '#kernel';
import { readSettings, storeOf } from '#registry';
import { commandsOfEvents, openStore, type Store } from '#stores';
import { CommandFailed, Exit, print, Progress, say, thousands } from './output.js';

/** Events that are read, or written, at once. */
const PAGE = 2_000;

/** Runs work on the store of the settings, without read models. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(storeOf(readSettings(process.env)));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Derives the root of the log from its stored bytes alone, and names every event that does not fit. */
export async function verify({ json }: { json: boolean }): Promise<void> {
  await withStore((store) => verifyStore(store, json));
}

async function verifyStore(store: Store, json: boolean): Promise<void> {
  const { size } = await store.log.head();
  const progress = new Progress('Verifying the log', size);
  const result = await verifyLog(store.log, (seq) => progress.at(seq));
  progress.done();
  print(json, result, [
    `size  ${thousands(result.size)} events`,
    `root  ${result.root}`,
    ...(result.erased > 0 ? [`${thousands(result.erased)} sealed values were erased; their digests stand.`] : []),
    ...[...result.absent, ...result.faults].map(({ seq, what }) => `event ${seq}: ${what}`),
    result.faults.length === 0 ? 'Every stored byte fits.' : `${result.faults.length} faults.`,
  ]);
  if (result.faults.length > 0)
    throw new CommandFailed(
      Exit.INTEGRITY,
      'The log was changed after it was recorded. Keep this folder as evidence and restore a backup that verifies.',
    );
  if (result.absent.length > 0)
    throw new CommandFailed(
      Exit.NOT_FOUND,
      'The log is whole, and some of its sealed values never came to this database or were taken out of it; they are read as [erased]. Bring the rows of registry.private_part from a database or backup that has them.',
    );
}

/**
 * Takes the log of the settings on although it is not the one that was seen here before, e.g. after a backup was restored.
 * Without a root it tells both, and what to type.
 */
export async function acceptLog(
  root: string | undefined,
  { by, reason, json }: { by?: string; reason?: string; json: boolean },
): Promise<void> {
  await withStore(async ({ log, highWater }) => {
    const head = await log.head();
    const found = { size: head.size, root: head.root.toString('hex') };
    const { mark } = highWater!;
    const ends = [
      mark
        ? `seen   ${thousands(mark.size)} events, root ${mark.root}, on ${mark.seenAt}`
        : 'seen   nobody knows: the file that tells it cannot be read',
      `found  ${thousands(found.size)} events, root ${found.root}`,
    ];
    if (log.closed === undefined) {
      print(json, { seen: mark, found, accepted: false }, [
        ...ends,
        'The log holds all that was seen. There is nothing to accept.',
      ]);
      return;
    }
    if (root === undefined) {
      print(json, { seen: mark, found, accepted: false }, [
        ...ends,
        `To take it on as it is: registry log accept ${found.root} --by <id> --reason <text>`,
      ]);
      return;
    }
    if (!by || !reason)
      throw new CommandFailed(Exit.USAGE, 'Who accepts a log says who, and why: add --by <id> and --reason <text>.');
    if (!(await highWater!.accept({ root, by, reason })))
      throw new CommandFailed(
        Exit.CONFLICT,
        `The root of the log is ${found.root}, not ${root}. Look at it again before you accept it; nothing was changed.`,
      );
    print(json, { seen: mark, found, accepted: true }, [
      ...ends,
      'It is accepted, and that it was is kept beside. Commands are recorded from now on.',
    ]);
  });
}

/** Writes the log as it now is into a new file; see LOG_FILE. */
export async function exportLog(file: string, { json }: { json: boolean }): Promise<void> {
  const head = await withStore((store) => writeLog(store, file));
  print(json, { file, ...head }, [`size  ${thousands(head.size)} events`, `root  ${head.root}`]);
}

/** The log up to its present size, while it grows. The file is there when it is whole and flushed, and not before. */
export async function writeLog(store: Store, file: string, most = PAGE): Promise<LogFileHead> {
  if (existsSync(file)) throw new CommandFailed(Exit.USAGE, `${file} exists. Name a file that does not.`);
  const head = await store.log.head();
  const progress = new Progress('Writing the log', head.size);
  const partial = `${file}.partial`;
  const handle = await open(partial, 'w');
  try {
    await handle.write(`${headLine(head)}\n`);
    for (let next = 0, page = most; next < head.size;) {
      const events = (await store.log.readStored(next, page))
        .filter(({ seq }) => seq < head.size)
        .map((event) => ({ ...event, commandId: commandIdOf(event) }));
      // The command of the last event may go on behind the page; at the end of the log none does.
      const { commandId } = events.at(-1)!;
      const cut =
        next + events.length < head.size ? events.findIndex((event) => event.commandId === commandId) : events.length;
      page = cut === 0 ? page * 2 : most;
      const commands = await commandsOfEvents(store.pool, events.slice(0, cut));
      const lines = commands.flatMap(linesOf);
      if (lines.length > 0) await handle.write(`${lines.join('\n')}\n`);
      next += cut;
      progress.at(next);
    }
    await handle.sync();
    await handle.close();
    await rename(partial, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
  progress.done();
  return { size: head.size, root: head.root.toString('hex'), recordedAt: head.recordedAt };
}

/** Lines end with a line feed, and with nothing else that may stand in a text. */
async function* linesIn(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

interface OpenLogFile {
  head: LogFileHead;
  edge: TreeEdge;
  commands: AsyncGenerator<StoredCommand>;
}

async function openLogFile(file: string): Promise<OpenLogFile> {
  const lines = linesIn(file);
  const { value, done } = await lines.next();
  const head = readHead(done ? undefined : value);
  const edge = new TreeEdge();
  return { head, edge, commands: readCommands(head, lines, edge) };
}

/**
 * Reads a file from end to end, and throws what is wrong with it, or with a command of it for whom it is; undefined where
 * `size` lies beyond it, else the root at it.
 */
export async function checkLogFile(
  file: string,
  size = 0,
  check: (command: StoredCommand) => void = () => {},
): Promise<{ head: LogFileHead; rootAtSize?: string }> {
  const { head, edge, commands } = await openLogFile(file);
  const progress = new Progress('Checking the file', head.size);
  let rootAtSize = size === 0 ? edge.root().toString('hex') : undefined;
  for await (const command of commands) {
    check(command);
    const next = command.events.at(-1)!.seq + 1;
    if (next === size) rootAtSize = edge.root().toString('hex');
    progress.at(next);
  }
  progress.done();
  return { head, rootAtSize };
}

/** Writes the events of a file into the store of the settings, with the same places, bytes and root. */
export async function importLog(file: string, { json }: { json: boolean }): Promise<void> {
  const { head, written } = await withStore((store) => readLog(store, file));
  print(json, { file, ...head, written }, [
    `size  ${thousands(head.size)} events, ${thousands(written)} of them written now`,
    `root  ${head.root}`,
  ]);
}

/**
 * The file is checked as a whole before the first event is written. Each page is one transaction, or with
 * EventStoreDB each command one append: after an interruption the store has the beginning of the log, and the same import
 * goes on from there.
 */
export async function readLog(
  store: Store,
  file: string,
  most = PAGE,
): Promise<{ head: LogFileHead; written: number }> {
  if (!existsSync(file)) throw new CommandFailed(Exit.NOT_FOUND, `There is no file ${file}.`);
  const { size, root } = await store.log.head();
  const { head, rootAtSize } = await checkLogFile(file, size, store.copies.check);
  if (rootAtSize !== root.toString('hex'))
    throw new CommandFailed(
      Exit.CONFLICT,
      `The store has ${thousands(size)} events, and they are not the first ${thousands(size)} of the file. Import into an empty store: set DATA_DIR or DATABASE_URL to another one, and with EventStoreDB EVENTSTORE_PREFIX too. Nothing was changed.`,
    );
  if (size > 0) say(`The store has the first ${thousands(size)} events already; the import goes on from there.`);
  const progress = new Progress('Writing the log', head.size);
  let page: StoredCommand[] = [];
  let events = 0;
  for await (const command of (await openLogFile(file)).commands) {
    if (command.events[0]!.seq < size) continue;
    page.push(command);
    events += command.events.length;
    if (events < most) continue;
    await store.copies.append(page);
    progress.at(command.events.at(-1)!.seq + 1);
    [page, events] = [[], 0];
  }
  if (page.length > 0) await store.copies.append(page);
  progress.done();
  const moved = await store.log.head();
  if (moved.size !== head.size || moved.root.toString('hex') !== head.root)
    throw new CommandFailed(
      Exit.INTEGRITY,
      `The store now has ${thousands(moved.size)} events and the root ${moved.root.toString('hex')}; the file has ${thousands(head.size)} and ${head.root}. Do not use this store: import into an empty one, to which nobody writes.`,
    );
  return { head, written: head.size - size };
}
