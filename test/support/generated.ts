import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from '@jest/globals';
import { format, resolveConfig } from 'prettier';

/** Set by `npm run schema`, `npm run rules` and `npm run events`: generated files are written instead of only compared. */
export const WRITING = process.env.WRITE_GENERATED === '1';

/** A generated file is what the code says now; `script` is the command that writes it. */
export async function expectGenerated(file: string, content: string, script: string): Promise<void> {
  // A file may bring its own markup, e.g. SDL; the house's formatter has the last word on all of them.
  const made = await format(content, { ...(await resolveConfig(resolve(file))), filepath: file });
  if (WRITING) writeFileSync(file, made);
  const stored = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (stored === made) return;
  const was = stored.split('\n');
  const line = made.split('\n').findIndex((text, index) => text !== was[index]);
  const difference = {
    line: line + 1,
    checkedIn: was[line] ?? '(nothing)',
    now: made.split('\n')[line] ?? '(nothing)',
  };
  expect({ stale: `${file}: run "${script}" and check the difference in`, ...difference }).toEqual({ stale: false });
}

/** A file as the last commit has it; undefined where there is no git, no commit or no such file. */
export function committed(file: string): string | undefined {
  try {
    return execFileSync('git', ['show', `HEAD:./${file}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch {
    return undefined;
  }
}

/** Files of these folders that differ from the last commit, or are gone; new ones do not count. Empty where there is no git. */
export function changedSinceCommit(...folders: string[]): string[] {
  try {
    return execFileSync('git', ['diff', '--name-only', '--no-renames', '--diff-filter=a', 'HEAD', '--', ...folders], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .split('\n')
      .filter(Boolean);
  } catch {
    return [];
  }
}
