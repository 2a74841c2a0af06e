import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FolderUnusable, openPglite, openStore } from '#stores';
import { compile } from '../support/compiled.js';
import { type Ground, pgliteGround } from '../support/stores.js';

describe('the lock of a data folder', () => {
  let compiled: ReturnType<typeof compile>;
  let ground: Ground;
  const children: ChildProcess[] = [];
  beforeAll(() => void (compiled = compile()));
  afterAll(() => compiled.remove());
  beforeEach(async () => {
    ground = await pgliteGround();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    await ground.drop();
  });

  const lockFile = () => join(ground.settings.dataDir, 'registry.lock');
  /** Another process that opens the folder; its first line says how that went. */
  const otherProcess = async () => {
    const child = spawn(
      process.execPath,
      [join(compiled.folder, 'test/support/folder-holder.js'), ground.settings.dataDir],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    children.push(child);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, line };
  };
  const kill = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(child.pid!, 'SIGKILL');
    await ended;
  };

  test('given a process that has it open, when a second one opens it, then it is refused with one clear line', async () => {
    const { child, line } = await otherProcess();
    expect(line).toBe('holds');
    const refused = ground.open();
    await expect(refused).rejects.toThrow(FolderUnusable);
    await expect(refused).rejects.toThrow(
      `The data folder ${ground.settings.dataDir} is in use by process ${child.pid}. Stop that process, or set DATA_DIR to another folder.`,
    );
  });

  test('given this process has it open, when another one opens it, then that one is refused, and this one goes on', async () => {
    const { log } = await ground.open();
    const { line } = await otherProcess();
    expect(line).toBe(
      `FolderUnusable: The data folder ${ground.settings.dataDir} is in use by process ${process.pid}. Stop that process, or set DATA_DIR to another folder.`,
    );
    expect((await log.head()).size).toBe(0);
  });

  test('the same process is refused as well', async () => {
    await ground.open();
    await expect(ground.open()).rejects.toThrow(FolderUnusable);
  });

  test('given its process was killed, when it is opened again, then the stale lock is taken over', async () => {
    const { child } = await otherProcess();
    await kill(child);
    expect(existsSync(lockFile())).toBe(true);
    const { log } = await ground.open();
    expect((await log.head()).size).toBe(0);
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  test('given its process ended and the pid went to another process, then the lock is stale', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, host: hostname(), started: '1' }));
    await ground.open();
  });

  test('given a lock that its writer left torn, then it is stale', async () => {
    writeFileSync(lockFile(), '{"pid":');
    await ground.open();
  });

  test('given a lock from another machine, then it is refused, and the line says what to do', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 17, host: 'elsewhere' }));
    await expect(ground.open()).rejects.toThrow(
      `in use by process 17 on elsewhere. If that machine or container is gone, remove ${lockFile()} and start again.`,
    );
  });

  test('of many processes at once exactly one gets it', async () => {
    const lines = await Promise.all(Array.from({ length: 4 }, async () => (await otherProcess()).line));
    expect(lines.filter((line) => line === 'holds')).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('FolderUnusable'))).toHaveLength(3);
  });

  test('given it was closed, then the lock is gone, and nothing else is left beside the data', async () => {
    const store = await ground.open();
    await store.close();
    expect(readdirSync(ground.settings.dataDir)).toEqual(['pgdata']);
    await (await openPglite(ground.settings.dataDir)).close();
  });

  test('given a folder that cannot be written, then the line says which one and what to do', async () => {
    // As root no permission binds, so the folder is asked for below a regular file.
    const parent = mkdtempSync(join(tmpdir(), 'registry-file-'));
    writeFileSync(join(parent, 'file'), '');
    const refused = openStore({ dataDir: join(parent, 'file/data') });
    await expect(refused).rejects.toThrow(FolderUnusable);
    await expect(refused).rejects.toThrow(
      /^The data folder .*\/file\/data cannot be written \(ENOTDIR.*\)\. Give this user write access, or set DATA_DIR to another folder\.$/,
    );
    rmSync(parent, { recursive: true });
  });
});
