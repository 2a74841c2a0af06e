import { add, choices, earliest, latest, type PartialDate, type PlainDate, statedOn } from '#kernel';
import { actsOf } from '../acts/act.js';
import { changesInForce } from '../amendments/amendment.js';
import { type Arrangement, consentingParties } from '../arrangement.js';
import { after, entryIntoForce } from '../final-clauses/entry-into-force.js';
import type { Period, Term } from '../final-clauses/final-clauses.js';

export const LegalStatus = choices(
  'LegalStatus',
  {
    NEGOTIATED: 'Known, but neither initialled nor signed on record.',
    INITIALLED: 'Initialled, not signed.',
    SIGNED: 'Signed; entry into force has not taken place or is not established.',
    PROVISIONALLY_APPLIED: 'Applied provisionally, pending entry into force.',
    IN_FORCE: 'In force.',
    SUSPENDED: 'Suspended as a whole.',
    EXPIRED: 'Its term has run out.',
    TERMINATED: 'Ended by the parties, or by one of two sides.',
    REPLACED: 'Replaced by a later instrument.',
    COMPLETED: 'A programme that was carried out to its end.',
    UNCERTAIN: 'The known dates are too coarse to tell for this day (GEN-08).',
  },
  'The state in law, computed from acts and final clauses.',
);
export type LegalStatus = keyof typeof LegalStatus;

/** One stretch of legal time: half-open `[from, to)`, and the `seq`s it rests on. */
export interface StatusPeriod {
  from: PlainDate;
  to?: PlainDate;
  status: LegalStatus;
  because: number[];
  /** For `UNCERTAIN`: the states before and after the change whose day is not known. */
  between?: [LegalStatus, LegalStatus];
}

interface Change {
  on: PartialDate;
  status: LegalStatus;
  because: number[];
  /** Of two changes on one day the higher rank holds: an end ends everything. */
  rank: number;
}

/** Before this day nothing is said: no instrument of the field is older. */
export const BEGINNING: PlainDate = '0001-01-01';

/**
 * The states of an arrangement over all legal time, as far as recorded: pure, total, without a clock. The periods follow
 * each other without gap or overlap from {@link BEGINNING} on. A change whose day is known to the month or year only
 * leaves that stretch `UNCERTAIN`.
 */
export function legalTimeline(arrangement: Arrangement): StatusPeriod[] {
  const changes = changesOf(arrangement).sort((a, b) => (earliest(a.on) < earliest(b.on) ? -1 : earliest(a.on) > earliest(b.on) ? 1 : a.rank - b.rank));
  const periods: StatusPeriod[] = [{ from: BEGINNING, status: 'NEGOTIATED', because: [arrangement.seq] }];
  let ended = false;
  for (const change of changes) {
    if (ended) break;
    const last = periods.at(-1)!;
    if (!supersedes(change.status, last.status)) continue;
    ended = isEnd(change.status);
    const [first, day] = [earliest(change.on), add(latest(change.on), { days: 1 })];
    if (latest(change.on) === first) {
      start(periods, { from: first, status: change.status, because: change.because });
      continue;
    }
    const before = last.status === 'UNCERTAIN' ? last.between![0] : last.status;
    start(periods, { from: first, status: 'UNCERTAIN', because: change.because, between: [before, change.status] });
    start(periods, { from: day, status: change.status, because: change.because });
  }
  return periods;
}

/** ARR-22: an ended arrangement is never reopened. */
const isEnd = (status: LegalStatus) => ['EXPIRED', 'TERMINATED', 'REPLACED', 'COMPLETED'].includes(status);

/** A later signature does not undo entry into force. */
function supersedes(next: LegalStatus, current: LegalStatus): boolean {
  const order: readonly LegalStatus[] = ['NEGOTIATED', 'INITIALLED', 'SIGNED', 'PROVISIONALLY_APPLIED', 'IN_FORCE'];
  const [from, to] = [order.indexOf(current), order.indexOf(next)];
  return from < 0 || to < 0 || to > from;
}

/** Starts a period; what was to begin on or after that day is overtaken. */
function start(periods: StatusPeriod[], period: StatusPeriod): void {
  while (periods.length > 0 && periods.at(-1)!.from >= period.from) periods.pop();
  const last = periods.at(-1);
  if (last) last.to = period.from;
  periods.push(period);
}

/** The state in law on a day, and the period that it belongs to. */
export function legalStatusOn(arrangement: Arrangement, day: PlainDate): StatusPeriod {
  return legalTimeline(arrangement).find((period) => period.from <= day && (period.to === undefined || day < period.to))!;
}

