import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import pg from 'pg';
import { FolderLock } from './folder-lock.js';
import { parsers } from './open-postgres.js';

type Preparation = Awaited<ReturnType<NodeFS['init']>>;
interface Stream {
  nfd?: number;
  node: { mode: number };
}
interface EmscriptenModule {
  FS: { isDir(mode: number): boolean };
  NODEFS: { stream_ops: { fsync?: (stream: Stream) => number } };
}

/** A Node file system whose fsync is one: the one that PGlite ships has none (architecture.md, section 3). */
class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): Promise<Preparation> {
    const prepared = await super.init(...args);
    let failed: Error | undefined;
    prepared.emscriptenOpts.preRun!.push((({ FS, NODEFS }: EmscriptenModule) => {
      NODEFS.stream_ops.fsync = (stream) => {
        // After one failed flush the kernel may have dropped the pages: a later success would prove nothing.
        if (failed) throw failed;
        if (stream.nfd === undefined) return 0;
        try {
          // A renamed file is found again only when its folder is flushed, and fdatasync of a folder may leave that out.
          (FS.isDir(stream.node.mode) ? fsyncSync : fdatasyncSync)(stream.nfd);
        } catch (error) {
          throw (failed = error as Error);
        }
        return 0;
      };
    }) as never);
    return prepared;
  }
}

/** One message of a client, from its begin to the answer. */
const LOOP = '_PostgresMainLoopOnce';

/** The inside of PGlite as far as it is watched. */
interface Inside {
  mod: { [LOOP](): void };
  POSTGRES_MAIN_LONGJMP: number;
}

/** What a server says that could not write to its disk: SQLSTATE io_error. */
class EngineDied extends Error {
  readonly code = '58030';

  /** @param cause of a system call, or how the engine ended itself */
  constructor({ syscall, message }: NodeJS.ErrnoException) {
    const why = syscall === undefined ? 'it ended itself, as where there is no room for its log' : message;
    super(
      `The embedded database stopped, because its disk did not take what was written (${why}). What was acknowledged is safe. Mend the disk or free space on it, then start the registry again: until then nothing is recorded or read.`,
    );
  }
}

/**
 * PGlite, as its connections see it. Where PostgreSQL would end (a flush that failed, no room for its log), what runs in this
 * process is unwound, and PGlite goes on as if nothing had been; it may even answer. So whatever it says from then on is
 * an error, a commit above all.
 */
class Engine {
  readonly waitReady = Promise.resolve();
  died?: EngineDied;

  constructor(private readonly pglite: PGlite) {
    const { mod, POSTGRES_MAIN_LONGJMP } = pglite as unknown as Inside;
    const once = mod[LOOP];
    mod[LOOP] = () => {
      try {
        once();
      } catch (error) {
        // Its way back from an ordinary error.
        if ((error as { status?: number }).status !== POSTGRES_MAIN_LONGJMP)
          this.died ??= new EngineDied(error as Error);
        throw error;
      }
    };
  }

  async execProtocolStream(...asked: Parameters<PGlite['execProtocolStream']>) {
    if (this.died) throw this.died;
    const answers = await this.pglite.execProtocolStream(...asked).catch((error: unknown) => {
      throw this.died ?? error;
    });
    if (this.died) throw this.died as EngineDied;
    return answers;
  }
}

/** PostgreSQL in this process, on one folder. */
export interface OpenPglite {
  pool: pg.Pool;
  /** Why it stopped, and what to do; undefined while it works. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

/**
 * Opens PGlite durably, under an exclusive lock of its folder. Three parts are needed, and each alone loses data: fsync on
 * (`-F` dropped), a file system that flushes, and one flush of the whole folder before the first write is acknowledged,
 * because neither `initdb` nor a start flushes what it writes.
 */
export async function openPglite(folder: string): Promise<OpenPglite> {
  const lock = FolderLock.take(folder);
  try {
    const data = join(folder, 'pgdata');
    const pglite = await PGlite.create({
      fs: new DurableNodeFS(data),
      startParams: [
        ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
        '-c',
        'wal_sync_method=fsync',
      ],
    });
    flushFolder(folder);
    const engine = new Engine(pglite);
    const config = createPgConfig(engine as unknown as PGlite);
    const pool = new pg.Pool({ ...config, types: parsers, pipeline: true } as pg.PoolConfig);
    // Each query fails by itself; without listeners the connection would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    return {
      pool,
      trouble: () => engine.died?.message,
      async close() {
        await pool.end();
        // What died cannot be closed: it would write.
        if (!engine.died) await pglite.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Flushes every file and folder under `path`, deepest first, and `path` itself. */
function flushFolder(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) flushFolder(child);
    else if (entry.isFile()) flush(child);
  }
  flush(path);
}

function flush(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
