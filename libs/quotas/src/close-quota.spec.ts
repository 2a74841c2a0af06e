import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { quotaClosed } from './close-quota.js';
import { phaseOn } from './quota.js';
import { fiji, given, opened } from './quota.fixture.js';

const close = { quota: 'quota-nz-rse-2020', on: '2021-07-31' };

rule('QUO-19', 'a quota is closed once', () =>
  given(opened(), quotaClosed(close)).when('closeQuota', close).refused('QUO-19', { closedOn: '2021-07-31' }),
);

rule('GEN-05', 'not before its period begins', () =>
  given(opened())
    .when('closeQuota', { ...close, on: '2020-06-30' })
    .refused('GEN-05', { on: '2020-06-30', from: '2020-07-01' }),
);

rule('GEN-09', 'a government closes quotas of its own arrangements', () =>
  given(opened()).when('closeQuota', close, fiji).refused('GEN-09'),
);

ruleTable(
  'GEN-08',
  'where a quota stands on a day is said as far as its dates tell',
  [
    { name: 'before the first day', day: '2020-06-30', phase: 'NOT_YET' },
    { name: 'on the first day', day: '2020-07-01', phase: 'OPEN' },
    { name: 'on the last day', day: '2021-06-30', phase: 'OPEN' },
    { name: 'after the last day', day: '2021-07-01', phase: 'OVER' },
    { name: 'on the day of the close', day: '2021-07-31', phase: 'CLOSED' },
    {
      name: 'within a first month',
      period: { label: '2020', from: '2020-07', to: '2021-06' },
      day: '2020-07-15',
      phase: 'UNCERTAIN',
    },
    {
      name: 'after a first month',
      period: { label: '2020', from: '2020-07', to: '2021-06' },
      day: '2020-08-01',
      phase: 'OPEN',
    },
    {
      name: 'with no last day on record',
      period: { label: 'since 2020', from: '2020-07' },
      day: '2020-08-01',
      phase: 'UNCERTAIN',
    },
    { name: 'with no dates on record', period: { label: 'per year' }, day: '2020-08-01', phase: 'UNCERTAIN' },
  ],
  ({ period, day, phase }) =>
    given(opened(period && { period }), quotaClosed(close)).state((state) => expect(phaseOn(state, day)).toBe(phase)),
);
