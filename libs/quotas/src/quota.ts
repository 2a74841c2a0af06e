import {
  before,
  boundsOf,
  choices,
  commandsOf,
  type Decider,
  earliest,
  latest,
  type PartialDate,
  type PlainDate,
  type Qualifier,
  type Stated,
  statedOn,
} from '#kernel';
import type { CarriedOver, Reallocation, Scope, Tally } from './scopes/scope.js';
import type { Channel, Counted } from './scopes/selector.js';
import type { AgreedTerms } from './scopes/agreed-terms.js';
import type {
  FigureKind,
  FigureNumber,
  QuotaGround,
  QuotaKind,
  QuotaNumber,
  QuotaPeriod,
  QuotaScope,
  QuotaUnit,
} from './terms.js';

/** What a body found of a condition; the day matters only where it is met. */
export type ConditionOutcome = { seq: number; by: string; note?: string } & (
  { met: true; on: PartialDate } | { met: false; on?: PartialDate }
);

/** On what a number depends, and what became of that (QUO-12). */
export interface Condition {
  text: string;
  outcome?: ConditionOutcome;
}

/** A number as one act set it. The first one has no `revision`. */
export interface SetNumber {
  revision?: string;
  number: QuotaNumber;
  qualifier?: Qualifier;
  act?: string;
  condition?: Condition;
  transition?: string;
  note?: string;
}

/** What was set in advance: its history is never shortened (QUO-11). */
export interface Setting {
  kind: QuotaKind;
  ground: QuotaGround;
  numbers: Stated<SetNumber>[];
}

/** A number that someone observed. */
export interface Figure {
  seq: number;
  kind: FigureKind;
  number: FigureNumber;
  qualifier?: Qualifier;
  unit: QuotaUnit;
  period: QuotaPeriod;
  /** Whom it counts; absent: the same as the quota. */
  scope?: string;
  /** Why it was reported after the close (QUO-19). */
  adjustment?: string;
  note?: string;
}

/** Numbers of one arrangement, scope and period: what was set in advance, and what was observed. */
export interface Quota {
  seq: number;
  arrangement: string;
  unit: QuotaUnit;
  scope: QuotaScope;
  /** Absent for a series of figures, of which each has its own. */
  period?: QuotaPeriod;
  /** Absent where nothing was set and figures only are reported. */
  setting?: Setting;
  figures: Figure[];
  closed?: { seq: number; on: PartialDate; note?: string };
  /** What the text allows beside the numbers. */
  terms: AgreedTerms;
  /** The parts of the tree below the root, parents before their parts. */
  scopes: Scope[];
  reallocations: Reallocation[];
  carriedOver: CarriedOver[];
  /** What has happened, by scope: sums of events that are not listed (ADR 0014). */
  tallies: Readonly<Record<string, Tally>>;
  /** Reservations that are not used up, released or long expired. */
  reservations: Reservation[];
  /** Admissions whose arrival is awaited. */
  underWay: UnderWay[];
  /** Corrections of the result after the close (QUO-19). */
  adjustments: Adjustment[];
  note?: string;
}

/** What no event has stated yet. */
export const UNUSED = {
  terms: {},
  scopes: [],
  reallocations: [],
  carriedOver: [],
  tallies: {},
  reservations: [],
  underWay: [],
  adjustments: [],
} satisfies Partial<Quota>;

/** A group with the scopes that it counts in. */
export type Placed = Counted & { scopes: string[] };

/** Places held for somebody until a day (QUO-16). */
export interface Reservation {
  seq: number;
  reservation: string;
  /** Last day on which they can be used. */
  lastDay: PlainDate;
  groups: Placed[];
}

/** An admission that is told before arrival, with those who have not arrived. */
export interface UnderWay {
  seq: number;
  admission: string;
  on: PlainDate;
  channel?: Channel;
  recruiter?: string;
  groups: Placed[];
}

export interface Adjustment {
  seq: number;
  change: number;
  on: PlainDate;
  reason: string;
}

/** By what other quotas are asked for when a rule needs them. */
export const otherQuota = { name: 'quota' } as Decider<Quota>;

export const { opens, on } = commandsOf<Quota>();

