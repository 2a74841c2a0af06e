import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { claimed, depositary, ended, france, germany, given, inForce, years } from '../testing/history.js';

const renew = (on: string, until?: string) => ({ arrangement: 'arrangement-de-ph', on, ...(until ? { until } : {}) });

rule('ARR-12', 'a renewal is recorded with its last day, where it is known', () =>
  given(...inForce('2013-03-19', { length: years(5) }))
    .when('recordRenewal', renew('2018-01-10', '2023-03-18'))
    .state(({ renewals }) => expect(renewals).toEqual([{ seq: 3, on: '2018-01-10', until: '2023-03-18' }])),
);

rule('ARR-05', 'a renewed term does not end before it begins', () =>
  given(...inForce('2013-03-19'))
    .when('recordRenewal', renew('2018-01-10', '2018-01-09'))
    .refused('ARR-05', { until: '2018-01-09' }),
);

ruleTable(
  'AMD-12',
  'what has expired is not renewed',
  [
    { name: 'on the last day', on: '2018-03-18', refused: false },
    { name: 'on the day after, so that no gap is left', on: '2018-03-19', refused: false },
    { name: 'two days after', on: '2018-03-20', refused: true },
    { name: 'in the same year, where nobody can tell', on: '2018', refused: false },
    { name: 'in the year after', on: '2019', refused: true },
  ],
  ({ on, refused }) => {
    const answer = given(...inForce('2013-03-19', { length: years(5) })).when('recordRenewal', renew(on));
    if (refused) answer.refused('AMD-12', { expiredOn: '2018-03-19' });
    else answer.recorded();
  },
);

rule('ARR-22', 'what was terminated is not renewed; a renewal before that is recorded long after', () => {
  given(...inForce('2013-03-19'), ended('2018-01-01'))
    .when('recordRenewal', renew('2018-01-01'))
    .refused('ARR-22', { status: 'TERMINATED' });
  given(...inForce('2013-03-19'), ended('2018-01-01'))
    .when('recordRenewal', renew('2017-12-31'))
    .recorded();
});

rule('GEN-07', 'no renewal is recorded while sources disagree on the end', () =>
  given(...inForce('2013-03-19'), claimed('one', { date: '2018' }), claimed('two', { date: '2019' }))
    .when('recordRenewal', renew('2017'))
    .refused('GEN-07', { topic: 'END' }),
);

rule('GEN-09', 'a government renews its own arrangements only', () =>
  given(...inForce('2013-03-19'))
    .when('recordRenewal', renew('2017'), france)
    .refused('GEN-09'),
);

ruleTable(
  'ARR-12',
  'without a renewal by itself all parties renew, by an instrument that each accepts',
  [
    { name: 'a government, where the text is silent', term: { length: years(5) }, by: germany, refused: true },
    {
      name: 'a government, where the text does not renew',
      term: { length: years(5), renewal: 'NONE' },
      by: germany,
      refused: true,
    },
    {
      name: 'a government, where it renews itself',
      term: { length: years(5), renewal: 'TACIT' },
      by: germany,
      refused: false,
    },
    { name: 'the depositary', term: { length: years(5) }, by: depositary, refused: false },
    { name: 'the secretariat, from a source', term: { length: years(5) }, by: {}, refused: false },
  ] as const,
  ({ term, by, refused }) => {
    const answer = given(...inForce('2013-03-19', term)).when('recordRenewal', renew('2018-01-10'), by);
    if (refused) answer.refused('ARR-12', { renewal: 'renewal' in term ? term.renewal : null });
    else answer.recorded();
  },
);
