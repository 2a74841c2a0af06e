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

/** PostgreSQL in this process, on one folder. */
export interface OpenPglite {
  pool: pg.Pool;
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
    const pool = new pg.Pool({ ...createPgConfig(pglite), types: parsers, pipeline: true } as pg.PoolConfig);
    return {
      pool,
      async close() {
        await pool.end();
        await pglite.close();
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