function changesOf(arrangement: Arrangement): Change[] {
  const changes: Change[] = [];
  const acts = (kind: 'INITIALLING' | 'SIGNATURE') => arrangement.acts.filter((act) => act.kind === kind);
  for (const act of acts('INITIALLING')) changes.push({ on: act.on, status: 'INITIALLED', because: [act.seq], rank: 0 });
  for (const act of acts('SIGNATURE')) changes.push({ on: act.on, status: 'SIGNED', because: [act.seq], rank: 1 });
  const force = entryIntoForce(arrangement, '9999-12-31');
  const provisional = provisionalFrom(arrangement);
  if (provisional) changes.push({ ...provisional, status: 'PROVISIONALLY_APPLIED', rank: 2 });
  if (force.on !== undefined) changes.push({ on: force.on, status: 'IN_FORCE', because: force.because, rank: 3 });
  for (const suspension of arrangement.suspensions) {
    if (suspension.scope !== 'ALL') continue;
    changes.push({ on: suspension.from, status: 'SUSPENDED', because: [suspension.seq], rank: 4 });
    if (suspension.resumed) changes.push({ on: suspension.resumed.on, status: 'IN_FORCE', because: [suspension.resumed.seq, ...force.because], rank: 3 });
  }
  const end = endOf(arrangement);
  if (end) changes.push({ on: end.on, status: end.status, because: end.because, rank: 5 });
  return changes;
}

function provisionalFrom(arrangement: Arrangement): { on: PartialDate; because: number[] } | undefined {
  const clauses = arrangement.finalClauses.findLast((stated) => stated.value.provisionalApplication);
  const provision = clauses?.value.provisionalApplication;
  if (!clauses || !provision) return undefined;
  if (provision.from) return { on: provision.from, because: [clauses.seq] };
  const signatures = consentingParties(arrangement).map((party) => actsOf(arrangement.acts, party, ['SIGNATURE'])[0]);
  if (signatures.length === 0 || signatures.some((act) => !act)) return undefined;
  const last = signatures.reduce((a, b) => (latest(b!.on) > latest(a!.on) ? b : a))!;
  return { on: last.on, because: [clauses.seq, last.seq] };
}

/** The end of an arrangement: the first day on which it no longer holds. */
export interface End {
  on: PartialDate;
  status: LegalStatus;
  because: number[];
}

const STATUS_OF_GROUND = { EXPIRY: 'EXPIRED', TERMINATION: 'TERMINATED', DENUNCIATION: 'TERMINATED', REPLACEMENT: 'REPLACED', COMPLETION: 'COMPLETED' } as const;

/** The earliest end on record: stated, by denunciation (of one of two sides, ARR-20), or by expiry of the term. */
export function endOf(arrangement: Arrangement): End | undefined {
  const ends: End[] = arrangement.ends.map((end) => ({ on: end.on, status: STATUS_OF_GROUND[end.ground], because: [end.seq] }));
  if (arrangement.kind === 'BILATERAL')
    for (const notice of arrangement.denunciations)
      if (!notice.revoked) ends.push({ on: notice.effectiveOn, status: 'TERMINATED', because: [notice.seq] });
  const expiry = expiryOf(arrangement);
  if (expiry) ends.push({ on: expiry.on, status: 'EXPIRED', because: expiry.because });
  return ends.sort((a, b) => (earliest(a.on) < earliest(b.on) ? -1 : 1))[0];
}

/** ARR-09 to ARR-12: the first day after the term and its renewals; undefined when it does not expire, or nobody can tell. */
export function expiryOf(arrangement: Arrangement): { on: PartialDate; because: number[] } | undefined {
  const clauses = termOf(arrangement);
  const renewal = arrangement.renewals.filter((candidate) => candidate.until).at(-1);
  if (renewal?.until) return { on: dayAfter(renewal.until), because: [renewal.seq] };
  const term = clauses?.value;
  if (!clauses || !term || term.indefinite) return undefined;
  if (arrangement.renewals.length > 0 && !term.length) return undefined;
  if (term.renewal === 'TACIT' && term.renewals === undefined) return undefined;
  const first = firstEnd(arrangement, term);
  if (!first) return undefined;
  // Each renewal on record, or each tacit one that the text allows, adds one term.
  const times = term.renewal === 'TACIT' ? term.renewals! : arrangement.renewals.length;
  const length = term.renewalLength ?? term.length;
  let on: PartialDate | undefined = first.on;
  for (let n = 0; n < times && on !== undefined && length; n++) on = after(on, length as Period);
  if (on === undefined) return undefined;
  return { on, because: [clauses.seq, ...first.because, ...arrangement.renewals.map((candidate) => candidate.seq)] };
}

/** The term that governs: that of the latest clauses, or of an amendment in force that changed it. */
function termOf(arrangement: Arrangement): { seq: number; value: Term } | undefined {
  const stated = arrangement.finalClauses.flatMap(({ seq, from, value }) => (value.term ? [{ seq, from, value: value.term }] : []));
  return statedOn([...stated, ...changesInForce(arrangement, (change) => change.term)], '9999-12-31');
}

function firstEnd(arrangement: Arrangement, term: Term): { on: PartialDate; because: number[] } | undefined {
  if (term.until) return { on: dayAfter(term.until), because: [] };
  if (!term.length) return undefined;
  const start =
    term.from === 'SIGNATURE'
      ? arrangement.acts.filter((act) => act.kind === 'SIGNATURE').map((act) => ({ on: act.on, because: [act.seq] })).at(-1)
      : entryIntoForce(arrangement, '9999-12-31');
  const on = start?.on === undefined ? undefined : after(start.on, term.length);
  return on === undefined ? undefined : { on, because: start!.because };
}

/** The day after the last one; a last day known to the month or year leaves that month or year open. */
const dayAfter = (last: PartialDate): PartialDate => (last.length === 10 ? add(last, { days: 1 }) : last);
