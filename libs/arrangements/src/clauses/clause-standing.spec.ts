import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { provisionalApplicationAgreed } from '../life-cycle/agree-provisional-application.js';
import { clauseDischarged } from '../life-cycle/discharge-clause.js';
import {
  agreed,
  coded,
  ended,
  entering,
  given,
  inForce,
  onNotification,
  registered,
  resumed,
  signed,
  stateOf,
  suspended,
  years,
} from '../testing/history.js';
import { anyDay, anyHistory } from '../testing/random-history.js';
import { clauseStandingOn, ClauseStanding, isOwed, survivors } from './clause-standing.js';

const arrangement = 'arrangement-de-ph';
const clauses = [coded(), coded({ code: 'WAGE' }, 'wages')] as const;
const waiting = [registered(), signed('2020-01-10'), entering(onNotification(1, 'MONTH')), ...clauses] as const;
const partly = provisionalApplicationAgreed({
  arrangement,
  parties: ['party-ph', 'party-de'],
  from: '2020-02-01',
  clauses: ['fees'],
});
const surviving = agreed({ survival: { clauses: ['fees'], period: years(1) } });
const until = agreed({ survival: { clauses: ['fees'] } });
const force = [...inForce('2013-03-19'), ...clauses] as const;
const pause = suspended('2016-01-01', { scope: 'PARTS', clauses: ['fees'], detail: 'Fees' });

ruleTable(
  'ARR-07',
  'while it is applied provisionally the clauses of the parts so applied are owed, and no others',
  [
    { name: 'the day before', history: [...waiting, partly], clause: 'fees', day: '2020-01-31', standing: 'NOT_YET' },
    {
      name: 'a part that is applied',
      history: [...waiting, partly],
      clause: 'fees',
      day: '2020-02-01',
      standing: 'PROVISIONAL',
    },
    { name: 'another part', history: [...waiting, partly], clause: 'wages', day: '2020-02-01', standing: 'NOT_YET' },
    {
      name: 'the whole, by the text',
      history: [...waiting, agreed({ provisionalApplication: { from: '2020-02-01' } })],
      clause: 'wages',
      day: '2020-02-01',
      standing: 'PROVISIONAL',
    },
    {
      name: 'parts told in words only',
      history: [...waiting, agreed({ provisionalApplication: { from: '2020-02-01', parts: 'Part two' } })],
      clause: 'wages',
      day: '2020-02-01',
      standing: 'UNCERTAIN',
    },
  ],
  ({ history, clause, day, standing }) => {
    const found = clauseStandingOn(stateOf(...history), clause, day);
    expect(found.standing).toBe(standing);
    expect(isOwed(found)).toBe(standing === 'PROVISIONAL');
  },
);

ruleTable(
  'ARR-16',
  'what is suspended is not owed, and the rest is',
  [
    { name: 'the day before', clause: 'fees', day: '2015-12-31', standing: 'IN_FORCE' },
    { name: 'the suspended clause', clause: 'fees', day: '2016-01-01', standing: 'SUSPENDED' },
    { name: 'another clause', clause: 'wages', day: '2016-01-01', standing: 'IN_FORCE' },
    { name: 'the last day', clause: 'fees', day: '2016-05-31', standing: 'SUSPENDED' },
    { name: 'resumed', clause: 'fees', day: '2016-06-01', standing: 'IN_FORCE' },
  ],
  ({ clause, day, standing }) =>
    expect(clauseStandingOn(stateOf(...force, pause, resumed('2016-06-01')), clause, day).standing).toBe(standing),
);

ruleTable(
  'ARR-21',
  'after the end a clause is owed for as long as the text lets it survive, or until it is discharged',
  [
    { name: 'the last day', history: [surviving], clause: 'fees', day: '2019-12-31', standing: 'IN_FORCE' },
    { name: 'the end', history: [surviving], clause: 'fees', day: '2020-01-01', standing: 'SURVIVES' },
    {
      name: 'a clause that does not survive',
      history: [surviving],
      clause: 'wages',
      day: '2020-01-01',
      standing: 'ENDED',
    },
    { name: 'the last day of survival', history: [surviving], clause: 'fees', day: '2020-12-31', standing: 'SURVIVES' },
    { name: 'the day after', history: [surviving], clause: 'fees', day: '2021-01-01', standing: 'ENDED' },
    { name: 'without a period', history: [until], clause: 'fees', day: '2050-01-01', standing: 'SURVIVES' },
    { name: 'where the text is silent', history: [], clause: 'fees', day: '2020-01-01', standing: 'ENDED' },
    {
      name: 'discharged',
      history: [until, clauseDischarged({ arrangement, clause: 'fees', on: '2022-01-01' })],
      clause: 'fees',
      day: '2022-01-01',
      standing: 'ENDED',
    },
    {
      name: 'the day before it was discharged',
      history: [until, clauseDischarged({ arrangement, clause: 'fees', on: '2022-01-01' })],
      clause: 'fees',
      day: '2021-12-31',
      standing: 'SURVIVES',
    },
  ],
  ({ history, clause, day, standing }) =>
    expect(clauseStandingOn(stateOf(...force, ended('2020-01-01'), ...history), clause, day).standing).toBe(standing),
);

rule('ARR-21', 'what would survive an end on a day is told beforehand', () => {
  expect(survivors(stateOf(...force, surviving), '2027-01-01')).toEqual([
    { clause: 'fees', until: '2028-01-01', because: [5] },
  ]);
  expect(survivors(stateOf(...force), '2027-01-01')).toEqual([]);
});

rule('ARR-21', 'a duty is discharged where it outlives an end that has come', () => {
  const discharge = (on = '2020-06-01', clause = 'fees') => ({ arrangement, clause, on });
  const over = [...force, until, ended('2020-01-01')] as const;
  given(...over)
    .when('dischargeClause', discharge())
    .recorded();
  given(...over)
    .when('dischargeClause', discharge('2019-12-31'))
    .refused('ARR-05', { endedOn: '2020-01-01' });
  given(...over)
    .when('dischargeClause', discharge('2020-06-01', 'wages'))
    .refused('ARR-21', { clause: 'wages' });
  given(...force, until)
    .when('dischargeClause', discharge())
    .refused('ARR-21', { status: 'IN_FORCE' });
});

test('ARR-21: of any history every clause has one standing on every day, and names the events behind it', () =>
  fc.assert(
    fc.property(anyHistory, anyDay, (subject, day) => {
      for (const { clause } of subject.state.clauses) {
        const found = clauseStandingOn(subject.state, clause, day);
        expect(Object.keys(ClauseStanding)).toContain(found.standing);
        expect(found.because.length).toBeGreaterThan(0);
        expect(subject.evidence.map(({ seq }) => seq)).toEqual(expect.arrayContaining(found.because));
      }
    }),
    { numRuns: 200 },
  ));
