import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Store } from '#stores';
import { verify } from '../stores/event-log.contract.js';
import { type Acknowledged, faultsOf, KINDS, readAll } from '../support/consistency-oracle.js';
import { Added, append, Opened, Remarked } from '../support/tally.js';
import { countOf, tell } from './tally-of-faults.js';

export const WRITERS = 8;

/** Writers that send each command until it is answered for good, and what they were told meanwhile. */
export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  readonly failures: string[] = [];
  private stopping = false;
  private changed: () => void = () => {};
  private readonly writing: Promise<unknown>;

  /** @param store as it is at the time: a command is sent on to the one that is opened after a fault */
  constructor(
    private readonly store: () => Store,
    bytes: number,
  ) {
    this.writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => this.write(writer, bytes)));
  }

  private async write(writer: number, bytes: number): Promise<void> {
    const stream = `${KINDS[writer % 2]!}-${writer}`;
    // Nothing is asked of the store before it may fail: the streams are new.
    let version = 0;
    while (!this.stopping) {
      const contents = [
        version === 0 ? new Opened(stream) : new Added(1),
        ...(bytes === 0 ? [] : [new Remarked(randomBytes(bytes).toString('base64'))]),
      ];
      const command = append(stream, version, contents);
      for (let settled = false; !settled;) {
        const answer = await this.store()
          .log.append(command)
          .catch((error: Error) => error);
        settled = 'outcome' in answer && (answer.outcome === 'committed' || answer.outcome === 'duplicate');
        if ('outcome' in answer && settled) {
          const { version: now, firstSeq, lastSeq } = answer as Extract<typeof answer, { firstSeq: number }>;
          const eventIds = command.events.map(({ eventId }) => eventId);
          this.acknowledged.push({ commandId: command.commandId, eventIds, stream, version: now, firstSeq, lastSeq });
          version = now;
        } else {
          this.failures.push('outcome' in answer ? JSON.stringify(answer) : answer.message);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        this.changed();
      }
    }
  }

  /** Until that is so. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => (this.changed = resolve));
  }

  /** Until so many more were acknowledged. */
  more(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    return this.until(() => this.acknowledged.length >= goal);
  }

  /** Each writer finishes what it is about. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.writing;
  }
}

/** Nothing lost, nothing twice, no gap, the root verifies; a line for the table. */
export async function expectSound(
  { fault, on, rounds }: { fault: string; on: string; rounds: number },
  { log }: Store,
  { acknowledged }: Writers,
): Promise<void> {
  const events = await readAll(log);
  tell({ fault, on, rounds, ...countOf(acknowledged, events) });
  expect(faultsOf({ acknowledged, readers: [], log: events })).toEqual([]);
  await verify(log);
}
