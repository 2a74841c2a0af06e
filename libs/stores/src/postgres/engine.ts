import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DurableNodeFS, flushFolder, rewriteLog, wasCut } from './durable-folder.js';

/** One message of a client, from its begin to the answer. */
const LOOP = '_PostgresMainLoopOnce';

/** The inside of PGlite as far as it is watched. */
interface Inside {
  mod: { [LOOP](): void };
  POSTGRES_MAIN_LONGJMP: number;
}

const START_PARAMS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

type Asked = Parameters<PGlite['execProtocolStream']>;

/** The engine did not start; the message says why, in the words of the engine or of the disk. */
export class NotStarted extends Error {}

/**
 * PGlite from a start to its end. Where PostgreSQL would end (a flush that failed, no room for its log), what runs in this
 * process is unwound, and PGlite goes on as if nothing had been; it may even answer. So whatever it says from then on
 * counts for nothing, a commit above all.
 */
export class Run {
  private ended = false;

  private constructor(
    private readonly pglite: PGlite,
    private readonly files: DurableNodeFS,
    private readonly words: { last?: string },
  ) {
    const { mod, POSTGRES_MAIN_LONGJMP } = pglite as unknown as Inside;
    const once = mod[LOOP];
    mod[LOOP] = () => {
      try {
        once();
      } catch (error) {
        // Its way back from an ordinary error.
        this.ended ||= (error as { status?: number }).status !== POSTGRES_MAIN_LONGJMP;
        throw error;
      }
    };
  }

  /** Starts PGlite on a folder; when this resolves, all that it shows is on the disk. */
  static async start(data: string): Promise<Run> {
    const files = new DurableNodeFS(data);
    const isNew = readdirSync(data).length === 0;
    const words: { last?: string } = {};
    const onStderr = (line: string) => {
      words.last = /(?:FATAL|PANIC): {2}(.*)/.exec(line)?.[1] ?? words.last;
      return false;
    };
    try {
      if (wasCut(data)) await rewriteLog(data);
      const pglite = await PGlite.create({ fs: files, startParams: START_PARAMS, onStderr });
      flushFolder(data);
      return new Run(pglite, files, words);
    } catch (error) {
      files.abandon();
      // Nothing was ever acknowledged in it, and the next start would take half a database for one.
      if (isNew) rmSync(data, { recursive: true, force: true });
      const { syscall, message } = (files.failedFlush ?? error) as NodeJS.ErrnoException;
      const why = syscall === undefined ? (words.last ?? files.refused?.message) : message;
      throw why === undefined ? error : new NotStarted(why, { cause: error });
    }
  }

  /** Why it is dead; undefined while it lives. */
  get died(): string | undefined {
    if (this.files.failedFlush) return this.files.failedFlush.message;
    return this.ended ? (this.words.last ?? 'it ended itself') : undefined;
  }

  execProtocolStream(...asked: Asked) {
    return this.pglite.execProtocolStream(...asked);
  }

  /** Lets go of what is dead. */
  abandon(): void {
    this.files.abandon();
  }

  async close(): Promise<void> {
    await this.pglite.close();
  }
}

/** What a server says that could not write to its disk: SQLSTATE io_error. */
export class EngineStopped extends Error {
  readonly code = '58030';

  constructor(why: string) {
    super(
      `The embedded database stopped, because its disk did not take what was written (${why}). What was acknowledged is safe. Mend the disk or free space on it: until it takes writes again nothing is recorded or read; a registry that serves then goes on by itself.`,
    );
  }
}

/** Between two starts that fail. */
const AGAIN_MS = 3_000;

/** PGlite, as one connection sees it. */
export interface Session {
  readonly waitReady: Promise<void>;
  execProtocolStream(...asked: Asked): ReturnType<PGlite['execProtocolStream']>;
}

/**
 * PGlite in this process. When a run of it dies, another one is started on the folder, which recovers as after a power cut;
 * until one has, whatever is asked is answered by the cause.
 */
export class Engine {
  stopped?: EngineStopped;
  private session?: Session;
  private restarting?: Promise<void>;
  private timer?: NodeJS.Timeout;

  private constructor(
    private readonly data: string,
    private run: Run,
  ) {}

  static async start(data: string): Promise<Engine> {
    return new Engine(data, await Run.start(data));
  }

  /**
   * For a new connection. It ends the session before it, and so does the first message that is refused: what an older
   * connection had sent ahead is never run between the messages of the next, nor half of its transaction on another run.
   */
  connect(): Session {
    const session: Session = {
      waitReady: Promise.resolve(),
      execProtocolStream: async (...asked) => {
        const isOpen = this.session === session;
        if (isOpen && !this.stopped) return this.ask(asked);
        if (isOpen) this.session = undefined;
        throw this.stopped ?? new Error('Connection terminated: its session has ended.');
      },
    };
    return (this.session = session);
  }

  private async ask(asked: Asked) {
    const [answered] = await Promise.allSettled([this.run.execProtocolStream(...asked)]);
    const { died } = this.run;
    if (died !== undefined) throw this.stop(died);
    if (answered.status === 'rejected') throw answered.reason;
    return answered.value;
  }

  private stop(why: string): EngineStopped {
    this.run.abandon();
    this.session = undefined;
    this.restartIn(0);
    return (this.stopped = new EngineStopped(why));
  }

  private restartIn(ms: number): void {
    this.timer = setTimeout(() => {
      this.restarting = this.restart();
    }, ms).unref();
  }

  private async restart(): Promise<void> {
    try {
      // Where the disk itself is gone, a start would begin an empty database in its place.
      if (!existsSync(join(this.data, 'PG_VERSION'))) throw new NotStarted('its folder is gone');
      this.run = await Run.start(this.data);
      this.stopped = undefined;
    } catch (error) {
      this.stopped = new EngineStopped((error as Error).message);
      this.restartIn(AGAIN_MS);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.restarting;
    clearTimeout(this.timer);
    if (!this.stopped) await this.run.close();
  }
}
