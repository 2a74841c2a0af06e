import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { trainingCommitted, type CommitTraining } from './commit-training.js';
import { fundingGap } from './commitment.js';
import type { CommitmentTerm } from './terms.js';
import { belgium, commitment, committed, france, given } from './training.fixture.js';

rule('TRN-01', 'a commitment has bearer, funder, provider, track, number, qualification and due date', () =>
  given().when('commitTraining', commitment, belgium).then(trainingCommitted(commitment)),
);

const TERMS: [CommitmentTerm, Partial<CommitTraining>][] = [
  ['BEARER', { bearer: undefined }],
  ['FUNDER', { funders: [] }],
  ['PROVIDER', { provider: undefined }],
  ['NUMBER', { number: undefined, split: undefined }],
  ['SPLIT', { split: undefined }],
  ['QUALIFICATION', { qualification: undefined }],
  ['DUE_DATE', { dueOn: undefined }],
];

ruleTable(
  'TRN-01',
  'what a source does not state is said to be so, and a party states it',
  TERMS.map(([term, without]) => ({ name: term, term, without })),
  ({ term, without }) => {
    given()
      .when('commitTraining', { ...commitment, ...without })
      .refused('TRN-01', { missing: [term] });
    given()
      .when('commitTraining', { ...commitment, ...without, notStated: [term] })
      .recorded();
    given()
      .when('commitTraining', { ...commitment, ...without, notStated: [term] }, belgium)
      .refused('TRN-01', { missing: [term] });
  },
);

rule('TRN-01', 'what is stated is not listed as not stated', () =>
  given()
    .when('commitTraining', { ...commitment, notStated: ['DUE_DATE'] })
    .refused('TRN-01', { terms: ['DUE_DATE'] }),
);

ruleTable(
  'TRN-01',
  'a number is above 0 and fits its unit',
  [
    { name: 'nought', change: { number: 0 }, refused: true },
    { name: 'half a person', change: { number: 59.5 }, refused: true },
    { name: 'half a per cent', change: { number: 0.5, unit: 'PERCENT' }, refused: false },
    { name: 'more than the whole', change: { number: 100.5, unit: 'PERCENT' }, refused: true },
  ] as const,
  ({ change, refused }) => {
    const answer = given().when('commitTraining', { ...commitment, ...change, track: 'HOME', split: undefined });
    if (refused) answer.refused('TRN-01', { number: change.number });
    else answer.recorded();
  },
);

rule('TRN-01', 'a body is a registered party, or another by its name, or to be named', () => {
  given()
    .when('commitTraining', { ...commitment, provider: { name: 'Simplon', party: 'party-ma' } })
    .refused('TRN-01');
  given()
    .when('commitTraining', { ...commitment, provider: {} })
    .refused('TRN-01');
  given()
    .when('commitTraining', { ...commitment, bearer: { name: 'employers' } })
    .recorded();
});

rule('TRN-01', 'it belongs to a registered arrangement, and so do who promises and to whom', () => {
  given()
    .when('commitTraining', { ...commitment, arrangement: 'arrangement-other' })
    .refused('TRN-01', { arrangement: 'arrangement-other' });
  given()
    .when('commitTraining', { ...commitment, bearer: { party: 'party-fr' } })
    .refused('TRN-01', { party: 'party-fr' });
  given()
    .when('commitTraining', { ...commitment, beneficiary: 'party-fr' })
    .refused('TRN-01', { party: 'party-fr' });
  given()
    .when('commitTraining', { ...commitment, provider: { party: 'party-fr' } })
    .recorded();
});

rule('TRN-01', 'a corridor lies between parties to the arrangement, and goals are named by their numbers', () => {
  given()
    .when('commitTraining', { ...commitment, corridor: { origin: 'party-ma', destination: 'party-fr' } })
    .refused('TRN-01', { party: 'party-fr' });
  given()
    .when('commitTraining', {
      ...commitment,
      corridor: { origin: 'party-ma', destination: 'party-be' },
      sdgTargets: ['4.4', '8.8', '10.7'],
      compactObjectives: ['18', '5'],
    })
    .recorded();
  given()
    .when('commitTraining', { ...commitment, sdgTargets: ['18.1'], compactObjectives: ['24'] })
    .malformed('sdgTargets', 'compactObjectives');
});

rule('PTY-03', 'a party that is named is registered', () =>
  given()
    .when('commitTraining', { ...commitment, provider: { party: 'party-xx' } })
    .refused('PTY-03', { party: 'party-xx' }),
);

rule('QUO-15', 'the occupation is a group of ISCO-08', () =>
  given()
    .when('commitTraining', { ...commitment, qualification: { isco: '99' } })
    .refused('QUO-15', { code: '99' }),
);

rule('TRN-01', 'a qualification says something', () =>
  given()
    .when('commitTraining', { ...commitment, qualification: {} })
    .refused('TRN-01'),
);

ruleTable(
  'TRN-02',
  'home and away add up to the total, or a rule says how',
  [
    { name: '30 and 30 of 60', change: {}, refused: false },
    { name: '30 and 20 of 60', change: { split: { home: 30, away: 20 } }, refused: true },
    {
      name: '30 and 20 of 60 by a rule',
      change: { split: { home: 30, away: 20 }, splitRule: 'The rest by choice.' },
      refused: false,
    },
    { name: 'a rule alone', change: { split: undefined, splitRule: 'By choice of the trainee.' }, refused: false },
  ],
  ({ change, refused }) => {
    const answer = given().when('commitTraining', { ...commitment, ...change });
    if (refused) answer.refused('TRN-02', { home: 30, away: 20, number: 60 });
    else answer.recorded();
  },
);

ruleTable(
  'TRN-09',
  'the gap in funding is shown, and shares do not exceed the whole',
  [
    { name: 'one of 94.99 %', shares: [94.99], gap: 5.01 },
    { name: 'three of a third', shares: [33.33, 33.33, 33.34], gap: 0 },
    { name: 'none stated', shares: [undefined], gap: undefined },
  ],
  ({ shares, gap }) => {
    const funders = shares.map((sharePercent) => ({ body: { name: 'a fund' }, sharePercent }));
    given(committed({ funders })).state((state) => expect(fundingGap(state)).toBe(gap));
  },
);

rule('TRN-09', 'shares above the whole are refused', () => {
  const funders = [60, 50].map((sharePercent) => ({ body: { name: 'a fund' }, sharePercent }));
  given()
    .when('commitTraining', { ...commitment, funders })
    .refused('TRN-09', { sharePercent: 110 });
});

rule('GEN-09', 'a government commits under its own arrangements', () =>
  given().when('commitTraining', commitment, france).refused('GEN-09', { actingFor: 'party-fr' }),
);
