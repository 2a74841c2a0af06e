import { type Quota, quotaDecider } from '#quotas';
import { expect } from '@jest/globals';
import { ruleTable, scenarios } from '#kernel/testing';
import { quotaEffects } from './amendment-impact.js';

const opened = quotaDecider.events.get('QuotaOpened')!({
  quota: 'quota-care-2026',
  arrangement: 'arrangement-de-ph',
  kind: 'CEILING',
  ground: 'STATED',
  unit: 'PERSONS',
  number: { limited: 100 },
  period: { label: '2026', from: '2026-01-01', to: '2026-12-31' },
  scope: {},
  act: 'Protocol of 2025',
} as never);
let quota: Quota | undefined;
scenarios(quotaDecider)
  .given(opened)
  .state((state) => (quota = state));

const clause = { clause: 'art-2', content: { code: 'QUOT' } };
const amendment = (changes: object[], more: object = {}) =>
  ({ amendment: 'protocol', changes, ...more }) as unknown as Parameters<typeof quotaEffects>[0];

ruleTable(
  'AMD-07',
  'a pending amendment shows the quotas that it touches; those that are over only where it sets their number',
  [
    {
      name: 'another clause',
      found: quotaEffects(amendment([{ clause: { clause: 'x', content: { code: 'FEES' } } }]), quota!, '2026-06-01'),
      effects: [],
    },
    { name: 'the scope', found: quotaEffects(amendment([{ scope: {} }]), quota!, '2026-12-31'), effects: ['SCOPE'] },
    {
      name: 'the scope, the day after the period',
      found: quotaEffects(amendment([{ scope: {} }]), quota!, '2027-01-01'),
      effects: [],
    },
    {
      name: 'the term and a clause on numbers',
      found: quotaEffects(amendment([{ term: {} }, { clause }]), quota!, '2026-06-01'),
      effects: ['CLAUSE', 'TERM'],
    },
    {
      name: 'its number, in a year that is over',
      found: quotaEffects(amendment([], { instrumentAsStated: 'Protocol of 2025' }), quota!, '2027-06-01'),
      effects: ['NUMBER'],
    },
  ],
  ({ found, effects }) => expect(found).toEqual(effects),
);
