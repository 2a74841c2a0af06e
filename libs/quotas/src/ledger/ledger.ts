import { add, type Behind, behindAll, choices, type PlainDate, type Total } from '#kernel';
import { phaseOn, type Quota, takenAtLeast } from '../quota.js';
import {
  allowanceOn,
  floorOn,
  NOTHING,
  type Scope,
  scopeOf,
  scopesFor,
  scopesOf,
  type Tally,
  unreachableFloors,
  unusedOf,
  WHOLE,
} from '../scopes/scope.js';
import type { Counted } from '../scopes/selector.js';

export const PlaceDimension = choices(
  'PlaceDimension',
  {
    ORIGIN: 'From where.',
    REGION: 'Region of the destination.',
    SECTOR: 'Sector of the job.',
    OCCUPATION: 'ISCO-08 group of the job.',
    SEX: 'As counted; undisclosed is a class.',
    AGE_BAND: 'As counted; undisclosed is a class.',
    EMPLOYER: 'Who employs them.',
    RECRUITER: 'Who recruited them.',
    CHANNEL: 'How they came to be hired.',
    RETURNING: 'Whether they were admitted before.',
  },
  'By what places can be told apart.',
);
export type PlaceDimension = keyof typeof PlaceDimension;

export const columnOf = (dimension: PlaceDimension): string => dimension.toLowerCase();

const SELECTED: Readonly<Record<string, string>> = {
  origins: 'origin',
  regions: 'region',
  sectors: 'sector',
  occupations: 'occupation',
  skillLevels: 'occupation',
  sexes: 'sex',
  ageBands: 'age_band',
  employers: 'employer',
  returning: 'returning',
};

/** The columns that tell in which parts of a quota a place counts. */
export const columnsFor = (quota: Quota): string[] => [
  ...new Set([
    'returning',
    ...quota.scopes.flatMap(({ selector }) =>
      Object.entries(selector)
        .filter(([, values]) => values !== undefined)
        .map(([name]) => SELECTED[name]!),
    ),
  ]),
];

/** A total by those columns, as a group. What was not asked for no part selects by. */
export const groupOf = ({ cell, number }: Total): Counted =>
  ({
    ...cell,
    number,
    occupation: cell.occupation ?? '',
    ageBand: cell.age_band ?? 'UNDISCLOSED',
    sector: cell.sector ?? undefined,
    region: cell.region ?? undefined,
    employer: cell.employer ?? undefined,
  }) as unknown as Counted;

/** One scope in the ledger, on one day. */
export interface LedgerLine extends Tally {
  scope: Scope;
  /** Set by the act that counts on the day; absent where no number does. */
  allotted?: number;
  carried: number;
  movedIn: number;
  movedOut: number;
  /** All that can be used; absent where nothing limits. */
  ceiling?: number;
  reserved: number;
  /** Places of reserves within it. */
  inReserve: number;
  /** Of the whole: the highest flow that somebody reported. */
  reported?: number;
  /** Of the whole: what was found after the close (QUO-19). */
  adjusted: number;
  /** Free to be used, of a closed quota none; absent where nothing limits. */
  left?: number;
  /** Of a closed quota: what nobody took. As much of it as the text lets pass is carried over, and belongs to the next (QUO-07). */
  unused?: number;
  /** The admissions behind `used`. */
  because?: Behind;
  /** `seq`s of the acts behind the number. */
  acts: number[];
}

/** The ledger of a quota on a day, from its acts and from the totals of its places: pure. */
export function ledgerOn(quota: Quota, totals: readonly Total[], day: PlainDate): LedgerLine[] {
  const sums = new Map<string, Tally & { reserved: number; because?: Behind }>();
  for (const total of totals)
    for (const scope of scopesFor(quota, groupOf(total))) sums.set(scope, addTo(sums.get(scope), total));
  return scopesOf(quota).map((scope) => lineOf(quota, scope, sums.get(scope.scope), day));
}

