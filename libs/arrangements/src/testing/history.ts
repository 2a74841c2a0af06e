import {
  type Actor,
  type AsOfUsed,
  type Effective,
  foldSubject,
  type NewEvent,
  type RecordedEvent,
  type Subject,
} from '#kernel';
import { scenarios, type World } from '#kernel/testing';
import type { Party } from '#parties';
import { actRecorded } from '../acts/record-act.js';
import type { ActKind } from '../acts/act.js';
import type { Amendment } from '../amendments/amendment.js';
import { amendmentConsented } from '../amendments/consent-to-amendment.js';
import { amendmentNotified } from '../amendments/notify-amendment.js';
import { amendmentProposed } from '../amendments/propose-amendment.js';
import { amendmentReported } from '../amendments/report-amendment.js';
import { amendmentWithdrawn } from '../amendments/withdraw-amendment.js';
import { arrangementDecider } from '../arrangement.decider.js';
import type { Arrangement } from '../arrangement.js';
import { claimRecorded, type RecordClaim } from '../claims/record-claim.js';
import type { ClauseContent } from '../clauses/clause-content.js';
import type { DirectionsOn } from '../clauses/compare-clauses.js';
import { clauseCoded } from '../clauses/code-clause.js';
import { finalClausesAgreed } from '../final-clauses/agree-final-clauses.js';
import type { FinalClauses, Period, Term } from '../final-clauses/final-clauses.js';
import { entryIntoForceStated } from '../final-clauses/state-entry-into-force.js';
import { arrangementDenounced } from '../life-cycle/denounce-arrangement.js';
import { arrangementEnded } from '../life-cycle/end-arrangement.js';
import type { EndGround } from '../life-cycle/life-cycle.js';
import { nonRenewalNotified } from '../life-cycle/give-notice-of-non-renewal.js';
import { renewalRecorded } from '../life-cycle/record-renewal.js';
import { arrangementResumed } from '../life-cycle/resume-arrangement.js';
import { denunciationRevoked } from '../life-cycle/revoke-denunciation.js';
import { arrangementSuspended, type SuspendArrangement } from '../life-cycle/suspend-arrangement.js';
import { legalStatusOn, legalTimeline } from '../life-cycle/timeline.js';
import { arrangementRegistered, type RegisterArrangement } from '../registration/register-arrangement.js';
import { partyAdded } from '../registration/add-party.js';
import type { PartyRole, Scope } from '../registration/terms.js';

/** The arrangement of most stories: Germany takes nurses from the Philippines. */
const arrangement = 'arrangement-de-ph';

const state = (code: string): Party => ({
  seq: 0,
  kind: 'STATE',
  codeSystem: 'ISO_3166_1',
  code,
  names: [],
  ratifications: [],
});

/** Every party that the stories name, as registered. */
/** A catalogue that knows no value. */
export const noDirections: DirectionsOn = () => new Map();

export const parties: Record<string, Party> = {
  ...Object.fromEntries(
    ['DE', 'PH', 'FR', 'KE', 'TN', 'NP'].map((code) => [`party-${code.toLowerCase()}`, state(code)]),
  ),
  'party-eu': { ...state('EU'), kind: 'REGIONAL_ORGANISATION' },
  'party-giz': { ...state('GIZ'), kind: 'AGENCY', codeSystem: 'ORG', partOf: 'party-de' },
  'party-by': { ...state('DE-BY'), kind: 'SUB_NATIONAL_UNIT', codeSystem: 'ISO_3166_2' },
};

export const world: World = { others: parties };

/** The language of the stories: `given(...).when(command, data).refused(rule)`. */
export const { given } = scenarios(arrangementDecider, world);

