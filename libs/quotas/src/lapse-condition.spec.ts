import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { conditionLapsed } from './lapse-condition.js';
import { numberOn } from './quota.js';
import { given, opened } from './quota.fixture.js';
import { quotaRevised } from './revise-quota.js';

const quota = 'quota-nz-rse-2020';
const increase = quotaRevised({
  quota,
  revision: 'increase',
  number: { limited: 16_000 },
  act: 'Cabinet decision',
  conditional: 'housing',
});
const lapse = { quota, revision: 'increase', by: 'Immigration New Zealand', on: '2021-06-30' };

rule('QUO-12', 'an increase whose condition was not met never counts, and stays visible', () =>
  given(opened(), increase)
    .when('lapseCondition', lapse)
    .state((state) => {
      expect(numberOn(state, '2021-06-30')?.value.number).toEqual({ limited: 14_400 });
      expect(state.setting?.numbers[1]?.value.condition).toMatchObject({ text: 'housing', outcome: { met: false } });
    }),
);

rule('QUO-12', 'what was found not to be met is not confirmed afterwards', () =>
  given(opened(), increase, conditionLapsed(lapse)).when('confirmCondition', lapse).refused('QUO-12', { met: false }),
);

rule('QUO-12', 'the day of such a finding need not be known', () => {
  given(opened(), increase)
    .when('lapseCondition', { ...lapse, on: undefined })
    .recorded();
});
