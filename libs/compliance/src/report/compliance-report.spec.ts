import type { Subject, Total } from '#kernel';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { type Quota, quotaDecider } from '#quotas';
import { expect } from '@jest/globals';
import { agreement, agreementId, record } from '../agreement.fixture.js';
import { complianceReport, fileOf, type ReportedArrangement } from './compliance-report.js';
import { RIGHTS } from '../audit/text-audit.js';
import { GOALS } from './goals.js';
import type { QuotaUse } from './quota-use.js';

const year = { from: '2025-01-01', to: '2026-01-01' };
const asOf = { effectiveOn: '2025-12-31', knownSize: 99, knownAt: '2026-01-15T12:00:00.000Z' } as never;
const reported = (state = agreement(), quotas: QuotaUse[] = []) => {
  const evidence = [...Array(20).keys()].map((seq) => ({ seq }));
  const subject = { id: agreementId, state, evidence } as unknown as Subject<typeof state>;
  const arrangement = { subject, duties: [], cases: [], findings: [], quotas } as unknown as ReportedArrangement;
  const report = complianceReport([arrangement], { range: year, periods: [year], asOf });
  return { ...report.arrangements[0]!, page: fileOf(report, 'MARKDOWN').content };
};

const halfYearly = record('CommitteeRulesAgreed', {
  rules: {
    firstMeetingBy: '2024-09-30',
    meetingEvery: { count: 6, unit: 'MONTH' },
    mandate: [{ article: 'Article 9', what: 'Oversees' }],
    seats: ['ver.di'],
  },
});
const met = (meeting: string, on: string) =>
  record('MeetingRecorded', {
    meeting,
    on,
    delegations: [{ party: 'party-ph' }, { party: 'party-de' }],
    invited: [],
    attended: [],
    agenda: ['Placements'],
  });
const asked = (item: string, meeting: string, dueOn: string) =>
  record('ActionItemOpened', { item, meeting, what: 'Publish the list of hospitals', owner: 'party-de', dueOn });

