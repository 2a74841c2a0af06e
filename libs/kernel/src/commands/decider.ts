import type { Class, EventDefinition, NewEvent, RecordedEvent } from '../events/event.js';
import type { PlainDate } from '../shapes/partial-date.js';
import type { Actor } from './actor.js';
import type { Mandate } from './mandate.js';
import type { Provenance } from './provenance.js';
import type { Refusal } from './refusal.js';

/** What a decision may know beside its own stream: time, the actor, and states of other streams that it declared. */
export interface Context {
  /** ISO 8601 UTC. */
  now: string;
  today: PlainDate;
  actor: Actor;
  provenance: Provenance;
  /** The state of another stream named by `reads`; undefined when nothing is registered under that id. */
  other<S>(decider: Decider<S>, id: string): S | undefined;
  /** What `finds` found: the streams as they now stand, the command's own left out. */
  found: readonly { id: string; state: unknown }[];
}

/**
 * Streams whose rows in an index table of a projection have these values. A projection lags a moment behind the log, so what
 * is found warns a person; it guards nothing that must hold, unless it says so.
 */
export interface Lookup {
  projection: string;
  index: string;
  equals: Readonly<Record<string, string>>;
  /**
   * Of a command that opens a stream, where the columns are fields of its data: two that agree in them are never opened
   * without knowing of each other. What began since the projection read is found as well, and the append is a conflict where
   * another begins meanwhile ({@link Append.alone}).
   */
  guards?: boolean;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- stands for any data; inference finds which
type AnyEvent = EventDefinition<string, any>;
type DataOf<E> = E extends EventDefinition<string, infer D> ? D : never;
type Made<E> = E extends EventDefinition<infer T, infer D> ? NewEvent<T, D> : never;

/** How each event changes the state; a missing case does not compile. */
export type Evolve<S, R extends AnyEvent, Before = S> = {
  [T in R['type']]: (state: Before, data: DataOf<Extract<R, { type: T }>>, event: RecordedEvent) => S;
};

type Decision<E extends AnyEvent> = Made<E> | Made<E>[] | Refusal;

interface CommandSpec<S, D extends object, R extends AnyEvent, Before> {
  /** One sentence for the API's readers: what the command records. */
  describes: string;
  records: readonly R[];
  /** Who may issue it (GEN-09, GEN-10). */
  mandate: Mandate<D>;
  /** Ids of other streams whose states the rules need; what was read is recorded as `basis`. */
  reads?: (data: D, state: Before) => string[];
  /** Streams that are not known by id but by what they have in common with this one; recorded as `basis` too. */
  finds?: (data: D, state: Before) => Lookup | undefined;
  decide(data: D, state: Before, context: Context): Decision<NoInfer<R>>;
  evolve: Evolve<S, NoInfer<R>, Before>;
}

/** One command of one decider. `opens` tells that it starts a stream; all others need one. */
export interface Command<S = unknown, D extends object = object> {
  readonly Data: Class<object>;
  readonly describes: string;
  readonly opens: boolean;
  readonly records: readonly EventDefinition[];
  readonly mandate: Mandate<D>;
  readonly reads: (data: D, state: S | undefined) => string[];
  readonly finds: (data: D, state: S | undefined) => Lookup | undefined;
  readonly decide: (data: D, state: S | undefined, context: Context) => NewEvent | NewEvent[] | Refusal;
  readonly evolve: Record<string, (state: S | undefined, data: object, event: RecordedEvent) => S>;
}

/** `const { opens, on } = commandsOf<Quota>()`: the two kinds of commands of one decider. */
export function commandsOf<S>() {
  const make =
    <Before>(opens: boolean) =>
    <D extends object, R extends AnyEvent>(Data: Class<D>, spec: CommandSpec<S, D, R, Before>): Command<S, D> => ({
      Data,
      opens,
      describes: spec.describes,
      records: spec.records as unknown as readonly EventDefinition[],
      mandate: spec.mandate,
      reads: (spec.reads ?? (() => [])) as Command<S, D>['reads'],
      finds: (spec.finds ?? (() => undefined)) as Command<S, D>['finds'],
      decide: spec.decide as unknown as Command<S, D>['decide'],
      evolve: spec.evolve as unknown as Command<S, D>['evolve'],
    });
  return { opens: make<undefined>(true), on: make<S>(false) };
}

/** Who reads: the actor of the request, and the state of the party that it speaks for. Nobody: the public. */
export interface Reader {
  actor?: Actor;
  party?: unknown;
}

/** All commands of one kind of stream, and the fold of its events. Pure: no clock, no I/O. */
export interface Decider<S = unknown> {
  /** Kind of the stream, and the field of each command that names it: stream `quota-x` is `data.quota`. */
  readonly name: string;
  readonly commands: Readonly<Record<string, Command<S, never>>>;
  readonly events: ReadonlyMap<string, EventDefinition>;
  /**
   * Whether a reader may see the sealed words of this stream's events (AUD-03), by the state of the stream; absent:
   * everybody may.
   */
  mayReadWords?(reader: Reader, state: S): boolean;
  /** The data of an event in its newest version. */
  dataOf(event: RecordedEvent): object;
  /** Folds one event; an unknown type is a fault, never skipped. */
  evolve(state: S | undefined, event: RecordedEvent): S;
}

/** A decider of any state, where only its name and tables matter. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state belongs to its context
export type AnyDecider = Decider<any>;

/** Declares a decider from its table of commands; the keys are the names of the mutations. */
export function decider<S>(
  name: string,
  commands: Record<string, Command<S, never>>,
  { mayReadWords }: Pick<Decider<S>, 'mayReadWords'> = {},
): Decider<S> {
  const events = new Map<string, EventDefinition>();
  const folds = new Map<string, (state: S | undefined, data: object, event: RecordedEvent) => S>();
  for (const command of Object.values(commands))
    for (const definition of command.records) {
      if (events.has(definition.type)) throw new Error(`Two commands of ${name} record ${definition.type}.`);
      events.set(definition.type, definition);
      folds.set(definition.type, command.evolve[definition.type]!);
    }
  const dataOf = ({ seq, type, schemaVersion, data }: RecordedEvent): object => {
    const definition = events.get(type);
    if (!definition || schemaVersion > definition.schemaVersion)
      throw new Error(
        `Event ${seq} is a ${type} of version ${schemaVersion}, which this version of the registry does not know.`,
      );
    return schemaVersion === definition.schemaVersion ? data : definition.upcast(data, schemaVersion);
  };
  return {
    name,
    commands,
    events,
    ...(mayReadWords ? { mayReadWords } : {}),
    dataOf,
    evolve: (state, event) => {
      const data = dataOf(event);
      return folds.get(event.type)!(state, data, event);
    },
  };
}
