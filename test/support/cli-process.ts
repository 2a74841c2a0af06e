import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

const MAIN = 'dist/apps/cli/src/main.js';

/** How a process ended, and what it said. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

const running = new Set<ChildProcess>();

/** Ends those that still run. */
export const endAll = (): void => running.forEach((child) => child.kill('SIGKILL'));

/** Starts the built command with settings of its own, and nothing of the environment's. */
export function start(
  args: string[],
  settings: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended>; text: () => string } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, HOME: tmpdir(), ...settings },
  });
  running.add(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, out, err };
  });
  return { child, ended, text: () => out };
}

/** Runs a command to its end. */
export const registry = (args: string[], settings?: Record<string, string>): Promise<Ended> =>
  start(args, settings).ended;

/** Serves on a free port; resolves with the address once it is printed. */
export async function serve(
  settings: Record<string, string>,
  ...args: string[]
): Promise<{ address: string; child: ChildProcess; ended: Promise<Ended> }> {
  const { child, ended, text } = start(['serve', ...args], { PORT: '0', ...settings });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', () => {
      const found = /GraphQL +(\S+)\/graphql/.exec(text())?.[1];
      if (found && text().includes('Ctrl-C')) resolve(found);
    });
    void ended.then(({ err }) => reject(new Error(err)));
  });
  return { address, child, ended };
}

/** Asks over HTTP. */
export async function ask(
  address: string,
  query: string,
  token?: string,
  variables: object = {},
): Promise<Record<string, any>> {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as Record<string, any>;
}
