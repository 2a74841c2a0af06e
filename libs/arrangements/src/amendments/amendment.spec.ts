import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { viewArrangement } from '../arrangement.view.js';
import {
  accepted,
  act,
  agreed,
  bothAccepted,
  coded,
  coding,
  denounced,
  inForce,
  joined,
  nursing,
  on,
  proposed,
  registeredAmong,
  reported,
  signed,
  stateOf,
  subjectOf,
  withdrawn,
  years,
} from '../testing/history.js';
import { amendmentForce } from './amendment.js';

const force = (...history: Parameters<typeof stateOf>) => {
  const state = stateOf(...history);
  return amendmentForce(state, state.amendments[0]!);
};
const base = inForce('2013-03-19');

rule('AMD-02', 'an amendment needs the consent of all parties, and binds from the last of them', () => {
  expect(force(...base, proposed('2020-01-10'))).toEqual({ because: [3], waitingFor: ['party-ph', 'party-de'] });
  expect(force(...base, proposed('2020-01-10'), accepted('2020-03-01', 'party-ph'))).toMatchObject({
    waitingFor: ['party-de'],
  });
  expect(
    force(...base, proposed('2020-01-10'), accepted('2020-03-01', 'party-ph'), accepted('2020-02-01', 'party-de')),
  ).toEqual({ on: '2020-03-01', because: [3, 4, 5], waitingFor: [] });
});

ruleTable(
  'AMD-07',
  'an amendment that names its day binds from then on, but not before the last consent',
  [
    { name: 'a later day', appliesFrom: '2021-01-01', on: '2021-01-01' },
    { name: 'a later year', appliesFrom: '2021', on: '2021' },
    { name: 'an earlier day', appliesFrom: '2020-01-20', on: '2020-02-01' },
  ],
  ({ appliesFrom, on: day }) =>
    expect(force(...base, proposed('2020-01-10', [], { appliesFrom }), ...bothAccepted('2020-02-01')).on).toBe(day),
);

rule('AMD-02', 'one that a source reports needs no consents on record; without a date it binds on no day', () => {
  expect(force(...base, reported('2018-05'))).toMatchObject({ on: '2018-05', waitingFor: [] });
  expect(force(...base, reported('2018-05', [], { appliesFrom: '2019' })).on).toBe('2019');
  expect(force(...base, reported(undefined)).on).toBeUndefined();
});

rule('AMD-05', 'who joins later is not asked, and undoes no amendment in force', () => {
  const many = [
    registeredAmong('party-de', 'party-ph', 'party-fr'),
    proposed('2020-01-10'),
    ...['party-de', 'party-ph', 'party-fr'].map((party) => accepted('2020-02-01', party)),
  ];
  expect(force(...many).on).toBe('2020-02-01');
  expect(force(...many, joined('party-ke', '2021')).on).toBe('2020-02-01');
  expect(force(...many, joined('party-ke')).on).toBe('2020-02-01');
  expect(force(many[0]!, joined('party-ke', '2019-05-01'), ...many.slice(1)).waitingFor).toEqual(['party-ke']);
});

rule('AMD-02', 'who had left before the proposal is not asked', () => {
  const many = registeredAmong('party-de', 'party-ph', 'party-fr');
  const consents = [proposed('2020-01-10'), accepted('2020-02-01', 'party-de'), accepted('2020-02-01', 'party-ph')];
  expect(force(many, act('WITHDRAWAL', '2019-12-31', 'party-fr'), ...consents).on).toBe('2020-02-01');
  expect(force(many, act('WITHDRAWAL', '2020-01-11', 'party-fr'), ...consents).waitingFor).toEqual(['party-fr']);
  expect(force(many, denounced('2018-01-01', 'party-fr'), ...consents).on).toBe('2020-02-01');
  expect(force(many, denounced('2019-06-01', 'party-fr'), ...consents).waitingFor).toEqual(['party-fr']);
});

