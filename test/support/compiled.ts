import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

/** What child processes run: these libs, and the helpers of tests beside them. */
const SOURCES = ['libs/kernel/src', 'libs/stores/src', 'test/support'];

/**
 * The sources as they are now, in plain JavaScript, for processes that a test starts: a process of its own cannot use
 * Jest's transform, and `dist` may be older than what is tested. Within the repository, so that packages are found.
 */
export function compile(): { folder: string; remove(): void } {
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync('node_modules/.cache/registry-test-');
  for (const source of SOURCES)
    for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.spec|\.contract)\.ts$/.test(name),
    )) {
      const file = join(source, entry);
      const target = join(folder, relative('.', file).replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transformFileSync(file, { configFile: '.swcrc', sourceMaps: false }).code);
    }
  const imports = { '#kernel': './libs/kernel/src/index.js', '#stores': './libs/stores/src/index.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
