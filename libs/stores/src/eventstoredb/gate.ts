/** Lets so many through at once; the others wait in order. */
export class Gate {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((enter) => this.waiting.push(enter));
    try {
      return await work();
    } finally {
      // Whoever waits takes the place of the one who leaves.
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
