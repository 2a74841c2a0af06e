import {
  before,
  choices,
  dayAfter,
  earliest,
  FlagField,
  IdField,
  KeyField,
  latest,
  LocalizedText,
  OneOfShape,
  type PartialDate,
  PartialDateField,
  Shape,
  ShapeField,
  type Stated,
  statedOn,
  TextField,
} from '#kernel';
import { type Arrangement, isConsenting, type PartyEntry } from '../arrangement.js';
import { ClauseContent } from '../clauses/clause-content.js';
import { after } from '../final-clauses/entry-into-force.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import { type Period, Term } from '../final-clauses/final-clauses.js';
import { type Dated, LAST_DAY } from '../life-cycle/days.js';
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

@Shape('AmendmentEffect', 'How far an amendment reaches, where it says so.')
export class AmendmentEffect {
  @TextField({
    optional: true,
    length: 500,
    description: 'Where the instrument says that it reaches back before its own day, e.g. Article 9 (AMD-08)',
  })
  retroactivity?: string;

  @IdField('party', { optional: true, list: true, description: 'It holds between these parties only (VCLT 41)' })
  between?: string[];

  @TextField({
    optional: true,
    length: 1000,
    description:
      'Of a change between some only: why it leaves the rights of the others and the object of the text alone',
  })
  othersUnharmed?: string;

  @PartialDateField({ optional: true, description: 'Its own last day, e.g. of a protocol with a term' }) until?: string;
  @FlagField({ optional: true, description: 'It says that it goes on when the arrangement has ended (AMD-14)' })
  outlasts?: boolean;
  @KeyField({ optional: true, list: true, description: 'Amendments that it sets aside, later ones included' })
  repeals?: string[];
}

