import {
  add,
  before,
  earliest,
  firstOfMonthAfter,
  isPartialDate,
  lastOfMonthAfter,
  latest,
  type PartialDate,
  precisionOf,
  type Span,
} from '#kernel';
import { type Act, byDate, CONSENTS, firstAct } from '../acts/act.js';
import { type Arrangement, consentingParties, foundingParties } from '../arrangement.js';
import { finalClauseSteps } from './final-clause-on.js';
import type { EntryIntoForceClause, Period } from './final-clauses.js';

/** When something takes legal effect, and from what that follows. */
export interface LegalDate {
  /** Absent while conditions are unmet, or when nothing is known. */
  on?: PartialDate;
  /** `COMPUTED` from acts and clauses, `STATED` by a source, or `UNKNOWN`. */
  basis: 'COMPUTED' | 'STATED' | 'UNKNOWN';
  /** `seq`s of the events that it follows from. */
  because: number[];
  /** Parties whose act is still awaited. */
  waitingFor: string[];
  /** The clause is known, and not all its conditions are met (ARR-02). */
  unmet?: boolean;
}

/** Beyond this no date is counted: a longer period ends in no year that a date can name. */
const LONGEST = { DAY: 3_660_000, MONTH: 120_000, YEAR: 10_000 } as const;

/**
 * A date moved by a period of a treaty. Of a date known to the month or year, only what its precision allows; undefined
 * where that is nothing, or where the period leads beyond the year 9999.
 */
export function after(date: PartialDate, period: Period): PartialDate | undefined {
  if (period.count > LONGEST[period.unit]) return undefined;
  const moved = move(date, period);
  return isPartialDate(moved) ? moved : undefined;
}

function move(date: PartialDate, { count, unit, rounding = 'EXACT' }: Period): PartialDate | undefined {
  if (count === 0 && rounding === 'EXACT') return date;
  const precision = precisionOf(date);
  if (precision === 'YEAR')
    return unit === 'YEAR' && rounding === 'EXACT' ? add(earliest(date), { years: count }).slice(0, 4) : undefined;
  if (precision === 'MONTH' && unit === 'DAY') return undefined;
  const months = unit === 'YEAR' ? count * 12 : count;
  switch (rounding) {
    case 'FIRST_DAY_OF_MONTH':
      return firstOfMonthAfter(earliest(date), months);
    case 'LAST_DAY_OF_MONTH':
      return lastOfMonthAfter(earliest(date), months);
    case 'EXACT':
      return add(earliest(date), spanOf({ count, unit })).slice(0, date.length);
  }
}

const spanOf = ({ count, unit }: Period): Span => ({
  [unit === 'DAY' ? 'days' : unit === 'MONTH' ? 'months' : 'years']: count,
});

const OPEN: LegalDate = { basis: 'UNKNOWN', because: [], waitingFor: [] };

/**
 * Entry into force of the arrangement (ARR-02 to ARR-04): computed from the clause that governs and the acts of the
 * parties; where no clause is known, or its acts are known too coarsely, what a source states.
 */
export const entryIntoForce = (arrangement: Arrangement): LegalDate => governing(arrangement).force;

/** Entry into force for one party: a later one has its own date (ARR-04). */
export function entryIntoForceFor(arrangement: Arrangement, party: string): LegalDate {
  const { force, clause } = governing(arrangement);
  if (clause?.afterDeposits && consentingParties(arrangement).includes(party)) {
    const own = firstAct(arrangement, party, CONSENTS);
    if (!own) return { ...OPEN, because: force.because, waitingFor: [party] };
    return laterOf(force, after(own.on, clause.afterDeposits.period), own.seq);
  }
  if (foundingParties(arrangement).includes(party)) return force;
  const own = firstAct(arrangement, party, clause?.onSignature ? ['SIGNATURE', 'ACCESSION'] : CONSENTS);
  if (own) return laterOf(force, after(own.on, clause?.afterLastNotification?.period ?? AT_ONCE), own.seq);
  const entry = arrangement.parties.find((candidate) => candidate.party === party);
  return entry ? laterOf(force, entry.from, entry.seq) : force;
}

