import {
  boundsOf,
  dayAfter,
  earliest,
  grouped,
  latest,
  type PartialDate,
  type PlainDate,
  refuse,
  type Refusal,
  type Stated,
} from '#kernel';
import { counting, type Quota, type SetNumber } from '../quota.js';
import type { QuotaKind } from '../terms.js';
import { type Counted, dimensionOf, type QuotaSelector, selects } from './selector.js';

/** Name of the root of the tree: the quota itself. */
export const WHOLE = 'whole';

/** A part of a quota: a ceiling, target or floor of its own within its parent. */
export interface Scope {
  seq: number;
  scope: string;
  parent: string;
  kind: QuotaKind;
  selector: QuotaSelector;
  /** Places that belong to no part until they are moved to one. */
  isReserve: boolean;
  /** Of a floor: a share of its parent in place of a number. */
  percent?: number;
  /** Of a floor: the text refuses what makes it unreachable (QUO-09). */
  isStrict: boolean;
  numbers: Stated<SetNumber>[];
}

/** Places moved between two scopes (QUO-08). */
export interface Reallocation {
  seq: number;
  from: string;
  to: string;
  number: number;
  on: PartialDate;
}

/** Places left over from an earlier quota (QUO-07). */
export interface CarriedOver {
  seq: number;
  from: string;
  number: number;
  /** Last day on which they can be used; absent: as long as this quota. */
  lastDay?: PlainDate;
  /** What lets them pass over days between the periods. */
  act?: string;
}

/** What has happened in a scope. Flows only: nobody is added who is merely present (QUO-18). */
export interface Tally {
  requested: number;
  /** Admitted, less what was cancelled before arrival. */
  used: number;
  departed: number;
  returned: number;
  /** Of those used: who had been admitted in an earlier period. */
  returning: number;
}

export const NOTHING: Tally = { requested: 0, used: 0, departed: 0, returned: 0, returning: 0 };

/** The root of the tree, in the form of its parts. */
export function wholeOf({ seq, setting }: Quota): Scope | undefined {
  return (
    setting && {
      seq,
      scope: WHOLE,
      parent: '',
      kind: setting.kind,
      selector: {},
      isReserve: false,
      isStrict: false,
      numbers: setting.numbers,
    }
  );
}

/** All scopes, the root first. */
export const scopesOf = (quota: Quota): Scope[] => {
  const whole = wholeOf(quota);
  return whole ? [whole, ...quota.scopes] : [];
};

export const scopeOf = (quota: Quota, name: string): Scope | undefined =>
  name === WHOLE ? wholeOf(quota) : quota.scopes.find(({ scope }) => scope === name);

export const childrenOf = (quota: Quota, parent: string): Scope[] =>
  quota.scopes.filter((scope) => scope.parent === parent);

/** A quota in which the numbers of one scope are others. */
export function withNumbers(
  quota: Quota,
  name: string,
  change: (numbers: Scope['numbers']) => Scope['numbers'],
): Quota {
  if (name === WHOLE) return { ...quota, setting: { ...quota.setting!, numbers: change(quota.setting!.numbers) } };
  const scopes = quota.scopes.map((scope) =>
    scope.scope === name ? { ...scope, numbers: change(scope.numbers) } : scope,
  );
  return { ...quota, scopes };
}

/** The scopes that a group counts in: the root, and each part that selects it within a parent that does. */
export function scopesFor(quota: Quota, group: Counted): string[] {
  const found = new Set([WHOLE]);
  // Parents are opened before their parts.
  for (const { scope, parent, selector, isReserve } of quota.scopes)
    if (!isReserve && found.has(parent) && selects(selector, group)) found.add(scope);
  return [...found];
}

/** What a scope allows on a day: a number, or why there is none. */
export interface Allowance {
  stated?: Stated<SetNumber>;
  /** The number that was set; absent where none is. */
  number?: number;
  /** The most that the number can mean, with places carried over and moved; infinite where nothing limits. */
  most: number;
  carried: number;
  movedIn: number;
  movedOut: number;
}

/** QUO-05: the number of a scope on a day, with what was carried over into it and moved in and out of it by then. */
export function allowanceOn(quota: Quota, scope: Scope, day: PlainDate): Allowance {
  const stated = counting(scope.numbers, day);
  const { number, qualifier } = stated?.value ?? {};
  const moved = quota.reallocations.filter(({ on }) => latest(on) <= day);
  const sum = (entries: readonly { number: number }[]) => entries.reduce((total, entry) => total + entry.number, 0);
  const carried =
    scope.scope === WHOLE ? sum(quota.carriedOver.filter(({ lastDay }) => lastDay === undefined || day <= lastDay)) : 0;
  const movedIn = sum(moved.filter(({ to }) => to === scope.scope));
  const movedOut = sum(moved.filter(({ from }) => from === scope.scope));
  const limited = number?.limited;
  const most = limited === undefined ? Infinity : boundsOf(limited, qualifier).most + carried + movedIn - movedOut;
  return { stated, number: limited, most, carried, movedIn, movedOut };
}

/** Of a closed quota: the places of a scope that nobody took of what it allowed at the end of its period. */
export const unusedOf = (quota: Quota, scope: Scope, taken: number): number => {
  const { to } = quota.period ?? {};
  const { most } = allowanceOn(quota, scope, latest(to ?? quota.closed!.on));
  return Number.isFinite(most) ? Math.max(0, most - taken) : 0;
};