export const AmendmentStatus = choices('AmendmentStatus', {
  PROPOSED: 'Proposed; consents are awaited (AMD-02).',
  ADOPTED: 'All parties consented; it enters into force later.',
  IN_FORCE: 'In force.',
  ENDED: 'Its own term has run out, it was set aside, or it ended with the arrangement (AMD-14).',
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
  /** The party whose government proposed it. */
  proposedBy?: string;
  effect?: AmendmentEffect;
  /** The joint committee decided it, for an annex of its mandate (AMD-15). */
  committee?: { annex: string; decision: string; because: number[] };
  /** To whom the proposal was notified, and when (AMD-03). */
  notices: { seq: number; parties: string[]; on: PartialDate }[];
}

/** AMD-02 and AMD-06: whose consent counts: of a change between some those, else all that are bound. */
export const consentsNeeded = (
  arrangement: Arrangement,
  amendment: Pick<Amendment, 'seq' | 'on' | 'effect'>,
): string[] => amendment.effect?.between ?? boundOnProposal(arrangement, amendment);

/** AMD-05: the consenting parties on the day of the proposal, without those that had left or joined later. */
export function boundOnProposal(arrangement: Arrangement, { seq, on }: { seq: number; on?: PartialDate }): string[] {
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

/** AMD-03: the parties that have not been told of the proposal by a day: all that are bound, but the one that made it. */
export const notNotified = (arrangement: Arrangement, amendment: Amendment, by: PartialDate = LAST_DAY): string[] =>
  boundOnProposal(arrangement, amendment).filter(
    (party) =>
      party !== amendment.proposedBy &&
      !amendment.notices.some((notice) => notice.parties.includes(party) && before(by, notice.on) !== true),
  );

/**
 * The amendment rule that held on the day of the proposal; without one all parties accept (VCLT 40). What some change among
 * themselves, all of them accept (VCLT 41).
 */
export const ruleOf = (
  arrangement: Arrangement,
  { on, effect }: Pick<Amendment, 'on' | 'effect'>,
): Stated<AmendmentRule> | undefined =>
  effect?.between ? undefined : statedOn(arrangement.amendmentRules, latest(on ?? '9999'));

/** The practice of depositaries, where the text is silent on errors (VCLT 79(2) asks for a time limit). */
const CORRECTION_OBJECTION: Period = { count: 90, unit: 'DAY' };

/** A period in which an objection keeps silence from accepting. */
export interface Silence {
  /** The first day after the period; absent where its start is known too coarsely. */
  ends?: PartialDate;
  /** Whether one objection keeps it from all. */
  blocks: boolean;
  because: number[];
}

/**
 * AMD-02 and AMD-11: where silence accepts, because the text says so or because an error is corrected. A correction is
 * notified first: its period runs from the notice to the last party.
 */
export function silenceOf(arrangement: Arrangement, amendment: Amendment): Silence | undefined {
  if (amendment.type === 'CORRECT') {
    const clause = finalClauseOn(arrangement, 'correctionObjection');
    const notices = amendment.notices.toSorted((a, b) => (latest(a.on) < latest(b.on) ? -1 : 1));
    const last = notNotified(arrangement, amendment).length === 0 ? notices.at(-1) : undefined;
    const because = [...notices.map((notice) => notice.seq), ...(clause ? [clause.seq] : [])];
    return { ends: last && after(last.on, clause?.value ?? CORRECTION_OBJECTION), blocks: true, because };
  }
  const rule = ruleOf(arrangement, amendment);
  const tacit = rule?.value.tacitAcceptance;
  return (
    tacit && {
      ends: amendment.on === undefined ? undefined : after(amendment.on, tacit.period),
      blocks: tacit.objection === 'BLOCKS',
      because: [rule.seq],
    }
  );
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
  if (amendment.committee)
    return {
      on: amendment.on && laterOf(amendment.on, amendment.appliesFrom),
      because: [seq, ...amendment.committee.because],
      waitingFor: [],
    };
  const parties = consentsNeeded(arrangement, amendment);
  const rule = ruleOf(arrangement, amendment);
  const because = [seq, ...(rule ? [rule.seq] : []), ...[...consents, ...objections].map((act) => act.seq)];
  const silence = silenceOf(arrangement, amendment);
  if (silence) {
    const blocked = withdrawn ?? (silence.blocks && objections.length > 0);
    const on = blocked ? undefined : silence.ends;
    return {
      on: on && laterOf(on, amendment.appliesFrom),
      because: [...new Set([...because, ...silence.because])],
      waitingFor: [],
    };
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
  const between = amendment.effect?.between;
  if (between) return between.includes(party) ? { on, because } : undefined;
  const joined = arrangement.parties.find((entry) => entry.party === party)?.from;
  if (joined !== undefined && latest(on) <= earliest(joined)) return { on: joined, because };
  const rule = ruleOf(arrangement, amendment)?.value;
  if (amendment.objections.some((objection) => objection.party === party)) return undefined;
  if (amendment.reported || amendment.committee || !(rule?.acceptances ?? rule?.majority)) return { on, because };
  const own = amendment.consents.find((consent) => consent.party === party);
  return own && { on: laterOf(on, own.on), because: [...new Set([...because, own.seq])] };
}

/** AMD-08: since when an amendment in force holds; before its force only where it says that it reaches back. */
export const holdsFrom = ({ appliesFrom, effect }: Amendment, inForceOn: PartialDate): PartialDate =>
  effect?.retroactivity && appliesFrom ? appliesFrom : inForceOn;

/**
 * The first day on which an amendment in force no longer holds: after its own last day, or since it was set aside. One that
 * is set aside before it takes effect never holds. What ends with the arrangement is not told here.
 */
export function holdsUntil(arrangement: Arrangement, { amendment, effect }: Amendment): PartialDate | undefined {
  const ends = arrangement.amendments.flatMap((other) => {
    if (!other.effect?.repeals?.includes(amendment)) return [];
    const { on } = amendmentForce(arrangement, other);
    return on === undefined ? [] : [holdsFrom(other, on)];
  });
  if (effect?.until) ends.push(dayAfter(effect.until));
  return ends.sort((a, b) => (latest(a) < latest(b) ? -1 : 1))[0];
}

/** The amendments that hold for all that are bound: not those between some only. */
export const generalAmendments = ({ amendments }: Arrangement): Amendment[] =>
  amendments.filter(({ effect }) => !effect?.between);

/**
 * What amendments say about one term, as statements that hold from the day each is in force. Those between some parties
 * count only where they are given.
 */
export function changesInForce<T>(
  arrangement: Arrangement,
  pick: (change: AmendmentChange) => T | undefined,
  among: readonly Amendment[] = generalAmendments(arrangement),
): (Stated<T> & { amendment: string })[] {
  return among.flatMap((amendment) => {
    const values = amendment.changes.map(pick).filter((value) => value !== undefined);
    if (values.length === 0) return [];
    const { on, because } = amendmentForce(arrangement, amendment);
    if (on === undefined) return [];
    const from = holdsFrom(amendment, on);
    const to = holdsUntil(arrangement, amendment);
    if (to !== undefined && latest(to) <= earliest(from)) return [];
    const stated = { seq: Math.max(...because), from, ...(to === undefined ? {} : { to }) };
    return values.map((value) => ({ ...stated, value, amendment: amendment.amendment }));
  });
}
