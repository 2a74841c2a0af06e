import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { conditionConfirmed } from './confirm-condition.js';
import { numberOn } from './quota.js';
import { fiji, given, opened } from './quota.fixture.js';
import { quotaRevised } from './revise-quota.js';

const quota = 'quota-nz-rse-2020';
const increase = quotaRevised({
  quota,
  revision: 'increase',
  number: { limited: 16_000 },
  act: 'Cabinet decision of 14 October 2019',
  conditional: 'housing, and work for locals',
});
const confirmation = { quota, revision: 'increase', by: 'Immigration New Zealand', on: '2020-11-01' };

rule('QUO-12', 'a conditional increase does not count before it is confirmed', () =>
  given(opened(), increase).state((state) =>
    expect(numberOn(state, '2021-06-30')?.value.number).toEqual({ limited: 14_400 }),
  ),
);

ruleTable(
  'QUO-12',
  'it counts from its confirmation on',
  [
    { name: 'the day before', day: '2020-10-31', limited: 14_400 },
    { name: 'the day', day: '2020-11-01', limited: 16_000 },
  ],
  ({ day, limited }) =>
    given(opened(), increase)
      .when('confirmCondition', confirmation)
      .state((state) => expect(numberOn(state, day)?.value.number).toEqual({ limited })),
);

rule('QUO-12', 'it counts not before the act says', () =>
  given(opened(), quotaRevised({ ...increase.data, from: '2021-01-01' }))
    .when('confirmCondition', confirmation)
    .state((state) => expect(numberOn(state, '2020-12-31')?.value.number).toEqual({ limited: 14_400 })),
);

rule('QUO-12', 'the first number may depend on a condition too', () =>
  given(opened({ conditional: 'housing is found' }))
    .when('confirmCondition', { ...confirmation, revision: undefined })
    .state((state) => expect(numberOn(state, '2020-11-01')?.value.number).toEqual({ limited: 14_400 })),
);

rule('QUO-12', 'a named body confirms', () =>
  given(opened(), increase)
    .when('confirmCondition', { ...confirmation, by: undefined })
    .malformed('by'),
);

ruleTable(
  'QUO-12',
  'what is confirmed is a condition that waits',
  [
    { name: 'no such revision', history: [opened()], facts: { revision: 'increase' } },
    {
      name: 'no condition',
      history: [opened(), quotaRevised({ ...increase.data, conditional: undefined })],
      facts: { revision: 'increase' },
    },
    {
      name: 'confirmed before',
      history: [opened(), increase, conditionConfirmed(confirmation)],
      facts: { met: true, on: '2020-11-01' },
    },
  ],
  ({ history, facts }) =>
    given(...history)
      .when('confirmCondition', confirmation)
      .refused('QUO-12', facts),
);

rule('GEN-09', 'a government confirms for its own arrangements', () =>
  given(opened(), increase).when('confirmCondition', confirmation, fiji).refused('GEN-09'),
);
