import { add, earliest, firstOfMonthAfter, lastOfMonthAfter, latest, type PartialDate, type PlainDate, precisionOf, type Span, statedOn } from '#kernel';
import { type Act, actsOf, type ActKind, CONSENTS } from '../acts/act.js';
import { type Arrangement, consentingParties } from '../arrangement.js';
import type { Period } from './final-clauses.js';

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
}

/** A date moved by a period of a treaty. Of a date known to the month or year, only what its precision allows. */
export function after(date: PartialDate, period: Period): PartialDate | undefined {
  const { count, unit, rounding = 'EXACT' } = period;
  if (count === 0 && rounding === 'EXACT') return date;
  const precision = precisionOf(date);
  if (precision !== 'DAY') {
    if (unit === 'YEAR' && rounding === 'EXACT') return add(earliest(date), { years: count }).slice(0, date.length);
    if (unit === 'MONTH' && precision === 'MONTH') {
      const months = { EXACT: () => add(earliest(date), { months: count }).slice(0, 7), FIRST_DAY_OF_MONTH: () => firstOfMonthAfter(earliest(date), count), LAST_DAY_OF_MONTH: () => lastOfMonthAfter(earliest(date), count) };
      return months[rounding]();
    }
    return undefined;
  }
  switch (rounding) {
    case 'FIRST_DAY_OF_MONTH':
      return firstOfMonthAfter(date, unit === 'YEAR' ? count * 12 : count);
    case 'LAST_DAY_OF_MONTH':
      return lastOfMonthAfter(date, unit === 'YEAR' ? count * 12 : count);
    case 'EXACT':
      return add(date, spanOf(period));
  }
}

export const spanOf = ({ count, unit }: Period): Span => ({ [unit === 'DAY' ? 'days' : unit === 'MONTH' ? 'months' : 'years']: count });

/** The later of two dates; of overlapping imprecise ones the later possible day decides. */
export const laterDate = (a: Act, b: Act): Act => (latest(b.on) > latest(a.on) ? b : a);

const OPEN: LegalDate = { basis: 'UNKNOWN', because: [], waitingFor: [] };

/**
 * Entry into force of the arrangement (ARR-02 to ARR-04): computed from the clause that governs on `day` and the acts of
 * the parties; where no clause is known, what a source states.
 */
export function entryIntoForce(arrangement: Arrangement, day: PlainDate): LegalDate {
  const clauses = statedOn(arrangement.finalClauses, day) ?? arrangement.finalClauses.at(-1);
  const clause = clauses?.value.entryIntoForce;
  if (!clause) return statedEntry(arrangement);
  const because = [clauses.seq];
  if (clause.onFixedDate) return { on: clause.onFixedDate.date, basis: 'COMPUTED', because, waitingFor: [] };
  if (clause.onSignature) return afterAll(arrangement, ['SIGNATURE'], { count: 0, unit: 'DAY' }, because);
  if (clause.afterLastNotification) return afterAll(arrangement, CONSENTS, clause.afterLastNotification.period, because);
  if (clause.afterDeposits) return afterNth(arrangement, clause.afterDeposits.number, clause.afterDeposits.period, because);
  return OPEN;
}

/** Entry into force for one party: a later one has its own date (ARR-04). */
export function entryIntoForceFor(arrangement: Arrangement, party: string, day: PlainDate): LegalDate {
  const whole = entryIntoForce(arrangement, day);
  const clauses = statedOn(arrangement.finalClauses, day) ?? arrangement.finalClauses.at(-1);
  const deposits = clauses?.value.entryIntoForce?.afterDeposits;
  if (!deposits) {
    const entry = arrangement.parties.find((candidate) => candidate.party === party);
    const joined = actsOf(arrangement.acts, party, ['ACCESSION'])[0] ?? (entry?.from ? { on: entry.from, seq: entry.seq } : undefined);
    return joined && whole.on && earliest(joined.on) > latest(whole.on) ? { ...whole, on: joined.on, because: [...whole.because, joined.seq] } : whole;
  }
  const own = actsOf(arrangement.acts, party, CONSENTS)[0];
  if (!own) return { ...OPEN, because: whole.because, waitingFor: [party] };
  const ownDate = after(own.on, deposits.period);
  if (whole.on === undefined || ownDate === undefined) return { ...whole, waitingFor: whole.waitingFor };
  return { on: latest(ownDate) > latest(whole.on) ? ownDate : whole.on, basis: 'COMPUTED', because: [...whole.because, own.seq], waitingFor: [] };
}

function statedEntry(arrangement: Arrangement): LegalDate {
  const stated = arrangement.entryIntoForceStated.at(-1);
  return stated ? { on: stated.on, basis: 'STATED', because: [stated.seq], waitingFor: [] } : OPEN;
}

/** A period after the last act of all consenting parties. */
function afterAll(arrangement: Arrangement, kinds: readonly ActKind[], period: Period, because: number[]): LegalDate {
  const parties = consentingParties(arrangement);
  const acts = parties.map((party) => actsOf(arrangement.acts, party, kinds)[0]);
  const waitingFor = parties.filter((_, index) => !acts[index]);
  const done = acts.filter((act): act is Act => act !== undefined);
  const reasons = [...because, ...done.map((act) => act.seq)];
  if (waitingFor.length > 0 || done.length === 0) return { basis: 'UNKNOWN', because: reasons, waitingFor };
  return { on: after(done.reduce(laterDate).on, period), basis: 'COMPUTED', because: reasons, waitingFor: [] };
}

/** ARR-04: a period after the Nth deposit. */
function afterNth(arrangement: Arrangement, number: number, period: Period, because: number[]): LegalDate {
  const parties = consentingParties(arrangement);
  const deposits = parties
    .map((party) => actsOf(arrangement.acts, party, CONSENTS)[0])
    .filter((act): act is Act => act !== undefined)
    .sort((a, b) => (latest(a.on) < latest(b.on) ? -1 : latest(a.on) > latest(b.on) ? 1 : a.seq - b.seq));
  const nth = deposits[number - 1];
  const reasons = [...because, ...deposits.slice(0, number).map((act) => act.seq)];
  if (!nth) return { basis: 'UNKNOWN', because: reasons, waitingFor: parties.filter((party) => actsOf(arrangement.acts, party, CONSENTS).length === 0) };
  return { on: after(nth.on, period), basis: 'COMPUTED', because: reasons, waitingFor: [] };
}
