import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LeaseTerms } from '#kernel';
import type { StoreSettings } from '#stores';
import type { KillPoint } from './kill-at.js';
import type { Acknowledged } from './consistency-oracle.js';

export interface AppenderJob {
  settings: StoreSettings;
  seed: number;
  writers?: number;
  /** How many commands; without a number it goes on until it is killed. */
  commands?: number;
  streams?: string[];
  /** Bytes in each sealed remark, of a kind that no compression makes shorter. */
  bytes?: number;
  /** Runs projections beside. */
  project?: boolean;
  /** Shares the projections with other processes, under this name. */
  lease?: LeaseTerms;
  /** Rebuilds a projection over and over once it has appended. */
  rebuild?: boolean;
  /** Where it ends itself. */
  killAt?: KillPoint;
  /** Opens the folder without any of our durability: the negative control. */
  asShipped?: boolean;
}

export type AppenderLine =
  { ready: true } | { sent: Pick<Acknowledged, 'commandId' | 'eventIds'> } | { acknowledged: Acknowledged };

/** A process that appends (appender.ts), and what has been heard from it. */
export class AppenderProcess {
  readonly acknowledged: Acknowledged[] = [];
  /** Commands that it sent, by id; those not acknowledged may be in the log or not. */
  readonly sent = new Map<string, readonly string[]>();
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private stderr = '';
  private listening = true;
  private heard: () => void = () => {};

  /** @param compiled folder of `compile()` */
  constructor(compiled: string, job: AppenderJob) {
    this.child = spawn(process.execPath, [join(compiled, 'test/support/appender.js'), JSON.stringify(job)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr!.on('data', (text: Buffer) => (this.stderr += text.toString()));
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.hear(line));
    this.ended = once(this.child, 'close').then(() => this.heard());
  }

  private hear(text: string): void {
    // A line that the end of the process cut short says nothing.
    if (!this.listening || !text.endsWith('}')) return;
    const line = JSON.parse(text) as AppenderLine;
    if ('sent' in line) this.sent.set(line.sent.commandId, line.sent.eventIds);
    if ('acknowledged' in line) this.acknowledged.push(line.acknowledged);
    this.heard();
  }

  /** Until it has heard of so many acknowledged commands. */
  async reaches(count: number): Promise<void> {
    while (this.acknowledged.length < count) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`The appender ended after ${this.acknowledged.length} commands: ${this.stderr}`);
      await new Promise<void>((resolve) => (this.heard = resolve));
    }
  }

  /** What comes from now on is not heard any more. */
  stopListening(): void {
    this.listening = false;
  }

  /** Freezes it where it is, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.child.pid!, signal);
  }

  /** Ends it at once, by its own pid. */
  async kill(): Promise<void> {
    process.kill(this.child.pid!, 'SIGKILL');
    await this.ended;
  }

  /** Waits until it has ended itself. */
  async killedItself(): Promise<void> {
    await this.ended;
    if (this.child.signalCode !== 'SIGKILL')
      throw new Error(`The appender was to kill itself and ended with ${this.child.exitCode}: ${this.stderr}`);
  }

  /** Waits for its own end, which must be a good one. */
  async finished(): Promise<void> {
    await this.ended;
    if (this.child.exitCode !== 0) throw new Error(`The appender failed: ${this.stderr}`);
  }
}