const government = (country: string): { actor: Actor } => ({
  actor: { id: `actor-${country}`, role: 'GOVERNMENT', onBehalfOf: `party-${country}` },
});
export const [germany, philippines, france] = [government('de'), government('ph'), government('fr')] as const;
export const union: { actor: Actor } = { actor: { id: 'actor-union', role: 'UNION' } };
export const employer: { actor: Actor } = { actor: { id: 'actor-employer', role: 'EMPLOYER' } };
export const depositary: { actor: Actor } = { actor: { id: 'actor-depositary', role: 'DEPOSITARY' } };
export const operator: { actor: Actor } = { actor: { id: 'actor-operator', role: 'OPERATOR' } };

export const nursing: Scope = { sectors: ['Health'], skillLevels: ['HIGH'], occupations: ['2221'] };

export const registration: RegisterArrangement = {
  arrangement,
  kind: 'BILATERAL',
  level: 'NATIONAL',
  instrumentType: 'AGREEMENT',
  bindingness: 'BINDING',
  titles: [{ text: 'Agreement on the placement of health professionals', language: 'en' }],
  parties: [
    { party: 'party-ph', role: 'ORIGIN' },
    { party: 'party-de', role: 'DESTINATION' },
  ],
  scope: nursing,
};

export const registered = (changes: Partial<RegisterArrangement> = {}) =>
  arrangementRegistered({ ...registration, ...changes });

/** A text between states that are all origin and destination. */
export const registeredAmong = (...names: string[]) =>
  registered({ kind: 'MULTILATERAL', parties: names.map((party) => ({ party, role: 'BOTH' })) });

export const joined = (party: string, from?: string, role: PartyRole = 'BOTH') =>
  partyAdded({ arrangement, party: { party, role }, from });

export const act = (kind: ActKind, on: string, ...by: string[]) =>
  actRecorded({ arrangement, kind, on, parties: by.length > 0 ? by : ['party-ph', 'party-de'] });
export const signed = (on: string, ...by: string[]) => act('SIGNATURE', on, ...by);
export const notified = (on: string, by: string) => act('NOTIFICATION', on, by);
export const ratified = (on: string, by: string) => act('RATIFICATION', on, by);

export const agreed = (finalClauses: FinalClauses) => finalClausesAgreed({ arrangement, finalClauses });
/** `entering({ onSignature: ... }, { term })`: a text that enters into force in this way. */
export const entering = (
  entryIntoForce: FinalClauses['entryIntoForce'],
  others: Omit<FinalClauses, 'entryIntoForce'> = {},
) => agreed({ entryIntoForce, ...others });
export const onSignature = { onSignature: { bySignature: true } };
export const onNotification = (count: number, unit: Period['unit'], rounding?: Period['rounding']) => ({
  afterLastNotification: { period: { count, unit, ...(rounding ? { rounding } : {}) } },
});
export const years = (count: number): Period => ({ count, unit: 'YEAR' });
export const months = (count: number): Period => ({ count, unit: 'MONTH' });
export const days = (count: number): Period => ({ count, unit: 'DAY' });

/** Signed on that day and in force from then on, for this term. */
export const inForce = (on: string, term?: Term) =>
  [registered(), signed(on), entering(onSignature, term ? { term } : {})] as const;

export const statedInForce = (on: string) => entryIntoForceStated({ arrangement, on });
export const renewed = (on: string, until?: string) => renewalRecorded({ arrangement, on, until });
export const ended = (on: string, ground: EndGround = 'TERMINATION') => arrangementEnded({ arrangement, on, ground });
export const suspended = (from: string, changes: Partial<SuspendArrangement> = {}) =>
  arrangementSuspended({
    arrangement,
    suspension: 'pause',
    scope: 'ALL',
    ground: 'CONSENT',
    from,
    decidedBy: ['party-ph', 'party-de'],
    ...changes,
  });
export const resumed = (on: string, suspension = 'pause') =>
  arrangementResumed({ arrangement, suspension, on, decidedBy: ['party-ph', 'party-de'] });
export const denounced = (receivedOn: string, party = 'party-de') =>
  arrangementDenounced({ arrangement, party, receivedOn });
