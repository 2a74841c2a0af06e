import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import type { FinalClauses } from '../final-clauses/final-clauses.js';
import {
  agreed,
  claimed,
  days,
  denounced,
  ended,
  from,
  germany,
  given,
  inForce,
  joined,
  months,
  philippines,
  stateOf,
  takenBack,
  years,
} from '../testing/history.js';
import { noticeEffect } from './denunciation.js';

const denounce = (receivedOn: string, party = 'party-de') => ({ arrangement: 'arrangement-de-ph', party, receivedOn });

ruleTable(
  'ARR-18',
  'a notice takes effect a period after its receipt',
  (
    [
      ['six months', { denunciationNotice: months(6) }, '2019-08-31', '2020-02-29', false],
      ['ninety days', { denunciationNotice: days(90) }, '2020-01-01', '2020-03-31', false],
      ['at once', { denunciationNotice: days(0) }, '2020-01-01', '2020-01-01', false],
      ['twelve months where the text is silent', {}, '2020-02-29', '2021-02-28', true],
      ['known to the month', {}, '2020-02', '2021-02', true],
    ] as [string, FinalClauses, string, string, boolean][]
  ).map(([name, clauses, receivedOn, takesEffect, toBeConfirmed]) => ({
    name,
    clauses,
    receivedOn,
    takesEffect,
    toBeConfirmed,
  })),
  ({ clauses, receivedOn, takesEffect, toBeConfirmed }) =>
    given(...inForce('2013-03-19'), agreed(clauses))
      .when('denounceArrangement', denounce(receivedOn))
      .state((state) => {
        expect(state.denunciations).toEqual([{ seq: 4, party: 'party-de', receivedOn }]);
        expect(noticeEffect(state, receivedOn)).toMatchObject({ on: takesEffect, toBeConfirmed });
      }),
);

rule('ARR-18', 'the clause counts that governs on the day of receipt, even if it is recorded later', () => {
  const later = [
    from('2010-01-01', agreed({ denunciationNotice: months(6) })),
    from('2018-01-01', agreed({ denunciationNotice: months(3) })),
  ];
  const state = stateOf(...inForce('2010-01-01'), denounced('2015-01-15'), ...later);
  expect(noticeEffect(state, '2015-01-15')).toMatchObject({ on: '2015-07-15', toBeConfirmed: false });
  expect(noticeEffect(state, '2019-01-15')).toMatchObject({ on: '2019-04-15', toBeConfirmed: false });
  expect(noticeEffect(state, '2009-01-15')).toMatchObject({ on: '2010-01-15', toBeConfirmed: true });
});

rule('ARR-18', 'a receipt known to the month is too coarse for a notice in days', () =>
  given(...inForce('2013-03-19'), agreed({ denunciationNotice: days(90) }))
    .when('denounceArrangement', denounce('2020-01'))
    .refused('ARR-18', { receivedOn: '2020-01' }),
);

rule('ARR-18', 'a party gives notice once, and again after it took it back', () => {
  given(...inForce('2013-03-19'), denounced('2020-01-15'))
    .when('denounceArrangement', denounce('2020-02-15'))
    .refused('ARR-18', { party: 'party-de' });
  given(...inForce('2013-03-19'), denounced('2020-01-15'))
    .when('denounceArrangement', denounce('2020-02-15', 'party-ph'))
    .recorded();
  given(...inForce('2013-03-19'), denounced('2020-01-15'), takenBack('2020-02-01'))
    .when('denounceArrangement', denounce('2020-02-15'))
    .recorded();
});

rule('PTY-06', 'only a party that is bound denounces', () => {
  given(...inForce('2013-03-19'))
    .when('denounceArrangement', denounce('2020-01-15', 'party-fr'))
    .refused('PTY-06', { party: 'party-fr' });
  given(...inForce('2013-03-19'), joined('party-eu', '2014', 'FUNDER'))
    .when('denounceArrangement', denounce('2020-01-15', 'party-eu'))
    .refused('PTY-06', { party: 'party-eu' });
});

ruleTable(
  'ARR-22',
  'nobody denounces what had ended on the day of receipt',
  [
    { name: 'the last day', receivedOn: '2018-03-18', refused: false },
    { name: 'the day after', receivedOn: '2018-03-19', refused: true },
  ],
  ({ receivedOn, refused }) => {
    const answer = given(...inForce('2013-03-19', { length: years(5) })).when(
      'denounceArrangement',
      denounce(receivedOn),
    );
    if (refused) answer.refused('ARR-22', { status: 'EXPIRED' });
    else answer.recorded();
  },
);

rule('ARR-22', 'a notice received before the end is recorded long after it', () =>
  given(...inForce('2013-03-19'), ended('2018-01-01'))
    .when('denounceArrangement', denounce('2017-01-01'))
    .recorded(),
);

rule('GEN-07', 'no notice is recorded while sources disagree on the end or the beginning', () => {
  for (const topic of ['END', 'ENTRY_INTO_FORCE'] as const)
    given(...inForce('2013-03-19'), claimed('one', { topic, date: '2018' }), claimed('two', { topic, date: '2019' }))
      .when('denounceArrangement', denounce('2017-01-01'))
      .refused('GEN-07', {});
});

rule('GEN-10', 'a government denounces for itself only', () => {
  given(...inForce('2013-03-19'))
    .when('denounceArrangement', denounce('2020-01-15'), germany)
    .recorded();
  given(...inForce('2013-03-19'))
    .when('denounceArrangement', denounce('2020-01-15'), philippines)
    .refused('GEN-10', { actOf: 'party-de' });
});
