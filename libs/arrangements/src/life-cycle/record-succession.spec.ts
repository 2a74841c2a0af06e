import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { ended, france, given, inForce, registered } from '../testing/history.js';

const follow = (predecessor?: string) => ({
  arrangement: 'arrangement-de-ph',
  kind: 'REPLACES',
  description: 'The agreement of 1974',
  ...(predecessor ? { predecessor } : {}),
});

rule('ARR-22', 'what has ended is followed by a new arrangement that names it', () =>
  given(registered())
    .when('recordSuccession', follow('arrangement-de-ph-1974'))
    .state(({ succession }) =>
      expect(succession).toEqual([
        { seq: 1, kind: 'REPLACES', predecessor: 'arrangement-de-ph-1974', description: 'The agreement of 1974' },
      ]),
    ),
);

rule('ARR-22', 'a predecessor that is not registered is told in words', () =>
  given(...inForce('2013-03-19'), ended('2018'))
    .when('recordSuccession', follow())
    .recorded(),
);

rule('ARR-22', 'no arrangement succeeds itself', () =>
  given(registered())
    .when('recordSuccession', follow('arrangement-de-ph'))
    .refused('ARR-22', { predecessor: 'arrangement-de-ph' }),
);

rule('GEN-09', 'a government links its own arrangements only', () =>
  given(registered()).when('recordSuccession', follow(), france).refused('GEN-09'),
);
