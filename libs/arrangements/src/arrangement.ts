import {
  checkAmong,
  commandsOf,
  type Context,
  type LocalizedText,
  type PartialDate,
  type Refusal,
  type Stated,
} from '#kernel';
import type { Amendment } from './amendments/amendment.js';
import type { AmendmentRule } from './amendments/amendment-rule.js';
import type { Act } from './acts/act.js';
import type { ClaimTopic } from './claims/claim.js';
import type { ClauseContent } from './clauses/clause-content.js';
import type { FinalClauses } from './final-clauses/final-clauses.js';
import type { NonApplication } from './reservations/non-application.js';
import type { ProvisionalAgreement } from './life-cycle/provisional.js';
import type { Reservation } from './reservations/reservation.js';
import type { DepositedText } from './text/deposited-text.js';
import type { ActionItem, Meeting } from './joint-committee/committee.js';
import type { CommitteeRules } from './joint-committee/committee-rules.js';
import type { EstablishJointCommittee } from './joint-committee/establish-joint-committee.js';
import type {
  Denunciation,
  NonRenewal,
  EndStated,
  ExternalMeasure,
  Operation,
  Renewal,
  StatusReport,
  Succession,
  Suspension,
} from './life-cycle/life-cycle.js';
import type {
  ArrangementParty,
  Bindingness,
  InstrumentType,
  Kind,
  Level,
  PartyRole,
  Scope,
} from './registration/terms.js';

/** A party as it takes part: since when, and by which event. */
export interface PartyEntry extends ArrangementParty {
  seq: number;
  from?: PartialDate;
}

/** The codings of one clause, by date. */
export interface ClauseHistory {
  clause: string;
  versions: ClauseCoding[];
}

/** What one person found in a clause, and what a second one did (CLA-04). */
export interface ClauseCoding extends Stated<ClauseContent> {
  /** Id of the actor; of what an amendment says, nobody's. */
  coder?: string;
  second?: { seq: number; coder: string; content: ClauseContent };
  settled?: { seq: number; content: ClauseContent; why: string };
}

export interface RecordedClaim {
  seq: number;
  claim: string;
  topic: ClaimTopic;
  about: string;
  date?: PartialDate;
  number?: number;
  text?: string;
}

export interface ClaimResolution {
  seq: number;
  topic: ClaimTopic;
  about: string;
  claim: string;
  why: string;
}

/**
 * An arrangement: the fold of all that was recorded about it. Legal dates and states are not stored here; they are
 * computed from the acts and the final clauses (life-cycle/timeline.ts). Each statement names its event by `seq`.
 */
export interface Arrangement {
  seq: number;
  kind: Kind;
  level: Level;
  instrumentType: InstrumentType;
  instrumentAsStated?: string;
  bindingness: Bindingness;
  titles: Stated<LocalizedText[]>[];
  scopes: Stated<Scope>[];
  parties: PartyEntry[];
  acts: Act[];
  finalClauses: Stated<FinalClauses>[];
  entryIntoForceStated: { seq: number; on: PartialDate; note?: string }[];
  renewals: Renewal[];
  ends: EndStated[];
  suspensions: Suspension[];
  denunciations: Denunciation[];
  nonRenewals: NonRenewal[];
  measures: ExternalMeasure[];
  succession: Succession[];
  statusReports: StatusReport[];
  operations: Operation[];
  amendments: Amendment[];
  amendmentRules: Stated<AmendmentRule>[];
  clauses: ClauseHistory[];
  reservations: Reservation[];
  nonApplications: NonApplication[];
  provisionalAgreements: ProvisionalAgreement[];
  provisionalEnds: { seq: number; party: string; on: PartialDate }[];
  discharges: { seq: number; clause: string; on: PartialDate }[];
  texts: DepositedText[];
  claims: RecordedClaim[];
  resolutions: ClaimResolution[];
  jointCommittees: Stated<Omit<EstablishJointCommittee, 'arrangement'>>[];
  committeeRules: Stated<CommitteeRules>[];
  meetings: Meeting[];
  actionItems: ActionItem[];
  remarks: { seq: number; text: string }[];
}

export const { opens, on } = commandsOf<Arrangement>();

const CONSENTING: readonly PartyRole[] = ['ORIGIN', 'DESTINATION', 'BOTH', 'TRANSIT'];

/** The parties that consent to the arrangement: all but funders, implementers, depositaries and providers. */
export const isConsenting = (entry: { role: PartyRole }): boolean => CONSENTING.includes(entry.role);

const namesOf = (entries: readonly PartyEntry[]) => [
  ...new Set(entries.filter(isConsenting).map((entry) => entry.party)),
];

/** Every party that consents or ever consented, those that joined later included. */
export const consentingParties = (arrangement: Arrangement): string[] => namesOf(arrangement.parties);

/** The consenting parties to the text as it was agreed: those that it was registered with. */
export const foundingParties = ({ parties, seq }: Arrangement): string[] =>
  namesOf(parties.filter((entry) => entry.seq === seq));

export const isParty = (arrangement: Arrangement, party: string): boolean =>
  arrangement.parties.some((entry) => entry.party === party);

/** GEN-09: a government acts on the arrangements of its own party only. */
export const checkOwn = (arrangement: Arrangement, { actor }: Context): Refusal | undefined =>
  checkAmong(actor, consentingParties(arrangement));
