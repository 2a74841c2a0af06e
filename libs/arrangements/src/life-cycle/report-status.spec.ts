import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { france, germany, given, inForce, legally, operator, union, years } from '../testing/history.js';

const report = { arrangement: 'arrangement-de-ph', status: 'EXPIRED_BUT_APPLIED', asOf: '2022' };
const operation = {
  arrangement: 'arrangement-de-ph',
  kind: 'FIRST_ADMISSION',
  on: '2014-08-08',
  description: 'The first 53 workers leave',
};

rule('ARR-13', 'what has expired and is still applied stays expired in law', () =>
  given(...inForce('2013-03-19', { length: years(5) }))
    .when('reportStatus', report, union)
    .state((state) => {
      expect(state.statusReports).toEqual([{ seq: 3, status: 'EXPIRED_BUT_APPLIED', asOf: '2022' }]);
      expect(legally(state, '2022-06-01')).toBe('EXPIRED');
    }),
);

rule('GEN-09', 'any who speak in the registry report what they see; who runs it does not', () => {
  given(...inForce('2013-03-19'))
    .when('reportStatus', report, france)
    .recorded();
  given(...inForce('2013-03-19'))
    .when('reportStatus', report, operator)
    .refused('GEN-09', { role: 'OPERATOR' });
});

rule('ARR-27', 'operational is not the same as in force', () =>
  given(...inForce('2015-03-19'))
    .when('recordOperation', operation, germany)
    .state((state) => {
      expect(state.operations).toEqual([
        { seq: 3, kind: 'FIRST_ADMISSION', on: '2014-08-08', description: 'The first 53 workers leave' },
      ]);
      expect(legally(state, '2014-08-08')).toBe('NEGOTIATED');
    }),
);

rule('GEN-09', 'a government records what is done under its own arrangements only', () =>
  given(...inForce('2013-03-19'))
    .when('recordOperation', operation, france)
    .refused('GEN-09'),
);
