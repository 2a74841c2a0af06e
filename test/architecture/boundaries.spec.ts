import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

interface Rule {
  name: string;
  comment: string;
}
const rules = (createRequire(import.meta.url)('./boundaries.cjs') as { forbidden: Rule[] }).forbidden;

/** One breach of each rule: a file, what it holds, and what it must be found to break. */
const PLANTED: [file: string, content: string, breaks: string][] = [
  ['libs/kernel/src/a.ts', "import '#parties';", 'arrows-of-kernel'],
  ['libs/stores/src/a.ts', "import '#access';", 'arrows-of-stores'],
  ['libs/access/src/a.ts', "import '#parties';", 'arrows-of-access'],
  ['libs/audit/src/a.ts', "import '#arrangements';", 'arrows-of-audit'],
  ['libs/sources/src/a.ts', "import '#parties';", 'arrows-of-sources'],
  ['libs/parties/src/a.ts', "import '#arrangements';", 'arrows-of-parties'],
  ['libs/arrangements/src/a.ts', "import '#quotas';", 'arrows-of-arrangements'],
  ['libs/quotas/src/a.ts', "import '#training';", 'arrows-of-quotas'],
  ['libs/training/src/a.ts', "import '#stores';", 'arrows-of-training'],
  ['libs/rights/src/a.ts', "import '#quotas';", 'arrows-of-rights'],
  ['libs/cases/src/a.ts', "import '#quotas';", 'arrows-of-cases'],
  ['libs/compliance/src/a.ts', "import '#stores';", 'arrows-of-compliance'],
  ['libs/novelty/src/a.ts', "import '#kernel';", 'lib-without-arrows'],
  ['libs/kernel/src/b.ts', "import '#registry';", 'nothing-imports-an-app'],
  ['apps/registry/src/a.ts', "import '#cli';", 'the-registry-knows-no-other-app'],
  ['libs/quotas/src/b.ts', "import '../../parties/src/inside.js';", 'through-the-index'],
  ['libs/quotas/src/c.ts', "import '../../parties/src/index.js';", 'by-name-not-by-path'],
  ['libs/quotas/src/d.ts', "import '#kernel/testing';", 'testing-is-for-tests'],
  ['libs/quotas/src/e.ts', "import type { Type } from '@nestjs/common'; export type T = Type;", 'domain-knows-no-nest'],
  ['libs/quotas/src/f.handler.ts', "import 'node:fs';", 'domain-does-no-io'],
  ['libs/quotas/src/g.ts', "import 'kysely';", 'domain-reads-by-handlers'],
  ['apps/cli/src/b.ts', "import 'pg';", 'only-stores-know-the-database'],
  ['libs/parties/src/h.ts', "import { i } from './i.js'; export const h = () => i;", 'no-cycles'],
  ['libs/access/src/j.ts', "import 'stray';", 'no-unlisted-package'],
  ['libs/access/src/k.ts', "import 'jest';", 'no-tool-in-the-product'],
  ['libs/access/src/l.ts', "import './nowhere.js';", 'nothing-unresolvable'],
];

/** What looks like a breach and is none. */
const ALLOWED: [file: string, content: string][] = [
  ['libs/quotas/src/quotas.module.ts', "import '@nestjs/common';"],
  ['libs/quotas/src/quotas.handler.ts', "import '@nestjs/cqrs'; import 'kysely';"],
  ['libs/quotas/src/quota.spec.ts', "import '#kernel/testing'; import './quota.fixture.js';"],
  ['libs/quotas/src/quota.fixture.ts', "import '#kernel/testing';"],
  ['libs/quotas/src/shape.ts', "import '@nestjs/graphql'; import '#arrangements'; import '#sources';"],
  ['libs/stores/src/client.ts', "import 'pg';"],
  ['libs/arrangements/src/types.ts', "import type { U } from './uses-types.js'; export type T = U;"],
  ['libs/arrangements/src/uses-types.ts', "import { type T } from './types.js'; export type U = T;"],
  ['apps/cli/src/main.ts', "import '#registry'; import '#kernel';"],
];

describe('the boundaries between libs', () => {
  let house: string;
  let found: { from: string; rule: string }[];

  /** A house of its own, so that nothing real is touched and one run of the tool finds every breach. */
  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'registry-boundaries-'));
    const put = (file: string, content: string) => {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), content);
    };
    const places = [
      ...[
        'kernel',
        'stores',
        'access',
        'audit',
        'sources',
        'parties',
        'arrangements',
        'quotas',
        'training',
        'rights',
        'cases',
        'compliance',
      ].map((lib) => [`#${lib}`, `libs/${lib}/src/index.ts`] as const),
      ['#novelty', 'libs/novelty/src/index.ts'],
      ['#registry', 'apps/registry/src/index.ts'],
      ['#cli', 'apps/cli/src/index.ts'],
      ['#kernel/testing', 'libs/kernel/src/testing/given.ts'],
    ] as const;
    for (const [, file] of places) put(file, 'export {};');
    put('libs/parties/src/inside.ts', 'export {};');
    put('libs/parties/src/i.ts', "import { h } from './h.js'; export const i = () => h;");
    const imports = Object.fromEntries(places.map(([name, file]) => [name, { source: `./${file}` }]));
    const packages = ['@nestjs/common', '@nestjs/cqrs', '@nestjs/graphql', 'kysely', 'pg'];
    const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
    put('package.json', JSON.stringify({ type: 'module', imports, dependencies, devDependencies: { jest: '1.0.0' } }));
    put('tsconfig.json', readFileSync('tsconfig.json', 'utf8'));
    for (const name of [...packages, 'jest', 'stray']) {
      put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      put(`node_modules/${name}/index.js`, '');
    }
    for (const [file, content] of [...PLANTED, ...ALLOWED]) put(file, content);

    const depcruise = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const config = resolve('test/architecture/boundaries.cjs');
    const run = spawnSync(process.execPath, [depcruise, 'apps', 'libs', '--config', config, '--output-type', 'json'], {
      cwd: house,
      encoding: 'utf8',
    });
    if (run.stdout === '') throw new Error(run.stderr);
    const { summary } = JSON.parse(run.stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    found = summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  test.each(rules.map((rule) => [rule.name]))('%s: a breach is planted and found', (name) => {
    const expected = PLANTED.filter(([, , breaks]) => breaks === name).map(([file]) => file);
    expect(expected).not.toEqual([]);
    expect(found.filter(({ rule }) => rule === name).map(({ from }) => from)).toEqual(expect.arrayContaining(expected));
  });

  test('what is allowed is let pass', () => {
    const innocent = ALLOWED.map(([file]) => file);
    expect(found.filter(({ from }) => innocent.includes(from))).toEqual([]);
  });

  test('each rule tells what to do instead', () => {
    for (const { name, comment } of rules) expect({ name, told: comment.length > 60 }).toEqual({ name, told: true });
  });

  test('every lib of this house has its arrows', () => {
    expect(readdirSync('libs').filter((lib) => !rules.some(({ name }) => name === `arrows-of-${lib}`))).toEqual([]);
  });
});
