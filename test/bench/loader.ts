import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { count, digits, median, percentile, perSecond } from './kit.js';

/** Requests, one after the other and over again; without bodies they are GETs of the addresses. */
export interface Load {
  urls: readonly string[];
  bodies?: readonly string[];
  requests: number;
}

export interface Answers {
  /** How long each answer took. */
  millis: number[];
  elapsed: number;
  /** Each answer that came, once. */
  bodies: string[];
}

/** Load from a process of its own (load.ts), so that it does not take the server's time. */
export class Loader {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('./load.js', import.meta.url)));

  async send(load: Load): Promise<Answers> {
    this.child.send(load);
    const [reply] = (await once(this.child, 'message')) as [{ answers: Answers } | { error: string }];
    if ('error' in reply) throw new Error(reply.error);
    return reply.answers;
  }

  stop(): void {
    this.child.kill();
  }
}

/** The middle answer of each round, in milliseconds. */
export const p50 = (rounds: readonly Answers[]): number[] => rounds.map(({ millis }) => median(millis));

/** Rounds of answers in words. */
export function inWords(rounds: readonly Answers[]): string {
  const p99 = percentile(
    rounds.flatMap(({ millis }) => millis),
    0.99,
  );
  const rate = median(rounds.map(({ millis, elapsed }) => perSecond(millis.length, elapsed)));
  return `p50 ${digits(median(p50(rounds)))} ms, p99 ${digits(p99)} ms, ${count(rate)}/s`;
}
