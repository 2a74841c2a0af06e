import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { anyTwoDates } from './any-two-dates.js';
import { admissions } from './admissions.js';
import { appends } from './appends.js';
import { duties } from './duties.js';
import { digits, type Figure, isMet, isSound, machine, type Row } from './kit.js';
import { list } from './list.js';
import { replay } from './replay.js';
import { start } from './start.js';

const FIGURES: Record<string, Figure> = { admissions, appends, replay, list, dates: anyTwoDates, duties, start };

const USAGE = `npm run bench -- [--only ${Object.keys(FIGURES).join('|')}] [--quick] [--json]`;

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
if (asked.only !== undefined && !(asked.only in FIGURES)) {
  process.stderr.write(`There is no figure ${asked.only}.\n${USAGE}\n`);
  process.exit(2);
}
const database = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
if (database) process.env.TEST_DATABASE_URL = database;
else process.stderr.write('TEST_DATABASE_URL is not set: measuring on PGlite only.\n');
// What is measured chooses its own store.
delete process.env.DATABASE_URL;

const verdictOf = (row: Row) => (!isSound(row.oracle) ? 'FAILED' : isMet(row) ? (row.goal ? 'met' : '') : 'missed');

const goalOf = ({ goal }: Row) => (!goal ? '' : 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`);

const cellsOf = (row: Row) => [
  row.what,
  row.on,
  row.measured,
  row.baseline,
  `${digits(row.ratio.median)} (${digits(row.ratio.least)} to ${digits(row.ratio.most)})`,
  goalOf(row),
  `${row.oracle.lost} / ${row.oracle.duplicated} / ${row.oracle.outOfOrder}`,
  verdictOf(row),
];

const HEAD = ['what', 'on', 'measured', 'baseline', 'ratio (range)', 'goal', 'lost / duplicated / out of order', ''];
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const say = (text: string) => asked.json || process.stdout.write(`${text}\n`);

const about = machine();
say(
  Object.entries(about)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n'),
);
const results: { figure: string; title: string; rows: Row[] }[] = [];
for (const [name, { title, measure }] of Object.entries(FIGURES)) {
  if (asked.only !== undefined && asked.only !== name) continue;
  const rows: Row[] = [];
  say(`\n${title}\n\n${line(HEAD)}\n${line(HEAD.map(() => '---'))}`);
  for await (const row of measure({ quick: asked.quick })) {
    rows.push(row);
    say(line(cellsOf(row)));
  }
  results.push({ figure: name, title, rows });
}
if (asked.json) process.stdout.write(`${JSON.stringify({ ...about, quick: asked.quick, results }, null, 2)}\n`);
process.exitCode = results.every(({ rows }) => rows.every((row) => isSound(row.oracle))) ? 0 : 1;
