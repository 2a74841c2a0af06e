import { type PartialDate, type PlainDate, choices } from '#kernel';
import { lastSignature } from '../acts/act.js';
import type { Arrangement } from '../arrangement.js';
import { entryIntoForce } from '../final-clauses/entry-into-force.js';
import { isEnd, legalTimeline } from '../life-cycle/timeline.js';
import { type Amendment, amendmentForce, type AmendmentType, holdsFrom, holdsUntil } from './amendment.js';

export const InstrumentKind = choices(
  'InstrumentKind',
  {
    BASE: 'The text that was first agreed.',
    AMENDMENT: 'Changes it.',
    EXTENSION: 'Makes it last longer.',
    PROTOCOL: 'Adds to it, e.g. for one sector.',
    INTERPRETATION: 'Says what it means.',
    CORRECTION: 'Mends an error of the text.',
    REPLACEMENT: 'Puts a new text in its place.',
    INDEXATION: 'Moves a term that follows an index.',
  },
  'What an instrument is to the arrangement that it belongs to.',
);
export type InstrumentKind = keyof typeof InstrumentKind;

/** One document: an arrangement is a chain of them, and its text on a day is what they amount to. */
export interface Instrument {
  instrument: string;
  kind: InstrumentKind;
  title: string;
  /** Signed, proposed or dated. */
  on?: PartialDate;
  holdsFrom?: PartialDate;
  /** First day on which it no longer holds. */
  holdsUntil?: PartialDate;
  because: number[];
}

const KINDS: Record<AmendmentType, InstrumentKind> = {
  AMEND: 'AMENDMENT',
  EXTEND: 'EXTENSION',
  SUPPLEMENT: 'PROTOCOL',
  INTERPRET: 'INTERPRETATION',
  CORRECT: 'CORRECTION',
  REPLACE: 'REPLACEMENT',
  INDEX: 'INDEXATION',
};

/** The instruments of an arrangement in the order in which they were recorded, the base text first; those withdrawn left out. */
export function instrumentsOf(arrangement: Arrangement): Instrument[] {
  const end = endOf(arrangement);
  const force = entryIntoForce(arrangement);
  const base: Instrument = {
    instrument: 'base',
    kind: 'BASE',
    title: arrangement.titles[0]!.value[0]!.text,
    on: lastSignature(arrangement)?.on,
    holdsFrom: force.on,
    holdsUntil: end,
    because: [arrangement.seq, ...force.because],
  };
  const others = arrangement.amendments.filter(({ withdrawn }) => !withdrawn);
  return [base, ...others.map((amendment) => instrumentOf(arrangement, amendment, end))];
}

function instrumentOf(arrangement: Arrangement, amendment: Amendment, end: PlainDate | undefined): Instrument {
  const { on: inForceOn, because } = amendmentForce(arrangement, amendment);
  const own = inForceOn === undefined ? undefined : holdsUntil(arrangement, amendment);
  // AMD-14: it does not outlive the text it belongs to, unless it says so.
  const limit = amendment.effect?.outlasts ? undefined : end;
  return {
    instrument: amendment.amendment,
    kind: KINDS[amendment.type],
    title: amendment.instrumentAsStated ?? amendment.what,
    on: amendment.on,
    holdsFrom: inForceOn === undefined ? undefined : holdsFrom(amendment, inForceOn),
    holdsUntil: own !== undefined && limit !== undefined ? (own < limit ? own : limit) : (own ?? limit),
    because,
  };
}

/** The first day after the end, where an end is on record. */
const endOf = (arrangement: Arrangement): PlainDate | undefined => {
  const last = legalTimeline(arrangement).at(-1)!;
  return isEnd(last.status) ? last.from : undefined;
};
