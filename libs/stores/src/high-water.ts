import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, EventLog, LogHead } from '#kernel';
import { flushed } from './flushed.js';

/** An end of the log. */
export interface LogEnding {
  /** Events below it. */
  size: number;
  /** RFC 6962 root at this size, in hexadecimal. */
  root: string;
  /** When it was seen to be so. */
  seenAt: string;
}

/** The log was taken on although it is not the one that was seen before. */
export interface Acceptance {
  at: string;
  /** Opaque id of who decided so. */
  by: string;
  reason: string;
  /** Absent where the file could not be read. */
  from?: LogEnding;
  to: LogEnding;
}

/** What the file holds. */
interface Kept {
  format: 'labour-arrangement-registry/high-water';
  version: 1;
  /** Absent before the first look. */
  mark?: LogEnding;
  /** Oldest first; nothing is ever taken out. */
  accepted: Acceptance[];
}

/** The log as far as it is watched. */
type Watched = Pick<EventLog, 'head'> & { rootAt(size: number): Promise<Buffer>; closed?: string };

/** What is acknowledged is in the file so much later at most. */
export const LOOK_EVERY_MS = 1_000;

const NOTHING: Kept = { format: 'labour-arrangement-registry/high-water', version: 1, accepted: [] };

/**
 * The furthest end of the log that was seen here, in a file that is not part of the store: a store that was put back to an
 * older state, or another one in its place, does not bring it along. As long as the log does not hold all that was seen, it
 * takes no appends (`EventLog.closed`), because what would be recorded then contradicts what others have already read.
 *
 * It looks once a second: the file is read, compared with the log, and written, flushed, where the log has grown. So the last
 * second before a loss of power may be missing from it, and nothing ever stands in it that was not durable in the log.
 */
export class HighWater {
  /** What keeps the file from being written, if anything does. */
  trouble?: string;
  private kept: Kept = NOTHING;
  private looking?: Promise<void>;
  private timer?: NodeJS.Timeout;

  private constructor(
    private readonly file: string,
    private readonly log: Watched,
    private readonly clock: Clock,
  ) {}

  /** Looks for the first time; from now on the log is watched until {@link close}. */
  static async open(file: string, log: Watched, clock: Clock): Promise<HighWater> {
    const highWater = new HighWater(file, log, clock);
    await highWater.look();
    // A log that does not answer is told by whoever asks it; here the next look comes.
    highWater.timer = setInterval(() => void highWater.look().catch(() => {}), LOOK_EVERY_MS).unref();
    return highWater;
  }

  /** The furthest end that was seen. */
  get mark(): LogEnding | undefined {
    return this.kept.mark;
  }

  /** Each time that another log was accepted, oldest first. */
  get accepted(): readonly Acceptance[] {
    return this.kept.accepted;
  }

  /** Closes the log where it does not hold what was seen, opens it where it does again, and raises the mark. */
  look(): Promise<void> {
    return (this.looking ??= this.compare().finally(() => (this.looking = undefined)));
  }

  private async compare(): Promise<void> {
    const head = await this.log.head();
    const kept = await this.read();
    if (!kept) {
      this.log.closed = `The high-water mark ${this.file} cannot be read, so nobody knows whether this log holds all that was acknowledged. Nothing is recorded until you put a copy of that file back, or accept the log as it is: registry log accept.`;
      return;
    }
    this.kept = kept;
    const { mark } = kept;
    this.log.closed = mark && differs(mark, head, await this.rootAt(mark.size, head));
    if (this.log.closed === undefined && head.size > (mark?.size ?? -1))
      await this.write({ ...kept, mark: this.endingAt(head) });
  }

  private async rootAt(size: number, head: LogHead): Promise<string | undefined> {
    return size > head.size ? undefined : (await this.log.rootAt(size)).toString('hex');
  }

  private endingAt = ({ size, root }: LogHead): LogEnding => ({
    size,
    root: root.toString('hex'),
    seenAt: this.clock(),
  });

  /**
   * Takes the log on as it is, although it is not the one that was seen: the mark is put back to its end, and who told so is
   * kept beside. `root` is the root of the log that is meant; false where the log has another one, and nothing is changed then.
   */
  async accept({ root, by, reason }: { root: string; by: string; reason: string }): Promise<boolean> {
    const to = this.endingAt(await this.log.head());
    if (to.root !== root) return false;
    const kept = (await this.read()) ?? NOTHING;
    const from = kept.mark && { from: kept.mark };
    await this.write({ ...kept, mark: to, accepted: [...kept.accepted, { at: to.seenAt, by, reason, ...from, to }] });
    if (this.trouble !== undefined) throw new Error(this.trouble);
    await this.look();
    return true;
  }

  /** Looks for the last time. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.look().catch(() => {});
  }

  /** Undefined where the file is there and is not what was written. */
  private async read(): Promise<Kept | undefined> {
    try {
      const kept = JSON.parse(await readFile(this.file, 'utf8')) as Partial<Kept> | null;
      return kept?.format === NOTHING.format && kept.version === 1 ? (kept as Kept) : undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? NOTHING : undefined;
    }
  }

  /** In one step and durably: whatever happens, the file is the one before or the one after. */
  private async write(kept: Kept): Promise<void> {
    const fresh = `${this.file}.${process.pid}.new`;
    try {
      await mkdir(dirname(this.file), { recursive: true });
      await flushed(fresh, 'w', `${JSON.stringify(kept, null, 2)}\n`);
      await rename(fresh, this.file);
      await flushed(dirname(this.file), 'r');
      this.kept = kept;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = `The high-water mark cannot be written (${(error as Error).message}): a log that is put back to an older state would not be noticed. Give this user write access to ${this.file}, or set HIGH_WATER_FILE to another file.`;
    }
  }
}

/** Why a log is not the one that was seen; undefined where it is, and holds all of it. */
function differs(mark: LogEnding, head: LogHead, rootAtMark: string | undefined): string | undefined {
  if (rootAtMark === mark.root) return undefined;
  const seen = `${mark.size} events with the root ${mark.root} were seen here on ${mark.seenAt}`;
  const found =
    rootAtMark === undefined
      ? `the log is older: it has ${head.size} events with the root ${head.root.toString('hex')}`
      : `the log is another one: its first ${mark.size} events have the root ${rootAtMark}`;
  return `${seen}, and ${found}. Nothing is recorded until you put the newer log back, or accept this one: registry log accept. A registry of its own needs a DATA_DIR of its own.`;
}
