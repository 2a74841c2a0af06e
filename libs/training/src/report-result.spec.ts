import { rule, ruleTable } from '#kernel/testing';
import type { ReportResult } from './report-result.js';
import type { AgeBand, CountedSex } from './terms.js';
import { belgium, committed, given, morocco, reported, result, union } from './training.fixture.js';

const early = { placementBeforeCertificate: true };

ruleTable(
  'TRN-03',
  'the counts fall along the chain, as far as known',
  [
    { name: 'fewer completed than enrolled', stands: { stage: 'ENROLLED', number: 61 }, next: {}, refused: false },
    { name: 'as many', stands: { stage: 'ENROLLED', number: 60 }, next: {}, refused: false },
    { name: 'more completed than enrolled', stands: { stage: 'ENROLLED', number: 59 }, next: {}, refused: true },
    { name: 'fewer enrolled than completed', stands: {}, next: { stage: 'ENROLLED', number: 59 }, refused: true },
    { name: 'more certified than completed', stands: {}, next: { stage: 'CERTIFIED', number: 61 }, refused: true },
    {
      name: 'more recognised than enrolled',
      stands: { stage: 'ENROLLED' },
      next: { stage: 'RECOGNISED', number: 61 },
      refused: true,
    },
    {
      name: 'more placed than certified',
      stands: { stage: 'CERTIFIED' },
      next: { stage: 'PLACED_AWAY', number: 61 },
      refused: true,
    },
    {
      name: 'more placed than certified, as the text allows',
      commitment: early,
      stands: { stage: 'CERTIFIED' },
      next: { stage: 'PLACED_AWAY', number: 61 },
      refused: false,
    },
    {
      name: 'more placed than enrolled, as no text allows',
      commitment: early,
      stands: { stage: 'ENROLLED' },
      next: { stage: 'PLACED_HOME', number: 61 },
      refused: true,
    },
    {
      name: 'more moved than were trained, on their own',
      stands: {},
      next: { stage: 'MIGRATED', number: 61 },
      refused: false,
    },
    {
      name: 'enrolled later than completed',
      stands: { stage: 'ENROLLED', number: 59, by: '2020-09-01' },
      next: {},
      refused: true,
    },
    {
      name: 'enrolled earlier, and perhaps more since',
      stands: { stage: 'ENROLLED', number: 59, by: '2020-08-30' },
      next: {},
      refused: false,
    },
    {
      name: 'enrolled in that month',
      stands: { stage: 'ENROLLED', number: 59, by: '2020-08' },
      next: {},
      refused: false,
    },
    {
      name: 'at least so many enrolled',
      stands: { stage: 'ENROLLED', number: 50, qualifier: 'AT_LEAST' },
      next: {},
      refused: false,
    },
    {
      name: 'about so many enrolled',
      stands: { stage: 'ENROLLED', number: 50, qualifier: 'ABOUT' },
      next: {},
      refused: true,
    },
    {
      name: 'about as many enrolled',
      stands: { stage: 'ENROLLED', number: 100, qualifier: 'ABOUT' },
      next: { number: 149 },
      refused: false,
    },
    {
      name: 'enrolled on another track',
      stands: { stage: 'ENROLLED', number: 59, track: 'HOME' },
      next: {},
      refused: false,
    },
    {
      name: 'a share of them',
      stands: { stage: 'ENROLLED', number: 59 },
      next: { number: 90, unit: 'PERCENT' },
      refused: false,
    },
    {
      name: 'a claim against what was verified',
      stands: { stage: 'ENROLLED', number: 59, standing: 'VERIFIED' },
      next: {},
      refused: false,
    },
  ] as {
    name: string;
    commitment?: object;
    stands: Partial<ReportResult>;
    next: Partial<ReportResult>;
    refused: boolean;
  }[],
  ({ commitment, stands, next, refused }) => {
    const answer = given(committed(commitment), reported(stands)).when('reportResult', { ...result, ...next });
    if (refused) answer.refused('TRN-03', { standsAt: 1 });
    else answer.recorded();
  },
);

rule('TRN-03', 'a count that was stated anew no longer bounds the others', () => {
  const enrolled = (number: number) => reported({ stage: 'ENROLLED', number });
  given(committed(), enrolled(59), enrolled(70)).when('reportResult', result).recorded();
});

