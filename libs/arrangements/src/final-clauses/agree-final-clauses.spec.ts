import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { viewArrangement } from '../arrangement.view.js';
import {
  agreed,
  entering,
  france,
  germany,
  given,
  on,
  onNotification,
  onSignature,
  registered,
  signed,
  storyOf,
  subjectOf,
  years,
} from '../testing/history.js';
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

rule('ARR-02', 'what is learnt of one final clause later leaves the others as they were', () => {
  const subject = subjectOf(
    registered(),
    signed('2013-03-19'),
    entering(onSignature, { term: { length: years(5) } }),
    agreed({ survival: { clauses: ['fees'] } }),
  );
  expect(storyOf(subject.state)).toEqual(['2013-03-19 IN_FORCE', '2018-03-19 EXPIRED']);
  expect(viewArrangement(subject, on('2015-01-01')).finalClauses).toMatchObject({
    clauses: { entryIntoForce: onSignature, term: { length: years(5) }, survival: { clauses: ['fees'] } },
    evidence: [{ seq: 2 }, { seq: 3 }],
  });
});
