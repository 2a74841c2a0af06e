import { type PlainDate, type Stated, statedOn } from '#kernel';
import type { Obligation } from '../obligations/obligation.js';
import type { ObligationTerms } from '../obligations/terms.js';
import type { Facts, ForcePeriod, Linked } from './facts.js';
import { BEGINNING, endOf } from './legal-days.js';
import { node, type Node, readOf } from './node.js';

/** The duties that an answer needs, and the way by which it came to one: no duty is its own reason. */
export interface World {
  duties: Readonly<Record<string, Linked>>;
  path: readonly string[];
  until: PlainDate;
}

/** A duty that this one names; undefined where nothing is known of it, or where it leads back to itself. */
export function step(world: World, id: string): { duty: Linked; world: World } | undefined {
  const duty = world.duties[id];
  return duty && !world.path.includes(id) ? { duty, world: { ...world, path: [...world.path, id] } } : undefined;
}

/** The terms that hold on a day; before the first of them, the first. */
export const termsOn = ({ versions }: Obligation, day: PlainDate): Stated<ObligationTerms> =>
  statedOn(versions, day) ?? versions[0]!;

/** Whether a duty binds on a day (R0, R1), and what tells so. */
export interface Binding {
  applies: boolean;
  /** Its clause is suspended. */
  suspended: boolean;
  /** Of what applies, R0 and, where it has a condition or exceptions, R1; of what does not, the rule that says so. */
  nodes: Node[];
}

export function bindingOn({ obligation, facts }: Linked, day: PlainDate, world: World): Binding {
  const periods = efficacyOf(obligation, facts);
  const period = periods.findLast(({ from }) => from <= day);
  if (!period)
    return {
      applies: false,
      suspended: false,
      nodes: [node('R0', 'NOT_IN_FORCE', { absent: [{ of: 'FORCE', occurrence: '' }] })],
    };
  const reads = period.because.map((seq) => ({ seq, pointer: '', value: period.standing }));
  const suspended = period.standing === 'SUSPENDED';
  if (!isBinding(period)) return { applies: false, suspended, nodes: [node('R0', 'NOT_IN_FORCE', { reads })] };
  const force = node('R0', period.standing, { reads });
  const { value: terms, seq: version } = termsOn(obligation, day);
  const conditions = terms.condition === undefined ? [] : conditionsOn(facts, day);
  const holds = terms.condition === undefined || (conditions[0]?.holds ?? false);
  const exceptions = (terms.exceptions ?? []).flatMap((id) => {
    const next = step(world, id);
    return next ? [{ id, ...bindingOn(next.duty, day, next.world) }] : [];
  });
  const applying = exceptions.filter(({ applies }) => applies);
  if (terms.condition === undefined && exceptions.length === 0) return { applies: true, suspended, nodes: [force] };
  const applies = holds && applying.length === 0;
  const rule = node('R1', applies ? 'APPLIES' : 'NOT_IN_FORCE', {
    reads: conditions.map((condition) => readOf(condition, 'holds', condition.holds)),
    parameters: [
      ...(terms.condition === undefined ? [] : [{ name: 'condition', value: terms.condition, version }]),
      ...applying.map(({ id }) => ({ name: 'exception', value: id, version })),
    ],
    absent: terms.condition !== undefined && conditions.length === 0 ? [{ of: 'CONDITION', occurrence: '' }] : [],
    children: exceptions.flatMap(({ nodes }) => nodes),
  });
  return { applies, suspended, nodes: applies ? [force, rule] : [rule] };
}

const isBinding = ({ standing }: ForcePeriod) =>
  standing === 'IN_FORCE' || standing === 'PROVISIONAL' || standing === 'SURVIVES' || standing === 'SUSPENDED';

/** What is on record of the condition for a day; what counts comes first. */
const conditionsOn = ({ conditions }: Facts, day: PlainDate) =>
  conditions
    .filter(({ from, to }) => from <= day && (to === undefined || day < to))
    .toSorted((a, b) => (a.from === b.from ? b.seq - a.seq : a.from < b.from ? 1 : -1));

/** When a duty is owed: with its clause, and for as long as it outlives the arrangement by its own terms. */
export function efficacyOf(obligation: Obligation, { force }: Facts): readonly ForcePeriod[] {
  const ended = force.findIndex(({ standing, alone }) => standing === 'ENDED' && !alone);
  const end = force[ended];
  // Where the final clauses let it survive, they also say when it is discharged.
  if (!end || force[ended - 1]?.standing === 'SURVIVES' || force[ended - 1] === undefined) return force;
  const terms = termsOn(obligation, end.from);
  const { survives, due } = terms.value;
  if (!survives) return force;
  const until = survives.period && endOf(end.from, survives.period, { rounding: due.rounding });
  const because = [...end.because, terms.seq];
  if (survives.period && until === undefined) return force;
  return [
    ...force.slice(0, ended),
    { ...end, standing: 'SURVIVES', to: until, because },
    ...(until === undefined ? [] : [{ from: until, standing: 'ENDED' as const, because }]),
  ];
}

/** The days on which a duty may begin or cease to bind. */
export function bindingDays({ obligation, facts }: Linked, world: World): PlainDate[] {
  const named = new Set(obligation.versions.flatMap(({ value }) => value.exceptions ?? []));
  return [
    BEGINNING,
    ...efficacyOf(obligation, facts).map(({ from }) => from),
    ...facts.conditions.flatMap(({ from, to }) => [from, ...(to === undefined ? [] : [to])]),
    ...obligation.versions.flatMap(({ from }) => (from === undefined ? [] : [firstDay(from)])),
    ...[...named].flatMap((id) => {
      const next = step(world, id);
      return next ? bindingDays(next.duty, next.world) : [];
    }),
  ];
}

const firstDay = (date: string): PlainDate => `${date}-01-01`.slice(0, 10);
