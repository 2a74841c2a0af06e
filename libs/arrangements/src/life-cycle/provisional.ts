import { earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import { byDate, firstAct } from '../acts/act.js';
import { type Arrangement, foundingParties } from '../arrangement.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import type { Dated } from './days.js';

/** The parties agree, outside the text, to apply it before it is in force (VCLT 25(1)(b)). */
export interface ProvisionalAgreement {
  seq: number;
  parties: string[];
  from: PartialDate;
  /** Names of the clauses that are so applied; absent: all. */
  clauses?: string[];
}

/** Provisional application: since when, by whom, and of what. */
export interface ProvisionalApplication extends Dated {
  parties: string[];
  /** Names of the clauses; absent: all, unless `parts` says otherwise. */
  clauses?: string[];
  /** Which parts, in the words of the text: which clauses these are, nobody has said. */
  parts?: string;
}

/** ARR-06: what is applied provisionally, by the text or because parties agreed; the earliest first. */
export function provisionalApplications(arrangement: Arrangement): ProvisionalApplication[] {
  const found: ProvisionalApplication[] = arrangement.provisionalAgreements.map(({ seq, parties, from, clauses }) => ({
    on: from,
    parties,
    clauses,
    because: [seq],
  }));
  const byText = textProvision(arrangement);
  if (byText) found.push(byText);
  return found.sort((a, b) => (latest(a.on) < latest(b.on) ? -1 : 1));
}

function textProvision(arrangement: Arrangement): ProvisionalApplication | undefined {
  const stated = finalClauseOn(arrangement, 'provisionalApplication');
  if (!stated) return undefined;
  const parties = foundingParties(arrangement);
  const { from, parts } = stated.value;
  if (from) return { on: from, parties, parts, because: [stated.seq] };
  const signatures = parties.map((party) => firstAct(arrangement, party, ['SIGNATURE']));
  if (parties.length === 0 || signatures.some((act) => act === undefined)) return undefined;
  const last = signatures
    .filter((act) => act !== undefined)
    .sort(byDate)
    .at(-1)!;
  return { on: last.on, parties, parts, because: [stated.seq, last.seq] };
}

/** VCLT 25(2): when a party said that it will not become a party; it applies nothing provisionally from then on. */
export const declineOf = ({ provisionalEnds }: Arrangement, party: string): Dated | undefined => {
  const end = provisionalEnds.find((candidate) => candidate.party === party);
  return end && { on: end.on, because: [end.seq] };
};

/** Whether a party applies it provisionally on a day, as far as its own part goes. */
export const appliesProvisionally = (arrangement: Arrangement, party: string, day: PlainDate): boolean => {
  const declined = declineOf(arrangement, party);
  if (declined && latest(declined.on) <= day) return false;
  return provisionalApplications(arrangement).some(({ on, parties }) => earliest(on) <= day && parties.includes(party));
};

/** ARR-06: when fewer than two of those that applied it provisionally are left. */
export function provisionalEnd(arrangement: Arrangement): Dated | undefined {
  const applying = new Set(provisionalApplications(arrangement).flatMap(({ parties }) => parties));
  const declines = arrangement.provisionalEnds
    .filter(({ party }) => applying.has(party))
    .sort((a, b) => (latest(a.on) < latest(b.on) ? -1 : 1));
  const last = declines[applying.size - 2];
  return last && { on: last.on, because: declines.slice(0, applying.size - 1).map(({ seq }) => seq) };
}