export const unwanted = (receivedOn: string, party = 'party-de') =>
  nonRenewalNotified({ arrangement, party, receivedOn });
export const takenBack = (on: string, party = 'party-de') => denunciationRevoked({ arrangement, party, on });

export const proposed = (on: string, changes: Amendment['changes'] = [], others: Partial<Amendment> = {}) =>
  amendmentProposed({
    arrangement,
    amendment: 'protocol',
    type: 'AMEND',
    what: 'Changes terms',
    on,
    changes,
    ...others,
  });
export const accepted = (on: string, party: string, amendment = 'protocol') =>
  amendmentConsented({ arrangement, amendment, party, on });
export const bothAccepted = (on: string) => [accepted(on, 'party-ph'), accepted(on, 'party-de')] as const;
export const told = (on: string, ...by: string[]) =>
  amendmentNotified({ arrangement, amendment: 'protocol', on, parties: by });
export const withdrawn = (on: string) => amendmentWithdrawn({ arrangement, amendment: 'protocol', on });
export const reported = (on: string | undefined, changes: Amendment['changes'] = [], others: Partial<Amendment> = {}) =>
  amendmentReported({
    arrangement,
    amendment: 'protocol',
    type: 'AMEND',
    what: 'Changes terms',
    on,
    changes,
    ...others,
  });

export const claimed = (claim: string, content: Partial<RecordClaim>) =>
  claimRecorded({ arrangement, claim, topic: 'END', about: 'the end of the term', ...content });

/** A clause as a data set codes it. */
export const coding: ClauseContent = {
  code: 'FEES',
  answer: 'PRESENT',
  codedFrom: 'SECONDARY_SOURCE',
  modality: 'NOT_CODED',
  bearers: ['EMPLOYER'],
};
export const coded = (changes: Partial<ClauseContent> = {}, clause = 'fees') =>
  clauseCoded({ arrangement, clause, content: { ...coding, ...changes } });

/** An event that holds in law from a day on, as its provenance says. */
export const from = (day: string, event: NewEvent): NewEvent & { effective: Effective } => ({
  ...event,
  effective: { from: day },
});

/** The arrangement that a history amounts to, with its evidence. */
export function subjectOf(...history: (NewEvent & { effective?: Effective })[]): Subject<Arrangement> {
  let subject: Subject<Arrangement> | undefined;
  for (const [seq, event] of history.entries())
    subject = foldSubject(arrangementDecider, subject, recordedAs(event, seq));
  return subject!;
}

export const stateOf = (...history: (NewEvent & { effective?: Effective })[]): Arrangement =>
  subjectOf(...history).state;

/** An event as it comes back from the log. */
export const recordedAs = (event: NewEvent & { effective?: Effective }, seq: number): RecordedEvent => ({
  seq,
  eventId: `event-${seq}`,
  stream: arrangement,
  version: seq + 1,
  type: event.type,
  schemaVersion: 1,
  data: JSON.parse(JSON.stringify(event.data)) as object,
  recordedAt: '2026-01-15T12:00:00.000Z',
  effective: { ...arrangementDecider.events.get(event.type)!.effective?.(event.data as never), ...event.effective },
  actor: { id: 'actor-secretariat', role: 'SECRETARIAT' },
  commandId: `command-${seq}`,
  grounds: { sources: ['source-test'] },
  basis: [],
});

/** The timeline as a reader tells it: `['2013-03-19 IN_FORCE', ...]`, without the beginning. */
export const storyOf = (arrangementState: Arrangement): string[] =>
  legalTimeline(arrangementState)
    .slice(1)
    .map((period) => `${period.from} ${period.status}`);

/** As seen on a day, with all that is recorded. */
export const on = (effectiveOn: string): AsOfUsed => ({
  effectiveOn,
  knownSize: 1_000,
  knownAt: null,
  projected: false,
});

/** The state in law on a day. */
export const legally = (arrangementState: Arrangement, day: string): string =>
  legalStatusOn(arrangementState, day).status;
