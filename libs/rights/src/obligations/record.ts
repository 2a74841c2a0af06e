import { commandsOf, type PartialDate, type Stated } from '#kernel';
import type { Facts } from '../evaluation/facts.js';
import type { Obligation } from './obligation.js';
import type { ObligationTerms } from './terms.js';

/** What the stream of a duty itself tells the evaluator. */
export type OwnFacts = Pick<
  Facts,
  | 'conditions'
  | 'triggers'
  | 'evidence'
  | 'confirmations'
  | 'contradictions'
  | 'disputes'
  | 'waivers'
  | 'extensions'
  | 'suspensions'
>;

/** Someone asked for proof. */
export interface EvidenceRequest {
  seq: number;
  occurrence: string;
  kind?: string;
  on: PartialDate;
  answerBy?: PartialDate;
}

/** A report that was made public. */
export interface PublishedReport {
  seq: number;
  occurrence: string;
  on: PartialDate;
  url?: string;
  digest?: string;
}

/** The fold of all that was recorded about one duty. Whether it is kept is not stored here: the evaluator says so. */
export interface ObligationRecord {
  seq: number;
  arrangement: string;
  clause: string;
  versions: Stated<ObligationTerms>[];
  facts: OwnFacts;
  requests: EvidenceRequest[];
  reports: PublishedReport[];
}

export const { opens, on } = commandsOf<ObligationRecord>();

export const NO_FACTS: OwnFacts = {
  conditions: [],
  triggers: [],
  evidence: [],
  confirmations: [],
  contradictions: [],
  disputes: [],
  waivers: [],
  extensions: [],
  suspensions: [],
};

/** The record with one more fact of a kind. */
export const withFact = <K extends keyof OwnFacts>(
  record: ObligationRecord,
  kind: K,
  fact: OwnFacts[K][number],
): ObligationRecord => ({ ...record, facts: { ...record.facts, [kind]: [...record.facts[kind], fact] } });

/** The duty as the evaluator takes it. */
export const obligationOf = (id: string, { arrangement, clause, versions }: ObligationRecord): Obligation => ({
  id,
  arrangement,
  clause,
  versions,
});

/** The terms that were recorded last in effective order, for questions that no day decides. */
export const latestTerms = ({ versions }: ObligationRecord): ObligationTerms => versions.at(-1)!.value;

/** Ids of the duties that this one names: what its evaluation needs beside its own stream and its arrangement. */
export const namedDuties = ({ versions }: Pick<ObligationRecord, 'versions'>): string[] => [
  ...new Set(
    versions.flatMap(({ value: { exceptions = [], requires = [], onBreach, due } }) => [
      ...exceptions,
      ...requires,
      ...(onBreach === undefined ? [] : [onBreach]),
      ...(due.kind.onTrigger?.breachOf === undefined ? [] : [due.kind.onTrigger.breachOf]),
    ]),
  ),
];

/** Ids of the calendars by which it counts business days. */
export const namedCalendars = ({ versions }: Pick<ObligationRecord, 'versions'>): string[] => [
  ...new Set(versions.flatMap(({ value }) => value.due.businessDaysOf ?? [])),
];
