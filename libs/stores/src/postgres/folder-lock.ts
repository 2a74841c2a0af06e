import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The data folder cannot be used; the message says why and what to do. */
export class FolderUnusable extends Error {}

interface Holder {
  pid: number;
  host: string;
  /** When the process started, in the clock of its kernel, so that a reused pid is not taken for it. */
  started?: string;
}

/** An exclusive lock on a data folder: PGlite takes none, and two processes would corrupt it. */
export class FolderLock {
  private constructor(
    private readonly file: string,
    private readonly content: string,
  ) {}

  /** Creates the folder if need be and locks it; a lock whose process is gone is taken over. */
  static take(folder: string): FolderLock {
    const file = join(folder, 'registry.lock');
    const content = JSON.stringify({
      pid: process.pid,
      host: hostname(),
      started: startOf(process.pid),
    } satisfies Holder);
    try {
      mkdirSync(folder, { recursive: true });
      for (let attempt = 0; attempt < 3; attempt++) {
        if (create(file, content)) return new FolderLock(file, content);
        removeStale(file, folder);
      }
    } catch (error) {
      if (error instanceof FolderUnusable) throw error;
      throw new FolderUnusable(
        `The data folder ${folder} cannot be written (${(error as Error).message}). Give this user write access, or set DATA_DIR to another folder.`,
      );
    }
    throw new FolderUnusable(`Another process is opening the data folder ${folder} at this moment. Try again.`);
  }

  release(): void {
    try {
      if (readFileSync(this.file, 'utf8') === this.content) unlinkSync(this.file);
    } catch {
      // The folder is gone or not writable any more: then there is no lock to give back.
    }
  }
}

/** Creates the lock file with its content in one step: a file that is seen empty would pass for a torn one. */
function create(file: string, content: string): boolean {
  const ready = `${file}.${process.pid}.new`;
  writeFileSync(ready, content);
  try {
    linkSync(ready, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(ready);
  }
}

/** Removes the lock of a process that is gone; refuses when it lives, or lives where we cannot look. */
function removeStale(file: string, folder: string): void {
  let seen: string;
  try {
    seen = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  const holder = parse(seen);
  if (holder && holder.host !== hostname())
    throw new FolderUnusable(
      `The data folder ${folder} is in use by process ${holder.pid} on ${holder.host}. If that machine or container is gone, remove ${file} and start again.`,
    );
  if (holder && lives(holder))
    throw new FolderUnusable(
      `The data folder ${folder} is in use by process ${holder.pid}. Stop that process, or set DATA_DIR to another folder.`,
    );
  // Whoever renames it first removes it; a lock that was renewed in between is put back.
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') === seen) rmSync(aside);
    else renameSync(aside, file);
  } catch {
    // Another starter was faster; the next attempt meets its lock.
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    // A torn lock file: its writer died while it started.
    return undefined;
  }
}

function lives(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.started === startOf(holder.pid);
}

/** Start time of a process from /proc; undefined where there is none. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
