import { type Arrangement, arrangementDecider } from '#arrangements';
import type { NewEvent } from '#kernel';
import { scenarios } from '#kernel/testing';
import { type CommitTraining, trainingCommitted } from './commit-training.js';
import { type ReportResult, resultReported } from './report-result.js';
import { commitmentRevised, type ReviseCommitment } from './revise-commitment.js';
import { trainingDecider } from './training.decider.js';

export const palim = arrangementDecider.events.get('ArrangementRegistered')!({
  arrangement: 'arrangement-be-ma-palim',
  kind: 'BILATERAL',
  level: 'NATIONAL',
  instrumentType: 'SKILLS_PARTNERSHIP',
  bindingness: 'NON_BINDING',
  titles: [{ text: 'Pilot project on labour shortages', language: 'en' }],
  parties: [
    { party: 'party-ma', role: 'ORIGIN' },
    { party: 'party-be', role: 'DESTINATION' },
    { party: 'party-eu', role: 'FUNDER' },
  ],
  scope: { sectors: ['information technology'], skillLevels: ['HIGH'], occupations: ['25'] },
} as never);

let arrangement: Arrangement | undefined;
scenarios(arrangementDecider)
  .given(palim)
  .state((state) => (arrangement = state));

const scenes = scenarios(trainingDecider, {
  others: { 'arrangement-be-ma-palim': arrangement, 'party-ma': {}, 'party-be': {}, 'party-eu': {}, 'party-fr': {} },
});
export const given = (...history: NewEvent[]) => scenes.given(...history);

const government = (country: string) => ({
  actor: { id: `actor-${country}`, role: 'GOVERNMENT' as const, onBehalfOf: `party-${country}` },
});
export const belgium = government('be');
export const morocco = government('ma');
export const france = government('fr');
export const union = { actor: { id: 'actor-union', role: 'UNION' as const, onBehalfOf: 'party-union' } };

/** Sixty graduates, half at home and half away, by the end of August 2020. */
export const commitment: CommitTraining = {
  training: 'training-palim',
  arrangement: 'arrangement-be-ma-palim',
  what: 'technical ICT, language and soft-skills programme',
  track: 'HOME_AND_AWAY',
  number: 60,
  split: { home: 30, away: 30 },
  qualification: { title: 'ICT upskilling of graduates', iscedField: '061', isco: '25' },
  bearer: { party: 'party-be' },
  beneficiary: 'party-ma',
  provider: { toBeNamed: true },
  funders: [{ body: { party: 'party-eu' }, sharePercent: 94.99 }],
  budget: { amount: '1496448.50', currency: 'EUR' },
  dueOn: '2020-08-31',
  focusGroups: [],
  notStated: [],
};

export const result: ReportResult = {
  training: 'training-palim',
  stage: 'COMPLETED',
  number: 60,
  track: 'HOME_AND_AWAY',
  by: '2020-08-31',
  standing: 'CLAIMED',
};

export const revision: ReviseCommitment = {
  training: 'training-palim',
  revision: 'extension',
  number: 120,
  dueOn: '2021-04-30',
  from: '2020-08-01',
  consentedBy: ['party-be', 'party-ma'],
  why: 'More firms took part, and the pandemic delayed travel.',
};

export const committed = (changes: Partial<CommitTraining> = {}) => trainingCommitted({ ...commitment, ...changes });
export const reported = (changes: Partial<ReportResult> = {}) => resultReported({ ...result, ...changes });
export const revised = (changes: Partial<ReviseCommitment> = {}) => commitmentRevised({ ...revision, ...changes });
