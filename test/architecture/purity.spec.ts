import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Something that makes a result depend on when, where or on which throw of the dice it runs. */
interface Impurity {
  name: string;
  pattern: RegExp;
  /** The files that may do it. */
  home: RegExp;
  /** What to do instead. */
  instead: string;
  /** Pieces of code that it is, and that it is not. */
  is: string[];
  isNot: string[];
}

const DOMAIN_FREE = /^(apps\/|libs\/(kernel|stores|access|audit)\/)/;

const IMPURITIES: Impurity[] = [
  {
    name: 'the environment',
    pattern: /\bprocess\s*\.\s*(env|argv)\b/,
    home: /^apps\/cli\/src\//,
    instead: 'Settings are read and checked once, by readSettings; take the value as an argument.',
    is: ['if (process.env.DEBUG) log();', 'process.argv[2]'],
    isNot: ['(env: NodeJS.ProcessEnv) => env.PORT', 'process.pid', '// process.env is read elsewhere'],
  },
  {
    name: 'the clock',
    pattern:
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(\(\s*\)|;|$)|(?<![\w.])Date\s*\(\s*\)|\bTemporal\s*\.\s*Now\b|\bperformance\s*\.\s*now\b|\bhrtime\b/m,
    home: /^(apps\/cli\/src\/|libs\/kernel\/src\/ports\.ts$)/,
    instead: 'A decision gets now and today in its context; a service gets the Clock (CLOCK) by injection.',
    is: ['const now = new Date();', 'Date.now()', 'Temporal.Now.plainDateISO()', 'performance.now()'],
    isNot: [
      'new Date(row.recorded_at)',
      "Temporal.PlainDate.from('2026-01-01')",
      'Date.parse(instant)',
      '/* new Date() */',
    ],
  },
  {
    name: 'chance',
    pattern: /\bMath\s*\.\s*random\b|\b(randomUUID|randomBytes|randomInt|getRandomValues|uuidv[147])\s*\(/,
    home: /^(libs\/kernel\/src\/(shapes\/sealed|commands\/submission\.handler)\.ts|libs\/stores\/src\/.*|apps\/registry\/src\/(graphql-errors|registry\.module)\.ts)$/,
    instead: 'Ids come from the sender or from the pipeline, salts from seal(); take the value as an argument.',
    is: ['Math.random() < 0.5', 'const id = randomUUID();', 'uuidv7()'],
    isNot: ['import { randomBytes } from "node:crypto";', 'const uuid = event.eventId'],
  },
  {
    name: 'Date in the domain',
    pattern: /\bnew\s+Date\b|\bDate\s*\.\s*(parse|UTC)\b|\btoLocale(Date|Time)?String\b|\bIntl\s*\./,
    home: DOMAIN_FREE,
    instead:
      'Legal dates are calendar dates with a precision: use PartialDate and its functions (#kernel, partial-date.ts).',
    is: ['new Date(act.on)', 'Date.parse(on)', 'number.toLocaleString()'],
    isNot: ['const Dated = 1', "from '#kernel'"],
  },
  {
    name: 'waiting or the network in the domain',
    pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask|fetch)\s*\(/,
    home: DOMAIN_FREE,
    instead:
      'A rule answers at once from what it was given. What has to wait or to ask elsewhere is a service of an app.',
    is: ['setTimeout(done, 10)', "await fetch('https://example.org')"],
    isNot: ['prefetch(ids)', 'refetched'],
  },
];

/** Code without its comments; strings stay, which is good enough for these patterns. */
const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{(,])\/\/.*$/gm, '$1');

const sources = ['apps', 'libs'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => join(root, file).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/\.(spec|contract|fixture)\.ts$|\/testing\//.test(file)),
);

describe('what is computed depends on nothing but what was given', () => {
  test.each(IMPURITIES)('$name is read only where it is at home', ({ pattern, home, instead }) => {
    const elsewhere = sources.filter(
      (file) => !home.test(file) && pattern.test(withoutComments(readFileSync(file, 'utf8'))),
    );
    expect({ elsewhere, instead }).toEqual({ elsewhere: [], instead });
  });

  test.each(IMPURITIES)('$name is recognised', ({ pattern, is, isNot }) => {
    expect(is.filter((code) => !pattern.test(withoutComments(code)))).toEqual([]);
    expect(isNot.filter((code) => pattern.test(withoutComments(code)))).toEqual([]);
  });

  test.each(IMPURITIES)('the homes of $name are there', ({ home }) => {
    expect(sources.some((file) => home.test(file))).toBe(true);
  });
});
