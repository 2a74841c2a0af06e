import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { pairwiseTexts } from '../text/text-version.js';
import { viewPair } from '../text/text.view.js';
import {
  act,
  agreed,
  entering,
  france,
  germany,
  given,
  onSignature,
  ratified,
  registered,
  registeredAmong,
  signed,
  stateOf,
  subjectOf,
} from '../testing/history.js';
import { nonApplicationDeclared } from './declare-non-application.js';
import { reservationMade } from './make-reservation.js';
import { reservationObjected } from './object-to-reservation.js';
import { reservationWithdrawn } from './withdraw-reservation.js';

const arrangement = 'arrangement-de-ph';
const parties = ['party-de', 'party-ph', 'party-fr'] as const;
const three = [registeredAmong(...parties), entering(onSignature), signed('2002-12-06', ...parties)] as const;
const reservation = {
  arrangement,
  reservation: 'wages',
  party: 'party-fr',
  on: '2002-12-06',
  articles: ['Article 4'],
  text: 'Article 4 does not bind the overseas departments.',
};
const made = reservationMade(reservation);
const objected = (precludesForce: boolean, on = '2003-06-01', party = 'party-de') =>
  reservationObjected({ arrangement, reservation: 'wages', party, on, precludesForce });
const takenBack = (on: string) => reservationWithdrawn({ arrangement, reservation: 'wages', party: 'party-fr', on });

ruleTable(
  'PTY-09',
  'a reservation belongs to a text among many that does not forbid it, and to the moment of consent',
  [
    { name: 'on signing', history: three, changes: {}, allowed: true },
    { name: 'on the day after', history: three, changes: { on: '2002-12-07' }, allowed: false },
    {
      name: 'on ratifying',
      history: [...three, ratified('2005-01-01', 'party-fr')],
      changes: { on: '2005-01-01' },
      allowed: true,
    },
    {
      name: 'on approving at home, which is no consent',
      history: [...three, act('DOMESTIC_APPROVAL', '2005-01-01', 'party-fr')],
      changes: { on: '2005-01-01' },
      allowed: false,
    },
    { name: 'without an act on record', history: [registeredAmong(...parties)], changes: {}, allowed: false },
    {
      name: 'where the text forbids them',
      history: [...three, agreed({ participation: { reservations: 'FORBIDDEN' } })],
      changes: {},
      allowed: false,
    },
    {
      name: 'to an article that the text names',
      history: [...three, agreed({ participation: { reservations: 'NAMED_ONLY', reservationsTo: ['Article 4'] } })],
      changes: {},
      allowed: true,
    },
    {
      name: 'to another article',
      history: [...three, agreed({ participation: { reservations: 'NAMED_ONLY', reservationsTo: ['Article 4'] } })],
      changes: { articles: ['Article 4', 'Article 5'] },
      allowed: false,
    },
    {
      name: 'between two sides',
      history: [registered(), signed('2002-12-06')],
      changes: { party: 'party-de' },
      allowed: false,
    },
  ],
  ({ history, changes, allowed }) => {
    const answer = given(...history).when('makeReservation', { ...reservation, ...changes });
    if (allowed) answer.recorded();
    else answer.refused('PTY-09');
  },
);

rule('PTY-06', 'only who is bound by the text makes a reservation to it, and each has its own name', () => {
  given(...three)
    .when('makeReservation', { ...reservation, party: 'party-ke' })
    .refused('PTY-06', { party: 'party-ke' });
  given(...three, made)
    .when('makeReservation', reservation)
    .refused('GEN-02', { reservation: 'wages' });
});

rule('GEN-10', 'nobody makes a reservation for another', () =>
  given(...three)
    .when('makeReservation', reservation, germany)
    .refused('GEN-10', { actOf: 'party-fr' }),
);

ruleTable(
  'PTY-09',
  'an objection comes from another party, after the reservation, once',
  [
    { name: 'another party', history: [made], party: 'party-de', on: '2002-12-06', rule: undefined },
    { name: 'the one that made it', history: [made], party: 'party-fr', on: '2003-01-01', rule: 'PTY-09' },
    { name: 'the day before it was made', history: [made], party: 'party-de', on: '2002-12-05', rule: 'ARR-05' },
    { name: 'a second time', history: [made, objected(false)], party: 'party-de', on: '2004-01-01', rule: 'PTY-07' },
    { name: 'to nothing', history: [], party: 'party-de', on: '2004-01-01', rule: 'PTY-09' },
  ] as const,
  ({ history, party, on, rule: broken }) => {
    const answer = given(...three, ...history).when('objectToReservation', {
      arrangement,
      reservation: 'wages',
      party,
      on,
      precludesForce: false,
    });
    if (broken) answer.refused(broken);
    else answer.recorded();
  },
);

