import { elapsed } from '#kernel';
import type { LogReader } from './postgres/log-reader.js';

const EVERY_MS = 1_000;
/** So many at once: some milliseconds of an embedded database, which does nothing else meanwhile. */
const EVENTS = 500;
const PASS_MS = 3_600_000;

/**
 * Looks through what is stored, whether somebody reads it or not, so that damage is found before it is needed: 500 events a
 * second, and from the beginning again an hour after the last pass began at the earliest. What it finds is in `LogReader.damage`.
 */
export class Sweep {
  private from = 0;
  private began = elapsed();
  private checking?: Promise<void>;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly log: Pick<LogReader, 'check'>) {
    // A store that does not answer is told by whoever asks it; the next turn comes.
    this.timer = setInterval(() => void (this.checking ??= this.next().catch(() => {})), EVERY_MS).unref();
  }

  private async next(): Promise<void> {
    try {
      this.from = await this.log.check(this.from, EVENTS);
      if (elapsed() - this.began < PASS_MS) return;
      this.began = elapsed();
      this.from = 0;
    } finally {
      this.checking = undefined;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.checking;
  }
}
