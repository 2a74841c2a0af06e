import type { Actor } from './actor.js';
import type { Problem } from './check-shape.js';
import { RETRACT, retractEvent } from './correction.js';
import type { AnyDecider, Command } from './decider.js';
import type { Refusal } from './refusal.js';

/** One command on its way through the CommandBus. `data` and `provenance` are as they came in, not yet checked. */
export class Submission {
  constructor(
    readonly decider: AnyDecider,
    /** Name of the command in the decider's table, or the one that every decider has. */
    readonly name: string,
    readonly data: object,
    readonly provenance: object,
    readonly actor: Actor | undefined,
  ) {}

  get command(): Command<unknown, never> {
    const command =
      this.name === RETRACT ? (retractEvent as Command<unknown, never>) : this.decider.commands[this.name];
    if (!command) throw new Error(`The ${this.decider.name} decider has no command ${this.name}.`);
    return command;
  }
}

/** What a submission comes to. Only faults are thrown. */
export type SubmissionResult =
  | { kind: 'recorded'; stream: string; version: number; firstSeq: number; lastSeq: number; repeated: boolean }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'malformed'; problems: Problem[] }
  | { kind: 'conflict'; stream: string; expected: number; actual: number }
  | { kind: 'unauthenticated' }
  | { kind: 'unknown'; commandId: string }
  | { kind: 'closed'; cause: string };
