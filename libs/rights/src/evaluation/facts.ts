import type { ClauseStanding } from '#arrangements';
import type { PartialDate, PlainDate } from '#kernel';
import type { Obligation } from '../obligations/obligation.js';
import type { AnchorAct } from '../obligations/terms.js';

/**
 * What is known about a duty beside its own terms: live events only, so a correction shows as the corrected fact, and a
 * retracted or withdrawn one is left out. Days are days of the zone of the duty. The order within a list means nothing.
 */
export interface Facts {
  /** When the clause binds, from the arrangement. Half-open, without gaps, the first from the beginning of time. */
  force: readonly ForcePeriod[];
  /** The days of acts of the arrangement, where they are known. */
  anchors: Partial<Record<AnchorAct, { on: PartialDate; because: readonly number[] }>>;
  /** The calendars as known, by id. */
  calendars: Readonly<Record<string, Calendar>>;
  conditions: readonly ConditionFact[];
  triggers: readonly TriggerFact[];
  evidence: readonly EvidenceFact[];
  confirmations: readonly ReviewFact[];
  contradictions: readonly ReviewFact[];
  findings: readonly FindingFact[];
  disputes: readonly DisputeFact[];
  waivers: readonly WaiverFact[];
  extensions: readonly ExtensionFact[];
  suspensions: readonly SuspensionFact[];
  remedies: readonly RemedyFact[];
  /** The duties that this one names: its exceptions, what it requires, its reparation, and whose breach it mends. */
  others: Readonly<Record<string, Linked>>;
}

/** Another duty, and what is known about it. */
export interface Linked {
  obligation: Obligation;
  facts: Facts;
}

export interface ForcePeriod {
  from: PlainDate;
  to?: PlainDate;
  standing: ClauseStanding;
  /** `seq`s of the events of the arrangement from which it follows. */
  because: readonly number[];
  /** Of what has ended: the clause was taken out of the text, or the bearer has left; the arrangement goes on. */
  alone?: boolean;
}

/** Working days: all but the weekend and the holidays. */
export interface Calendar {
  /** `seq` of the event that states its newest version, and how many versions there are: the version is named so. */
  seq: number;
  version: number;
  /** Days of the week that are no working days: 1 is Monday, 7 is Sunday. */
  weekend: readonly number[];
  holidays: readonly PlainDate[];
}

/** Something on record. */
export interface Fact {
  /** Position of its event in the log. */
  seq: number;
  /** Where it stands in the data of that event, as the beginning of a JSON pointer; absent: at the top. */
  pointer?: string;
}

/** A fact about one occurrence of a duty. */
export interface AboutOccurrence extends Fact {
  /** Key of the occurrence; absent: the one in whose period the day of the fact falls, else the only one. */
  occurrence?: string;
}

/** Whether the condition of a duty holds, since when. The latest in effective order counts. */
export interface ConditionFact extends Fact {
  holds: boolean;
  from: PlainDate;
  to?: PlainDate;
}

/** An act that sets the clock of a duty going. Its key is that of the occurrence. */
export interface TriggerFact extends Fact {
  key: string;
  on: PlainDate;
}

/** How whoever speaks stands to the one bound by the duty. */
export type Speaker = 'BEARER' | 'COUNTERPARTY' | 'INDEPENDENT' | 'OTHER';

/** What someone submitted as proof: of performance, or of an act against a prohibition. */
export interface EvidenceFact extends AboutOccurrence {
  /** Name of the piece of evidence within the duty. */
  evidence: string;
  kind: string;
  shows: 'PERFORMANCE' | 'CONTRARY_ACT';
  performedOn: PlainDate;
  /** A decimal number in its unit, e.g. `98.50` percent. */
  measure?: { value: string; unit: string };
  by: Speaker;
}

/** Someone confirms or contradicts a piece of evidence. */
export interface ReviewFact extends Fact {
  /** The piece of evidence. */
  evidence: string;
  on: PlainDate;
  by: Speaker;
}

