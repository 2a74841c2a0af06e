import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import type { Term } from '../final-clauses/final-clauses.js';
import {
  claimed,
  ended,
  germany,
  given,
  inForce,
  legally,
  months,
  renewed,
  stateOf,
  unwanted,
  years,
} from '../testing/history.js';
import { dayBefore } from './days.js';
import { nonRenewalEffect } from './term.js';

const tacit: Term = { length: years(5), renewal: 'TACIT', renewalLength: years(2), renewalNotice: months(6) };
/** The first term ends with 18 March 2018, the second with 18 March 2020. */
const renewing = (changes: Partial<Term> = {}) => inForce('2013-03-19', { ...tacit, ...changes });
const notice = (receivedOn: string, party = 'party-de') => ({ arrangement: 'arrangement-de-ph', party, receivedOn });

ruleTable(
  'ARR-11',
  'a notice in time ends the term that runs, a late one the next',
  [
    { name: 'long before', received: '2013-04-01', endsOn: '2018-03-19' },
    { name: 'on the last day', received: '2017-09-18', endsOn: '2018-03-19' },
    { name: 'a day late', received: '2017-09-19', missed: '2017-09-18', endsOn: '2020-03-19' },
    { name: 'on the last day of the term', received: '2018-03-18', missed: '2017-09-18', endsOn: '2020-03-19' },
    { name: 'on the first day of the next', received: '2018-03-19', endsOn: '2020-03-19' },
    { name: 'on the last day for the second', received: '2019-09-18', endsOn: '2020-03-19' },
    { name: 'a day late for the second', received: '2019-09-19', missed: '2019-09-18', endsOn: '2022-03-19' },
  ],
  ({ received, missed, endsOn }) => {
    const state = stateOf(...renewing(), unwanted(received));
    expect(nonRenewalEffect(state, received)).toEqual({ missed, endsOn });
    expect([legally(state, dayBefore(endsOn)), legally(state, endsOn)]).toEqual(['IN_FORCE', 'EXPIRED']);
  },
);

ruleTable(
  'ARR-10',
  'without a notice in time the term goes on, as often as stated',
  [
    { name: 'no limit', term: {}, day: '2100-01-01', is: 'IN_FORCE' },
    { name: 'once: the last day', term: { renewals: 1 }, day: '2020-03-18', is: 'IN_FORCE' },
    { name: 'once: the day after', term: { renewals: 1 }, day: '2020-03-19', is: 'EXPIRED' },
    {
      name: 'no notice clause: until the end of the term',
      term: { renewalNotice: undefined },
      day: '2100-01-01',
      is: 'IN_FORCE',
    },
  ],
  ({ term, day, is }) => expect(legally(stateOf(...renewing(term)), day)).toBe(is),
);

rule('ARR-10', 'a notice that is too late for the last renewal changes nothing', () =>
  expect(legally(stateOf(...renewing({ renewals: 1 }), unwanted('2017-12-01')), '2020-03-18')).toBe('IN_FORCE'),
);

rule('ARR-12', 'parties that renew after a notice have thought better of it', () =>
  expect(legally(stateOf(...renewing(), unwanted('2017-01-01'), renewed('2018-01-01')), '2018-03-19')).toBe('IN_FORCE'),
);

rule('ARR-10', 'the notice of a party is recorded by that party', () => {
  given(...renewing())
    .when('giveNoticeOfNonRenewal', notice('2017-01-01'), germany)
    .recorded();
  given(...renewing())
    .when('giveNoticeOfNonRenewal', notice('2017-01-01', 'party-ph'), germany)
    .refused('GEN-10');
});

ruleTable(
  'ARR-10',
  'a notice is refused where there is nothing to stop',
  [
    {
      name: 'the text does not renew itself',
      history: inForce('2013-03-19', { length: years(5), renewal: 'NONE' }),
      by: 'ARR-10',
      facts: { expiresOn: '2018-03-19' },
    },
    { name: 'nothing is known of a term', history: inForce('2013-03-19'), by: 'ARR-10', facts: { expiresOn: null } },
    {
      name: 'a second notice',
      history: [...renewing(), unwanted('2016-01-01')],
      by: 'ARR-10',
      facts: { party: 'party-de' },
    },
    {
      name: 'it had ended',
      history: [...renewing(), ended('2016-01-01')],
      by: 'ARR-22',
      facts: { status: 'TERMINATED' },
    },
    {
      name: 'the end is disputed',
      history: [...renewing(), claimed('one', { date: '2018' }), claimed('two', { date: '2019' })],
      by: 'GEN-07',
      facts: { topic: 'END' },
    },
  ] as const,
  ({ history, by, facts }) =>
    given(...history)
      .when('giveNoticeOfNonRenewal', notice('2017-01-01'))
      .refused(by, facts),
);

rule('PTY-06', 'who is no party has nothing to renew', () =>
  given(...renewing())
    .when('giveNoticeOfNonRenewal', notice('2017-01-01', 'party-fr'))
    .refused('PTY-06', { party: 'party-fr' }),
);
