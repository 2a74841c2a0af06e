import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '#kernel';
import { type ImportEntry, readEntries } from './import-commands.js';

/** The files lie beside the source; the build leaves them there. */
function folderOf(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'apps', 'registry', name);
    try {
      readdirSync(candidate);
      return candidate;
    } catch {
      const parent = dirname(folder);
      if (parent === folder) throw new Error(`It is not installed: apps/registry/${name} is missing.`);
      folder = parent;
    }
  }
}

/** Who records the catalogue and the sample. */
export const SAMPLE_ACTOR: Actor = { id: 'registry-sample', role: 'SECRETARIAT' };

/** The clause catalogue and the reference profiles, in the order in which they are recorded: before what they are asked of. */
export const readCatalogue = (): ImportEntry[] => readFolder('catalogue');

/** The sample of real arrangements, in the order in which it is recorded. */
export const readSample = (): ImportEntry[] => readFolder('sample');

function readFolder(name: string): ImportEntry[] {
  const folder = folderOf(name);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => readEntries(`${name}/${file}`, readFileSync(join(folder, file), 'utf8')));
}
