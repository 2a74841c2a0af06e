import { createHash, randomUUID } from 'node:crypto';
import {
  type Append,
  anySpeaker,
  canonicalBytes,
  commandsOf,
  companion,
  decider,
  event,
  type JoinedProjection,
  markSealed,
  type PendingEvent,
  type Projection,
  RETRACTED,
  type SealedPart,
  seal,
  sealBytes,
  type Subject,
} from '#kernel';

/** The smallest subject that uses all that a store and a projection do: numbers added up, with tags and sealed remarks. */
export class Opened {
  constructor(
    readonly name: string,
    readonly tags: string[] = [],
  ) {}
}
export class Added {
  constructor(readonly amount: number) {}
}
export class Tagged {
  constructor(readonly tags: string[]) {}
}
export class Remarked {
  constructor(readonly remark: string) {}
}
markSealed(Remarked.prototype, 'remark');
/** Takes back the event that its append names. */
export class Retracted {}

export interface Tally {
  name: string;
  sum: number;
  tags: string[];
  remarks: string[];
}

const data = <D extends object>(Shape: abstract new (...content: never[]) => D) => Shape as unknown as new () => D;
const opened = event('TallyOpened', data(Opened), (d) => `${d.name} opened`);
const added = event('TallyAdded', data(Added), (d) => `${d.amount} added`);
const tagged = event('TallyTagged', data(Tagged), (d) => `tagged ${d.tags.join(', ')}`);
const remarked = event('TallyRemarked', data(Remarked), () => 'a remark');

const { opens, on } = commandsOf<Tally>();

/** A decider of tallies under this name: the kind of its streams. */
export const tallyDecider = (kind: string) =>
  decider<Tally>(kind, {
    open: opens(data(Opened), {
      describes: 'Opens a tally.',
      mandate: anySpeaker,
      records: [opened],
      decide: (d) => opened(d),
      evolve: { TallyOpened: (_, d) => ({ name: d.name, sum: 0, tags: d.tags, remarks: [] }) },
    }),
    add: on(data(Added), {
      describes: 'Adds a number.',
      mandate: anySpeaker,
      records: [added],
      decide: (d) => added(d),
      evolve: { TallyAdded: (tally, d) => ({ ...tally, sum: tally.sum + d.amount }) },
    }),
    tag: on(data(Tagged), {
      describes: 'Sets the tags.',
      mandate: anySpeaker,
      records: [tagged],
      decide: (d) => tagged(d),
      evolve: { TallyTagged: (tally, d) => ({ ...tally, tags: d.tags }) },
    }),
    remark: on(data(Remarked), {
      describes: 'Adds a remark.',
      mandate: anySpeaker,
      records: [remarked],
      decide: (d) => remarked(d),
      evolve: { TallyRemarked: (tally, d) => ({ ...tally, remarks: [...tally.remarks, d.remark] }) },
    }),
  });

/** The read model of one kind of tallies: by sum, and by tag. */
export const tallies = (kind: string, version = 1): Projection<Tally> => ({
  name: `${kind}_tallies`,
  version,
  decider: tallyDecider(kind),
  indexes: [
    {
      name: 'by_sum',
      columns: { name: 'text', sum: 'integer', words: 'search' },
      lookups: ['sum', 'gin:words'],
      rows: ({ state }) => [{ name: state.name, sum: state.sum, words: [state.name, ...state.remarks].join(' ') }],
    },
    {
      name: 'by_tag',
      columns: { tag: 'text', all_tags: 'text[]', big: 'boolean' },
      lookups: ['tag'],
      rows: ({ state }) => state.tags.map((tag) => ({ tag, all_tags: state.tags, big: state.sum > 10 })),
    },
  ],
});

/** Tallies with running totals of what was added: up or down, and under which first tag; and how often. */
export const totalledTallies = (kind: string): Projection<Tally> => ({
  ...tallies(kind),
  totals: [
    {
      name: 'added',
      columns: { tag: 'text', up: 'boolean' },
      lookups: ['tag'],
      adds: ({ type, data: content }, before) => {
        if (type !== 'TallyAdded') return [];
        const { amount } = content as Added;
        const tag = before?.tags[0] ?? null;
        return [
          { cell: { tag, up: amount > 0 }, number: amount },
          { cell: { tag: null, up: amount > 0 }, number: 1 },
        ];
      },
    },
  ],
});

/**
 * Tallies of one kind joined with those of a second kind that carry one of their tags, and with the first of their own kind:
 * what they come to together, and who is in it.
 */
export const joinedTallies = (kind: string): JoinedProjection<Tally> => ({
  name: `${kind}_joined`,
  version: 1,
  root: tallyDecider(kind),
  companions: [companion(tallyDecider(`${kind}b`), ({ state }) => state.tags)],
  asksFor: ({ state }) => [`${kind}-0`, ...state.tags],
  indexes: [
    { name: 'total', columns: { total: 'integer' }, lookups: ['total'] },
    { name: 'member', columns: { member: 'text' }, lookups: [] },
  ],
  rows: ({ root, others }) => ({
    total: [{ total: (others as Subject<Tally>[]).reduce((sum, { state }) => sum + state.sum, root.state.sum) }],
    member: others.map(({ id }) => ({ member: id })),
  }),
});

const types = new Map<unknown, string>([
  [Opened, 'TallyOpened'],
  [Added, 'TallyAdded'],
  [Tagged, 'TallyTagged'],
  [Remarked, 'TallyRemarked'],
  [Retracted, RETRACTED],
]);

/** The type of the event that carries this. */
export const typeOf = (content: object): string => types.get(content.constructor) ?? 'TallyMystery';

/** An event as the pipeline would hand it to a store; `type` makes it one that nobody knows. */
export function pending(content: object, commandId: string, type = typeOf(content), effective = {}): PendingEvent {
  const eventId = randomUUID();
  const parts: SealedPart[] = [];
  const body = {
    eventId,
    schemaVersion: 1,
    data: seal(content, parts),
    effective,
    role: 'SECRETARIAT',
    commandId,
    grounds: { sources: ['source-test'] },
    basis: [],
  };
  return { eventId, type, actor: 'actor-test', body: sealBytes(canonicalBytes(body)), parts };
}

/** One command that appends these to a stream whose version is `expected`. */
export function append(
  stream: string,
  expected: number,
  contents: readonly object[],
  commandId: string = randomUUID(),
  corrects?: number,
): Append {
  const fingerprint = createHash('sha256')
    .update(canonicalBytes({ stream, contents: contents.map((content) => ({ ...content })) }))
    .digest();
  const events = contents.map((content) => ({ ...pending(content, commandId), corrects }));
  return { stream, expected, commandId, fingerprint, events };
}
