import fc from 'fast-check';
import {
  checkMandate,
  checkShape,
  type Context,
  type Decider,
  type Effective,
  foldSubject,
  isRefusal,
  type NewEvent,
  type Provenance,
  type Subject,
} from '#kernel';
import { arrangementDecider } from '../arrangement.decider.js';
import type { Arrangement } from '../arrangement.js';
import { ActKind } from '../acts/act.js';
import { AmendmentType } from '../amendments/amendment.js';
import { ObjectionEffect } from '../amendments/amendment-rule.js';
import { EndGround, ReportedStatus, SuspensionGround, SuspensionScope } from '../life-cycle/life-cycle.js';
import { Rounding, RenewalRule, SpanUnit } from '../final-clauses/final-clauses.js';
import { coding, nursing, parties, recordedAs, registration } from './history.js';

const id = 'arrangement-de-ph';

const two = (n: number) => String(n).padStart(2, '0');
const day = fc
  .tuple(fc.integer({ min: 2010, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`);
/** A day, more often than not; else a month, a year, or one of the days on which calendars trip. */
export const anyDate = fc.oneof(
  { weight: 6, arbitrary: day },
  { weight: 2, arbitrary: day.map((date) => date.slice(0, 7)) },
  { weight: 2, arbitrary: day.map((date) => date.slice(0, 4)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2012-02-29', '2020-12-31', '2024-02', '0001', '0001-01-01', '9999', '9999-12-31'),
  },
);
/** A day to ask about. */
export const anyDay = fc.oneof(
  { weight: 9, arbitrary: day },
  { weight: 1, arbitrary: fc.constantFrom('0001-01-01', '2020-02-29', '9999-12-30') },
);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const choice = (values: Record<string, string>) => fc.constantFrom(...Object.values(values));
const party = fc.constantFrom('party-de', 'party-ph', 'party-fr', 'party-ke');
const some = fc.uniqueArray(party, { maxLength: 3 });
const both = fc.constantFrom(['party-de', 'party-ph'], ['party-de', 'party-ph', 'party-fr']);
const key = fc.constantFrom('one', 'two');

const period = fc.record({
  count: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(2_147_483_647)),
  unit: choice(SpanUnit),
  rounding: maybe(choice(Rounding)),
});
const term = fc.record({
  length: maybe(period),
  until: maybe(anyDate),
  indefinite: maybe(fc.boolean()),
  from: maybe(fc.constantFrom('SIGNATURE', 'ENTRY_INTO_FORCE')),
  renewal: maybe(choice(RenewalRule)),
  renewalLength: maybe(period),
  renewals: maybe(fc.constantFrom(0, 1, 3, 2_147_483_647)),
});
const clause = fc.oneof(
  fc.constant({ onSignature: { bySignature: true } }),
  day.map((date) => ({ onFixedDate: { date } })),
  period.map((value) => ({ afterLastNotification: { period: value } })),
  fc.record({ number: fc.integer({ min: 1, max: 4 }), period }).map((afterDeposits) => ({ afterDeposits })),
);
const finalClauses = fc.record({
  entryIntoForce: maybe(clause),
  provisionalApplication: maybe(fc.record({ from: maybe(day) })),
  term: maybe(term),
  denunciationNotice: maybe(period),
  survival: maybe(fc.record({ clauses: fc.constant(['one']), period: maybe(period) })),
  correctionObjection: maybe(period),
});
const content = fc
  .record({ code: fc.constantFrom('FEES', 'WAGE', 'JCOM'), answer: fc.constantFrom('PRESENT', 'SILENT') })
  .map((found) => ({ ...coding, ...found }));
const scope = fc.constantFrom(nursing, { sectors: ['Care'], skillLevels: ['MEDIUM'], occupations: ['53', '2221'] });
const change = fc.oneof(
  term.map((value) => ({ term: value })),
  scope.map((value) => ({ scope: value })),
  fc.record({ clause: key, content }).map((value) => ({ clause: value })),
  key.map((clauseRemoved) => ({ clauseRemoved })),
  fc.constant({ titles: [{ text: 'Another title', language: 'en' }] }),
);
const amendment = {
  amendment: key,
  type: choice(AmendmentType),
  what: fc.constant('changes'),
  appliesFrom: maybe(anyDate),
  effect: maybe(
    fc.record({
      retroactivity: maybe(fc.constant('Article 9')),
      until: maybe(anyDate),
      outlasts: maybe(fc.boolean()),
      repeals: maybe(fc.constant(['one'])),
      between: maybe(fc.constant(['party-de', 'party-ph'])),
      othersUnharmed: fc.constant('Adds only'),
    }),
  ),
  changes: fc.array(change, { maxLength: 3 }),
};

const amendmentRule = fc.oneof(
  fc.constant({ allAccept: { unanimity: true } }),
  fc.integer({ min: 1, max: 4 }).map((number) => ({ acceptances: { number } })),
  fc.constant({ majority: { share: 2, of: 3 } }),
  choice(ObjectionEffect).map((objection) => ({ tacitAcceptance: { period: { count: 90, unit: 'DAY' }, objection } })),
);

/** Arbitrary data for each command that moves the state in law, or what is shown of a day. */
const DATA: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  recordAct: { kind: choice(ActKind), parties: fc.oneof(both, some), on: anyDate },
  agreeFinalClauses: { finalClauses },
  stateEntryIntoForce: { on: anyDate },
  recordRenewal: { on: anyDate, until: maybe(anyDate) },
  endArrangement: { ground: choice(EndGround), on: anyDate },
  suspendArrangement: {
    suspension: key,
    scope: choice(SuspensionScope),
    detail: maybe(fc.constant('some')),
    ground: choice(SuspensionGround),
    from: anyDate,
    decidedBy: both,
  },
  resumeArrangement: { suspension: key, on: anyDate, decidedBy: both },
  denounceArrangement: { party, receivedOn: anyDate },
  revokeDenunciation: { party, on: anyDate },
  giveNoticeOfNonRenewal: { party, receivedOn: anyDay },
  agreeProvisionalApplication: { parties: both, from: anyDate, clauses: maybe(fc.constant(['one'])) },
  declineProvisionalApplication: { party, on: anyDate },
  makeReservation: {
    reservation: key,
    party,
    on: anyDate,
    articles: fc.constant(['Article 1']),
    text: fc.constant('x'),
  },
  objectToReservation: { reservation: key, party, on: anyDate, precludesForce: fc.boolean() },
  withdrawReservation: { reservation: key, party, on: anyDate },
  declareNonApplication: { party, towards: some, from: maybe(anyDate), to: maybe(anyDate) },
  notifyAmendment: { amendment: key, parties: both, on: anyDate },
  agreeCommitteeRules: {
    rules: fc.record({
      firstMeetingBy: maybe(day),
      meetingEvery: maybe(period),
      grace: maybe(period),
      quorum: maybe(fc.constant(1)),
      minutesWithin: maybe(period),
      mandate: fc.constant([{ article: 'Article 9', what: 'Annexes', annexes: ['Annex A'] }]),
      seats: fc.constant(['A union']),
    }),
  },
  recordMeeting: {
    meeting: key,
    on: day,
    delegations: fc.constant([{ party: 'party-de' }, { party: 'party-ph' }]),
    invited: fc.constant([]),
    attended: fc.constant([]),
    agenda: fc.constant([]),
  },
  recordDecision: {
    meeting: key,
    decision: key,
    article: fc.constant('Article 9'),
    what: fc.constant('x'),
    vote: fc.constant({ inFavour: ['party-de', 'party-ph'], against: [], abstaining: [] }),
    effectiveOn: day,
  },
  amendAnnex: {
    amendment: key,
    decision: key,
    annex: fc.constant('Annex A'),
    what: fc.constant('x'),
    appliesFrom: maybe(anyDate),
    changes: fc.array(change, { maxLength: 2 }),
  },
  openActionItem: { item: key, meeting: key, what: fc.constant('x'), owner: party, dueOn: day },
  closeActionItem: { item: key, on: day, how: fc.constant('x') },
  dischargeClause: { clause: key, on: anyDate },
  addParty: {
    party: fc.record({
      party: fc.constantFrom('party-tn', 'party-giz', 'party-eu'),
      role: fc.constantFrom('BOTH', 'FUNDER', 'DESTINATION'),
    }),
    from: maybe(anyDate),
  },
  restateScope: { scope },
  codeClause: { clause: key, content },
  reportStatus: { status: choice(ReportedStatus), asOf: anyDate },
  recordClaim: {
    claim: key,
    topic: fc.constantFrom('END', 'ENTRY_INTO_FORCE'),
    about: fc.constant('it'),
    date: maybe(anyDate),
    number: maybe(fc.integer()),
  },
  resolveClaims: {
    topic: fc.constantFrom('END', 'ENTRY_INTO_FORCE'),
    about: fc.constant('it'),
    claim: key,
    why: fc.constant('so'),
  },
  proposeAmendment: { ...amendment, on: anyDate },
  reportAmendment: { ...amendment, on: maybe(anyDate) },
  consentToAmendment: { amendment: key, party, on: anyDate },
  withdrawAmendment: { amendment: key, on: anyDate },
  agreeAmendmentRule: { rule: amendmentRule },
  objectToAmendment: { amendment: key, party, on: anyDate },
};

interface Sent {
  name: string;
  data: object;
  effective: Effective;
}

const effective: fc.Arbitrary<Effective> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ from: maybe(anyDate), to: maybe(anyDate) }) },
);

const sent: fc.Arbitrary<Sent> = fc.oneof(
  ...Object.entries(DATA).map(([name, fields]) =>
    fc.record({ name: fc.constant(name), data: fc.record(fields), effective }),
  ),
);

const opening = fc.constantFrom(registration, {
  ...registration,
  kind: 'MULTILATERAL' as const,
  parties: ['party-de', 'party-ph', 'party-fr', 'party-ke'].map((name) => ({ party: name, role: 'BOTH' as const })),
});

/** What the registry holds after random commands, of which it refused some. */
export const anyHistory: fc.Arbitrary<Subject<Arrangement>> = fc
  .tuple(opening, fc.array(sent, { minLength: 1, maxLength: 40, size: 'max' }))
  .map(([data, commands]) => {
    let subject = submit(undefined, { name: 'registerArrangement', data, effective: {} })!;
    for (const command of commands) subject = submit(subject, command) ?? subject;
    return subject;
  });

/** The subject after a command; undefined where it was malformed or refused. */
function submit(
  subject: Subject<Arrangement> | undefined,
  { name, data, effective: since }: Sent,
): Subject<Arrangement> | undefined {
  const command = arrangementDecider.commands[name]!;
  const checked = checkShape(command.Data, { arrangement: id, ...data });
  if ('problems' in checked) return undefined;
  const provenance: Provenance = { commandId: 'random', sources: ['source-test'], effective: since };
  const actor = { id: 'actor-secretariat', role: 'SECRETARIAT' } as const;
  if (checkMandate(command.mandate, actor, checked.value as never, provenance)) return undefined;
  const other = <S>(_: Decider<S>, name: string) => parties[name] as S | undefined;
  const context: Context = {
    now: '2026-01-15T12:00:00.000Z',
    today: '2026-01-15',
    actor,
    provenance,
    other,
    found: [],
  };
  const decision = command.decide(checked.value as never, subject?.state, context);
  if (isRefusal(decision)) return undefined;
  return foldSubject(
    arrangementDecider,
    subject,
    recordedAs({ ...(decision as NewEvent), effective: since }, subject?.version ?? 0),
  );
}
