import type { Subject } from '../events/index.js';

/** The most recently used folds. Only a baseline: the append's version check decides. */
export class StateCache {
  private readonly subjects = new Map<string, Subject>();

  constructor(private readonly capacity = 2_000) {}

  get(stream: string): Subject | undefined {
    const subject = this.subjects.get(stream);
    if (subject) {
      this.subjects.delete(stream);
      this.subjects.set(stream, subject);
    }
    return subject;
  }

  set(stream: string, subject: Subject): void {
    this.subjects.delete(stream);
    this.subjects.set(stream, subject);
    if (this.subjects.size > this.capacity) this.subjects.delete(this.subjects.keys().next().value!);
  }
}
