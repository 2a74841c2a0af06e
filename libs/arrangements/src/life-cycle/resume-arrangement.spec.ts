import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { germany, given, inForce, resumed, suspended } from '../testing/history.js';

const resume = (on: string, ...decidedBy: string[]) => ({
  arrangement: 'arrangement-de-ph',
  suspension: 'pause',
  on,
  decidedBy,
});
const both = ['party-de', 'party-ph'];
const history = [...inForce('2013-03-19'), suspended('2020-04-01')] as const;

ruleTable(
  'ARR-17',
  'a suspension does not end before it starts',
  [
    { name: 'the day before', on: '2020-03-31', refused: true },
    { name: 'the day itself', on: '2020-04-01', refused: false },
    { name: 'the same month', on: '2020-04', refused: false },
    { name: 'the month before', on: '2020-03', refused: true },
  ],
  ({ on, refused }) => {
    const answer = given(...history).when('resumeArrangement', resume(on, ...both));
    if (refused) answer.refused('ARR-17', { from: '2020-04-01' });
    else answer.state(({ suspensions }) => expect(suspensions[0]!.resumed).toEqual({ seq: 4, on }));
  },
);

rule('ARR-17', 'those who suspended resume', () => {
  given(...history)
    .when('resumeArrangement', resume('2020-07-01', 'party-de'))
    .refused('ARR-17', { missing: ['party-ph'] });
  const alone = [...inForce('2013-03-19'), suspended('2020-04-01', { ground: 'CLAUSE', decidedBy: ['party-de'] })];
  given(...alone)
    .when('resumeArrangement', resume('2020-07-01', 'party-de'), germany)
    .recorded();
});

rule('ARR-17', 'a suspension that is unknown or over does not end', () => {
  given(...inForce('2013-03-19'))
    .when('resumeArrangement', resume('2020-07-01', ...both))
    .refused('ARR-17', { suspension: 'pause' });
  given(...history, resumed('2020-05-01'))
    .when('resumeArrangement', resume('2020-07-01', ...both))
    .refused('ARR-17', { on: '2020-05-01' });
});

rule('GEN-10', 'no government resumes for another', () =>
  given(...history)
    .when('resumeArrangement', resume('2020-07-01', ...both), germany)
    .refused('GEN-10'),
);
