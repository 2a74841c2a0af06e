import type { Arrangement } from '#arrangements';
import type { Joined } from '#kernel';
import { ruleTable, scenarios } from '#kernel/testing';
import { obligationDecider, type ObligationRecord, type ObligationTerms } from '#rights';
import { expect } from '@jest/globals';
import { agreement, agreementId, record } from '../agreement.fixture.js';
import { dutyChange } from './duty-change.js';

const monitoring = (locator: string) => ({
  code: 'MONI',
  answer: 'PRESENT',
  codedFrom: 'TEXT',
  modality: 'SHALL',
  bearers: ['DESTINATION'],
  locator,
});
/** In force from 2020 to the end of 2026. Half-yearly reports are owed under one clause, each due three months later. */
const amended = (change: object): Arrangement =>
  agreement(
    record('FinalClausesAgreed', {
      finalClauses: { entryIntoForce: { onSignature: { bySignature: true } }, term: { until: '2026-12-31' } },
    }),
    record('ActRecorded', { kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2020-01-01' }),
    record('ClauseCoded', { clause: 'reporting', content: monitoring('Article 9') }),
    record('AmendmentProposed', {
      amendment: 'protocol',
      type: 'AMEND',
      what: 'Changes one thing',
      on: '2026-01-01',
      changes: [change],
    }),
  );

const terms: ObligationTerms = {
  modality: 'MUST',
  bearers: [{ party: 'party-de' }],
  counterparties: ['party-ph'],
  beneficiaries: ['workers under the arrangement'],
  act: 'report to the joint committee',
  due: {
    kind: { recurring: { anchor: { on: '2020-01-01' }, every: { count: 6, unit: 'MONTH' } } },
    offset: { count: 3, unit: 'MONTH' },
    zone: 'Europe/Berlin',
    rounding: 'CLAMP',
  },
  breachBy: 'FINDING',
  evidence: [],
  parameterAt: 'DUE',
};
const sooner: ObligationTerms = { ...terms, due: { ...terms.due, offset: { count: 1, unit: 'MONTH' } } };
const joined = (arrangement: Arrangement, ...versions: ObligationRecord['versions']): Joined<ObligationRecord> => {
  let state: ObligationRecord | undefined;
  scenarios(obligationDecider)
    .given(
      obligationDecider.events.get('ObligationDefined')!({
        obligation: 'obligation-report',
        arrangement: agreementId,
        clause: 'reporting',
        terms,
      } as never),
    )
    .state((found) => (state = found));
  const root = { ...state!, versions: [...state!.versions, ...versions] };
  const evidence = [{ seq: 0, recordedAt: '2026-01-01T09:00:00Z' }];
  return {
    root: { id: 'obligation-report', state: root, evidence },
    others: [{ id: agreementId, state: arrangement, evidence }],
  } as unknown as Joined<ObligationRecord>;
};

ruleTable(
  'AMD-07',
  'a pending amendment shows the duties that it touches, with their terms and due dates on both sides',
  [
    {
      name: 'another clause',
      change: { clause: { clause: 'fees', content: { ...monitoring('Article 2'), code: 'FEES' } } },
      tells: { effects: [], due: [] },
    },
    {
      name: 'other words of its clause',
      change: { clause: { clause: 'reporting', content: monitoring('Article 10') } },
      tells: { effects: ['CLAUSE'], before: terms, after: terms, due: [] },
    },
    {
      name: 'its clause is struck out: what has not begun is owed no more',
      change: { clauseRemoved: 'reporting' },
      tells: {
        effects: ['CLAUSE', 'DUE'],
        before: terms,
        after: undefined,
        due: [
          { occurrence: '2026-H1', before: '2026-09-30' },
          { occurrence: '2026-H2', before: '2027-03-31' },
        ],
      },
    },
    {
      name: 'a longer term: the half-year that begins the day after the old end is owed',
      change: { term: { until: '2027-01-01' } },
      tells: {
        effects: ['DUE'],
        before: terms,
        after: terms,
        due: [{ occurrence: '2027-H1', after: '2027-09-30' }],
      },
    },
    {
      name: 'terms that were stated after it, for a later day',
      change: { clause: { clause: 'reporting', content: monitoring('Article 10') } },
      versions: [{ seq: 9, from: '2026-10-01', value: sooner }],
      tells: {
        effects: ['CLAUSE', 'TERMS', 'DUE'],
        before: terms,
        after: sooner,
        due: [{ occurrence: '2026-H2', before: '2027-03-31', after: '2027-01-31' }],
      },
    },
    {
      name: 'terms that were stated before it, for a later day',
      change: { clause: { clause: 'reporting', content: monitoring('Article 10') } },
      versions: [{ seq: 3, from: '2026-10-01', value: sooner }],
      tells: { effects: ['CLAUSE'], before: terms, after: terms, due: [] },
    },
  ] as { name: string; change: object; versions?: ObligationRecord['versions']; tells: object }[],
  ({ change, versions = [], tells }) => {
    const arrangement = amended(change);
    const found = dutyChange(joined(arrangement, ...versions), arrangement, arrangement.amendments[0]!);
    expect(found).toMatchObject(tells);
  },
);