const wider = { sectors: ['Health', 'Care'], skillLevels: ['MEDIUM' as const], occupations: ['53'] };
const amendment = [
  ...base,
  coded(),
  coded({ code: 'HOUS' }, 'housing'),
  proposed('2020-01-10', [
    { titles: [{ text: 'Agreement on care', language: 'en' }] },
    { scope: wider },
    { clause: { clause: 'fees', content: { ...coding, summary: 'No fees at all' } } },
    { clause: { clause: 'wages', content: { ...coding, code: 'WAGE' } } },
    { clauseRemoved: 'housing' },
  ]),
  ...bothAccepted('2020-06-01'),
];

ruleTable(
  'AMD-13',
  'the text of a day is the first text and the amendments in force on it',
  [
    { name: 'the day before', day: '2020-05-31', isNew: false },
    { name: 'the day', day: '2020-06-01', isNew: true },
  ],
  ({ day, isNew }) => {
    const view = viewArrangement(subjectOf(...amendment), on(day));
    expect(view.title).toBe(isNew ? 'Agreement on care' : 'Agreement on the placement of health professionals');
    expect(view.scope).toEqual(isNew ? wider : nursing);
    expect(view.clauses.map(({ clause, content }) => [clause, content.summary])).toEqual(
      isNew
        ? [
            ['fees', 'No fees at all'],
            ['wages', undefined],
          ]
        : [
            ['fees', undefined],
            ['housing', undefined],
          ],
    );
    expect(view.amendments[0]!.status).toBe(isNew ? 'IN_FORCE' : 'PROPOSED');
  },
);

rule('CLA-03', 'a clause that was removed stays for the past', () => {
  const clausesOn = (day: string) =>
    viewArrangement(subjectOf(...amendment), on(day)).clauses.map((clause) => clause.clause);
  expect([clausesOn('2020-05-31').includes('housing'), clausesOn('2020-06-01').includes('housing')]).toEqual([
    true,
    false,
  ]);
});

rule('AMD-07', 'an amendment of the term moves the end from its day on', () => {
  const extended = subjectOf(
    ...inForce('2013-03-19', { length: years(5) }),
    proposed('2017-01-10', [{ term: { length: years(10) } }], { type: 'EXTEND' }),
    ...bothAccepted('2018-03-18'),
  );
  expect(viewArrangement(extended, on('2018-03-19'))).toMatchObject({
    status: 'IN_FORCE',
    expiresOn: { date: '2023-03-19' },
  });
});

ruleTable(
  'AMD-07',
  'the state of an amendment is that of the day asked about',
  (
    [
      [
        'before the consents',
        ['2020-01-31', 'PROPOSED'],
        [proposed('2020-01-10', [], { appliesFrom: '2021' }), ...bothAccepted('2020-02-01')],
      ],
      [
        'after the consents',
        ['2020-02-01', 'ADOPTED'],
        [proposed('2020-01-10', [], { appliesFrom: '2021' }), ...bothAccepted('2020-02-01')],
      ],
      [
        'from the day it names',
        ['2021-01-01', 'IN_FORCE'],
        [proposed('2020-01-10', [], { appliesFrom: '2021' }), ...bothAccepted('2020-02-01')],
      ],
      ['before it was withdrawn', ['2020-02-28', 'PROPOSED'], [proposed('2020-01-10'), withdrawn('2020-02-29')]],
      ['since it was withdrawn', ['2020-02-29', 'WITHDRAWN'], [proposed('2020-01-10'), withdrawn('2020-02-29')]],
      ['reported without a date', ['2026-01-01', 'REPORTED'], [reported(undefined)]],
      ['reported, to apply later', ['2018-06-01', 'ADOPTED'], [reported('2018-05-31', [], { appliesFrom: '2019' })]],
      ['reported, before its day', ['2018-05-30', 'PROPOSED'], [reported('2018-05-31', [], { appliesFrom: '2019' })]],
    ] as const
  ).map(([name, [day, status], history]) => ({ name, day, status, history })),
  ({ day, status, history }) =>
    expect(viewArrangement(subjectOf(...base, ...history), on(day)).amendments[0]!.status).toBe(status),
);

rule('AMD-07', 'the final clauses of another time are shown for that time', () =>
  expect(
    viewArrangement(subjectOf(...base, agreed({ asStated: 'anew' }), signed('2014', 'party-de')), on('2020-01-01'))
      .finalClauses!.clauses.asStated,
  ).toBe('anew'),
);
