import { expect } from '@jest/globals';
import { ruleTable } from '#kernel/testing';
import type { RuleId } from '#kernel';
import type { Party } from '#parties';
import { operationRecorded } from '../life-cycle/record-operation.js';
import { statusReported } from '../life-cycle/report-status.js';
import {
  coded,
  coding,
  denounced,
  agreed,
  ended,
  inForce,
  months,
  noDirections,
  parties,
  registered,
  reported,
  stateOf,
  takenBack,
} from '../testing/history.js';
import { warningsOf } from './warnings.js';

const arrangement = 'arrangement-de-ph';
const known = new Map<string, Party>(Object.entries(parties));
const both = (one: string, other: string) => [
  { party: one, role: 'BOTH' as const },
  { party: other, role: 'BOTH' as const },
];
const admitted = (on: string) =>
  operationRecorded({ arrangement, kind: 'FIRST_ADMISSION', on, description: 'First nurses' });
const said = (status: 'OPERATING' | 'EXPIRED_BUT_APPLIED', asOf: string) =>
  statusReported({ arrangement, status, asOf });
const over = [...inForce('2013-03-19'), ended('2020-01-01')] as const;

ruleTable(
  'ARR-25',
  'a level that does not fit the parties is shown, and kept',
  [
    { name: 'national, between states', history: [registered()], warns: false },
    { name: 'local, between states', history: [registered({ level: 'LOCAL' })], warns: true },
    {
      name: 'local, with a unit',
      history: [registered({ level: 'LOCAL', parties: both('party-by', 'party-ph') })],
      warns: false,
    },
    {
      name: 'local, with an agency',
      history: [registered({ level: 'LOCAL', parties: both('party-giz', 'party-ph') })],
      warns: false,
    },
    { name: 'global, of two regions', history: [registered({ level: 'GLOBAL' })], warns: false },
    {
      name: 'global, of one region',
      history: [registered({ level: 'GLOBAL', parties: both('party-de', 'party-fr') })],
      warns: true,
    },
  ],
  ({ history, warns }) =>
    expect(warningsOf(stateOf(...history), known, noDirections, '2020-01-01').map(({ code }) => code)).toEqual(
      warns ? ['LEVEL_MISMATCH'] : [],
    ),
);

ruleTable(
  'AMD-09',
  'an amendment that lowers protection is shown to whoever reads',
  [
    { name: 'a clause struck out', changes: [{ clauseRemoved: 'fees' }], warns: true },
    { name: 'a clause kept', changes: [{ clause: { clause: 'fees', content: coding } }], warns: false },
  ],
  ({ changes, warns }) =>
    expect(
      warningsOf(
        stateOf(...inForce('2013-03-19'), coded(), reported('2018', changes)),
        known,
        noDirections,
        '2020-01-01',
      ),
    ).toEqual(warns ? [expect.objectContaining({ rule: 'AMD-09', code: 'REGRESSION_WARNING', because: [4] })] : []),
);

ruleTable(
  'ARR-13',
  'what is carried out after its end is shown as such',
  [
    { name: 'ended, and nothing known', history: over, day: '2021-01-01', because: undefined },
    {
      name: 'said to be applied all the same',
      history: [...over, said('EXPIRED_BUT_APPLIED', '2022')],
      day: '2022-06-01',
      because: [3, 4],
    },
    {
      name: 'seen at work after the end',
      history: [...over, said('OPERATING', '2021')],
      day: '2022-06-01',
      because: [3, 4],
    },
    {
      name: 'seen at work before the end',
      history: [...over, said('OPERATING', '2019')],
      day: '2022-06-01',
      because: undefined,
    },
    { name: 'admitted after the end', history: [...over, admitted('2021')], day: '2022-06-01', because: [3, 4] },
    { name: 'admitted before the end', history: [...over, admitted('2014')], day: '2022-06-01', because: undefined },
    {
      name: 'the last day',
      history: [...over, said('EXPIRED_BUT_APPLIED', '2022')],
      day: '2019-12-31',
      because: undefined,
    },
  ],
  ({ history, day, because }) =>
    expect(warningsOf(stateOf(...history), known, noDirections, day)).toEqual(
      because ? [expect.objectContaining({ rule: 'ARR-13', because })] : [],
    ),
);

ruleTable(
  'ARR-18',
  'a notice whose period nobody recorded is shown as to be confirmed',
  [
    { name: 'no clause', history: [denounced('2020-01-01')], warns: true },
    { name: 'a clause', history: [agreed({ denunciationNotice: months(6) }), denounced('2020-01-01')], warns: false },
    { name: 'taken back', history: [denounced('2020-01-01'), takenBack('2020-02-01')], warns: false },
  ],
  ({ history, warns }) =>
    expect(
      warningsOf(stateOf(...inForce('2013-03-19'), ...history), known, noDirections, '2020-06-01').map(
        ({ rule }) => rule,
      ),
    ).toEqual(warns ? ['ARR-18' satisfies RuleId] : []),
);
