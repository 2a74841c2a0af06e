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
  TextField,
} from '#kernel';
import { type Arrangement, isConsenting, type PartyEntry } from '../arrangement.js';
import { ClauseContent } from '../clauses/clause-content.js';
import { Term } from '../final-clauses/final-clauses.js';
import { departures } from '../life-cycle/denunciation.js';
import { Scope } from '../registration/terms.js';

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

/** Since when an amendment binds, and from what that follows; `on` is absent while consents are missing (AMD-02, AMD-07). */
export function amendmentForce(
  arrangement: Arrangement,
  amendment: Amendment,
): { on?: PartialDate; because: number[]; waitingFor: string[] } {
  if (amendment.reported)
    return { on: amendment.appliesFrom ?? amendment.on, because: [amendment.seq], waitingFor: [] };
  const waitingFor = consentsNeeded(arrangement, amendment).filter(
    (party) => !amendment.consents.some((consent) => consent.party === party),
  );
  const because = [amendment.seq, ...amendment.consents.map((consent) => consent.seq)];
  if (amendment.withdrawn || waitingFor.length > 0 || amendment.consents.length === 0) return { because, waitingFor };
  const last = amendment.consents.reduce((a, b) => (latest(b.on) > latest(a.on) ? b : a)).on;
  const { appliesFrom } = amendment;
  return { on: appliesFrom && latest(appliesFrom) > latest(last) ? appliesFrom : last, because, waitingFor };
}

/** What amendments say about one term, as statements that hold from the day each is in force. */
export function changesInForce<T>(
  arrangement: Arrangement,
  pick: (change: AmendmentChange) => T | undefined,
): Stated<T>[] {
  return arrangement.amendments.flatMap((amendment) => {
    const values = amendment.changes.map(pick).filter((value) => value !== undefined);
    if (values.length === 0) return [];
    const { on, because } = amendmentForce(arrangement, amendment);
    return on === undefined ? [] : values.map((value) => ({ seq: Math.max(...because), from: on, value }));
  });
}
