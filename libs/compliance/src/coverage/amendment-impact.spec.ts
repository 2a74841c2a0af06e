import { type Quota, quotaDecider } from '#quotas';
import { expect } from '@jest/globals';
import { ruleTable, scenarios } from '#kernel/testing';
import { quotaEffects, quotaNumbers } from './amendment-impact.js';

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

const revised = (changes: object) => {
  let state: Quota | undefined;
  const revision = { quota: 'quota-care-2026', revision: 'cut', number: { limited: 80 }, act: 'Protocol of 2026' };
  scenarios(quotaDecider)
    .given(opened, quotaDecider.events.get('QuotaRevised')!({ ...revision, ...changes } as never))
    .state((found) => (state = found));
  return state!;
};
const act = { instrumentAsStated: 'Protocol of 2026' };

ruleTable(
  'AMD-07',
  'a quota that an amendment touches shows its number on both sides',
  [
    { name: 'it sets the number', quota: revised({}), by: act, before: 100, after: 80 },
    {
      name: 'it sets the number from a later day',
      quota: revised({ from: '2026-07-01' }),
      by: act,
      before: 100,
      after: 80,
    },
    {
      name: 'it sets it on a condition that nobody has confirmed (QUO-12)',
      quota: revised({ conditional: 'If enough apply' }),
      by: act,
      before: 100,
      after: 100,
    },
    {
      name: 'it sets the first number',
      quota: revised({}),
      by: { instrumentAsStated: 'Protocol of 2025' },
      before: undefined,
      after: 100,
    },
    { name: 'it sets none, before the cut', quota: revised({ from: '2026-07-01' }), by: {}, before: 100, after: 100 },
  ],
  ({ quota: touched, by, before, after }) =>
    expect(quotaNumbers(amendment([], by), touched, '2026-06-30')).toMatchObject([
      { scope: 'whole', before: before === undefined ? undefined : { limited: before }, after: { limited: after } },
    ]),
);
