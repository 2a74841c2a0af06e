import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What docs/rules.yaml says, and what code and tests say of it. */
export interface Rule {
  id: string;
  sentence: string;
  /** Files with a refusal that names the rule. */
  refusedIn: string[];
  /** Other code that says it keeps the rule. */
  keptIn: string[];
  /** Test files, and how many of their tests bear the id. */
  tests: Map<string, number>;
}

export interface Area {
  code: string;
  title: string;
  rules: Rule[];
}

const ID = /\b[A-Z]{3}-\d{2}\b/g;
/** Tests that bear the id of a rule: `rule('QUO-11', ...)`, `ruleTable(...)`, or `test('QUO-11: ...')`. */
const BEARERS =
  /\b(?:rule|ruleTable)\(\s*'([A-Z]{3}-\d{2})'|\b(?:test|it)(?:\.each\([^)]*\))?\(\s*['"`]([A-Z]{3}-\d{2}): /g;
const isTest = (file: string) => /\.(spec|contract)\.ts$/.test(file);

export function readRules(root = '.'): { areas: Area[]; unknown: string[] } {
  const yaml = parse(readFileSync(join(root, 'docs/rules.yaml'), 'utf8')) as Record<
    string,
    { title: string; rules: Record<string, string> }
  >;
  const areas = Object.entries(yaml).map(([code, { title, rules }]) => ({
    code,
    title,
    rules: Object.entries(rules).map(([id, sentence]) => ({
      id,
      sentence,
      refusedIn: [] as string[],
      keptIn: [] as string[],
      tests: new Map<string, number>(),
    })),
  }));
  const byId = new Map(areas.flatMap((area) => area.rules).map((rule) => [rule.id, rule]));
  const unknown = new Set<string>();
  const note = (id: string, file: string, how: (rule: Rule) => void) => {
    const rule = byId.get(id);
    if (rule) how(rule);
    else if (areas.some((area) => id.startsWith(`${area.code}-`))) unknown.add(`${id} in ${file}`);
  };

  for (const file of sourcesOf(root)) {
    const text = readFileSync(join(root, file), 'utf8');
    if (isTest(file)) {
      for (const [, byRule, byName] of text.matchAll(BEARERS))
        note((byRule ?? byName)!, file, (rule) => rule.tests.set(file, (rule.tests.get(file) ?? 0) + 1));
      continue;
    }
    // Helpers of tests are no code of the product.
    if (file.startsWith('test/')) continue;
    const refused = new Set([...text.matchAll(/\brefuse\(\s*'([A-Z]{3}-\d{2})'/g)].map((match) => match[1]!));
    for (const id of refused) note(id, file, (rule) => rule.refusedIn.push(file));
    // Comments and descriptions that claim to keep a rule; the test language and this list are no code of the product.
    if (!file.includes('/testing/') && !file.endsWith('.fixture.ts'))
      for (const id of new Set(claims(text).match(ID)))
        if (!refused.has(id)) note(id, file, (rule) => rule.keptIn.push(file));
  }
  return { areas, unknown: [...unknown].sort() };
}

/** Comments, and strings that are descriptions. Examples in comments, in backticks, claim nothing. */
function claims(text: string): string {
  const comments = [...text.matchAll(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm)].map((match) => match[0].replace(/`[^`]*`/g, ''));
  const descriptions = [...text.matchAll(/'[^'\n]*\([^'\n]*[A-Z]{3}-\d{2}[^'\n]*\)[^'\n]*'/g)].map((match) => match[0]);
  return [...comments, ...descriptions].join('\n');
}

const sourcesOf = (root: string): string[] =>
  ['apps', 'libs', 'test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file.replaceAll('\\', '/')}`,
      ),
    )
    // The makers of this page speak of rules, and keep none.
    .filter((file) => file.endsWith('.ts') && !file.startsWith('test/docs/'))
    .sort();

const isDone = (rule: Rule) => rule.refusedIn.length + rule.keptIn.length > 0;
const link = (file: string) => `[${file.split('/').at(-1)}](../${file})`;

/** docs/rules.md. */
export function rulesPage(areas: readonly Area[]): string {
  const all = areas.flatMap((area) => area.rules);
  const done = all.filter(isDone);
  const proven = done.filter((rule) => rule.tests.size > 0);
  const rows = (rules: readonly Rule[]) =>
    rules.map((rule) => {
      const where = [...rule.refusedIn.map(link), ...rule.keptIn.map((file) => `_${link(file)}_`)].join(', ');
      const tests = [...rule.tests].map(([file, count]) => `${link(file)}${count > 1 ? ` (${count})` : ''}`).join(', ');
      return `| ${rule.id} | ${rule.sentence} | ${where} | ${tests || 'none by its id'} |`;
    });
  const tables = areas.flatMap((area) => {
    const kept = area.rules.filter(isDone);
    return kept.length === 0
      ? []
      : [
          `## ${area.title}`,
          '',
          '| Rule | What it says | Where | Tests |',
          '| --- | --- | --- | --- |',
          ...rows(kept),
          '',
        ];
  });
  const open = areas.flatMap((area) => {
    const left = area.rules.filter((rule) => !isDone(rule));
    return left.length === 0
      ? []
      : [`### ${area.title}`, '', ...left.map((rule) => `- ${rule.id}: ${rule.sentence}`), ''];
  });
  return [
    '<!-- Made by `npm run rules` from docs/rules.yaml, the code and the tests. Edit those. -->',
    '',
    '# Rules',
    '',
    `Of ${all.length} rules, ${done.length} are in the code, and ${proven.length} of these have tests that bear their id. The rest are listed at the end.`,
    '',
    'A refusal names its rule. "Where" links the code that refuses what breaks the rule; in italics, code whose comments or descriptions say that it keeps the rule in another way: by how it computes, stores or shows.',
    '',
    ...tables,
    '## Not yet',
    '',
    'Nothing in the code keeps these so far.',
    '',
    ...open,
  ].join('\n');
}
