import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One request, so many times; without a body it is a GET. */
export interface Load {
  url: string;
  body?: string;
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
