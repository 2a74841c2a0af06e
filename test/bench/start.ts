import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SAMPLE_ARRANGEMENTS } from '../support/sample.js';
import { type Asked, compare, digits, type Figure, median, type Oracle, ratioOf, type Row, sum } from './kit.js';

const CLI = fileURLToPath(new URL('../../apps/cli/src/main.js', import.meta.url));

/** From the command to the first answered question, on a new folder and again on the same one. */
export const start: Figure = {
  title: 'Start of the embedded registry to its first answered query: a used folder against a new one',
  async *measure(asked: Asked): AsyncIterable<Row> {
    for (const sample of [false, true]) {
      const times = { fresh: [] as number[], used: [] as number[] };
      const oracles: Oracle[] = [];
      for (let round = 0; round < (asked.quick ? 3 : 5); round++) {
        const folder = mkdtempSync(join(tmpdir(), 'registry-bench-'));
        try {
          const fresh = await startOn(folder, sample);
          const used = await startOn(folder, sample);
          times.fresh.push(fresh.millis);
          times.used.push(used.millis);
          // A used folder shows what the new one ended with.
          oracles.push(compare(fresh.ids, used.ids));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }
      yield {
        what: sample ? 'with the sample, all of it listed' : 'without the sample',
        on: 'PGlite, fsync',
        measured: `${digits(median(times.used))} ms used`,
        baseline: `${digits(median(times.fresh))} ms new`,
        ratio: ratioOf(times.used, times.fresh),
        oracle: sum(oracles),
      };
    }
  },
};

interface Started {
  millis: number;
  ids: string[];
}

/** Starts a registry, waits until it answers (with the sample: until it lists all its arrangements), and stops it. */
async function startOn(folder: string, sample: boolean): Promise<Started> {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), DATA_DIR: folder };
  const begun = performance.now();
  const child = spawn(process.execPath, [CLI, 'serve', ...(sample ? [] : ['--no-sample'])], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The registry did not start: ${complaint}`);
      const ids = await askOnce(port);
      if (ids && ids.length >= (sample ? SAMPLE_ARRANGEMENTS : 0)) return { millis: performance.now() - begun, ids };
      await sleep(10);
    }
  } finally {
    await stop(child);
  }
}

async function askOnce(port: number): Promise<string[] | undefined> {
  const body = JSON.stringify({ query: '{ arrangements(first: 100, orderBy: ID) { nodes { id } } }' });
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { data } = (await answer.json()) as { data?: { arrangements: { nodes: { id: string }[] } } };
    return data?.arrangements.nodes.map(({ id }) => id);
  } catch {
    // It does not listen yet.
    return undefined;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'exit');
  child.kill('SIGTERM');
  await closed;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
