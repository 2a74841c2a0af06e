import {
  before,
  choices,
  earliest,
  KeyField,
  latest,
  LocalizedText,
  OneOfShape,
  type PartialDate,
  Shape,
  ShapeField,
  type Stated,
  statedOn,
  TextField,
} from '#kernel';
import { type Arrangement, isConsenting, type PartyEntry } from '../arrangement.js';
import { ClauseContent } from '../clauses/clause-content.js';
import { after } from '../final-clauses/entry-into-force.js';
import { Term } from '../final-clauses/final-clauses.js';
import type { Dated } from '../life-cycle/days.js';
import { departures } from '../life-cycle/denunciation.js';
import { Scope } from '../registration/terms.js';
import type { AmendmentRule } from './amendment-rule.js';

export const AmendmentType = choices(
  'AmendmentType',
  {
    AMEND: 'Changes terms.',
    EXTEND: 'Makes the arrangement last longer.',
    SUPPLEMENT: 'Adds to it, e.g. a protocol for a further sector.',
    INTERPRET: 'Says what the text means; changes no number.',
    CORRECT: 'Mends an error of the text.',
    REPLACE: 'Puts a new text in the place of the old.',
    INDEX: 'Moves a term that follows an index.',
  },
  'What an amendment does (AMD-10).',
);
export type AmendmentType = keyof typeof AmendmentType;

@Shape('ClauseChange', 'A clause as it reads after the amendment.')
export class ClauseChange {
  @KeyField({ description: 'Name of the clause within the arrangement; a new one is added' }) clause!: string;
  @ShapeField(() => ClauseContent) content!: ClauseContent;
}

@Shape('OtherChange', 'A change of a term that is kept in words only.')
export class OtherChange {
  @TextField({ length: 300, description: 'Which term' }) term!: string;
  @TextField({ optional: true, length: 1000 }) before?: string;
  @TextField({ optional: true, length: 1000 }) after?: string;
}

@OneOfShape('AmendmentChange', 'One term that an amendment changes; exactly one field.')
export class AmendmentChange {
  @ShapeField(() => LocalizedText, { optional: true, list: true, description: 'New titles' }) titles?: LocalizedText[];
  @ShapeField(() => Scope, { optional: true, description: 'New scope' }) scope?: Scope;
  @ShapeField(() => Term, { optional: true, description: 'New term and renewal' }) term?: Term;
  @ShapeField(() => ClauseChange, { optional: true, description: 'A clause added or reworded' }) clause?: ClauseChange;
  @KeyField({ optional: true, description: 'A clause that is removed; it stays for earlier dates (CLA-03)' })
  clauseRemoved?: string;
  @ShapeField(() => OtherChange, { optional: true, description: 'Any other term, in words' }) other?: OtherChange;
}

export const AmendmentStatus = choices('AmendmentStatus', {
  PROPOSED: 'Proposed; consents are awaited (AMD-02).',
  ADOPTED: 'All parties consented; it enters into force later.',
  IN_FORCE: 'In force.',
  WITHDRAWN: 'Withdrawn or lapsed; it cannot be accepted later (AMD-16).',
  REPORTED: 'Known from a source that gives no date.',
});
export type AmendmentStatus = keyof typeof AmendmentStatus;

/** An amendment or protocol: what it changes, who consented, and since when it holds. */
export interface Amendment {
  seq: number;
  amendment: string;
  type: AmendmentType;
  instrumentAsStated?: string;
  what: string;
  /** Day of the proposal, or the day that a source gives. */
  on?: PartialDate;
  changes: AmendmentChange[];
  /** Earliest day on which it applies, where it names one. */
  appliesFrom?: PartialDate;
  consents: { seq: number; party: string; on: PartialDate }[];
  objections: { seq: number; party: string; on: PartialDate }[];
  withdrawn?: { seq: number; on: PartialDate };
  /** It was reported as done by a source, not proposed here. */
  reported: boolean;
}

/** AMD-02 and AMD-05: the consenting parties on the day of the proposal, without those that had left or joined later. */
export function consentsNeeded(arrangement: Arrangement, { seq, on }: { seq: number; on?: PartialDate }): string[] {
  const proposed = on ?? '9999';
  const gone = departures(arrangement).filter((departure) => before(proposed, departure.on) === false);
  const takesPart = (entry: PartyEntry) =>
    entry.seq === arrangement.seq ||
    (entry.from === undefined ? entry.seq < seq : earliest(entry.from) <= latest(proposed));
  const entries = arrangement.parties.filter((entry) => isConsenting(entry) && takesPart(entry));
  return [...new Set(entries.map((entry) => entry.party))].filter(
    (party) => !gone.some((departure) => departure.party === party),
  );
}

