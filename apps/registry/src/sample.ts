import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '#kernel';
import { type ImportEntry, readEntries } from './import-commands.js';

/** The files of the sample lie beside the source; the build leaves them there. */
function sampleFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'apps', 'registry', 'sample');
    try {
      readdirSync(candidate);
      return candidate;
    } catch {
      const parent = dirname(folder);
      if (parent === folder) throw new Error('The sample is not installed: apps/registry/sample is missing.');
      folder = parent;
    }
  }
}

/** Who records the sample. */
export const SAMPLE_ACTOR: Actor = { id: 'registry-sample', role: 'SECRETARIAT' };

/** The sample of real arrangements, in the order in which it is recorded. */
export function readSample(): ImportEntry[] {
  const folder = sampleFolder();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readEntries(name, readFileSync(join(folder, name), 'utf8')));
}
