import { expect, test } from '@jest/globals';
import { add } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import fc from 'fast-check';
import {
  admitted,
  caseOf,
  claimed,
  decided,
  drafted,
  filed,
  germany,
  given,
  investigated,
  notified,
  resumed,
  stayed,
  union,
  untilConfirmed,
  verified,
} from './cases.fixture.js';
import { deadlinesOf, ladderOn, nextDeadline, overdueOn } from './deadlines.js';
import { mayRead, mayReadEvents, mayReadWords } from './may-read.js';
import { phaseOn } from './phase.js';
import { ladderStepTaken } from './procedure/take-ladder-step.js';
import { conciliationBegun } from './procedure/begin-conciliation.js';
import { facetOn, stretchesOf, tallyOn } from './timeline.js';
import { addWorkingDays, isWorkingDay, weekdayOf } from './working-days.js';

const id = { case: 'case-1' };
const usual = { restDays: ['SATURDAY', 'SUNDAY'] as const, holidays: [] as string[] };

ruleTable(
  'CMP-04',
  'working days leave out the days of rest and holidays',
  [
    { name: 'from a Friday, one', from: '2024-03-01', count: 1, is: '2024-03-04' },
    { name: 'from a Friday, ten', from: '2024-03-01', count: 10, is: '2024-03-15' },
    { name: 'from a Saturday, one', from: '2024-03-02', count: 1, is: '2024-03-04' },
    { name: 'over a leap day', from: '2024-02-28', count: 2, is: '2024-03-01' },
    { name: 'over the turn of a year', from: '2023-12-29', count: 1, is: '2024-01-01' },
    { name: 'with a holiday', from: '2024-03-28', count: 1, is: '2024-04-02', holidays: ['2024-03-29', '2024-04-01'] },
    {
      name: 'with a holiday on a day of rest',
      from: '2024-03-28',
      count: 1,
      is: '2024-03-29',
      holidays: ['2024-03-30'],
    },
    {
      name: 'resting on Friday and Saturday',
      from: '2024-03-07',
      count: 1,
      is: '2024-03-10',
      restDays: ['FRIDAY', 'SATURDAY'],
    },
    { name: 'none', from: '2024-03-02', count: 0, is: '2024-03-02' },
  ] as {
    name: string;
    from: string;
    count: number;
    is: string;
    holidays?: string[];
    restDays?: ['FRIDAY', 'SATURDAY'];
  }[],
  ({ from, count, is, holidays = [], restDays = usual.restDays }) =>
    expect(addWorkingDays(from, count, { restDays, holidays })).toBe(is),
);

test('CMP-04: so many working days after a day, exactly so many working days have passed', () =>
  fc.assert(
    fc.property(fc.nat(20_000), fc.integer({ min: 1, max: 40 }), (offset, count) => {
      const from = add('1970-01-01', { days: offset });
      const reached = addWorkingDays(from, count, usual);
      let passed = 0;
      for (let day = from; day < reached;) if (isWorkingDay((day = add(day, { days: 1 })), usual)) passed += 1;
      expect(passed).toBe(count);
      expect(isWorkingDay(reached, usual)).toBe(true);
    }),
    { numRuns: 100 },
  ));

test('CMP-04: the week is that of the calendar', () => {
  expect(['2024-02-29', '2026-11-25', '1969-07-20', '2000-01-01'].map(weekdayOf)).toEqual([
    'THURSDAY',
    'WEDNESDAY',
    'SUNDAY',
    'SATURDAY',
  ]);
});

