import { type Arrangement, arrangementDecider } from '#arrangements';
import type { Actor, NewEvent } from '#kernel';
import { scenarios, type World } from '#kernel/testing';
import type { CaseFile } from './case.js';
import { caseDecider } from './case.decider.js';
import { type ConfirmFinding, findingConfirmed } from './findings/confirm-finding.js';
import { type DraftFinding, type FindingDrafted, findingDrafted } from './findings/draft-finding.js';
import { findingNotified } from './findings/notify-finding.js';
import { findingReplied } from './findings/reply-to-finding.js';
import { type DiscloseBreach, breachDisclosed } from './opening/disclose-breach.js';
import { type ComplaintFiled, complaintFiled, type FileComplaint } from './opening/file-complaint.js';
import { type CheckOpened, checkOpened, type OpenCheck } from './opening/open-check.js';
import { admissibilityDecided } from './procedure/decide-admissibility.js';
import { investigationBegun } from './procedure/begin-investigation.js';
import { caseResumed } from './procedure/resume-case.js';
import { caseStayed } from './procedure/stay-case.js';
import { complaintDecided } from './procedure/decide-complaint.js';
import { remedyClaimed } from './remedies/claim-remedy.js';
import { remedyVerified } from './remedies/verify-remedy.js';

const of = (type: string, data: object): NewEvent =>
  arrangementDecider.events.get(type)!({ arrangement: 'arrangement-de-ph', ...data } as never);
const clause = (name: string, code: string, bearers: string[], changes: object = {}): NewEvent =>
  of('ClauseCoded', {
    clause: name,
    content: { code, answer: 'PRESENT', codedFrom: 'SECONDARY_SOURCE', modality: 'SHALL', bearers, ...changes },
  });

