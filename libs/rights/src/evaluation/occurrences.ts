import type { Period } from '#arrangements';
import { add, latest, type PlainDate, type Stated, statedOn } from '#kernel';
import type { Obligation } from '../obligations/obligation.js';
import type { DueAnchor, DueRule, ObligationTerms } from '../obligations/terms.js';
import type { Facts } from './facts.js';
import type { Absent, Parameter, Read } from './interval.js';
import { BEGINNING, type Counting, endOf } from './legal-days.js';

/** When one occurrence begins and falls due by the text alone, and from what that follows. */
export interface Occurrence {
  key: string;
  starts: PlainDate;
  /** Last day of its period; of what is due once or on a trigger, the due date. */
  ends?: PlainDate;
  /** The terms that govern it. */
  terms: Stated<ObligationTerms>;
  counting: Counting;
  due?: PlainDate;
  reads: Read[];
  parameters: Parameter[];
  absent: Absent[];
}

/** A clock that something set going: a trigger on record, or the breach of another duty. */
export interface Started {
  key: string;
  on: PlainDate;
  reads: Read[];
}

/** Where an occurrence begins, and from which day its time limit is counted, under one version of the terms. */
interface Base {
  key: string;
  starts: PlainDate;
  /** Last day of the period; absent: none, it is due once. */
  ends?: PlainDate;
  /** absent: the day is not known. */
  from?: PlainDate;
  reads: Read[];
  absent: Absent[];
}

/**
 * The occurrences of a duty that begin up to a day, in order. Keys name the period or the trigger, so that they stay the same
 * when an amendment, an extension or a suspension moves the due date.
 */
export function occurrencesOf(
  { versions }: Obligation,
  facts: Facts,
  until: PlainDate,
  started: readonly Started[],
): Occurrence[] {
  const found = new Map<string, Occurrence>();
  for (const version of versions)
    for (const base of basesOf(version, facts, until, started)) {
      if (found.has(base.key) || statedOn(versions, base.starts) !== version) continue;
      found.set(base.key, governed(base, version, versions, facts));
    }
  return [...found.values()].sort((a, b) =>
    a.starts < b.starts ? -1 : a.starts > b.starts ? 1 : a.key < b.key ? -1 : 1,
  );
}

function basesOf(
  { value: { due } }: Stated<ObligationTerms>,
  facts: Facts,
  until: PlainDate,
  started: readonly Started[],
): Base[] {
  const { once, recurring, onTrigger, continuous } = due.kind;
  if (once) {
    const { day, ...why } = anchorOf(once.anchor, facts);
    return [{ key: 'once', starts: day ?? BEGINNING, from: day, ...why }];
  }
  if (onTrigger)
    return started
      .filter(({ on }) => on <= until)
      .map(({ key, on, reads }) => ({ key, starts: on, from: on, reads, absent: [] }));
  const every = recurring?.every ?? continuous?.window;
  const { day, ...why } = anchorOf(recurring?.anchor ?? continuous?.anchor ?? {}, facts);
  return every && day !== undefined ? periods(day, every, until).map((period) => ({ ...period, ...why })) : [];
}

/** The periods that follow each other from a day on, each counted from that day: 31 January, 28 February, 31 March. */
function periods(first: PlainDate, every: Period, until: PlainDate): Pick<Base, 'key' | 'starts' | 'ends' | 'from'>[] {
  if (every.count < 1) return [];
  const start = (n: number) => endOf(first, { ...every, count: every.count * n }, { rounding: 'CLAMP' });
  const found = [];
  for (let n = 0, starts: PlainDate | undefined = first; starts !== undefined && starts <= until; n++) {
    const next: PlainDate | undefined = start(n + 1);
    const ends = next && add(next, { days: -1 });
    found.push({ key: periodName(starts, every), starts, ends, from: ends });
    starts = next;
  }
  return found;
}