ruleTable(
  'CMP-13',
  'a duty is overdue from the day after its last day until it is done',
  [
    { name: 'the last day to decide', history: [filed(), admitted()], on: '2024-06-06', overdue: [] },
    { name: 'the day after', history: [filed(), admitted()], on: '2024-06-07', overdue: ['DECISION'] },
    {
      name: 'decided late',
      history: [filed(), admitted(), investigated(), decided('2024-07-01', 'UNFOUNDED')],
      on: '2024-07-01',
      overdue: [],
    },
    {
      name: 'the day before that',
      history: [filed(), admitted(), investigated(), decided('2024-07-01', 'UNFOUNDED')],
      on: '2024-06-30',
      overdue: ['DECISION'],
    },
    { name: 'admissibility, missed', history: [filed()], on: '2024-03-16', overdue: ['ADMISSIBILITY'] },
    {
      name: 'a reply, which is a right',
      history: [filed(), admitted(), investigated(), drafted(), notified()],
      on: '2024-05-03',
      overdue: [],
    },
    { name: 'a remedy', history: [...untilConfirmed, decided()], on: '2024-05-11', overdue: ['REMEDY'] },
    {
      name: 'a remedy said to be done',
      history: [...untilConfirmed, decided(), claimed()],
      on: '2024-05-11',
      overdue: [],
    },
    {
      name: 'conciliation, the last day',
      history: [filed(), admitted(), conciliationBegun({ ...id, on: '2024-03-10' })],
      on: '2024-04-09',
      overdue: [],
    },
    {
      name: 'conciliation, the day after',
      history: [filed(), admitted(), conciliationBegun({ ...id, on: '2024-03-10' })],
      on: '2024-04-10',
      overdue: ['CONCILIATION'],
    },
  ],
  ({ history, on, overdue }) => expect(overdueOn(caseOf(...history), on).map(({ kind }) => kind)).toEqual(overdue),
);

rule('CMP-13', 'conciliation and recorded stays stop the clock, and nothing else does', () => {
  const due = (...history: Parameters<typeof caseOf>) =>
    deadlinesOf(caseOf(...history), '2024-12-31').find(({ kind }) => kind === 'DECISION')?.dueOn;
  expect(due(filed(), admitted())).toBe('2024-06-06');
  expect(due(filed(), admitted(), conciliationBegun({ ...id, on: '2024-03-10' }), investigated('2024-03-20'))).toBe(
    '2024-06-16',
  );
  expect(due(filed(), admitted(), stayed('2024-04-01'), resumed('2024-04-11'))).toBe('2024-06-16');
  expect(due(filed(), admitted(), stayed('2024-04-01'))).toBeUndefined();
  expect(due(filed(), admitted(), stayed('2024-06-07'), resumed('2024-06-17'))).toBe('2024-06-06');
});

rule('CMP-13', 'an arrangement sets other limits, by a clause of its own', () => {
  const times = { admissibilityWorkingDays: 5, investigationDays: 30, restDays: ['FRIDAY', 'SATURDAY'] };
  given(filed())
    .when('agreeCaseTimes', { ...id, clause: 'none', times }, germany)
    .refused('CMP-13', { clause: 'none' });
  const week = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  given(filed())
    .when('agreeCaseTimes', { ...id, times: { restDays: week } }, germany)
    .malformed('times.restDays');
  given(filed())
    .when('agreeCaseTimes', { ...id, clause: 'wage', times }, germany)
    .state((file) => {
      expect(phaseOn(file, '2024-03-07').phase).toBe('SUBMITTED');
      expect(phaseOn(file, '2024-03-08')).toMatchObject({ phase: 'ADMISSIBLE', isDeemed: true });
      expect(nextDeadline(file, '2024-03-08')).toMatchObject({ kind: 'DECISION', dueOn: '2024-04-07', rule: 'CMP-13' });
    });
});

