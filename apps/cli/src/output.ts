import { SingleBar } from 'cli-progress';

/** Exit codes of every command (docs/how-to/cli.md). */
export const Exit = {
  OK: 0,
  BUG: 1,
  USAGE: 2,
  INPUT: 3,
  NOT_PERMITTED: 4,
  CONFLICT: 5,
  NOT_FOUND: 6,
  INTEGRITY: 7,
  UNAVAILABLE: 8,
} as const;
export type Exit = (typeof Exit)[keyof typeof Exit];

/** A command that cannot go on: what happened, and what to do. */
export class CommandFailed extends Error {
  constructor(
    readonly exit: Exit,
    message: string,
  ) {
    super(message);
  }
}

/** Data goes to stdout: as one JSON document with `--json`, else as lines for people. */
export function print(json: boolean, data: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : `${lines.join('\n')}\n`);
}

/** Prose goes to stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

export const thousands = (number: number) => number.toLocaleString('en');

/** How often progress is told where there is no terminal. */
const LINE_EVERY_MS = 10_000;

/** Progress on stderr: a bar on a terminal, else a line every ten seconds. */
export class Progress {
  private readonly bar?: SingleBar;
  private told = Date.now();

  constructor(
    private readonly what: string,
    private total: number,
  ) {
    if (process.stderr.isTTY) {
      this.bar = new SingleBar({
        format: `${what} {bar} {value}/{total} {eta_formatted}`,
        stream: process.stderr,
        hideCursor: true,
      });
      this.bar.start(total, 0);
    }
  }

  at(done: number, total = this.total): void {
    this.total = total;
    this.bar?.setTotal(total);
    this.bar?.update(done);
    if (!this.bar && Date.now() - this.told > LINE_EVERY_MS) {
      this.told = Date.now();
      say(`${this.what}: ${thousands(done)} of ${thousands(total)}`);
    }
  }

  done(): void {
    this.bar?.stop();
  }
}

/** Aligned columns; the first line is the head. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
