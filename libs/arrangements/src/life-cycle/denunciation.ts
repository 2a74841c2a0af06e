import { earliest, latest, type PartialDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import { after } from '../final-clauses/entry-into-force.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import type { Period } from '../final-clauses/final-clauses.js';
import type { Dated } from './days.js';

/** When a notice takes effect, and from what that follows. */
export interface NoticeEffect {
  /** Absent where the notice is known too coarsely to count from. */
  on?: PartialDate;
  /** No clause is known, so the period of VCLT 56 is assumed. */
  toBeConfirmed: boolean;
  because: number[];
}

/** VCLT 56(2): twelve months where the text is silent. */
const WITHOUT_CLAUSE: Period = { count: 12, unit: 'MONTH' };

/** ARR-18: receipt and the period of the clause that governs on that day. */
export function noticeEffect(arrangement: Arrangement, receivedOn: PartialDate, seq?: number): NoticeEffect {
  const clause = finalClauseOn(arrangement, 'denunciationNotice', latest(receivedOn));
  return {
    on: after(receivedOn, clause?.value ?? WITHOUT_CLAUSE),
    toBeConfirmed: clause === undefined,
    because: [...(seq === undefined ? [] : [seq]), ...(clause ? [clause.seq] : [])],
  };
}

/** The days on which parties have left while the others go on: by an act of withdrawal, or by a notice that took effect. */
export function departures(arrangement: Arrangement): (Dated & { party: string })[] {
  const acts = arrangement.acts.filter((act) => act.kind === 'WITHDRAWAL');
  return [
    ...acts.flatMap(({ parties, on, seq }) => parties.map((party) => ({ party, on, because: [seq] }))),
    ...arrangement.denunciations.flatMap(({ party, receivedOn, revoked, seq }) => {
      const { on, because } = noticeEffect(arrangement, receivedOn, seq);
      return revoked || on === undefined ? [] : [{ party, on, because }];
    }),
  ];
}

/** When a party left for good: after its last departure it did not join again. */
export function departureOf(arrangement: Arrangement, party: string): Dated | undefined {
  const last = departures(arrangement)
    .filter((departure) => departure.party === party)
    .sort((a, b) => (latest(a.on) < latest(b.on) ? -1 : 1))
    .at(-1);
  const rejoined = arrangement.parties.some(
    (entry) => last && entry.party === party && entry.from !== undefined && earliest(entry.from) >= latest(last.on),
  );
  return rejoined ? undefined : last;
}