/** The least that a scope allows from a day on, as far as is known. */
export function leastFrom(quota: Quota, scope: Scope, day: PlainDate): number {
  const changes = [
    ...scope.numbers.flatMap(({ from, to }) => [from, to]),
    ...quota.reallocations.map(({ on }) => on),
    ...quota.carriedOver.flatMap(({ lastDay }) => (lastDay === undefined ? [] : [dayAfter(lastDay)])),
  ].flatMap((date) => (date === undefined ? [] : [latest(date)]));
  const days = [day, ...changes.filter((change) => change > day)];
  return Math.min(...days.map((each) => allowanceOn(quota, scope, each).most));
}

/** Places of reserves within a scope that are moved to no part yet: nobody uses them. */
export const inReserve = (quota: Quota, scope: string, day: PlainDate): number =>
  childrenOf(quota, scope)
    .filter(({ isReserve }) => isReserve)
    .reduce((total, reserve) => total + allowanceOn(quota, reserve, day).most, 0);

/** Places that are reserved in a scope and can still be used on a day. */
export const heldIn = (quota: Quota, scope: string, day: PlainDate): number =>
  quota.reservations
    .filter(({ lastDay }) => day <= lastDay)
    .flatMap(({ groups }) => groups)
    .reduce((total, { number, scopes }) => (scopes.includes(scope) ? total + number : total), 0);

export const tallyOf = (quota: Quota, scope: string): Tally => quota.tallies[scope] ?? NOTHING;

/** How many a floor asks for on a day: its number, or its share of what its parent allows, rounded up. */
export function floorOn(quota: Quota, floor: Scope, day: PlainDate): number | undefined {
  if (floor.percent === undefined) return counting(floor.numbers, day)?.value.number.limited;
  const parent = scopeOf(quota, floor.parent);
  const { most } = parent ? allowanceOn(quota, parent, day) : { most: Infinity };
  return Number.isFinite(most) ? Math.ceil((most * floor.percent) / 100 - 1e-9) : undefined;
}

/** What was used of a scope together with what is reserved in it. */
export type Taken = (scope: string) => number;

/** QUO-09: the floors that can no longer be reached, given what is taken: too few places are left for who is missing. */
export function unreachableFloors(quota: Quota, day: PlainDate, taken: Taken): Scope[] {
  return quota.scopes.filter((floor) => {
    if (floor.kind !== 'FLOOR') return false;
    const needed = floorOn(quota, floor, day);
    const parent = scopeOf(quota, floor.parent)!;
    const free = allowanceOn(quota, parent, day).most - taken(floor.parent);
    return needed !== undefined && taken(floor.scope) + free < needed;
  });
}

/**
 * QUO-04 and QUO-10: within a parent, the ceilings that divide it by the same, with its reserves, do not exceed it, and nor
 * do floors; on the day and after it.
 */
export function checkParts(quota: Quota, parentName: string, day: PlainDate): Refusal | undefined {
  const parent = scopeOf(quota, parentName);
  const whole = parent ? allowanceOn(quota, parent, day).number : undefined;
  if (!parent || parent.kind !== 'CEILING' || whole === undefined) return undefined;
  const parts = childrenOf(quota, parentName);
  const sumOf = (some: readonly Scope[], number: (scope: Scope) => number | undefined) =>
    some.reduce((total, scope) => total + (number(scope) ?? 0), 0);
  const reserve = sumOf(
    parts.filter(({ isReserve }) => isReserve),
    (scope) => allowanceOn(quota, scope, day).number,
  );
  const ceilings = parts.filter(({ kind, isReserve }) => kind === 'CEILING' && !isReserve);
  for (const [dimension, group] of grouped(ceilings, dimensionOfScope)) {
    const sum = sumOf(group, (scope) => allowanceOn(quota, scope, day).number);
    if (sum + reserve > whole)
      return refuse(
        'QUO-04',
        'SUBQUOTA_EXCEEDS_PARENT',
        `The parts by ${dimension} come to ${sum}${reserve ? `, and the reserve to ${reserve}` : ''}: more than the ${whole} of ${parentName}.`,
        { parent: parentName, whole, parts: sum, reserve, by: dimension },
      );
  }
  if (reserve > whole)
    return refuse(
      'QUO-04',
      'SUBQUOTA_EXCEEDS_PARENT',
      `The reserve of ${reserve} is more than the ${whole} of ${parentName}.`,
      {
        parent: parentName,
        whole,
        parts: 0,
        reserve,
      },
    );
  const floors = parts.filter(({ kind }) => kind === 'FLOOR');
  for (const [dimension, group] of grouped(floors, dimensionOfScope)) {
    const sum = sumOf(group, (floor) => floorOn(quota, floor, day));
    if (sum > whole)
      return refuse(
        'QUO-10',
        'FLOORS_EXCEED_CEILING',
        `The floors by ${dimension} come to ${sum}: more than the ${whole} of ${parentName}.`,
        { parent: parentName, whole, floors: sum, by: dimension },
      );
  }
  return undefined;
}

const dimensionOfScope = ({ selector }: Scope) => dimensionOf(selector);

/** A day within the period on which a number that is set from a date on surely holds. */
export const dayOf = ({ period }: Quota, from: PartialDate | undefined): PlainDate =>
  from !== undefined ? latest(from) : period?.from !== undefined ? latest(period.from) : earliest('0001');
