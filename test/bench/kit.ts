import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import type { Append, EventLog, RecordedEvent } from '#kernel';
import { type Ground, pgliteGround, postgresGround } from '../support/stores.js';

/** What a run was asked for. */
export interface Asked {
  /** Smaller sizes and fewer rounds. */
  quick: boolean;
}

/** What is wrong with what was measured; a speed without it is not a result. */
export interface Oracle {
  lost: number;
  duplicated: number;
  outOfOrder: number;
}

/** Middle value and range of the rounds. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** One line of the table: one thing, measured against its baseline in the same rounds. */
export interface Row {
  what: string;
  /** Store, and how durable its commits are. */
  on: string;
  measured: string;
  baseline: string;
  ratio: Spread;
  /** The ratio that is hoped for; none for a row that only explains another. */
  goal?: { atLeast: number } | { atMost: number };
  oracle: Oracle;
}

/** One figure: a title and a way to measure it. */
export interface Figure {
  title: string;
  measure(asked: Asked): AsyncIterable<Row>;
}

/** The value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Ratios of values that were measured in the same round, one by one. */
export function ratioOf(measured: readonly number[], baseline: readonly number[]): Spread {
  const ratios = measured.map((value, round) => value / baseline[round]!);
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A / B / A / B: every round measures all, one after the other; the answers by name, in the order of the rounds. */
export async function interleaved<K extends string>(
  rounds: number,
  measures: Record<K, (round: number) => Promise<number>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(measures) as K[];
  const answers = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < rounds; round++)
    for (const name of names) answers[name].push(await measures[name](round));
  return answers;
}

/** Every round of every figure is answered for. */
export const sum = (oracles: readonly Oracle[]): Oracle => ({
  lost: oracles.reduce((total, { lost }) => total + lost, 0),
  duplicated: oracles.reduce((total, { duplicated }) => total + duplicated, 0),
  outOfOrder: oracles.reduce((total, { outOfOrder }) => total + outOfOrder, 0),
});

/** Compares what was found with what must be there, in this order. */
export function compare(expected: readonly string[], found: readonly string[]): Oracle {
  const got = new Set(found);
  const wanted = new Set(expected);
  const known = [...got].filter((id) => wanted.has(id));
  const order = expected.filter((id) => got.has(id));
  return {
    lost: wanted.size - known.length,
    // What nobody asked for counts as well.
    duplicated: found.length - known.length,
    outOfOrder: known.filter((id, place) => id !== order[place]).length,
  };
}

export const isSound = ({ lost, duplicated, outOfOrder }: Oracle): boolean =>
  lost === 0 && duplicated === 0 && outOfOrder === 0;

export function isMet({ ratio, goal }: Row): boolean {
  if (!goal) return true;
  return 'atLeast' in goal ? ratio.median >= goal.atLeast : ratio.median <= goal.atMost;
}

/** A tier to measure on. */
export interface Tier {
  name: string;
  ground(): Promise<Ground>;
}

/** PGlite, and the PostgreSQL server of TEST_DATABASE_URL where there is one. */
export const tiers = (): Tier[] => [
  { name: 'PGlite, fsync', ground: pgliteGround },
  ...(process.env.TEST_DATABASE_URL ? [{ name: 'PostgreSQL, synchronous commit', ground: postgresGround }] : []),
];

/** Appends in bulk; each must be committed. */
export async function record(
  log: EventLog,
  appends: AsyncIterable<readonly Append[]> | Iterable<readonly Append[]>,
): Promise<number> {
  const AT_ONCE = 4_000;
  let waiting: Append[] = [];
  let events = 0;
  const flush = async () => {
    const outcomes = await Promise.all(waiting.map((append) => log.append(append)));
    const failed = outcomes.find(({ outcome }) => outcome !== 'committed');
    if (failed) throw new Error(`An append was answered ${JSON.stringify(failed)}.`);
    events += waiting.reduce((total, append) => total + append.events.length, 0);
    waiting = [];
  };
  for await (const some of appends) {
    waiting.push(...some);
    if (waiting.length >= AT_ONCE) await flush();
  }
  await flush();
  return events;
}

/** The whole log, page by page. */
export async function* pagesOf(log: EventLog, limit = 2_000): AsyncGenerator<RecordedEvent[]> {
  for (let from = 0; ;) {
    const page = await log.readPage({ from, limit });
    if (page.readTo === from) return;
    yield page.events;
    from = page.readTo;
  }
}

/** The machine and the versions, for whoever compares. */
export function machine(): Record<string, string> {
  const packageOf = (name: string) =>
    (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;
  const commit = () => {
    try {
      return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    } catch {
      return 'unknown';
    }
  };
  return {
    date: new Date().toISOString().slice(0, 16),
    commit: commit(),
    machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
    versions: `Node ${process.version}, PGlite ${packageOf('@electric-sql/pglite')}, pg ${packageOf('pg')}`,
  };
}

export const count = (value: number): string => Math.round(value).toLocaleString('en');
export const perSecond = (amount: number, ms: number): number => (amount * 1_000) / ms;
/** Three significant digits. */
export const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
