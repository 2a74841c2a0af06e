import { expect } from '@jest/globals';
import { ruleTable } from '#kernel/testing';
import {
  act,
  agreed,
  denounced,
  ended,
  entering,
  inForce,
  onNotification,
  notified,
  registered,
  registeredAmong,
  signed,
  stateOf,
  suspended,
  takenBack,
} from '../testing/history.js';
import { partyStatusOn } from './party-status.js';

const statusesOf = (history: Parameters<typeof stateOf>, days: readonly string[], party = 'party-de') =>
  days.map((day) => partyStatusOn(stateOf(...history), party, day).status);

const byNotification = [
  registered(),
  agreed({ entryIntoForce: onNotification(1, 'MONTH') }),
  signed('2013-03-19', 'party-de', 'party-ph'),
  notified('2013-05-01', 'party-de'),
  notified('2013-06-10', 'party-ph'),
];

ruleTable(
  'PTY-11',
  'each party has a standing of its own, from its own acts',
  [
    {
      name: 'from the text to force, on the days before and after each step',
      history: byNotification,
      days: ['2013-03-18', '2013-03-19', '2013-04-30', '2013-05-01', '2013-07-09', '2013-07-10'],
      is: ['LISTED', 'SIGNATORY', 'SIGNATORY', 'CONTRACTING', 'CONTRACTING', 'PARTY'],
    },
    {
      name: 'suspended as a whole',
      history: [...inForce('2013-03-19'), suspended('2014-01-01')],
      days: ['2013-12-31', '2014-01-01'],
      is: ['PARTY', 'SUSPENDED'],
    },
    {
      name: 'it ended',
      history: [...inForce('2013-03-19'), ended('2015-01-01')],
      days: ['2014-12-31', '2015-01-01'],
      is: ['PARTY', 'FORMER'],
    },
    {
      name: 'a signature known to the year only',
      history: [registered(), signed('2013', 'party-de')],
      days: ['2012-12-31', '2013-06-01', '2014-01-01'],
      is: ['LISTED', 'UNCERTAIN', 'SIGNATORY'],
    },
  ],
  ({ history, days, is }) => expect(statusesOf(history, days)).toEqual(is),
);

const multilateral = [
  registeredAmong('party-de', 'party-ph', 'party-fr'),
  entering({ onSignature: { bySignature: true } }),
  signed('2013-03-19', 'party-de', 'party-ph', 'party-fr'),
];

ruleTable(
  'ARR-20',
  'of many, one that leaves has left, and the others stay parties',
  [
    {
      name: 'by withdrawal',
      leaves: [act('WITHDRAWAL', '2015-06-01', 'party-fr')],
      last: '2015-05-31',
      first: '2015-06-01',
    },
    {
      name: 'by notice, twelve months later',
      leaves: [denounced('2015-06-01', 'party-fr')],
      last: '2016-05-31',
      first: '2016-06-01',
    },
  ],
  ({ leaves, last, first }) => {
    const history = [...multilateral, ...leaves] as Parameters<typeof stateOf>;
    expect(statusesOf(history, [last, first], 'party-fr')).toEqual(['PARTY', 'WITHDRAWN']);
    expect(statusesOf(history, [last, first], 'party-ph')).toEqual(['PARTY', 'PARTY']);
  },
);

ruleTable(
  'ARR-19',
  'a notice that was taken back leaves the party where it was',
  [{ name: 'a year later', day: '2016-06-01' }],
  ({ day }) =>
    expect(
      statusesOf(
        [...multilateral, denounced('2015-06-01', 'party-fr'), takenBack('2015-09-01', 'party-fr')],
        [day],
        'party-fr',
      ),
    ).toEqual(['PARTY']),
);