function addTo(sum: (Tally & { reserved: number; because?: Behind }) | undefined, { cell, number, because }: Total) {
  const next = { ...NOTHING, reserved: 0, ...sum };
  if (cell.stage === 'REQUESTED') next.requested += number;
  if (cell.stage === 'RESERVED') next.reserved += number;
  if (cell.stage === 'DEPARTED') next.departed += number;
  if (cell.stage === 'RETURNED') next.returned += number;
  if (cell.stage !== 'ADMITTED') return next;
  next.used += number;
  if (cell.returning) next.returning += number;
  return { ...next, because: next.because ? behindAll([next.because, because]) : because };
}

function lineOf(
  quota: Quota,
  scope: Scope,
  sum: (Tally & { reserved: number; because?: Behind }) | undefined,
  day: PlainDate,
): LedgerLine {
  const { stated, number, most, carried, movedIn, movedOut } = allowanceOn(quota, scope, day);
  const limited = number === undefined ? undefined : number + carried + movedIn - movedOut;
  const isWhole = scope.scope === WHOLE;
  const reported = isWhole ? takenAtLeast(quota) : undefined;
  const adjusted = isWhole
    ? quota.adjustments.filter(({ on }) => on <= day).reduce((total, { change }) => total + change, 0)
    : 0;
  const inReserve = quota.scopes
    .filter(({ parent, isReserve }) => parent === scope.scope && isReserve)
    .reduce((total, reserve) => total + allowanceOn(quota, reserve, day).most, 0);
  const { reserved, ...tally } = { ...NOTHING, reserved: 0, ...sum };
  const taken = Math.max(tally.used + adjusted, reported?.number ?? 0);
  const limits = limited !== undefined && scope.kind === 'CEILING';
  const isClosed = phaseOn(quota, day) === 'CLOSED';
  return {
    ...tally,
    scope,
    allotted: number,
    carried,
    movedIn,
    movedOut,
    ceiling: limited,
    reserved,
    inReserve,
    reported: reported?.number,
    adjusted,
    left: limits ? (isClosed ? 0 : Math.max(0, most - taken - reserved - inReserve)) : undefined,
    unused: limits && isClosed ? unusedOf(quota, scope, taken) : undefined,
    acts: [
      ...(stated ? [stated.seq] : []),
      ...(stated?.value.condition?.outcome ? [stated.value.condition.outcome.seq] : []),
      ...(isWhole ? quota.carriedOver.map(({ seq }) => seq) : []),
      ...quota.reallocations.filter(({ from, to }) => from === scope.scope || to === scope.scope).map(({ seq }) => seq),
      ...(reported ? [reported.because] : []),
      ...(isWhole ? quota.adjustments.map(({ seq }) => seq) : []),
    ],
  };
}

export const FloorState = choices(
  'QuotaFloorState',
  {
    REACHED: 'Already reached, whatever comes.',
    WITHIN_REACH: 'Not reached yet; enough places are left.',
    FLOOR_AT_RISK: 'It cannot be reached any more: too few places are left (QUO-09).',
    NOT_REACHED: 'The quota is closed, and it was not reached.',
    NO_CEILING: 'It is a share of what has no limit: nobody can tell yet.',
  },
  'Where a floor stands on a day: judged at the close, and watched before (QUO-09).',
);
export type FloorState = keyof typeof FloorState;

export interface FloorLine {
  scope: Scope;
  needed?: number;
  reached: number;
  /** As many as can still be reached. */
  reachable?: number;
  state: FloorState;
}

/** QUO-09: each floor on a day. A share of those admitted is judged at the close; before, against all that may come. */
export function floorsOn(quota: Quota, ledger: readonly LedgerLine[], day: PlainDate): FloorLine[] {
  const line = (name: string) => ledger.find(({ scope }) => scope.scope === name);
  const taken = (name: string) => (line(name)?.used ?? 0) + (line(name)?.reserved ?? 0);
  const outOfReach = unreachableFloors(quota, day, taken);
  const isClosed = phaseOn(quota, day) === 'CLOSED';
  return quota.scopes
    .filter(({ kind }) => kind === 'FLOOR')
    .map((scope) => {
      const parent = scopeOf(quota, scope.parent)!;
      const reached = line(scope.scope)?.used ?? 0;
      const all = line(scope.parent)?.used ?? 0;
      const needed =
        isClosed && scope.percent !== undefined
          ? Math.ceil((all * scope.percent) / 100 - 1e-9)
          : floorOn(quota, scope, day);
      const { most } = allowanceOn(quota, parent, day);
      const reachable = Number.isFinite(most)
        ? taken(scope.scope) + Math.max(0, most - taken(scope.parent))
        : undefined;
      const state: FloorState =
        needed === undefined
          ? 'NO_CEILING'
          : reached >= needed
            ? 'REACHED'
            : isClosed
              ? 'NOT_REACHED'
              : outOfReach.includes(scope)
                ? 'FLOOR_AT_RISK'
                : 'WITHIN_REACH';
      return { scope, needed, reached, reachable, state };
    });
}

