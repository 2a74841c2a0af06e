import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { outcomesOn } from './outcomes.js';
import { outcomeReported, type ReportOutcome } from './report-outcome.js';
import { belgium, committed, given, morocco } from './training.fixture.js';
import { trainingProjection } from './training.projection.js';

/** Of forty who were followed up, thirty were still in work a year later, as the enterprises say. */
const outcome: ReportOutcome = {
  training: 'training-palim',
  cohort: 'intake-2019',
  measure: 'RETAINED_12_MONTHS',
  of: 40,
  number: 30,
  toldBy: 'ENTERPRISES',
  by: '2021-06-30',
  standing: 'CLAIMED',
};
const told = (changes: Partial<ReportOutcome> = {}) => outcomeReported({ ...outcome, ...changes });
const cells = (...counts: [of: number, number: number][]): ReportOutcome['breakdown'] =>
  counts.map(([of, number], index) => ({
    sex: index % 2 ? 'MALE' : 'FEMALE',
    ageBand: index < 2 ? 'FROM_18_TO_24' : 'UNDISCLOSED',
    of,
    number,
  }));

ruleTable(
  'IND-01',
  'a measure that counts people has a count, and a change has a median',
  [
    { name: 'a count', change: {}, facts: undefined },
    { name: 'all of them', change: { number: 40 }, facts: undefined },
    { name: 'more than were followed up', change: { number: 41 }, facts: { number: 41, of: 40 } },
    { name: 'no count', change: { number: undefined }, facts: { measure: 'RETAINED_12_MONTHS' } },
    { name: 'a count and a median', change: { changePercent: 5 }, facts: { measure: 'RETAINED_12_MONTHS' } },
    { name: 'a median', change: { measure: 'WAGE_GROWTH', number: undefined, changePercent: 12.5 }, facts: undefined },
    { name: 'a fall', change: { measure: 'WAGE_GROWTH', number: undefined, changePercent: -3 }, facts: undefined },
    {
      name: 'a change without a median',
      change: { measure: 'PRODUCTIVITY_GROWTH', number: undefined },
      facts: { measure: 'PRODUCTIVITY_GROWTH' },
    },
    {
      name: 'a change with a count',
      change: { measure: 'WAGE_GROWTH', changePercent: 1 },
      facts: { measure: 'WAGE_GROWTH' },
    },
  ] as { name: string; change: Partial<ReportOutcome>; facts?: Record<string, unknown> }[],
  ({ change, facts }) => {
    const answer = given(committed()).when('reportOutcome', { ...outcome, ...change });
    if (facts) answer.refused('IND-01', facts);
    else answer.recorded();
  },
);

ruleTable(
  'TRN-04',
  'of an outcome the classes add up, those followed up and those for whom it is so',
  [
    { name: 'they add up', breakdown: cells([25, 20], [15, 10]), change: {}, facts: undefined },
    {
      name: 'those who did not tell are a class',
      breakdown: cells([25, 20], [14, 9], [1, 1]),
      change: {},
      facts: undefined,
    },
    {
      name: 'one short of those followed up',
      breakdown: cells([25, 20], [14, 10]),
      change: {},
      facts: { sumOf: 39, of: 40 },
    },
    {
      name: 'one more than it is so for',
      breakdown: cells([25, 20], [15, 11]),
      change: {},
      facts: { sum: 31, number: 30 },
    },
    {
      name: 'more than were in a class',
      breakdown: cells([15, 16], [25, 14]),
      change: {},
      facts: { number: 16, of: 15 },
    },
    {
      name: 'of a median',
      breakdown: cells([40, 30]),
      change: { measure: 'WAGE_GROWTH', number: undefined, changePercent: 1 },
      facts: { measure: 'WAGE_GROWTH' },
    },
    {
      name: 'a class twice',
      breakdown: [...cells([25, 20])!, ...cells([15, 10])!],
      change: {},
      facts: { class: 'FEMALE FROM_18_TO_24' },
    },
  ] as {
    name: string;
    breakdown: ReportOutcome['breakdown'];
    change: Partial<ReportOutcome>;
    facts?: Record<string, unknown>;
  }[],
  ({ breakdown, change, facts }) => {
    const answer = given(committed()).when('reportOutcome', { ...outcome, ...change, breakdown });
    if (facts) answer.refused('TRN-04', facts);
    else answer.recorded();
  },
);

rule('GEN-09', 'what the bearer reports of outcomes is a claim; another verifies it', () => {
  const verified = { ...outcome, standing: 'VERIFIED' };
  given(committed()).when('reportOutcome', outcome, belgium).recorded();
  given(committed()).when('reportOutcome', verified, belgium).refused('GEN-09', { bearer: 'party-be' });
  given(committed()).when('reportOutcome', verified, morocco).recorded();
});

rule('IND-02', 'claims stand beside what was verified, and of each the newest as of the day counts', () =>
  given(
    committed(),
    told(),
    told({ number: 28, by: '2021-09-30' }),
    told({ number: 26, standing: 'VERIFIED', verifiedBy: { name: 'an auditor' }, by: '2021-09-30' }),
    told({ number: 27, by: '2021-09-30' }),
    told({ cohort: 'intake-2020', number: 12, of: 20, by: '2021-07-31' }),
  ).state((state, subject) => {
    const numbers = (day: string) =>
      outcomesOn(state, day).map(({ cohort, standing, number }) => [cohort, standing, number]);
    expect(numbers('2021-06-29')).toEqual([]);
    expect(numbers('2021-06-30')).toEqual([['intake-2019', 'CLAIMED', 30]]);
    expect(numbers('2021-09-30')).toEqual([
      ['intake-2019', 'VERIFIED', 26],
      ['intake-2019', 'CLAIMED', 27],
      ['intake-2020', 'CLAIMED', 12],
    ]);
    // What is added up on a day are the outcomes of that day.
    const rows = trainingProjection.indexes[1]!.rows(subject);
    for (const day of ['2021-06-30', '2021-08-15', '2021-09-30'])
      expect(
        rows
          .filter(({ eff_from, eff_to }) => String(eff_from) <= day && day < String(eff_to))
          .map(({ persons }) => persons),
      ).toEqual(numbers(day).map(([, , number]) => number));
  }),
);