export type FindingResult = 'SATISFIED' | 'NOT_SATISFIED' | 'PARTLY_SATISFIED' | 'INCONCLUSIVE' | 'NOT_APPLICABLE';

/** What a body found, once it is confirmed (CMP-06). One that was withdrawn or revised is not among the facts (CMP-14). */
export interface FindingFact extends AboutOccurrence {
  result: FindingResult;
  /** Whether the body may decide the matter: inspection, court, joint committee (IND-02). */
  competent: boolean;
  /** An interim finding puts a duty at risk and decides nothing. */
  interim: boolean;
  by: string;
  /** Since when it is a finding. */
  on: PlainDate;
  /** When it happened; absent: not stated. */
  occurredOn?: PlainDate;
  /** Of a partly satisfied duty, what is still open. */
  openPart?: string;
}

export interface DisputeFact extends AboutOccurrence {
  /** Its name within the duty, where it has one. */
  name?: string;
  /** When it was opened. */
  on: PlainDate;
  /** The party that disputes; absent: a person in an office who speaks for none. */
  by?: string;
  /** The `seq`s of the findings, evidence or contradictions in dispute; absent: all that was said up to its decision. */
  about?: readonly number[];
  resolved?: { seq: number; on: PlainDate; outcome: DisputeOutcome; pointer?: string };
}

/** What becomes of a dispute: who was right, or that both settled it. */
export type DisputeOutcome = 'UPHOLDS_BEARER' | 'UPHOLDS_CLAIM' | 'SETTLED';

/** A release by some of those to whom the duty is owed, for a time. */
export interface WaiverFact extends AboutOccurrence {
  from: PlainDate;
  to?: PlainDate;
  /** The parties that consent. */
  consentOf: readonly string[];
}

/** A later due date, as far as some of those to whom the duty is owed consent. */
export interface ExtensionFact extends AboutOccurrence {
  /** When the consent was given. */
  on: PlainDate;
  newDue: PlainDate;
  consentOf: readonly string[];
}

/** The clock stands still. */
export interface SuspensionFact extends AboutOccurrence {
  /** Its name within the duty, where it has one. */
  name?: string;
  from: PlainDate;
  /** First day on which it runs again; absent: not yet. */
  to?: PlainDate;
  because: readonly number[];
}

/** What mends a breach. It counts when another than its owner has accepted or verified it (CMP-10). */
export interface RemedyFact extends AboutOccurrence {
  /** The finding that it mends, by `seq`; absent: the breach as a whole. */
  finding?: number;
  performedOn?: PlainDate;
  accepted?: { seq: number; on: PlainDate; pointer?: string };
}

/** Joins what several streams tell: of the obligation itself, its arrangement, the cases that name it, the calendars. */
export function joinFacts(...parts: readonly Partial<Facts>[]): Facts {
  const all = <T>(list: (part: Partial<Facts>) => readonly T[] | undefined): T[] =>
    parts.flatMap((part) => list(part) ?? []);
  return {
    force: all((part) => part.force),
    anchors: Object.assign({}, ...parts.map((part) => part.anchors)) as Facts['anchors'],
    calendars: Object.assign({}, ...parts.map((part) => part.calendars)) as Facts['calendars'],
    conditions: all((part) => part.conditions),
    triggers: all((part) => part.triggers),
    evidence: all((part) => part.evidence),
    confirmations: all((part) => part.confirmations),
    contradictions: all((part) => part.contradictions),
    findings: all((part) => part.findings),
    disputes: all((part) => part.disputes),
    waivers: all((part) => part.waivers),
    extensions: all((part) => part.extensions),
    suspensions: all((part) => part.suspensions),
    remedies: all((part) => part.remedies),
    others: Object.assign({}, ...parts.map((part) => part.others)) as Facts['others'],
  };
}