ruleTable(
  'CMP-13',
  'what is overdue goes up the ladder by itself, one rung in thirty days',
  [
    { name: 'the last day', on: '2024-06-06', due: undefined },
    { name: 'the first day overdue', on: '2024-06-07', due: 'INFORMATION_REQUEST' },
    { name: 'the twenty-ninth day after', on: '2024-07-06', due: 'INFORMATION_REQUEST' },
    { name: 'the thirtieth', on: '2024-07-07', due: 'OBSERVATION' },
    { name: 'the sixtieth', on: '2024-08-06', due: 'JOINT_COMMITTEE_ITEM' },
    { name: 'the hundred and twentieth', on: '2024-10-05', due: 'DISPUTE' },
    { name: 'for ever', on: '2030-01-01', due: 'SUSPENSION_PROPOSAL' },
  ],
  ({ on, due }) => expect(ladderOn(caseOf(filed(), admitted()), on).due).toBe(due),
);

rule('CMP-13', 'days of rest keep a matter on its rung, and what is sent is an act', () => {
  const rested = caseOf(filed(), admitted(), stayed('2024-06-10'), resumed('2024-07-10'));
  expect(ladderOn(rested, '2024-07-20').due).toBe('INFORMATION_REQUEST');
  expect(ladderOn(rested, '2024-08-06').due).toBe('OBSERVATION');
  const step = (rung: string, on = '2024-06-07') => ({ ...id, on, rung, to: 'The joint committee' });
  given(filed(), admitted()).when('takeLadderStep', step('OBSERVATION'), union).recorded();
  given(filed(), admitted())
    .when('takeLadderStep', step('JOINT_COMMITTEE_ITEM'), union)
    .refused('CMP-13', { next: 'OBSERVATION' });
  given(filed(), admitted())
    .when('takeLadderStep', step('INFORMATION_REQUEST', '2024-03-09'), union)
    .state((file) => expect(ladderOn(file, '2024-03-09')).toMatchObject({ sent: 'INFORMATION_REQUEST' }));
  given(filed(), admitted()).when('takeLadderStep', step('OBSERVATION', '2024-03-09'), union).refused('CMP-13');
  const sent = caseOf(filed(), admitted(), ladderStepTaken({ ...step('INFORMATION_REQUEST') } as never));
  expect(ladderOn(sent, '2024-06-06').sent).toBeUndefined();
});

rule('CMP-04', 'a missed limit goes up the ladder, and once taken up the decision has its own', () => {
  const file = caseOf(filed());
  expect(ladderOn(file, '2024-03-16')).toMatchObject({ due: 'INFORMATION_REQUEST', since: '2024-03-16' });
  expect(deadlinesOf(file, '2024-03-16').map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
    ['ADMISSIBILITY', '2024-03-15'],
    ['DECISION', '2024-06-14'],
  ]);
  expect(ladderOn(caseOf(filed(), investigated('2024-03-18')), '2024-03-18').due).toBeUndefined();
});

rule('CMP-13', 'stretches of days agree with each day asked by itself', () => {
  const histories = [
    [filed()],
    [filed(), stayed('2024-03-05'), resumed('2024-03-12'), admitted('2024-03-20')],
    [...untilConfirmed, decided(), claimed(), verified('2024-05-20', false), verified('2024-06-20')],
    [filed(), admitted(), stayed('2024-04-01')],
  ].map((history) => caseOf(...history));
  for (const file of histories) {
    const stretches = stretchesOf(file, (day) => ({ ...facetOn(file, day), ...tallyOn(file, day) }));
    for (let day = '2024-03-01'; day < '2024-07-01'; day = add(day, { days: 1 })) {
      const [stretch, ...others] = stretches.filter(({ from, to }) => from <= day && (to === undefined || day < to));
      expect([day, others, stretch!.value]).toEqual([day, [], { ...facetOn(file, day), ...tallyOn(file, day) }]);
    }
  }
});

const reader = (
  role: 'GOVERNMENT' | 'UNION' | 'EMPLOYER' | 'SECRETARIAT' | 'DEPOSITARY' | 'OPERATOR',
  party?: string,
  partOf?: string,
) => ({
  actor: { id: 'actor-x', role, onBehalfOf: party },
  party: { partOf },
});

