import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { claimed, ended, france, germany, given, inForce, registered, signed, years } from '../testing/history.js';
import type { EndGround } from './life-cycle.js';
import { legalStatusOn } from './timeline.js';

const end = (on: string, ground: EndGround = 'TERMINATION') => ({ arrangement: 'arrangement-de-ph', on, ground });

ruleTable(
  'ARR-01',
  'an end has a ground, from which the state follows',
  (
    [
      ['EXPIRY', 'EXPIRED'],
      ['TERMINATION', 'TERMINATED'],
      ['DENUNCIATION', 'TERMINATED'],
      ['REPLACEMENT', 'REPLACED'],
      ['COMPLETION', 'COMPLETED'],
    ] as const
  ).map(([ground, status]) => ({ name: ground, ground, status })),
  ({ ground, status }) =>
    given(...inForce('2013-03-19'))
      .when('endArrangement', end('2018-01-01', ground))
      .state((state) => {
        expect(state.ends).toEqual([{ seq: 3, on: '2018-01-01', ground }]);
        expect(legalStatusOn(state, '2017-12-31').status).toBe('IN_FORCE');
        expect(legalStatusOn(state, '2018-01-01').status).toBe(status);
      }),
);

rule('ARR-22', 'it ends once', () =>
  given(...inForce('2013-03-19'), ended('2018-01-01'))
    .when('endArrangement', end('2017-01-01'))
    .refused('ARR-22', { on: '2018-01-01' }),
);

ruleTable(
  'ARR-22',
  'a source confirms the end that the term gives, and no later one',
  [
    { name: 'earlier', on: '2017-01-01', refused: false },
    { name: 'the very day', on: '2018-03-19', refused: false },
    { name: 'the year', on: '2018', refused: false },
    { name: 'the day after', on: '2018-03-20', refused: true },
  ],
  ({ on, refused }) => {
    const answer = given(...inForce('2013-03-19', { length: years(5) })).when('endArrangement', end(on, 'EXPIRY'));
    if (refused) answer.refused('ARR-22', { on: '2018-03-19' });
    else answer.recorded();
  },
);

rule('ARR-05', 'it does not end before it was signed', () => {
  given(registered(), signed('2013-03-19'))
    .when('endArrangement', end('2013-03-18'))
    .refused('ARR-05', { signature: '2013-03-19' });
  given(registered(), signed('2013-03-19')).when('endArrangement', end('2013')).recorded();
});

rule('GEN-07', 'no end is recorded while sources disagree on it', () =>
  given(...inForce('2013-03-19'), claimed('one', { date: '2018' }), claimed('two', { date: '2019' }))
    .when('endArrangement', end('2018'))
    .refused('GEN-07', { topic: 'END' }),
);

rule('GEN-09', 'a government ends its own arrangements only', () => {
  given(...inForce('2013-03-19'))
    .when('endArrangement', end('2018-01-01'), germany)
    .recorded();
  given(...inForce('2013-03-19'))
    .when('endArrangement', end('2018-01-01'), france)
    .refused('GEN-09', { actingFor: 'party-fr' });
});
