import { add, choices, type PlainDate } from '#kernel';
import { type Placed, type Quota } from '../quota.js';
import { NOTHING, scopesFor, type Tally } from '../scopes/scope.js';
import type { Channel, Counted, WorkerGroup } from '../scopes/selector.js';

export const Stage = choices(
  'PlaceStage',
  {
    REQUESTED: 'Asked for; nothing is held.',
    RESERVED: 'Held until a day.',
    ADMITTED: 'A place is used.',
    DEPARTED: 'Left for the destination and arrived.',
    RETURNED: 'Came home.',
  },
  'How far workers have come on their way (QUO-16).',
);
export type Stage = keyof typeof Stage;

/** What one event changes: so many more, or fewer, at one stage. */
export interface Movement {
  stage: Stage;
  number: number;
  group: Placed;
  on: PlainDate;
  /** Of reserved places: the last day on which they can be used. */
  lastDay?: PlainDate;
  channel?: Channel;
  recruiter?: string;
}

/** Groups as a command names them, with whom they work for and the scopes they count in. */
export const placed = (quota: Quota, groups: readonly WorkerGroup[], employer: string | undefined): Placed[] =>
  groups.map((group) => {
    const counted: Counted = { ...group, sector: sectorOf(quota, group), employer };
    return { ...counted, scopes: scopesFor(quota, counted) };
  });

/** The sector of a group: its own, or the only one of the quota. */
export const sectorOf = ({ scope }: Quota, { sector }: WorkerGroup): string | undefined =>
  sector ?? (scope.sectors.length === 1 ? scope.sectors[0] : undefined);

export const sumOf = (groups: readonly { number: number }[]): number =>
  groups.reduce((total, { number }) => total + number, 0);

/** Takes so many out of groups, those first that are like the ones that ask for them; what is taken, and what is left. */
export function takeFrom(
  groups: readonly Placed[],
  wanted: readonly WorkerGroup[],
): { taken: Placed[]; left: Placed[] } {
  const left = groups.map((group) => ({ ...group }));
  const taken: Placed[] = [];
  const take = (from: Placed, most: number) => {
    const number = Math.min(from.number, most);
    if (number > 0) taken.push({ ...from, number });
    from.number -= number;
    return number;
  };
  const open = wanted.map((group) => {
    const alike = left.filter(
      (candidate) =>
        candidate.origin === group.origin &&
        candidate.occupation === group.occupation &&
        candidate.sex === group.sex &&
        candidate.ageBand === group.ageBand,
    );
    return alike.reduce((missing, from) => missing - take(from, missing), group.number);
  });
  for (let missing of open) for (const from of left) missing -= take(from, missing);
  return { taken, left: left.filter(({ number }) => number > 0) };
}

const FIELDS: Record<Stage, keyof Tally | undefined> = {
  REQUESTED: 'requested',
  RESERVED: undefined,
  ADMITTED: 'used',
  DEPARTED: 'departed',
  RETURNED: 'returned',
};

/** The sums by scope after these movements. Reserved places are no sums: they lapse by themselves. */
export function tallied(quota: Quota, movements: readonly Movement[]): Quota['tallies'] {
  const tallies: Record<string, Tally> = { ...quota.tallies };
  for (const { stage, number, group } of movements) {
    const field = FIELDS[stage];
    if (!field) continue;
    for (const scope of group.scopes) {
      const tally = { ...(tallies[scope] ?? NOTHING) };
      tally[field] += number;
      if (stage === 'ADMITTED' && group.returning) tally.returning += number;
      tallies[scope] = tally;
    }
  }
  return tallies;
}

/** Days after which a lapsed reservation is forgotten: until then an admission of its time may still be recorded late. */
const FORGOTTEN_AFTER_DAYS = 90;

/** Reservations without those that lapsed long before a day of which more is told, so that a state does not grow with them. */
export const withoutLapsed = ({ reservations }: Quota, day: PlainDate): Quota['reservations'] => {
  if (reservations.length === 0) return reservations;
  const since = add(day, { days: -FORGOTTEN_AFTER_DAYS });
  return reservations.some(({ lastDay }) => lastDay < since)
    ? reservations.filter(({ lastDay }) => lastDay >= since)
    : reservations;
};