ruleTable(
  'AUD-03',
  'before a decision its words are for those concerned, the countries\u2019 governments and unions, and the secretariat',
  [
    { name: 'the public', who: {}, may: false },
    { name: 'the secretariat', who: reader('SECRETARIAT'), may: true },
    { name: 'the operator', who: reader('OPERATOR', 'party-de'), may: false },
    { name: 'a depositary', who: reader('DEPOSITARY', 'party-ph'), may: false },
    { name: 'the respondent', who: reader('EMPLOYER', 'party-clinic'), may: true },
    { name: 'another employer', who: reader('EMPLOYER', 'party-other', 'party-de'), may: false },
    { name: 'the country of destination', who: reader('GOVERNMENT', 'party-de'), may: true },
    { name: 'an agency of the country of origin', who: reader('GOVERNMENT', 'party-agency', 'party-ph'), may: true },
    { name: 'a country not concerned', who: reader('GOVERNMENT', 'party-fr'), may: false },
    { name: 'a union of a country concerned', who: reader('UNION', 'party-verdi', 'party-de'), may: true },
    { name: 'a union of another country', who: reader('UNION', 'party-cgt', 'party-fr'), may: false },
    { name: 'a union of no known country', who: reader('UNION', 'party-cgt'), may: false },
    { name: 'a union that speaks for nobody', who: reader('UNION'), may: false },
  ],
  ({ who, may }) => {
    expect(mayReadWords(who, caseOf(filed(), admitted()))).toBe(may);
    expect(mayReadWords(who, caseOf(...untilConfirmed, decided()))).toBe(true);
    expect(mayRead(who, { isPublished: false, concerned: [], countries: [] })).toBe(
      who === undefined || 'actor' in who ? who.actor.role === 'SECRETARIAT' : false,
    );
  },
);

rule(
  'CMP-03',
  'what is sealed in the events of a worker\u2019s complaint is not for the respondent, decided or not',
  () => {
    const decidedOn = caseOf(...untilConfirmed, decided());
    for (const file of [caseOf(filed()), decidedOn]) {
      expect(mayReadEvents({}, file)).toBe(false);
      expect(mayReadEvents(reader('EMPLOYER', 'party-clinic'), file)).toBe(false);
      expect(mayReadEvents(reader('UNION', 'party-verdi', 'party-de'), file)).toBe(true);
    }
    const consenting = caseOf(filed({ complainant: { as: 'WORKER', consentsToDisclosure: true } }));
    expect(mayReadEvents(reader('EMPLOYER', 'party-clinic'), consenting)).toBe(true);
    const ofState = caseOf(filed({ respondent: { party: 'party-de' }, spokenForBy: 'party-de' }));
    expect(mayReadEvents(reader('GOVERNMENT', 'party-agency', 'party-de'), ofState)).toBe(false);
  },
);

rule('AUD-03', 'whoever complained reads its own words', () => {
  const own = caseOf(filed({ complainant: { as: 'UNION', party: 'party-cgt' } }));
  expect(mayReadWords(reader('UNION', 'party-cgt', 'party-fr'), own)).toBe(true);
});

rule('CMP-08', 'what is counted of a complaint on a day', () => {
  const file = caseOf(...untilConfirmed, decided(), verified());
  expect(tallyOn(file, '2024-03-07')).toEqual({
    isAdmissible: false,
    isDecided: false,
    isDecidedInTime: false,
    isRemedied: false,
  });
  expect(tallyOn(file, '2024-03-08')).toMatchObject({ isAdmissible: true, isDecided: false });
  expect(tallyOn(file, '2024-05-06')).toMatchObject({ isDecided: true, isDecidedInTime: true, isRemedied: false });
  expect(tallyOn(file, '2024-05-20')).toMatchObject({ isRemedied: true });
  const late = caseOf(filed(), admitted(), investigated(), decided('2024-06-07', 'UNFOUNDED'));
  expect(tallyOn(late, '2024-06-07')).toMatchObject({ isDecided: true, isDecidedInTime: false });
});
