import fs from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { flushed } from '../flushed.js';

type Preparation = Awaited<ReturnType<NodeFS['init']>>;
interface Stream {
  nfd?: number;
  node: { mode: number };
  /** Of all that were duplicated from it. */
  shared: { refcount: number };
}
const STOP_TIMER = '_clear_setitimer';
interface EmscriptenModule {
  FS: { isDir(mode: number): boolean; streams: (Stream | null | undefined)[] };
  NODEFS: { stream_ops: { fsync?: (stream: Stream) => number }; convertNodeCode(error: NodeJS.ErrnoException): number };
  /** Absent until the engine is loaded. */
  [STOP_TIMER]?(): void;
}

/** What a disk says that cannot read or write. */
const OF_THE_DISK = /^(EIO|ENOSPC|EDQUOT|EROFS|EFBIG)$/;

/** A Node file system whose fsync is one: the one that PGlite ships has none (architecture.md, section 3). */
export class DurableNodeFS extends NodeFS {
  /** The first flush that failed. After it the kernel may have dropped the pages: a later success would prove nothing. */
  failedFlush?: Error;
  /** What the disk refused last. */
  refused?: Error;
  private module?: EmscriptenModule;

  override async init(...args: Parameters<NodeFS['init']>): Promise<Preparation> {
    const prepared = await super.init(...args);
    prepared.emscriptenOpts.preRun!.push(((module: EmscriptenModule) => {
      this.module = module;
      const { FS, NODEFS } = module;
      NODEFS.stream_ops.fsync = (stream) => {
        if (this.failedFlush) throw this.failedFlush;
        if (stream.nfd === undefined) return 0;
        try {
          // A renamed file is found again only when its folder is flushed, and fdatasync of a folder may leave that out.
          (FS.isDir(stream.node.mode) ? fs.fsyncSync : fs.fdatasyncSync)(stream.nfd);
        } catch (error) {
          throw (this.failedFlush = error as Error);
        }
        return 0;
      };
      const numberOf = NODEFS.convertNodeCode;
      NODEFS.convertNodeCode = (error) => {
        if (OF_THE_DISK.test(error.code ?? '')) this.refused = error;
        return numberOf(error);
      };
    }) as never);
    return prepared;
  }

  /** Lets go of the files and the timer of an engine that is dead. Its own way to end would write. */
  abandon(): void {
    for (const { nfd, shared } of this.module?.FS.streams.filter((stream) => !!stream) ?? []) {
      if (nfd === undefined || shared.refcount === 0) continue;
      shared.refcount = 0;
      try {
        fs.closeSync(nfd);
      } catch {
        // It is closed all the same; what it could not write was not acknowledged.
      }
    }
    this.module?.[STOP_TIMER]?.();
  }
}

/** Flushes every file and folder under `path`, deepest first, and `path` itself. */
export function flushFolder(path: string): void {
  for (const entry of fs.readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) flushFolder(child);
    else if (entry.isFile()) flush(child);
  }
  flush(path);
}

function flush(path: string): void {
  const fd = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

/** Of pg_control: where the state of the database stands, and the one that an orderly end leaves. */
const STATE = { at: 16, closed: 1 };

/** Whether a database stands here that was not closed in order. */
export function wasCut(data: string): boolean {
  try {
    return fs.readFileSync(join(data, 'global', 'pg_control')).readUInt32LE(STATE.at) !== STATE.closed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Writes what is read of the write-ahead log back in its place, and flushes it. After a failed flush the kernel may show pages
 * as written that never reached the disk, and a second flush passes them over, because they count as clean (ADR 27).
 */
export async function rewriteLog(data: string): Promise<void> {
  const folder = join(data, 'pg_wal');
  for (const name of await readdir(folder)) {
    if (!/^[0-9A-F]{24}$/.test(name)) continue;
    await flushed(join(folder, name), 'r+', await readFile(join(folder, name)));
  }
}