/** The number that counts on a day; undefined while it depends on a condition that is not confirmed (QUO-12). */
export function numberOn({ setting }: Quota, day: PlainDate): Stated<SetNumber> | undefined {
  return counting(setting?.numbers ?? [], day);
}

/** Of numbers that acts set, the one that counts on a day. */
export const counting = (numbers: readonly Stated<SetNumber>[], day: PlainDate): Stated<SetNumber> | undefined =>
  statedOn(numbers.flatMap(sinceConfirmed), day);

/** A conditional number counts from its confirmation on, if not later; an unconfirmed one never. */
function sinceConfirmed(stated: Stated<SetNumber>): Stated<SetNumber>[] {
  const { condition } = stated.value;
  if (!condition) return [stated];
  if (!condition.outcome?.met) return [];
  const confirmed = condition.outcome.on;
  const starts = stated.from !== undefined && latest(stated.from) > latest(confirmed) ? stated.from : confirmed;
  return [{ ...stated, from: starts }];
}

/** How many are certainly taken: the highest flow reported for the whole scope. Stock tells nothing about it (QUO-18). */
export function takenAtLeast({ figures, unit }: Quota): { number: number; because: number } | undefined {
  const flows = figures
    .filter((figure) => figure.kind === 'ACTUAL' && figure.unit === unit && figure.scope === undefined)
    .flatMap(({ number, qualifier, seq }) =>
      number.counted === undefined ? [] : [{ number: boundsOf(number.counted, qualifier).least, because: seq }],
    );
  return flows.reduce<(typeof flows)[number] | undefined>(
    (most, flow) => (most && most.number >= flow.number ? most : flow),
    undefined,
  );
}

/** GEN-07: whether another figure on the same matter gives a number that this one excludes. */
export const isDisputed = (figure: Figure, figures: readonly Figure[]): boolean =>
  figures.some((other) => matterOf(other) === matterOf(figure) && exclude(other, figure));

const matterOf = ({ kind, unit, period, scope }: Figure) =>
  JSON.stringify([kind, unit, period.label, period.from, period.to, scope]);

function exclude(a: Figure, b: Figure): boolean {
  if (a.number.counted === undefined || b.number.counted === undefined) return false;
  const [x, y] = [boundsOf(a.number.counted, a.qualifier), boundsOf(b.number.counted, b.qualifier)];
  return x.most < y.least || y.most < x.least;
}

/** Whether a period ends before it begins, as far as the known precision tells. */
export const isReversed = ({ from, to }: QuotaPeriod): boolean =>
  from !== undefined && to !== undefined && before(to, from) === true;

/** Whether a date certainly lies outside a period. */
export const isOutside = (date: PartialDate, { from, to }: QuotaPeriod): boolean =>
  (from !== undefined && latest(date) < earliest(from)) || (to !== undefined && latest(to) < earliest(date));

export const QuotaPhase = choices(
  'QuotaPhase',
  {
    NOT_YET: 'Its period has not begun.',
    OPEN: 'Within its period.',
    OVER: 'Its period is over.',
    CLOSED: 'Closed; its result is frozen (QUO-19).',
    UNCERTAIN: 'The dates on record are too coarse, or lacking, to tell (GEN-08).',
  },
  'Where a quota stands on a day.',
);
export type QuotaPhase = keyof typeof QuotaPhase;

/** Where a quota stands on a day, as far as its dates tell. A period without an end on record may be over. */
export function phaseOn({ period, closed }: Quota, day: PlainDate): QuotaPhase {
  if (closed && latest(closed.on) <= day) return 'CLOSED';
  const { from, to } = period ?? {};
  if (from !== undefined && day < earliest(from)) return 'NOT_YET';
  if (to !== undefined && latest(to) < day) return 'OVER';
  return from !== undefined && to !== undefined && latest(from) <= day && day <= earliest(to) ? 'OPEN' : 'UNCERTAIN';
}

/** QUO-01: what a quota ought to state and the source does not. */
export function missingIn({ period, scope }: Quota): string[] {
  return [
    ...(scope.destination === undefined ? ['scope.destination'] : []),
    ...(period && period.from === undefined ? ['period.from'] : []),
    ...(period && period.to === undefined ? ['period.to'] : []),
  ];
}
