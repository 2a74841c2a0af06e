import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { viewArrangement } from '../arrangement.view.js';
import {
  ended,
  inForce,
  on,
  proposed,
  registered,
  reported,
  stateOf,
  subjectOf,
  withdrawn,
} from '../testing/history.js';
import { instrumentsOf } from './instruments.js';

const protocol = (effect?: { until?: string; outlasts?: boolean }) =>
  reported('2015-01-01', [], { type: 'SUPPLEMENT', instrumentAsStated: 'Protocol A', effect });

ruleTable(
  'AMD-14',
  'a protocol ends with the text it belongs to, or before it, unless it says that it goes on',
  [
    { name: 'with the arrangement', effect: undefined, until: '2020-01-01' },
    { name: 'by its own term, before', effect: { until: '2017-12-31' }, until: '2018-01-01' },
    { name: 'its own term would be longer', effect: { until: '2025-12-31' }, until: '2020-01-01' },
    { name: 'it goes on, because it says so', effect: { until: '2025-12-31', outlasts: true }, until: '2026-01-01' },
    { name: 'it goes on without a term', effect: { outlasts: true }, until: undefined },
  ],
  ({ effect, until }) => {
    const subject = subjectOf(...inForce('2013-03-19'), protocol(effect), ended('2020-01-01'));
    expect(instrumentsOf(subject.state)).toMatchObject([
      { instrument: 'base', kind: 'BASE', on: '2013-03-19', holdsFrom: '2013-03-19', holdsUntil: '2020-01-01' },
      { instrument: 'protocol', kind: 'PROTOCOL', title: 'Protocol A', holdsFrom: '2015-01-01', holdsUntil: until },
    ]);
    const statusOn = (day: string) => viewArrangement(subject, on(day)).amendments[0]!.status;
    expect(statusOn('2016-01-01')).toBe('IN_FORCE');
    expect(statusOn('2020-01-01')).toBe(until !== undefined && until <= '2020-01-01' ? 'ENDED' : 'IN_FORCE');
  },
);

rule('AMD-16', 'a proposal that was withdrawn is no instrument; one that waits is, without a day', () => {
  expect(instrumentsOf(stateOf(registered(), proposed('2015-01-01'), withdrawn('2016')))).toHaveLength(1);
  const [, pending] = instrumentsOf(stateOf(registered(), proposed('2015-01-01')));
  expect(pending).toMatchObject({ instrument: 'protocol', kind: 'AMENDMENT', on: '2015-01-01' });
  expect(pending!.holdsFrom).toBeUndefined();
});