/** The date of the whole, or that of one party where it is surely later. */
const laterOf = (whole: LegalDate, own: PartialDate | undefined, seq: number): LegalDate =>
  whole.on !== undefined && own !== undefined && before(whole.on, own)
    ? { ...whole, on: own, because: [...whole.because, seq] }
    : whole;

/**
 * Entry into force, and the clause that governs it. Clauses of a later day govern only what was not yet in force on that
 * day: what has entered into force is not undone by a new text.
 */
function governing(arrangement: Arrangement): { force: LegalDate; clause?: EntryIntoForceClause } {
  let found: { force: LegalDate; clause?: EntryIntoForceClause } = { force: statedEntry(arrangement) };
  for (const { seq, from, value } of finalClauseSteps(arrangement, 'entryIntoForce')) {
    if (found.force.on !== undefined && from !== undefined && latest(found.force.on) < earliest(from)) break;
    found = { force: byClause(arrangement, value, seq), clause: value };
  }
  return found;
}

function statedEntry({ entryIntoForceStated }: Arrangement): LegalDate {
  const [finest] = entryIntoForceStated.toSorted((a, b) => b.on.length - a.on.length || a.seq - b.seq);
  return finest ? { on: finest.on, basis: 'STATED', because: [finest.seq], waitingFor: [] } : OPEN;
}

const AT_ONCE: Period = { count: 0, unit: 'DAY' };

function byClause(arrangement: Arrangement, clause: EntryIntoForceClause, seq: number): LegalDate {
  if (clause.onFixedDate) return { on: clause.onFixedDate.date, basis: 'COMPUTED', because: [seq], waitingFor: [] };
  const { last, acts, waitingFor } = clause.afterDeposits
    ? nthDeposit(arrangement, clause.afterDeposits.number)
    : lastOfAll(arrangement, clause.onSignature ? signature : notification);
  const because = [seq, ...acts.map((act) => act.seq)];
  if (!last) return { basis: 'UNKNOWN', unmet: true, because, waitingFor };
  const on = after(last.on, clause.afterLastNotification?.period ?? clause.afterDeposits?.period ?? AT_ONCE);
  return on === undefined ? statedEntry(arrangement) : { on, basis: 'COMPUTED', because, waitingFor: [] };
}

interface Fulfilment {
  /** The act that fulfils the condition; absent while others are awaited. */
  last?: Act;
  acts: Act[];
  waitingFor: string[];
}

const signature = (arrangement: Arrangement, party: string) => firstAct(arrangement, party, ['SIGNATURE']);

/** A notification; where none is on record, the consent that a source names in its place. */
const notification = (arrangement: Arrangement, party: string) =>
  firstAct(arrangement, party, ['NOTIFICATION']) ?? firstAct(arrangement, party, CONSENTS);

/** The last act of all parties to the text as it was agreed; those that join later are not waited for. */
function lastOfAll(
  arrangement: Arrangement,
  actOf: (arrangement: Arrangement, party: string) => Act | undefined,
): Fulfilment {
  const parties = foundingParties(arrangement);
  const acts = parties.map((party) => actOf(arrangement, party));
  const waitingFor = parties.filter((_, index) => !acts[index]);
  const done = acts.filter((act) => act !== undefined).sort(byDate);
  return { last: waitingFor.length === 0 ? done.at(-1) : undefined, acts: done, waitingFor };
}

/** ARR-04: the Nth deposit. */
function nthDeposit(arrangement: Arrangement, number: number): Fulfilment {
  const parties = consentingParties(arrangement);
  const deposits = parties.map((party) => firstAct(arrangement, party, CONSENTS));
  const acts = deposits
    .filter((act) => act !== undefined)
    .sort(byDate)
    .slice(0, number);
  return { last: acts[number - 1], acts, waitingFor: parties.filter((_, index) => !deposits[index]) };
}
