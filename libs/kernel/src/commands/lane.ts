import type { Append, AppendOutcome, Subject } from '../events/index.js';

/** How many commands of one stream are decided ahead of the log: the largest flush of a store. */
const MOST_AHEAD = 256;

/** Where the events that are not written yet are said to be: above every real position, in their order. */
const UNWRITTEN = 2 ** 52;

/**
 * The commands on one stream. They are decided one at a time, in the order of arrival, each on the state that those before
 * it lead to, written or not; what they append goes out at once, so that one flush carries many. Nothing here is
 * authority: each append says on which one it rests, and the log refuses it unless that one was written (GEN-04).
 */
export class Lane {
  /** The fold with all that was sent and is not known to be written; absent where the log itself is asked. */
  ahead?: Subject;
  private before?: Append;
  private sent = 0;
  /** What is ahead no longer follows from the log: something was not written, or cannot be folded before it is. */
  private broken = false;
  private readonly unsettled = new Map<string, Promise<unknown>>();
  private turn: Promise<unknown> = Promise.resolve();
  /** Commands that wait for their turn or have it. */
  users = 0;

  /** Runs `work` after the commands that came before. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const own = this.turn.then(work);
    this.turn = own.catch(() => {});
    return own;
  }

  /**
   * At the begin of a turn: whether to ask the log again, because nothing is on its way, something failed, enough is on its
   * way, or this very command is.
   */
  async refresh(commandId: string): Promise<void> {
    if (this.unsettled.size === 0 || this.broken || this.sent >= MOST_AHEAD || this.unsettled.has(commandId))
      await this.settle();
  }

  /** Waits until all that was sent is answered; the next decision is made on what the log then says. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.unsettled.values());
    this.ahead = undefined;
    this.before = undefined;
    this.sent = 0;
    this.broken = false;
  }

  /** The position of the next event in a state that is ahead of the log. */
  provisionalSeq(): number {
    return Math.max(UNWRITTEN, (this.ahead?.seq ?? 0) + 1);
  }

  /** Sends what a decision appends; `after` is the state with it, where that can be told before it is written. */
  send(append: Append, after: Subject | undefined, write: (append: Append) => Promise<AppendOutcome>) {
    const answer = write(this.before ? { ...append, restsOn: this.before.commandId } : append);
    this.before = append;
    this.ahead = after;
    this.sent++;
    if (!after) this.broken = true;
    const settled = answer.then(
      ({ outcome }) => (this.broken ||= outcome !== 'committed'),
      () => (this.broken = true),
    );
    this.unsettled.set(
      append.commandId,
      settled.finally(() => this.unsettled.delete(append.commandId)),
    );
    return answer;
  }
}

/** Whether a value names an event that is not written yet, and whose position nobody knows. */
export const namesUnwritten = (value: unknown): boolean =>
  typeof value === 'number'
    ? value >= UNWRITTEN
    : typeof value === 'object' && value !== null && Object.values(value).some(namesUnwritten);