/** Germany takes nurses from the Philippines from 2020-01-01 until the end of 2024. */
let arrangement: Arrangement | undefined;
scenarios(arrangementDecider)
  .given(
    of('ArrangementRegistered', {
      kind: 'BILATERAL',
      level: 'NATIONAL',
      instrumentType: 'AGREEMENT',
      bindingness: 'BINDING',
      titles: [{ text: 'Agreement on nurses', language: 'en' }],
      parties: [
        { party: 'party-ph', role: 'ORIGIN' },
        { party: 'party-de', role: 'DESTINATION' },
      ],
      scope: { sectors: ['health'], skillLevels: ['HIGH'], occupations: ['22'] },
    }),
    of('FinalClausesAgreed', {
      finalClauses: {
        entryIntoForce: { onSignature: { bySignature: true } },
        term: { length: { count: 5, unit: 'YEAR' }, from: 'ENTRY_INTO_FORCE', renewal: 'NONE' },
      },
    }),
    of('ActRecorded', { kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2020-01-01' }),
    clause('fees', 'FEES', ['EMPLOYER', 'RECRUITER']),
    clause('wage', 'WAGE', ['EMPLOYER', 'DESTINATION']),
    clause('remittances', 'REMT', ['DESTINATION', 'ORIGIN']),
    clause('unions', 'FOAC', [], { answer: 'SILENT' }),
    clause('liability', 'ERCM', ['RECRUITER', 'EMPLOYER']),
  )
  .state((state) => (arrangement = state));

export const registered: Record<string, unknown> = {
  'arrangement-de-ph': arrangement,
  ...Object.fromEntries(['de', 'ph', 'fr', 'verdi', 'clinic'].map((name) => [`party-${name}`, {}])),
  'employer-clinic': { country: 'party-de', party: 'party-clinic' },
  'employer-abroad': { country: 'party-fr' },
  'recruiter-manila': { country: 'party-ph' },
};

const world: World = { now: '2024-12-31T12:00:00.000Z', others: registered };
const scenes = scenarios(caseDecider, world);
export const given = (...history: NewEvent[]) => scenes.given(...history);
/** What is registered beside, and a further case. */
export const beside = (id: string, state: unknown): World => ({ others: { ...registered, [id]: state } });

export const speaking = (
  role: Actor['role'],
  onBehalfOf?: string,
  id = `actor-${onBehalfOf ?? role.toLowerCase()}`,
): World & { actor: Actor } => ({ actor: { id, role, onBehalfOf } });
export const germany = speaking('GOVERNMENT', 'party-de', 'actor-de-judge');
export const inspector = speaking('GOVERNMENT', 'party-de', 'actor-de-inspector');
export const philippines = speaking('GOVERNMENT', 'party-ph');
export const france = speaking('GOVERNMENT', 'party-fr');
export const union = speaking('UNION', 'party-verdi');
export const clinic = speaking('EMPLOYER', 'party-clinic');

const id = { case: 'case-1' };
const opening = {
  ...id,
  on: '2024-03-01',
  arrangement: 'arrangement-de-ph',
  clauses: ['fees'],
  respondent: { employer: 'employer-clinic' },
  corridor: { origin: 'party-ph', destination: 'party-de' },
  facts: { from: '2024-01-10', until: '2024-02' },
  words: 'Nurses paid for their placement.',
};
/** Filed on a Friday. */
export const complaint: FileComplaint = { ...opening, complainant: { as: 'WORKER' } };
export const check: OpenCheck = { ...opening, prompt: 'PLAN' };
export const disclosure: DiscloseBreach = opening;
const worked = { codes: ['FEES' as const], parties: ['party-ph', 'party-de'], spokenForBy: 'party-clinic' };

/** Events by whoever `officer` names, so that one history can hold the acts of several. */
const by = (officer: string, party = 'party-de') => ({ by: { party, officer } });
export const filed = (changes: Partial<ComplaintFiled> = {}) => complaintFiled({ ...complaint, ...worked, ...changes });
export const checking = (changes: Partial<CheckOpened> = {}) =>
  checkOpened({ ...check, ...worked, ...by('actor-de-inspector'), ...changes });
export const disclosed = (changes: object = {}) => breachDisclosed({ ...disclosure, ...worked, ...changes });
export const admitted = (on = '2024-03-08') =>
  admissibilityDecided({ ...id, on, outcome: 'ADMISSIBLE', ...by('actor-de-judge') });
export const investigated = (on = '2024-03-11') => investigationBegun({ ...id, on, ...by('actor-de-inspector') });
export const stayed = (on: string) =>
  caseStayed({ ...id, on, ground: 'SAME_FACTS_ELSEWHERE', where: 'A labour court', ...by('actor-de-judge') });
export const resumed = (on: string) => caseResumed({ ...id, on, ...by('actor-de-judge') });
export const draft: DraftFinding = {
  ...id,
  on: '2024-04-01',
  finding: 'f1',
  clause: 'fees',
  result: 'NOT_SATISFIED',
  workers: 12,
  foundBy: 'INSPECTORATE',
  methods: ['VISIT', 'DOCUMENTS'],
};
export const drafted = (changes: Partial<FindingDrafted> = {}) =>
  findingDrafted({
    ...draft,
    code: 'FEES',
    severity: 'CRITICAL',
    facts: complaint.facts,
    ...by('actor-de-inspector'),
    ...changes,
  });
export const notified = (on = '2024-04-02', finding = 'f1') =>
  findingNotified({ ...id, on, finding, ...by('actor-de-inspector') });
export const replied = (on: string, stance: 'ACCEPTED' | 'CONTESTED' = 'CONTESTED', finding = 'f1') =>
  findingReplied({ ...id, on, finding, stance, ...by('actor-clinic', 'party-clinic') });
export const confirmation: ConfirmFinding = {
  ...id,
  on: '2024-05-03',
  finding: 'f1',
  remedies: [{ remedy: 'r1', kind: 'PAY_BACK', amount: { amount: '12000', currency: 'EUR' } }],
};
export const confirmed = (changes: Partial<ConfirmFinding> = {}) =>
  findingConfirmed({
    ...confirmation,
    result: 'NOT_SATISFIED',
    severity: 'CRITICAL',
    facts: complaint.facts,
    workers: 12,
    ...by('actor-de-judge'),
    remedies: [{ ...confirmation.remedies[0]!, owner: complaint.respondent, dueOn: '2024-05-10' }],
    ...changes,
  });
export const claimed = (on = '2024-05-09', remedy = 'r1') =>
  remedyClaimed({ ...id, on, remedy, ...by('actor-clinic', 'party-clinic') });
export const verified = (on = '2024-05-20', isDone = true, remedy = 'r1') =>
  remedyVerified({ ...id, on, remedy, isDone, ...by('actor-verdi', 'party-verdi') });
export const decided = (on = '2024-05-06', outcome: 'FOUNDED' | 'UNFOUNDED' = 'FOUNDED') =>
  complaintDecided({ ...id, on, outcome, ...by('actor-de-judge') });

/** A complaint that is investigated, with a finding of which the clinic was told on 2 April: it may reply until 2 May. */
export const untilNotified = [filed(), admitted(), investigated(), drafted(), notified()] as const;
export const untilConfirmed = [...untilNotified, confirmed()] as const;

/** The case that a history amounts to. */
export function caseOf(...history: NewEvent[]): CaseFile {
  let found: CaseFile | undefined;
  given(...history).state((state) => (found = state));
  return found!;
}