rule('TRN-03', 'persons are whole, and a share is at most the whole', () => {
  given(committed())
    .when('reportResult', { ...result, number: 2.9 })
    .refused('TRN-03');
  given(committed())
    .when('reportResult', { ...result, number: 2.9, unit: 'PERCENT', of: 'graduates' })
    .recorded();
  given(committed())
    .when('reportResult', { ...result, number: 100.1, unit: 'PERCENT' })
    .refused('TRN-03');
});

ruleTable(
  'TRN-04',
  'counts by sex and age add up to the total, and who did not tell is a class',
  [
    {
      name: 'they add up',
      cells: [
        ['FEMALE', 'FROM_18_TO_24', 35],
        ['MALE', 'FROM_25_TO_29', 25],
      ],
      change: {},
      facts: undefined,
    },
    {
      name: 'one short',
      cells: [
        ['FEMALE', 'FROM_18_TO_24', 35],
        ['MALE', 'FROM_25_TO_29', 24],
      ],
      change: {},
      facts: { sum: 59, number: 60 },
    },
    { name: 'one too many', cells: [['FEMALE', 'FROM_18_TO_24', 61]], change: {}, facts: { sum: 61, number: 60 } },
    {
      name: 'one did not tell',
      cells: [
        ['FEMALE', 'FROM_18_TO_24', 35],
        ['MALE', 'UNDISCLOSED', 24],
        ['UNDISCLOSED', 'UNDISCLOSED', 1],
      ],
      change: {},
      facts: undefined,
    },
    {
      name: 'a class twice',
      cells: [
        ['FEMALE', 'FROM_18_TO_24', 35],
        ['FEMALE', 'FROM_18_TO_24', 25],
      ],
      change: {},
      facts: { class: 'FEMALE FROM_18_TO_24' },
    },
    {
      name: 'within about sixty',
      cells: [['FEMALE', 'UNDISCLOSED', 65]],
      change: { qualifier: 'ABOUT' },
      facts: undefined,
    },
    {
      name: 'beyond about sixty',
      cells: [['FEMALE', 'UNDISCLOSED', 66]],
      change: { qualifier: 'ABOUT' },
      facts: { sum: 66 },
    },
    { name: 'of a share', cells: [['FEMALE', 'UNDISCLOSED', 60]], change: { unit: 'PERCENT' }, facts: { number: 60 } },
  ] as {
    name: string;
    cells: [CountedSex, AgeBand, number][];
    change: Partial<ReportResult>;
    facts?: Record<string, unknown>;
  }[],
  ({ cells, change, facts }) => {
    const breakdown = cells.map(([sex, ageBand, number]) => ({ sex, ageBand, number }));
    const answer = given(committed()).when('reportResult', { ...result, ...change, breakdown });
    if (facts) answer.refused('TRN-04', facts);
    else answer.recorded();
  },
);

ruleTable(
  'GEN-09',
  'nobody verifies what it promised itself',
  [
    { name: 'the bearer claims', by: belgium, change: {}, refused: false },
    { name: 'the bearer verifies', by: belgium, change: { standing: 'VERIFIED' }, refused: true },
    {
      name: 'the bearer says that another verified',
      by: belgium,
      change: { standing: 'VERIFIED', verifiedBy: { name: 'an auditor' } },
      refused: true,
    },
    { name: 'the other side verifies', by: morocco, change: { standing: 'VERIFIED' }, refused: false },
    {
      name: 'the other side says that a third verified',
      by: morocco,
      change: { standing: 'VERIFIED', verifiedBy: { party: 'party-eu' } },
      refused: true,
    },
    { name: 'a union verifies', by: union, change: { standing: 'VERIFIED' }, refused: false },
    {
      name: 'a source reports what an auditor found',
      by: {},
      change: { standing: 'VERIFIED', verifiedBy: { name: 'an auditor' } },
      refused: false,
    },
    {
      name: 'a source reports what the bearer found',
      by: {},
      change: { standing: 'VERIFIED', verifiedBy: { party: 'party-be' } },
      refused: true,
    },
    { name: 'nobody is said to have verified', by: {}, change: { standing: 'VERIFIED' }, refused: true },
    {
      name: 'somebody to be named verified',
      by: {},
      change: { standing: 'VERIFIED', verifiedBy: { toBeNamed: true } },
      refused: true,
    },
  ] as { name: string; by: object; change: Partial<ReportResult>; refused: boolean }[],
  ({ by, change, refused }) => {
    const answer = given(committed()).when('reportResult', { ...result, ...change }, by);
    if (refused) answer.refused('GEN-09');
    else answer.recorded();
  },
);
