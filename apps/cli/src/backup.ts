import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogFileHead } from '#audit';
import { verifyLog } from '#audit';
import { systemClock } from '#kernel';
import type { Store } from '#stores';
import { checkLogFile, readLog, withStore, writeLog } from './log.js';
import { CommandFailed, Exit, print, thousands } from './output.js';

const LOG = 'log.ndjson';
const MANIFEST = 'manifest.json';

/** What a backup says of itself, in manifest.json. It is written last: a folder without it is no backup. */
export interface Manifest extends LogFileHead {
  format: 'labour-arrangement-registry/backup';
  version: 1;
  madeAt: string;
}

/** Copies the log into a new folder, and reads the copy again before it counts. */
export async function backup(folder: string, { json }: { json: boolean }): Promise<void> {
  const manifest = await withStore((store) => writeBackup(store, folder));
  print(json, { folder, ...manifest }, [
    `size  ${thousands(manifest.size)} events`,
    `root  ${manifest.root}`,
    'The copy was read again, and every byte fits.',
  ]);
}

/** The log up to its present size, while it grows. */
export async function writeBackup(store: Store, folder: string): Promise<Manifest> {
  if (existsSync(folder)) throw new CommandFailed(Exit.USAGE, `${folder} exists. Name a folder that does not.`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, LOG);
  await writeLog(store, file);
  const { head } = await checkLogFile(file);
  const manifest: Manifest = {
    format: 'labour-arrangement-registry/backup',
    version: 1,
    madeAt: systemClock(),
    ...head,
  };
  const handle = await open(join(folder, MANIFEST), 'wx');
  await handle.write(`${JSON.stringify(manifest, null, 2)}\n`);
  await handle.sync();
  await handle.close();
  return manifest;
}

/** Writes a backup into the empty store of the settings, and derives its root from what is then stored. */
export async function restore(folder: string, { json }: { json: boolean }): Promise<void> {
  const { manifest, closed } = await withStore(async (store) => {
    const restored = await readBackup(store, folder);
    await store.highWater!.look();
    return { manifest: restored, closed: store.log.closed };
  });
  print(json, { folder, ...manifest }, [
    `size  ${thousands(manifest.size)} events`,
    `root  ${manifest.root}`,
    'Every stored byte fits. The read models are built at the next start.',
    ...(closed === undefined ? [] : [closed]),
  ]);
}

export async function readBackup(store: Store, folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new CommandFailed(
      Exit.NOT_FOUND,
      `${folder} is no backup, or one that was not finished: it has no ${MANIFEST}.`,
    );
  });
  const manifest = manifestIn(text);
  if (!manifest) throw new CommandFailed(Exit.INTEGRITY, `${join(folder, MANIFEST)} is not what a backup writes.`);
  const file = join(folder, LOG);
  const { head } = await checkLogFile(file);
  if (head.size !== manifest.size || head.root !== manifest.root)
    throw new CommandFailed(
      Exit.INTEGRITY,
      `The log in ${folder} has ${head.size} events and the root ${head.root}; its manifest says ${manifest.size} and ${manifest.root}. Nothing was changed.`,
    );
  await readLog(store, file);
  const { root, faults } = await verifyLog(store.log);
  if (root !== manifest.root || faults.length > 0)
    throw new CommandFailed(Exit.INTEGRITY, 'What was restored does not fit its manifest: run registry log verify.');
  return manifest;
}

function manifestIn(text: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(text) as Partial<Manifest> | null;
    return manifest?.format === 'labour-arrangement-registry/backup' && manifest.version === 1
      ? (manifest as Manifest)
      : undefined;
  } catch {
    return undefined;
  }
}
