import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import type { DirectionsOn } from '../clauses/compare-clauses.js';
import type { ClauseContent, Indicator } from '../clauses/clause-content.js';
import { agreed, coded, coding, inForce, reported, stateOf, subjectOf } from '../testing/history.js';
import { isForbidden, regressionsOf } from './regression.js';

const hours: Indicator = {
  metric: 'hours guaranteed',
  unit: 'hours',
  comparator: 'AT_LEAST',
  threshold: 120,
  period: 'month',
};
const costs: Indicator = {
  metric: 'cost to the worker',
  unit: 'EUR',
  comparator: 'AT_MOST',
  threshold: 0,
  period: 'cohort',
};
const byCatalogue: DirectionsOn = () => new Map([['worker-paid-cost', 'LOWER']]);
const shall: Partial<ClauseContent> = { modality: 'SHALL', bearers: ['EMPLOYER', 'RECRUITER'] };
const sets = (name: string, number: number): Partial<ClauseContent> => ({ parameters: [{ name, number }] });
const changed = (content: Partial<ClauseContent>) =>
  reported('2018', [{ clause: { clause: 'fees', content: { ...coding, ...content } } }]);

ruleTable(
  'AMD-09',
  'a change that leaves workers with less is told, in which way',
  [
    { name: 'struck out', was: shall, now: reported('2018', [{ clauseRemoved: 'fees' }]), kinds: ['REMOVED'] },
    { name: 'now silent', was: shall, now: changed({ ...shall, answer: 'SILENT' }), kinds: ['REMOVED'] },
    { name: 'a promise to try', was: shall, now: changed({ ...shall, modality: 'ENDEAVOURS' }), kinds: ['WEAKER'] },
    { name: 'stronger', was: { ...shall, modality: 'SHOULD' }, now: changed(shall), kinds: [] },
    {
      name: 'strength not coded',
      was: { ...shall, modality: 'NOT_CODED' },
      now: changed({ ...shall, modality: 'SHOULD' }),
      kinds: [],
    },
    {
      name: 'one bearer less',
      was: shall,
      now: changed({ ...shall, bearers: ['EMPLOYER'] }),
      kinds: ['FEWER_BEARERS'],
    },
    {
      name: 'one bearer more',
      was: shall,
      now: changed({ ...shall, bearers: ['EMPLOYER', 'RECRUITER', 'ORIGIN'] }),
      kinds: [],
    },
    {
      name: 'bearers that were guessed',
      was: { ...shall, bearersAreUsual: true },
      now: changed({ ...shall, bearers: ['EMPLOYER'] }),
      kinds: [],
    },
    {
      name: 'fewer hours',
      was: { ...shall, indicator: hours },
      now: changed({ ...shall, indicator: { ...hours, threshold: 119 } }),
      kinds: ['LOWER_THRESHOLD'],
    },
    {
      name: 'as many hours',
      was: { ...shall, indicator: hours },
      now: changed({ ...shall, indicator: hours }),
      kinds: [],
    },
    {
      name: 'costs',
      was: { ...shall, indicator: costs },
      now: changed({ ...shall, indicator: { ...costs, threshold: 1 } }),
      kinds: ['LOWER_THRESHOLD'],
    },
    { name: 'no measure any more', was: { ...shall, indicator: hours }, now: changed(shall), kinds: ['UNMEASURED'] },
    {
      name: 'a cap that is gone',
      was: { ...shall, ...sets('worker-paid-cost', 0) },
      now: changed(shall),
      kinds: ['PARAMETER_LOST'],
    },
    {
      name: 'a cap that the catalogue wants low, and that rises by one',
      was: { ...shall, ...sets('worker-paid-cost', 0) },
      now: changed({ ...shall, ...sets('worker-paid-cost', 1) }),
      kinds: ['PARAMETER_WORSE'],
    },
    {
      name: 'the same cap',
      was: { ...shall, ...sets('worker-paid-cost', 1) },
      now: changed({ ...shall, ...sets('worker-paid-cost', 1) }),
      kinds: [],
    },
    {
      name: 'a value of which the catalogue tells nothing',
      was: { ...shall, ...sets('odd', 0) },
      now: changed({ ...shall, ...sets('odd', 1) }),
      kinds: [],
    },
    {
      name: 'weaker and for fewer',
      was: shall,
      now: changed({ modality: 'SHOULD', bearers: ['EMPLOYER'] }),
      kinds: ['WEAKER', 'FEWER_BEARERS'],
    },
  ] as const,
  ({ was, now, kinds }) => {
    const subject = subjectOf(...inForce('2013'), coded(was), now);
    const found = regressionsOf(subject.state, subject.state.amendments[0]!, byCatalogue);
    expect(found).toEqual(kinds.length === 0 ? [] : [{ clause: 'fees', code: 'FEES', kinds }]);
  },
);

rule('AMD-09', 'it is held against what was in force on the eve, an earlier amendment included', () => {
  const state = stateOf(
    ...inForce('2013'),
    coded({ ...shall, modality: 'SHOULD' }),
    reported('2015', [{ clause: { clause: 'fees', content: { ...coding, ...shall } } }], { amendment: 'first' }),
    changed({ ...shall, modality: 'SHOULD' }),
  );
  expect(state.amendments.map((amendment) => regressionsOf(state, amendment, byCatalogue).length)).toEqual([0, 1]);
});

rule('AMD-09', 'it is kept, and marked where the text forbids it', () => {
  const lowered = changed({ ...shall, modality: 'SHOULD' });
  const free = stateOf(...inForce('2013'), coded(shall), lowered);
  const bound = stateOf(...inForce('2013'), agreed({ noRegression: true }), coded(shall), lowered);
  expect(isForbidden(free, free.amendments[0]!)).toBe(false);
  expect(isForbidden(bound, bound.amendments[0]!)).toBe(true);
});