/** The amendment rule that held on the day of the proposal; without one all parties accept (VCLT 40). */
export const ruleOf = (arrangement: Arrangement, { on }: { on?: PartialDate }): Stated<AmendmentRule> | undefined =>
  statedOn(arrangement.amendmentRules, latest(on ?? '9999'));

/** The first day after the period for objections; undefined without one, or where the proposal is dated too coarsely. */
export function acceptanceEnds(arrangement: Arrangement, amendment: Amendment): PartialDate | undefined {
  const period = ruleOf(arrangement, amendment)?.value.tacitAcceptance?.period;
  return period && amendment.on !== undefined ? after(amendment.on, period) : undefined;
}

/** Since when an amendment is in force, and from what that follows; `on` is absent while acts are awaited. */
export interface AmendmentForce {
  on?: PartialDate;
  because: number[];
  /** Parties whose acceptance may still bring it into force. */
  waitingFor: string[];
}

/** AMD-02 and AMD-07: by the rule of the text on the day of the proposal, which may be silence, a number, a share, or all. */
export function amendmentForce(arrangement: Arrangement, amendment: Amendment): AmendmentForce {
  const { consents, objections, withdrawn, seq } = amendment;
  if (amendment.reported) return { on: amendment.appliesFrom ?? amendment.on, because: [seq], waitingFor: [] };
  const parties = consentsNeeded(arrangement, amendment);
  const rule = ruleOf(arrangement, amendment);
  const because = [seq, ...(rule ? [rule.seq] : []), ...[...consents, ...objections].map((act) => act.seq)];
  const tacit = rule?.value.tacitAcceptance;
  if (tacit) {
    const blocked = withdrawn ?? (tacit.objection === 'BLOCKS' && objections.length > 0);
    const on = blocked ? undefined : acceptanceEnds(arrangement, amendment);
    return { on: on && laterOf(on, amendment.appliesFrom), because, waitingFor: [] };
  }
  const waitingFor = parties.filter((party) => !consents.some((consent) => consent.party === party));
  const accepted = consents.toSorted((a, b) => (latest(a.on) < latest(b.on) ? -1 : 1));
  const last = accepted[acceptancesNeeded(rule?.value, parties.length) - 1];
  if (withdrawn || !last) return { because, waitingFor };
  return { on: laterOf(last.on, amendment.appliesFrom), because, waitingFor: [] };
}

const acceptancesNeeded = (rule: AmendmentRule | undefined, parties: number) =>
  rule?.acceptances?.number ??
  (rule?.majority ? Math.ceil((parties * rule.majority.share) / rule.majority.of) : parties);

const laterOf = (day: PartialDate, appliesFrom: PartialDate | undefined): PartialDate =>
  appliesFrom && latest(appliesFrom) > latest(day) ? appliesFrom : day;

/**
 * AMD-04 and AMD-05: since when an amendment binds one party, and from what that follows; undefined where it does not. It
 * binds those who accepted it, all where all had to, those who did not object where silence accepts; and whoever joined
 * after it was in force.
 */
export function bindingOf(arrangement: Arrangement, amendment: Amendment, party: string): Dated | undefined {
  const { on, because } = amendmentForce(arrangement, amendment);
  if (on === undefined) return undefined;
  const joined = arrangement.parties.find((entry) => entry.party === party)?.from;
  if (joined !== undefined && latest(on) <= earliest(joined)) return { on: joined, because };
  const rule = ruleOf(arrangement, amendment)?.value;
  if (amendment.objections.some((objection) => objection.party === party)) return undefined;
  if (amendment.reported || !(rule?.acceptances ?? rule?.majority)) return { on, because };
  const own = amendment.consents.find((consent) => consent.party === party);
  return own && { on: laterOf(on, own.on), because: [...new Set([...because, own.seq])] };
}

/** What amendments say about one term, as statements that hold from the day each is in force. */
export function changesInForce<T>(
  arrangement: Arrangement,
  pick: (change: AmendmentChange) => T | undefined,
): (Stated<T> & { amendment: string })[] {
  return arrangement.amendments.flatMap((amendment) => {
    const values = amendment.changes.map(pick).filter((value) => value !== undefined);
    if (values.length === 0) return [];
    const { on, because } = amendmentForce(arrangement, amendment);
    return on === undefined
      ? []
      : values.map((value) => ({ seq: Math.max(...because), from: on, value, amendment: amendment.amendment }));
  });
}
