import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { france, germany, given, onNotification, onSignature, registered, years } from '../testing/history.js';
import type { FinalClauses } from './final-clauses.js';

const agree = (finalClauses: FinalClauses) => ({ arrangement: 'arrangement-de-ph', finalClauses });

rule('ARR-02', 'final clauses are recorded as data, with the day since when they hold', () =>
  given(registered())
    .when('agreeFinalClauses', agree({ entryIntoForce: onSignature, term: { length: years(5) } }), {
      provenance: { effective: { from: '2013' } },
    })
    .state(({ finalClauses }) =>
      expect(finalClauses).toEqual([
        { seq: 1, from: '2013', value: { entryIntoForce: onSignature, term: { length: years(5) } } },
      ]),
    ),
);

ruleTable(
  'ARR-02',
  'a text enters into force in one way',
  [
    { name: 'none', clause: {}, named: 0 },
    { name: 'two', clause: { ...onSignature, ...onNotification(1, 'MONTH') }, named: 2 },
  ],
  ({ clause, named }) =>
    given(registered())
      .when('agreeFinalClauses', agree({ entryIntoForce: clause }))
      .refused('ARR-02', { given: named }),
);

rule('ARR-09', 'a term does not both end on a date and last until ended', () =>
  given(registered())
    .when('agreeFinalClauses', agree({ term: { until: '2020-12-31', indefinite: true } }))
    .refused('ARR-09', { until: '2020-12-31' }),
);

rule('GEN-09', 'a government agrees the clauses of its own arrangements only', () => {
  given(registered()).when('agreeFinalClauses', agree({}), germany).recorded();
  given(registered()).when('agreeFinalClauses', agree({}), france).refused('GEN-09', { actingFor: 'party-fr' });
});