/** `2026`, `2026-H1`, `2026-Q3`, `2026-07` where the period is one of the calendar; else its first day. */
export function periodName(starts: PlainDate, { count, unit }: Period): string {
  const months = unit === 'DAY' ? 0 : unit === 'YEAR' ? count * 12 : count;
  const [year, month, day] = [starts.slice(0, 4), Number(starts.slice(5, 7)), starts.slice(8)];
  if (day !== '01' || ![1, 3, 6, 12].includes(months) || (month - 1) % months !== 0) return starts;
  if (months === 12) return year;
  if (months === 6) return `${year}-H${(month + 5) / 6}`;
  return months === 3 ? `${year}-Q${(month + 2) / 3}` : starts.slice(0, 7);
}

/** The day of an anchor. One known to the month or year has certainly come on the last day that it can mean (GEN-08). */
function anchorOf({ on, act }: DueAnchor, { anchors }: Facts): { day?: PlainDate; reads: Read[]; absent: Absent[] } {
  if (on !== undefined || act === undefined) return { day: on, reads: [], absent: [] };
  const known = anchors[act];
  if (!known) return { reads: [], absent: [{ of: 'ANCHOR', occurrence: 'once' }] };
  return {
    day: latest(known.on),
    reads: known.because.map((seq) => ({ seq, pointer: '', value: act })),
    absent: [],
  };
}

/** The text that governs an occurrence: that of its beginning, or that which holds when it falls due under it. */
function governed(
  base: Base,
  first: Stated<ObligationTerms>,
  versions: readonly Stated<ObligationTerms>[],
  facts: Facts,
): Occurrence {
  let current = dueUnder(base, first, facts);
  if (first.value.parameterAt === 'START') return current;
  const tried = new Set([first]);
  for (;;) {
    const { due } = current;
    const next = due === undefined ? undefined : statedOn(versions, due);
    // No text makes a duty late before it holds: where the new one would, the old one governs.
    if (!next || tried.has(next) || kindOf(next) !== kindOf(first)) return current;
    tried.add(next);
    const moved = dueUnder(rebased(base, next, facts), next, facts);
    if (moved.due !== undefined && statedOn(versions, moved.due) !== next && tried.has(statedOn(versions, moved.due)!))
      return current;
    current = moved;
  }
}

const kindOf = ({ value: { due } }: Stated<ObligationTerms>) => Object.keys(due.kind).join();

/** What is due once is counted from the anchor of the text that governs it. */
function rebased(base: Base, { value: { due } }: Stated<ObligationTerms>, facts: Facts): Base {
  if (!due.kind.once) return base;
  const { day, ...why } = anchorOf(due.kind.once.anchor, facts);
  return { ...base, from: day, ...why };
}

function dueUnder(base: Base, terms: Stated<ObligationTerms>, facts: Facts): Occurrence {
  const { due } = terms.value;
  const calendar = due.businessDaysOf === undefined ? undefined : facts.calendars[due.businessDaysOf];
  const counting: Counting = { rounding: due.rounding, calendar };
  const noCalendar = due.businessDaysOf !== undefined && !calendar;
  const day = base.from === undefined || noCalendar ? undefined : endOf(base.from, due.offset, counting);
  return {
    key: base.key,
    starts: base.starts,
    ends: base.ends ?? day,
    terms,
    counting,
    due: day,
    reads: [
      ...base.reads,
      ...(calendar ? [{ seq: calendar.seq, pointer: '', value: `${due.businessDaysOf}@${calendar.version}` }] : []),
    ],
    parameters: parametersOf(due, terms.seq),
    absent: [
      ...base.absent.map((missing) => ({ ...missing, occurrence: base.key })),
      ...(noCalendar ? [{ of: 'CALENDAR' as const, occurrence: base.key }] : []),
      ...(base.from !== undefined && !noCalendar && day === undefined
        ? [{ of: 'DUE_DATE' as const, occurrence: base.key }]
        : []),
    ],
  };
}

const parametersOf = ({ offset, zone, rounding }: DueRule, version: number): Parameter[] => [
  ...(offset ? [{ name: 'offset', value: inWords(offset), version }] : []),
  { name: 'zone', value: zone, version },
  ...(rounding === 'CLAMP' ? [] : [{ name: 'rounding', value: rounding, version }]),
];

/** `30 days`, `1 month`. */
export const inWords = ({ count, unit }: Period): string => `${count} ${unit.toLowerCase()}${count === 1 ? '' : 's'}`;