rule(
  'JCM-01',
  'a report tells which meetings were held and missed, what was decided, and what is still to be done',
  () => {
    const { committee, page } = reported(
      agreement(
        record('FinalClausesAgreed', { finalClauses: { entryIntoForce: { onSignature: { bySignature: true } } } }),
        record('ActRecorded', { kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2024-01-01' }),
        halfYearly,
        met('before', '2024-09-30'),
        met('spring', '2025-03-30'),
        record('DecisionRecorded', {
          decision: '2025-1',
          meeting: 'spring',
          article: 'Article 9',
          what: 'Nurses come from all regions',
          vote: { inFavour: ['party-ph', 'party-de'], against: [], abstaining: [] },
          effectiveOn: '2025-06-01',
        }),
        asked('list', 'before', '2025-12-30'),
        asked('survey', 'spring', '2025-12-31'),
        asked('done', 'spring', '2025-06-30'),
        record('ActionItemClosed', { item: 'done', on: '2025-05-01', how: 'Published' }),
      ),
    );
    expect(committee.due).toMatchObject([
      { dueOn: '2025-03-30', status: 'HELD', heldAs: 'spring' },
      { dueOn: '2025-09-30', status: 'OVERDUE', heldAs: null },
    ]);
    expect(committee.meetings).toMatchObject([
      { meeting: 'spring', notInvited: ['ver.di'], decisions: [{ decision: '2025-1', article: 'Article 9' }] },
    ]);
    expect(committee.openActionItems).toMatchObject([
      { item: 'list', overdue: true },
      { item: 'survey', overdue: false },
    ]);
    expect(page).toContain('- meeting due on 2025-09-30: overdue');
    expect(page).toContain('  - decision 2025-1 (Article 9): Nurses come from all regions');
  },
);

rule('AUD-06', 'every right of workers bears on a target and on an objective, and no matter of process does', () => {
  const read = RIGHTS.map((code) => [code, GOALS[code]?.sdg.length ?? 0, GOALS[code]?.compact.length ?? 0]);
  expect(read.filter(([, targets, objectives]) => targets === 0 || objectives === 0)).toEqual([]);
  expect(Object.keys(GOALS).sort()).toEqual([...RIGHTS].sort());
  expect(Object.values(GOALS).flatMap(({ compact }) => compact.filter((one) => one < 1 || one > 23))).toEqual([]);
});

let quota: Quota | undefined;
scenarios(quotaDecider)
  .given(
    quotaDecider.events.get('QuotaOpened')!({
      quota: 'quota-care-2025',
      arrangement: agreementId,
      kind: 'CEILING',
      ground: 'STATED',
      unit: 'PERSONS',
      number: { limited: 100 },
      period: { label: '2025', from: '2025-01-01', to: '2025-12-31' },
      scope: {},
      act: 'Protocol of 2024',
    } as never),
  )
  .state((state) => (quota = state));
const admitted = (number: number, sex: string, age_band: string): Total => ({
  id: 'quota-care-2025',
  cell: { stage: 'ADMITTED', sex, age_band, occupation: '2221', origin: 'party-ph' },
  number,
  because: { firstSeq: 9, lastSeq: 9, apart: 1, shared: [], size: 10 },
});

ruleTable(
  'IND-03',
  'a report tells what is allotted, used and left of a quota, and hides small numbers of women and of youth',
  [
    {
      name: 'enough of each',
      totals: [admitted(30, 'FEMALE', 'FROM_18_TO_24'), admitted(10, 'MALE', 'FROM_25_TO_29')],
      tells: {
        allotted: 100,
        used: { count: 40, masked: false },
        left: 60,
        women: { count: 30, masked: false, percent: 75 },
        youth: { count: 30, masked: false, percent: 75 },
      },
    },
    {
      name: 'four women: what the men would tell is hidden too',
      totals: [admitted(4, 'FEMALE', 'FROM_25_TO_29'), admitted(36, 'MALE', 'FROM_25_TO_29')],
      tells: { left: 60, women: { count: null, masked: true, percent: null }, youth: { count: 0, percent: 0 } },
    },
    {
      name: 'five women',
      totals: [admitted(5, 'FEMALE', 'UNDISCLOSED'), admitted(35, 'MALE', 'UNDISCLOSED')],
      tells: { women: { count: 5, percent: 12.5 }, ageUndisclosed: { count: 40 } },
    },
    {
      name: 'three workers in all: what is left would tell them',
      totals: [admitted(3, 'FEMALE', 'FROM_18_TO_24')],
      tells: { used: { count: null, masked: true }, left: null, women: { percent: null } },
    },
    { name: 'nobody', totals: [], tells: { used: { count: 0 }, left: 100, women: { count: 0, percent: null } } },
  ],
  ({ totals, tells }) =>
    expect(reported(agreement(), [{ id: 'quota-care-2025', quota: quota!, totals }]).quotas).toMatchObject([tells]),
);

ruleTable(
  'AUD-06',
  'a report tells the quotas of its time',
  [
    { name: 'ends on the eve', period: { from: '2024-01-01', to: '2024-12-31' }, told: 0 },
    { name: 'ends on the first day', period: { from: '2024-01-01', to: '2025-01-01' }, told: 1 },
    { name: 'begins on the last day', period: { from: '2025-12-31', to: '2026-12-31' }, told: 1 },
    { name: 'begins after it', period: { from: '2026-01-01', to: '2026-12-31' }, told: 0 },
    { name: 'without known days', period: {}, told: 1 },
  ],
  ({ period, told }) => {
    const other = { ...quota!, period: { label: 'a season', ...period } };
    expect(reported(agreement(), [{ id: 'quota-other', quota: other, totals: [] }]).quotas).toHaveLength(told);
  },
);