const YOUNG: readonly unknown[] = ['UNDER_18', 'FROM_18_TO_24'];

/** Who was admitted, of totals by stage, sex and age band: youth is up to 24 years, as the United Nations count it. */
export interface Admitted {
  admitted: number;
  women: number;
  youth: number;
  sexUndisclosed: number;
  ageUndisclosed: number;
}

export function admittedOf(totals: readonly Total[]): Admitted {
  const sum = (counts: (cell: Total['cell']) => boolean) =>
    totals
      .filter(({ cell }) => (cell.stage ?? 'ADMITTED') === 'ADMITTED' && counts(cell))
      .reduce((total, { number }) => total + number, 0);
  return {
    admitted: sum(() => true),
    women: sum(({ sex }) => sex === 'FEMALE'),
    youth: sum(({ age_band }) => YOUNG.includes(age_band)),
    sexUndisclosed: sum(({ sex }) => sex === 'UNDISCLOSED'),
    ageUndisclosed: sum(({ age_band }) => age_band === 'UNDISCLOSED'),
  };
}

/** What was used by the end of a day. */
export interface BurnDownPoint {
  on: PlainDate;
  admitted: number;
  used: number;
  left?: number;
}

export interface Forecast {
  /** The day on which the last place would be used; absent where that cannot be told. */
  runsOutOn?: PlainDate;
  /** First day of the days that were looked at. */
  from: PlainDate;
  days: number;
  admitted: number;
  perDay: number;
  left?: number;
  method: string;
}

/** Days that a forecast looks back. */
const WINDOW = 28;

/** Places used day by day, and when they would run out if it goes on as in the last four weeks. */
export function burnDownOf(
  quota: Quota,
  scope: Scope,
  byDay: readonly { on: PlainDate; number: number }[],
  day: PlainDate,
  left: number | undefined,
): { points: BurnDownPoint[]; forecast: Forecast } {
  let used = 0;
  const points = [...byDay]
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .filter(({ on, number }) => on <= day && number !== 0)
    .map(({ on, number }) => {
      used += number;
      const { most } = allowanceOn(quota, scope, on);
      return { on, admitted: number, used, left: Number.isFinite(most) ? Math.max(0, most - used) : undefined };
    });
  const from = add(day, { days: 1 - WINDOW });
  const admitted = points.filter(({ on }) => on >= from).reduce((total, point) => total + point.admitted, 0);
  const perDay = admitted / WINDOW;
  const runsOut = left !== undefined && perDay > 0 && phaseOn(quota, day) !== 'CLOSED';
  const days = runsOut ? Math.ceil(left / perDay) : undefined;
  return {
    points,
    forecast: {
      runsOutOn: days === undefined || days > 36_500 ? undefined : add(day, { days }),
      from,
      days: WINDOW,
      admitted,
      perDay,
      left,
      method: `Places left on ${day}, divided by the mean of those admitted a day in the ${WINDOW} days up to then, reservations taken as used; rounded up to a day.`,
    },
  };
}

/** One number that an act set, with the one before it in legal order: the history of a quota (QUO-11). */
export const numbersOf = (quota: Quota) =>
  scopesOf(quota).flatMap((scope) =>
    [...scope.numbers]
      .sort((a, b) => ((a.from ?? '') === (b.from ?? '') ? a.seq - b.seq : (a.from ?? '') < (b.from ?? '') ? -1 : 1))
      .map((stated, index, all) => ({ scope, stated, before: all[index - 1] })),
  );
