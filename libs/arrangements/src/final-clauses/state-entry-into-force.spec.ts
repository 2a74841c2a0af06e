import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  claimed,
  entering,
  france,
  given,
  inForce,
  notified,
  onNotification,
  onSignature,
  registered,
  registeredAmong,
  signed,
  statedInForce,
} from '../testing/history.js';

const state = (on: string) => ({ arrangement: 'arrangement-de-ph', on });
const example = [
  registered(),
  entering(onNotification(2, 'MONTH', 'FIRST_DAY_OF_MONTH')),
  notified('2020-03-12', 'party-ph'),
  notified('2020-01-15', 'party-de'),
] as const;

rule('ARR-02', 'entry into force is not stated while conditions of the clause are unmet', () =>
  given(registered(), entering(onSignature), signed('2020-03-01', 'party-ph'))
    .when('stateEntryIntoForce', state('2020-03-01'))
    .refused('ARR-02', { waitingFor: ['party-de'] }),
);

ruleTable(
  'ARR-03',
  'a date that is typed agrees with the one that is computed',
  [
    { name: 'the day itself', on: '2020-05-01', refused: false },
    { name: 'its month', on: '2020-05', refused: false },
    { name: 'its year', on: '2020', refused: false },
    { name: 'the day before', on: '2020-04-30', refused: true },
    { name: 'the day after', on: '2020-05-02', refused: true },
    { name: 'another month', on: '2020-04', refused: true },
  ],
  ({ on, refused }) => {
    const answer = given(...example).when('stateEntryIntoForce', state(on));
    if (refused) answer.refused('ARR-03', { computed: '2020-05-01', stated: on });
    else answer.recorded();
  },
);

ruleTable(
  'ARR-05',
  'entry into force does not precede signature',
  [
    { name: 'the day before', on: '2020-02-29', refused: true },
    { name: 'the day of signature', on: '2020-03-01', refused: false },
    { name: 'the year before', on: '2019', refused: true },
    { name: 'the same year, where nobody can tell', on: '2020', refused: false },
  ],
  ({ on, refused }) => {
    const answer = given(registered(), signed('2020-03-01')).when('stateEntryIntoForce', state(on));
    if (refused) answer.refused('ARR-05', { signature: '2020-03-01' });
    else
      answer.state(({ entryIntoForceStated }) =>
        expect(entryIntoForceStated).toEqual([{ seq: 2, on, note: undefined }]),
      );
  },
);

rule('ARR-05', 'a text among many is in force before the last of them signs', () => {
  const history = [
    registeredAmong('party-de', 'party-ph', 'party-fr'),
    signed('2015-01-01', 'party-fr'),
    signed('2010-01-01', 'party-de', 'party-ph'),
  ];
  given(...history)
    .when('stateEntryIntoForce', state('2010-06-01'))
    .recorded();
  given(...history)
    .when('stateEntryIntoForce', state('2009-06-01'))
    .refused('ARR-05', { signature: '2010-01-01' });
});

rule('GEN-07', 'another date than the one stated is a claim', () => {
  given(registered(), statedInForce('2013')).when('stateEntryIntoForce', state('2013-06-01')).recorded();
  given(registered(), statedInForce('2013'))
    .when('stateEntryIntoForce', state('2014'))
    .refused('GEN-07', { stated: '2013', asked: '2014' });
});

rule('GEN-07', 'nothing is stated of a date on which sources disagree', () =>
  given(
    registered(),
    claimed('one', { topic: 'ENTRY_INTO_FORCE', date: '2013' }),
    claimed('two', { topic: 'ENTRY_INTO_FORCE', date: '2014' }),
  )
    .when('stateEntryIntoForce', state('2013'))
    .refused('GEN-07', { topic: 'ENTRY_INTO_FORCE' }),
);

rule('GEN-09', 'a government states it of its own arrangements only', () =>
  given(...inForce('2013-03-19'))
    .when('stateEntryIntoForce', state('2013-03-19'), france)
    .refused('GEN-09'),
);
