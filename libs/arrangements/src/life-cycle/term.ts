import { add, earliest, latest, type PartialDate, type PlainDate, type Stated } from '#kernel';
import { lastSignature } from '../acts/act.js';
import { changesInForce } from '../amendments/amendment.js';
import type { Arrangement } from '../arrangement.js';
import { after, entryIntoForce } from '../final-clauses/entry-into-force.js';
import { finalClauseSteps } from '../final-clauses/final-clause-on.js';
import type { Period, Term } from '../final-clauses/final-clauses.js';
import { certainFrom, type Dated, dayBefore, LAST_DAY } from './days.js';
import type { Renewal } from './life-cycle.js';

/**
 * ARR-09 to ARR-12: the first day after the term and its renewals; undefined when it does not expire, or nobody can tell.
 * Terms and renewals take effect in their order, until one comes too late: what has expired is not renewed (AMD-12).
 */
export const expiryOf = (arrangement: Arrangement): Dated | undefined => termInForce(arrangement).expiry;

function termInForce(arrangement: Arrangement): { term?: Stated<Term>; renewals: Renewal[]; expiry?: Dated } {
  let term: Stated<Term> | undefined;
  let renewals: Renewal[] = [];
  let expiry: Dated | undefined;
  for (const step of stepsOf(arrangement)) {
    if (expiry && certainFrom(expiry.on) < step.day) break;
    if (step.renewal) renewals = [...renewals, step.renewal];
    if (step.term) term = { seq: step.seq, value: step.amends && term ? amended(term.value, step.term) : step.term };
    // A last day that an amendment names takes the place of those before.
    if (step.term?.until || step.term?.indefinite) renewals = [];
    expiry = endOfTerm(arrangement, term, renewals);
  }
  return { term, renewals, expiry };
}

/** What decides how long the arrangement lasts, in the order in which it took effect. */
function stepsOf(
  arrangement: Arrangement,
): { day: string; seq: number; term?: Term; amends?: boolean; renewal?: Renewal }[] {
  const day = (from: PartialDate | undefined) => (from === undefined ? '' : earliest(from));
  return [
    ...finalClauseSteps(arrangement, 'term').map(({ seq, from, value }) => ({ day: day(from), seq, term: value })),
    ...changesInForce(arrangement, (change) => change.term).map(({ seq, from, value }) => ({
      day: day(from),
      seq,
      term: value,
      amends: true,
    })),
    ...arrangement.renewals.map((renewal) => ({ day: day(renewal.on), seq: renewal.seq, renewal })),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.seq - b.seq));
}

/** An amendment that says nothing of the length, or nothing of renewal, leaves it as it was. */
function amended(term: Term, change: Term): Term {
  const { length, until, indefinite, from, ...renewing } = term;
  const lasting = { length, until, indefinite, from };
  const changesLength = Boolean(change.length ?? change.until ?? change.indefinite);
  const changesRenewal =
    Boolean(change.renewal ?? change.renewalLength) || change.renewals !== undefined || Boolean(change.renewalNotice);
  return { ...(changesLength ? {} : lasting), ...(changesRenewal ? {} : renewing), ...change };
}

/** The first day after one term, the renewals on record, and those that come by themselves. */
function endOfTerm(
  arrangement: Arrangement,
  term: Stated<Term> | undefined,
  renewals: readonly Renewal[],
): Dated | undefined {
  const { indefinite, renewal, renewals: most, length, renewalLength = length } = term?.value ?? {};
  if (indefinite) return undefined;
  // A renewal that names its last day counts from there; each other one adds a term.
  const named = renewals.findLastIndex((candidate) => candidate.until !== undefined);
  const start =
    named < 0
      ? term && firstEnd(arrangement, term)
      : { on: dayAfter(renewals[named]!.until!), because: term ? [term.seq] : [] };
  const made = renewals.length;
  const because = [...(start?.because ?? []), ...renewals.map((candidate) => candidate.seq)];
  const endAfter = (times: number) => start && repeated(start.on, renewalLength, times - (named + 1));
  if (renewal !== 'TACIT') return datedBy(endAfter(made), because);
  const last = most === undefined ? undefined : endAfter(Math.max(most, made));
  const notices = arrangement.nonRenewals
    .filter((notice) => !renewals.some((later) => latest(later.on) > notice.receivedOn))
    .map((notice) => ({ notice, on: endStoppedBy(notice.receivedOn, term?.value.renewalNotice, endAfter, made) }))
    .filter((stopped): stopped is typeof stopped & { on: PartialDate } => stopped.on !== undefined)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  const [first] = notices;
  if (first && (last === undefined || first.on < last))
    return { on: first.on, because: [...because, first.notice.seq] };
  return datedBy(last, because);
}

const datedBy = (on: PartialDate | undefined, because: number[]): Dated | undefined =>
  on === undefined ? undefined : { on, because };

