import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { france, germany, given, inForce, suspended, years } from '../testing/history.js';
import type { SuspendArrangement } from './suspend-arrangement.js';

const suspension = {
  arrangement: 'arrangement-de-ph',
  suspension: 'pause',
  scope: 'ALL',
  ground: 'CONSENT',
  from: '2020-04-01',
  plannedEnd: '2020-12-31',
  decidedBy: ['party-ph', 'party-de'],
} as const;
const suspend = (changes: Partial<SuspendArrangement> = {}) => ({
  ...suspension,
  decidedBy: [...suspension.decidedBy],
  ...changes,
});

rule('ARR-14', 'a suspension has scope, ground, start, planned end and who decided', () =>
  given(...inForce('2013-03-19'))
    .when('suspendArrangement', suspend())
    .state(({ suspensions }) => {
      const { arrangement: _, ...stated } = suspension;
      expect(suspensions).toEqual([{ ...stated, seq: 3 }]);
    }),
);

ruleTable(
  'ARR-14',
  'a suspension of a part names it',
  (['PARTS', 'SECTORS', 'DISTRICTS', 'EMPLOYERS'] as const).map((scope) => ({ name: scope, scope })),
  ({ scope }) => {
    given(...inForce('2013-03-19'))
      .when('suspendArrangement', suspend({ scope }))
      .refused('ARR-14', { scope });
    given(...inForce('2013-03-19'))
      .when('suspendArrangement', suspend({ scope, detail: '44 districts' }))
      .recorded();
  },
);

rule('ARR-14', 'somebody decided, and a planned end does not precede the start', () => {
  given(...inForce('2013-03-19'))
    .when('suspendArrangement', suspend({ decidedBy: [], ground: 'CLAUSE' }))
    .refused('ARR-14');
  given(...inForce('2013-03-19'))
    .when('suspendArrangement', suspend({ plannedEnd: '2020-03-31' }))
    .refused('ARR-14', { plannedEnd: '2020-03-31' });
});

rule('ARR-15', 'suspension by consent needs all parties; under a clause or for breach one suffices', () => {
  given(...inForce('2013-03-19'))
    .when('suspendArrangement', suspend({ decidedBy: ['party-de'] }))
    .refused('ARR-15', { missing: ['party-ph'] });
  for (const ground of ['CLAUSE', 'MATERIAL_BREACH'] as const)
    given(...inForce('2013-03-19'))
      .when('suspendArrangement', suspend({ ground, decidedBy: ['party-de'] }), germany)
      .recorded();
});

rule('PTY-06', 'a stranger suspends nothing', () =>
  given(...inForce('2013-03-19'))
    .when('suspendArrangement', suspend({ ground: 'CLAUSE', decidedBy: ['party-fr'] }), france)
    .refused('PTY-06', { party: 'party-fr' }),
);

ruleTable(
  'ARR-22',
  'what has ended is not suspended',
  [
    { name: 'on the last day', on: '2018-03-18', refused: false },
    { name: 'on the day after', on: '2018-03-19', refused: true },
  ],
  ({ on, refused }) => {
    const answer = given(...inForce('2013-03-19', { length: years(5) })).when(
      'suspendArrangement',
      suspend({ from: on }),
    );
    if (refused) answer.refused('ARR-22', { status: 'EXPIRED' });
    else answer.recorded();
  },
);

rule('GEN-02', 'a name is used once', () =>
  given(...inForce('2013-03-19'), suspended('2019'))
    .when('suspendArrangement', suspend())
    .refused('GEN-02', { suspension: 'pause' }),
);

rule('GEN-10', 'no government suspends for another', () =>
  given(...inForce('2013-03-19'))
    .when('suspendArrangement', suspend(), germany)
    .refused('GEN-10', { actOf: 'party-ph' }),
);
