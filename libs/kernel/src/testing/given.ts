import { expect, test } from '@jest/globals';
import {
  type Actor,
  checkMandate,
  checkShape,
  type Context,
  type Decider,
  isRefusal,
  type Provenance,
  type RuleId,
} from '../commands/index.js';
import { foldSubject, type NewEvent, type RecordedEvent, type Subject } from '../events/index.js';
import { seal } from '../shapes/sealed.js';

/** `rule('QUO-11', 'a revision cannot go below the places already taken', () => ...)`: the test that proves a rule. */
export function rule(id: RuleId, sentence: string, proof: () => void | Promise<void>): void {
  test(`${id}: ${sentence}`, proof);
}

/** A table of cases that prove one rule; each row is one test. `name` of a row is shown. */
export function ruleTable<C extends { name: string }>(
  id: RuleId,
  sentence: string,
  rows: readonly C[],
  proof: (row: C) => void | Promise<void>,
): void {
  for (const row of rows) test(`${id}: ${sentence}: ${row.name}`, () => proof(row));
}

/** What the tests of one decider share: who acts, on which day, and what other streams hold. */
export interface World {
  actor?: Actor;
  now?: string;
  provenance?: Partial<Provenance>;
  others?: Record<string, unknown>;
  /** What a lookup of the command finds. */
  found?: { id: string; state: unknown }[];
}

type Outcome =
  { events: NewEvent[] } | { rule: string; code: string; facts: Record<string, unknown> } | { malformed: string[] };

/**
 * `given(...events).when(command, data).then(...events)`, or `.refused(rule, facts)`, or `.state(check)`: the language in
 * which the rules of a decider are told. It goes through shape check, mandate, decision and fold, as a real command does.
 */
export function scenarios<S>(decider: Decider<S>, world: World = {}) {
  const actor: Actor = world.actor ?? { id: 'actor-secretariat', role: 'SECRETARIAT' };
  const record = (
    subject: Subject<S> | undefined,
    event: NewEvent,
    seq: number,
    provenance: Partial<Provenance>,
    by: Actor = actor,
  ): Subject<S> => {
    const definition = decider.events.get(event.type)!;
    const recorded: RecordedEvent = {
      seq,
      eventId: `event-${seq}`,
      stream: (event.data as Record<string, string>)[decider.name] ?? subject?.id ?? decider.name,
      version: (subject?.version ?? 0) + 1,
      type: event.type,
      schemaVersion: definition.schemaVersion,
      // What is folded is what comes back from the log: plain JSON.
      data: JSON.parse(JSON.stringify(event.data)) as object,
      recordedAt: world.now ?? '2026-01-15T12:00:00.000Z',
      effective: { ...definition.effective?.(event.data as never), ...provenance.effective },
      actor: by,
      commandId: `command-${seq}`,
      grounds: {
        sources: provenance.sources ?? ['source-test'],
        origin: provenance.origin,
        confidence: provenance.confidence,
      },
      basis: [],
    };
    return foldSubject(decider, subject, recorded);
  };

  return {
    given(...history: NewEvent[]) {
      let subject: Subject<S> | undefined;
      history.forEach((event, seq) => (subject = record(subject, event, seq, {})));
      return {
        /** Sends a command by its name in the decider's table. */
        when(name: string, data: object, by: World = {}) {
          const outcome = decide(decider, subject, name, data, { ...world, ...by, actor: by.actor ?? actor });
          return {
            then(...expected: NewEvent[]) {
              expect(outcome).toEqual({
                events: expected.map((event) => ({
                  ...event,
                  data: expect.objectContaining({ ...event.data }) as object,
                })),
              });
            },
            recorded() {
              expect(outcome).toEqual({ events: expect.any(Array) as unknown });
            },
            refused(id: RuleId, facts: Record<string, unknown> = {}) {
              expect(outcome).toMatchObject({ rule: id, facts });
            },
            /** As {@link refused}, where a rule has more than one code. */
            refusedWith(id: RuleId, code: string) {
              expect(outcome).toMatchObject({ rule: id, code });
            },
            malformed(...fields: string[]) {
              expect(outcome).toEqual({ malformed: expect.arrayContaining(fields) as unknown });
            },
            /** The state after the command. */
            state(check: (state: S, subject: Subject<S>) => void) {
              if (!('events' in outcome)) throw new Error(`The command was not recorded: ${JSON.stringify(outcome)}`);
              let after = subject;
              outcome.events.forEach(
                (event, index) => (after = record(after, event, history.length + index, by.provenance ?? {}, by.actor)),
              );
              check(after!.state, after!);
            },
          };
        },
        /** The state that the history amounts to. */
        state(check: (state: S, subject: Subject<S>) => void) {
          check(subject!.state, subject!);
        },
      };
    },
  };
}

function decide<S>(
  decider: Decider<S>,
  subject: Subject<S> | undefined,
  name: string,
  data: object,
  world: World & { actor: Actor },
): Outcome {
  const command = decider.commands[name];
  if (!command) throw new Error(`The ${decider.name} decider has no command ${name}.`);
  const checked = checkShape(command.Data, data);
  if ('problems' in checked) return { malformed: checked.problems.map((problem) => problem.field) };
  const provenance = { commandId: 'command-test', sources: ['source-test'], ...world.provenance } as Provenance;
  const unmandated = checkMandate(command.mandate, world.actor, checked.value as never, provenance);
  if (unmandated) return unmandated;
  const now = world.now ?? '2026-01-15T12:00:00.000Z';
  const context: Context = {
    now,
    today: now.slice(0, 10),
    actor: world.actor,
    provenance,
    other: <O>(_: Decider<O>, id: string) => world.others?.[id] as O | undefined,
    found: world.found ?? [],
  };
  const decision = command.decide(checked.value as never, subject?.state, context);
  if (isRefusal(decision)) return decision as unknown as Outcome;
  const events = Array.isArray(decision) ? decision : [decision];
  // Sealing must not fail on what a decider answers.
  for (const event of events) seal(event.data, []);
  return { events };
}