/** ARR-10, ARR-11: the end of the first term before whose deadline a notice came: of this term, or of the next. */
function endStoppedBy(
  receivedOn: PlainDate,
  notice: Period | undefined,
  endAfter: (times: number) => PartialDate | undefined,
  made: number,
): PartialDate | undefined {
  for (let times = made; times < MOST_TERMS; times++) {
    const end = endAfter(times);
    // Terms that are known to the month or year only have no deadline to be met.
    if (end?.length !== 10) return undefined;
    if (receivedOn <= noticeDeadline(end, notice)) return end;
  }
  return undefined;
}

/**
 * The last day on which a notice of non-renewal is received in time: the period of the clause back from the last day of the
 * term, which is the day before `end`; without a clause that last day itself.
 */
export function noticeDeadline(end: PlainDate, notice: Period | undefined): PlainDate {
  const { count = 0, unit = 'DAY' } = notice ?? {};
  return add(dayBefore(end), { [`${unit.toLowerCase()}s`]: -count });
}

/** One term: its first day after, and how it goes on. */
export interface TermEnd {
  /** First day after the term. */
  end: PlainDate;
  /** Last day for a notice of non-renewal. */
  noticeBy: PlainDate;
  /** First day after the term that follows by itself; absent where none does. */
  renewedUntil?: PartialDate;
  because: number[];
}

/** Terms that are counted; a text that renews itself from day to day is not followed for ever. */
const MOST_TERMS = 10_000;

/**
 * ARR-10: the terms that end on `from` or later, one after the other, where a text renews itself; none where dates are known
 * too coarsely to count from. The last one is followed by none.
 */
export function* tacitTerms(arrangement: Arrangement, from: PlainDate): Generator<TermEnd> {
  const { term, renewals, expiry } = termInForce(arrangement);
  if (term?.value.renewal !== 'TACIT') return;
  const withoutNotices = { ...arrangement, nonRenewals: [] };
  const endAfter = (times: number) =>
    endOfTerm(withoutNotices, { ...term, value: { ...term.value, renewals: times } }, renewals);
  let end = endAfter(renewals.length);
  for (let times = renewals.length; times < MOST_TERMS && end?.on.length === 10; times++) {
    const next = expiry !== undefined && end.on >= expiry.on ? undefined : endAfter(times + 1);
    if (end.on >= from)
      yield {
        end: end.on,
        noticeBy: noticeDeadline(end.on, term.value.renewalNotice),
        renewedUntil: next?.on,
        because: (next ? end : (expiry ?? end)).because,
      };
    if (next?.on === end.on) return;
    end = next;
  }
}

/** What a notice of non-renewal comes to (ARR-10, ARR-11). */
export interface NonRenewalEffect {
  /** The deadline for the term that ran on the day of receipt, where the notice missed it. */
  missed?: PlainDate;
  /** The first day after the term that it ends. */
  endsOn?: PlainDate;
}

/** ARR-11: a notice in time ends the term that runs; a late one the next. */
export function nonRenewalEffect(arrangement: Arrangement, receivedOn: PlainDate): NonRenewalEffect {
  let missed: PlainDate | undefined;
  for (const { end, noticeBy } of tacitTerms({ ...arrangement, nonRenewals: [] }, add(receivedOn, { days: 1 }))) {
    if (receivedOn <= noticeBy) return { missed, endsOn: end };
    missed ??= noticeBy;
  }
  return { missed };
}

function firstEnd(arrangement: Arrangement, { seq, value: { until, length, from } }: Stated<Term>): Dated | undefined {
  if (until) return { on: dayAfter(until), because: [seq] };
  if (!length) return undefined;
  const signed = lastSignature(arrangement);
  const start = from !== 'SIGNATURE' ? entryIntoForce(arrangement) : signed && { on: signed.on, because: [signed.seq] };
  const on = start?.on === undefined ? undefined : repeated(start.on, length, 1);
  return on === undefined ? undefined : { on, because: [seq, ...start!.because] };
}

/** The first day after so many terms that begin on a date. A term of whole months that lacks its last day ends with the month. */
function repeated(start: PartialDate, length: Period | undefined, times: number): PartialDate | undefined {
  if (times === 0) return start;
  const end = length && after(start, { ...length, count: length.count * times });
  const isCut =
    end?.length === 10 &&
    length!.unit !== 'DAY' &&
    (length!.rounding ?? 'EXACT') === 'EXACT' &&
    end.slice(8) < start.slice(8);
  return isCut ? add(end, { days: 1 }) : end;
}

/** The day after the last one; a last day known to the month or year leaves that month or year open. */
const dayAfter = (last: PartialDate): PartialDate =>
  last.length === 10 && last !== LAST_DAY ? add(last, { days: 1 }) : last;