ruleTable(
  'PTY-09',
  'it stands between its maker and each other until the day on which it is taken back',
  [
    { name: 'the day before it was made', a: 'party-de', b: 'party-fr', day: '2002-12-05', stands: false },
    { name: 'the day itself', a: 'party-de', b: 'party-fr', day: '2002-12-06', stands: true },
    { name: 'the day before it was taken back', a: 'party-fr', b: 'party-de', day: '2009-12-31', stands: true },
    { name: 'the day on which it was', a: 'party-fr', b: 'party-de', day: '2010-01-01', stands: false },
    { name: 'between two others', a: 'party-de', b: 'party-ph', day: '2005-01-01', stands: false },
  ],
  ({ a, b, day, stands }) => {
    const pair = viewPair(subjectOf(...three, made, takenBack('2010-01-01')), a, b, day);
    expect(pair.reservations).toEqual(
      stands ? [{ reservation: 'wages', party: 'party-fr', articles: ['Article 4'] }] : [],
    );
    expect(pair.evidence.length).toBe(stands ? 1 : 0);
  },
);

rule('PTY-09', 'it is taken back by its maker, once, and not before it was made', () => {
  const withdraw = (party: string, on: string) => ({ arrangement, reservation: 'wages', party, on });
  given(...three, made)
    .when('withdrawReservation', withdraw('party-fr', '2010-01-01'), france)
    .recorded();
  given(...three, made)
    .when('withdrawReservation', withdraw('party-de', '2010-01-01'))
    .refused('PTY-09');
  given(...three, made)
    .when('withdrawReservation', withdraw('party-fr', '2002-12-05'))
    .refused('ARR-05');
  given(...three, made, takenBack('2010-01-01'))
    .when('withdrawReservation', withdraw('party-fr', '2011-01-01'))
    .refused('PTY-07', { on: '2010-01-01' });
});

ruleTable(
  'PTY-09',
  'an objector can keep the text from being in force between the two, and only between them',
  [
    { name: 'it only objects', precludes: false, day: '2004-01-01', pairs: 3 },
    { name: 'it precludes, before its objection', precludes: true, day: '2003-05-31', pairs: 3 },
    { name: 'it precludes, from that day on', precludes: true, day: '2003-06-01', pairs: 2 },
    { name: 'until the reservation is taken back', precludes: true, day: '2010-01-01', pairs: 3 },
  ],
  ({ precludes, day, pairs }) => {
    const state = stateOf(...three, made, objected(precludes), takenBack('2010-01-01'));
    expect(pairwiseTexts(state, day).flatMap(({ between }) => between)).toHaveLength(pairs);
  },
);

ruleTable(
  'PTY-11',
  'not applying the text towards some goes one way, within its dates',
  [
    { name: 'the day before', a: 'party-de', b: 'party-ph', day: '2009-12-31', notAppliedBy: [] },
    { name: 'the first day', a: 'party-de', b: 'party-ph', day: '2010-01-01', notAppliedBy: ['party-de'] },
    {
      name: 'seen from the other side, the same',
      a: 'party-ph',
      b: 'party-de',
      day: '2010-01-01',
      notAppliedBy: ['party-de'],
    },
    { name: 'the last day', a: 'party-de', b: 'party-ph', day: '2019-12-31', notAppliedBy: ['party-de'] },
    { name: 'the day after', a: 'party-de', b: 'party-ph', day: '2020-01-01', notAppliedBy: [] },
    { name: 'another pair', a: 'party-de', b: 'party-fr', day: '2010-01-01', notAppliedBy: [] },
  ],
  ({ a, b, day, notAppliedBy }) => {
    const limit = nonApplicationDeclared({
      arrangement,
      party: 'party-de',
      towards: ['party-ph'],
      from: '2010-01-01',
      to: '2020-01-01',
    });
    expect(viewPair(subjectOf(...three, limit), a, b, day).notAppliedBy).toEqual(notAppliedBy);
  },
);

rule('PTY-11', 'it names another party, and ends after it begins', () => {
  const limit = (changes: object) => ({ arrangement, party: 'party-de', towards: ['party-ph'], ...changes });
  given(...three)
    .when('declareNonApplication', limit({}))
    .recorded();
  given(...three)
    .when('declareNonApplication', limit({ towards: [] }))
    .refused('PTY-11');
  given(...three)
    .when('declareNonApplication', limit({ towards: ['party-de'] }))
    .refused('PTY-11');
  given(...three)
    .when('declareNonApplication', limit({ towards: ['party-ke'] }))
    .refused('PTY-06', { party: 'party-ke' });
  given(...three)
    .when('declareNonApplication', limit({ from: '2010', to: '2009' }))
    .refused('PTY-11', { to: '2009' });
});
