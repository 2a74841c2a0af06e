import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { ended, france, given, inForce, parties, registered, stateOf } from '../testing/history.js';

const transition = { quotas: 'RUNS_OUT', training: 'CONTINUES', complaints: 'NOT_STATED' };
const follow = (predecessor?: string, changes: object = {}) => ({
  arrangement: 'arrangement-de-ph',
  kind: 'REPLACES',
  description: 'The agreement of 1974',
  on: '2013-03-19',
  transition,
  ...(predecessor ? { predecessor } : {}),
  ...changes,
});
const before = (...history: Parameters<typeof stateOf>) => ({
  others: { ...parties, 'arrangement-de-ph-1974': stateOf(...history) },
});

rule('ARR-22', 'what has ended is followed by a new arrangement that names it', () =>
  given(registered())
    .when(
      'recordSuccession',
      follow('arrangement-de-ph-1974'),
      before(...inForce('1974'), ended('2013-03-19', 'REPLACEMENT')),
    )
    .state(({ succession }) =>
      expect(succession).toEqual([
        {
          seq: 1,
          kind: 'REPLACES',
          predecessor: 'arrangement-de-ph-1974',
          description: 'The agreement of 1974',
          on: '2013-03-19',
          transition,
        },
      ]),
    ),
);

rule('ARR-22', 'a predecessor that is not registered is told in words', () => {
  given(...inForce('2013-03-19'), ended('2018'))
    .when('recordSuccession', follow())
    .recorded();
  given(registered())
    .when('recordSuccession', follow('arrangement-de-ph-1974'))
    .refused('ARR-23', { predecessor: 'arrangement-de-ph-1974' });
});

ruleTable(
  'ARR-23',
  'a replacement says from when, and what becomes of what was open',
  [
    { name: 'without a day', changes: { on: undefined }, missing: ['on'] },
    { name: 'without transition', changes: { transition: undefined }, missing: ['transition'] },
    { name: 'without both', changes: { on: undefined, transition: undefined }, missing: ['on', 'transition'] },
  ],
  ({ changes, missing }) => {
    given(registered()).when('recordSuccession', follow(undefined, changes)).refused('ARR-23', { missing });
    given(registered())
      .when('recordSuccession', follow(undefined, { ...changes, kind: 'FOLLOWS' }))
      .recorded();
  },
);

ruleTable(
  'ARR-23',
  'the replaced one ends on the day of the replacement',
  [
    { name: 'it still stands', history: inForce('1974'), refused: true },
    { name: 'it ends on that day', history: [...inForce('1974'), ended('2013-03-19', 'REPLACEMENT')], refused: false },
    { name: 'it ends the day after', history: [...inForce('1974'), ended('2013-03-20', 'REPLACEMENT')], refused: true },
  ],
  ({ history, refused }) => {
    const answer = given(registered()).when(
      'recordSuccession',
      follow('arrangement-de-ph-1974'),
      before(...(history as Parameters<typeof stateOf>)),
    );
    if (refused) answer.refused('ARR-23', { predecessor: 'arrangement-de-ph-1974', status: 'IN_FORCE' });
    else answer.recorded();
  },
);

rule('ARR-22', 'no arrangement succeeds itself', () =>
  given(registered())
    .when('recordSuccession', follow('arrangement-de-ph'))
    .refused('ARR-22', { predecessor: 'arrangement-de-ph' }),
);

rule('GEN-09', 'a government links its own arrangements only', () =>
  given(registered()).when('recordSuccession', follow(), france).refused('GEN-09'),
);
