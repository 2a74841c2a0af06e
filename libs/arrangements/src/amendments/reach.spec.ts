import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  accepted,
  agreed,
  bothAccepted,
  coded,
  coding,
  ended,
  germany,
  given,
  inForce,
  nursing,
  proposed,
  registered,
  registeredAmong,
  reported,
  signed,
  entering,
  onNotification,
  onSignature,
  stateOf,
  told,
  withdrawn,
  days,
} from '../testing/history.js';
import { clausesOn, scopeOn } from '../arrangement.view.js';
import { deadlinesOf } from '../life-cycle/deadlines.js';
import { textBetween } from '../text/text-version.js';
import type { Amendment, AmendmentEffect } from './amendment.js';
import { amendmentForce } from './amendment.js';
import { amendmentObjected } from './object-to-amendment.js';

const arrangement = 'arrangement-de-ph';
const parties = ['party-de', 'party-ph', 'party-fr'] as const;
const three = [registeredAmong(...parties), entering(onSignature), signed('2015-01-01', ...parties)] as const;
const two = inForce('2013-03-19');
const propose = (changes: object = {}) => ({
  arrangement,
  amendment: 'protocol',
  type: 'AMEND',
  what: 'Changes terms',
  on: '2018-01-10',
  changes: [],
  ...changes,
});
const consent = (on: string, party = 'party-de') => ({ arrangement, amendment: 'protocol', party, on });
const care = { ...nursing, sectors: ['Care'] };
const other = (effect?: AmendmentEffect, rest: Partial<Amendment> = {}) =>
  proposed('2018-01-10', [{ scope: care }], { effect, ...rest });

ruleTable(
  'AMD-03',
  'among many parties all are told before any accepts',
  [
    { name: 'nobody was told', notices: [], on: '2018-02-01', untold: ['party-de', 'party-ph', 'party-fr'] },
    {
      name: 'one was not',
      notices: [told('2018-01-11', 'party-de', 'party-ph')],
      on: '2018-02-01',
      untold: ['party-fr'],
    },
    {
      name: 'one was told after',
      notices: [told('2018-01-11', 'party-de', 'party-ph'), told('2018-02-02', 'party-fr')],
      on: '2018-02-01',
      untold: ['party-fr'],
    },
    { name: 'all on that very day', notices: [told('2018-02-01', ...parties)], on: '2018-02-01', untold: [] },
  ],
  ({ notices, on, untold }) => {
    const answer = given(...three, proposed('2018-01-10'), ...notices).when('consentToAmendment', consent(on));
    if (untold.length > 0) answer.refused('AMD-03', { notNotified: untold });
    else answer.recorded();
  },
);

rule('AMD-03', 'between two sides a proposal needs no notice: the other side has it', () =>
  given(...two, proposed('2018-01-10'))
    .when('consentToAmendment', consent('2018-02-01'))
    .recorded(),
);

rule('AMD-03', 'a party is told of what was proposed, and not before', () => {
  const notify = (changes: object = {}) => ({
    arrangement,
    amendment: 'protocol',
    parties: ['party-fr'],
    on: '2018-01-10',
    ...changes,
  });
  const history = [...three, proposed('2018-01-10')] as const;
  given(...history)
    .when('notifyAmendment', notify())
    .recorded();
  given(...history)
    .when('notifyAmendment', notify({ on: '2018-01-09' }))
    .refused('ARR-05', { proposedOn: '2018-01-10' });
  given(...history)
    .when('notifyAmendment', notify({ parties: ['party-ke'] }))
    .refused('PTY-06', { party: 'party-ke' });
  given(...history)
    .when('notifyAmendment', notify({ parties: [] }))
    .refused('PTY-06');
  given(...history)
    .when('notifyAmendment', notify({ amendment: 'none' }))
    .refused('AMD-01', { amendment: 'none' });
  given(...history, withdrawn('2018-01-20'))
    .when('notifyAmendment', notify())
    .refused('AMD-16');
});

ruleTable(
  'AMD-06',
  'some parties change something among themselves only where that is open, and no other is harmed',
  [
    {
      name: 'two of three',
      history: three,
      effect: { between: ['party-de', 'party-ph'], othersUnharmed: 'Adds only' },
      code: undefined,
    },
    {
      name: 'without a word on the others',
      history: three,
      effect: { between: ['party-de', 'party-ph'] },
      code: 'AMD-06',
    },
    { name: 'one alone', history: three, effect: { between: ['party-de'], othersUnharmed: 'x' }, code: 'AMD-06' },
    { name: 'all of them', history: three, effect: { between: [...parties], othersUnharmed: 'x' }, code: 'AMD-06' },
    {
      name: 'a stranger',
      history: three,
      effect: { between: ['party-de', 'party-ke'], othersUnharmed: 'x' },
      code: 'PTY-06',
    },
    {
      name: 'where the text forbids it',
      history: [...three, agreed({ interSe: 'FORBIDDEN' })],
      effect: { between: ['party-de', 'party-ph'], othersUnharmed: 'x' },
      code: 'AMD-06',
    },
    {
      name: 'between two sides',
      history: two,
      effect: { between: ['party-de', 'party-ph'], othersUnharmed: 'x' },
      code: 'AMD-06',
    },
  ] as const,
  ({ history, effect, code }) => {
    const answer = given(...history).when('proposeAmendment', propose({ effect }));
    if (code) answer.refused(code);
    else answer.recorded();
  },
);

rule('AMD-06', 'it needs and binds those between whom it is, and the text of the whole stays', () => {
  const state = stateOf(
    ...three,
    coded(),
    proposed('2018-01-10', [{ clause: { clause: 'fees', content: { ...coding, answer: 'SILENT' } } }], {
      effect: { between: ['party-de', 'party-ph'], othersUnharmed: 'Adds only' },
    }),
    accepted('2018-02-01', 'party-de'),
    accepted('2018-03-01', 'party-ph'),
  );
  expect(amendmentForce(state, state.amendments[0]!)).toMatchObject({ on: '2018-03-01', waitingFor: [] });
  expect(textBetween(state, 'party-de', 'party-ph', '2018-03-01').version).toBe('base+protocol');
  expect(textBetween(state, 'party-de', 'party-fr', '2018-03-01').version).toBe('base');
  expect(clausesOn(state, '2018-03-01')[0]!.version.value.answer).toBe('PRESENT');
});

ruleTable(
  'AMD-08',
  'it reaches back only if it says so',
  [
    { name: 'its own day', appliesFrom: '2018-01-10', effect: undefined, refused: false },
    { name: 'the day before', appliesFrom: '2018-01-09', effect: undefined, refused: true },
    { name: 'its own month', appliesFrom: '2018-01', effect: undefined, refused: false },
    {
      name: 'the day before, as Article 9 says',
      appliesFrom: '2018-01-09',
      effect: { retroactivity: 'Article 9' },
      refused: false,
    },
  ],
  ({ appliesFrom, effect, refused }) => {
    for (const [command, data] of [
      ['proposeAmendment', propose({ appliesFrom, effect })],
      ['reportAmendment', propose({ appliesFrom, effect })],
    ] as const) {
      const answer = given(...two).when(command, data);
      if (refused) answer.refused('AMD-08', { appliesFrom, on: '2018-01-10' });
      else answer.recorded();
    }
  },
);

ruleTable(
  'AMD-08',
  'what reaches back holds from the day it names, once all have accepted',
  [
    { name: 'as the instrument says', effect: { retroactivity: 'Article 9' }, day: '2017-01-01', sectors: ['Care'] },
    { name: 'the day before that', effect: { retroactivity: 'Article 9' }, day: '2016-12-31', sectors: ['Health'] },
    { name: 'without such words', effect: undefined, day: '2018-01-31', sectors: ['Health'] },
    { name: 'without such words, from acceptance', effect: undefined, day: '2018-02-01', sectors: ['Care'] },
  ],
  ({ effect, day, sectors }) => {
    const state = stateOf(...two, other(effect, { appliesFrom: '2017-01-01' }), ...bothAccepted('2018-02-01'));
    expect(scopeOn(state, day).sectors).toEqual(sectors);
    const pending = stateOf(...two, other(effect, { appliesFrom: '2017-01-01' }));
    expect(scopeOn(pending, day).sectors).toEqual(['Health']);
  },
);

const correction = proposed('2018-01-10', [], { type: 'CORRECT' });
const objected = (on: string) => amendmentObjected({ arrangement, amendment: 'protocol', party: 'party-ph', on });

ruleTable(
  'AMD-11',
  'an error is corrected by notice and the time to object, without consent',
  [
    { name: 'not yet notified', history: [correction], on: undefined },
    { name: 'notified to one side only', history: [correction, told('2018-01-11', 'party-de')], on: undefined },
    {
      name: 'after ninety days, where the text is silent',
      history: [correction, told('2018-01-11', 'party-de', 'party-ph')],
      on: '2018-04-11',
    },
    {
      name: 'from the notice to the last party',
      history: [correction, told('2018-02-01', 'party-ph'), told('2018-01-11', 'party-de')],
      on: '2018-05-02',
    },
    {
      name: 'after the time that the text gives',
      history: [agreed({ correctionObjection: days(30) }), correction, told('2018-01-11', 'party-de', 'party-ph')],
      on: '2018-02-10',
    },
    {
      name: 'when one objects',
      history: [correction, told('2018-01-11', 'party-de', 'party-ph'), objected('2018-02-01')],
      on: undefined,
    },
  ],
  ({ history, on }) => {
    const state = stateOf(...two, ...history);
    expect(amendmentForce(state, state.amendments[0]!).on).toBe(on);
  },
);

rule('AMD-11', 'the last day to object is told as a deadline, and an objection after it comes too late', () => {
  const history = [...two, correction, told('2018-01-11', 'party-de', 'party-ph')] as const;
  expect(deadlinesOf(stateOf(...history), '2018-01-11', '2019-01-01')).toMatchObject([
    { kind: 'OBJECTION', on: '2018-04-10', rule: 'AMD-11' },
    { kind: 'AMENDMENT_IN_FORCE', on: '2018-04-11' },
  ]);
  const object = (on: string) => ({ arrangement, amendment: 'protocol', party: 'party-de', on });
  given(...history)
    .when('objectToAmendment', object('2018-04-10'), germany)
    .recorded();
  given(...history)
    .when('objectToAmendment', object('2018-04-11'), germany)
    .refused('AMD-02', { ended: '2018-04-11' });
});

ruleTable(
  'AMD-14',
  'a protocol needs a text that is applied',
  [
    { name: 'in force', history: two, refused: false },
    { name: 'ended', history: [...two, ended('2017')], refused: true },
    { name: 'waiting for notifications', history: [registered(), entering(onNotification(1, 'MONTH'))], refused: true },
    { name: 'not known', history: [registered()], refused: false },
    {
      name: 'applied provisionally',
      history: [registered(), agreed({ provisionalApplication: { from: '2016-01-01' } })],
      refused: false,
    },
  ],
  ({ history, refused }) => {
    const answer = given(...history).when('reportAmendment', propose({ type: 'SUPPLEMENT' }));
    if (refused) answer.refused('AMD-14', { on: '2018-01-10' });
    else answer.recorded();
    if (!refused)
      given(...history)
        .when('reportAmendment', propose())
        .recorded();
  },
);

ruleTable(
  'AMD-13',
  'an amendment holds until its own last day, and the text beneath holds again',
  [
    { name: 'the last day', day: '2019-12-31', sectors: ['Care'] },
    { name: 'the day after', day: '2020-01-01', sectors: ['Health'] },
  ],
  ({ day, sectors }) =>
    expect(
      scopeOn(stateOf(...two, reported('2018-05', [{ scope: care }], { effect: { until: '2019-12-31' } })), day)
        .sectors,
    ).toEqual(sectors),
);

rule('AMD-01', 'a later record of an earlier change does not undo the later change, unless it sets it aside', () => {
  const later = reported('2019-01-01', [{ scope: { ...nursing, sectors: ['Later'] } }], { amendment: 'later' });
  const earlier = (effect?: AmendmentEffect) =>
    reported('2018-01-01', [{ scope: { ...nursing, sectors: ['Earlier'] } }], { amendment: 'earlier', effect });
  expect(scopeOn(stateOf(...two, later, earlier()), '2020-01-01').sectors).toEqual(['Later']);
  const repealed = stateOf(...two, later, earlier({ repeals: ['later'] }));
  expect(scopeOn(repealed, '2020-01-01').sectors).toEqual(['Earlier']);
  const forward = stateOf(
    ...two,
    later,
    reported('2021-01-01', [], { amendment: 'end', effect: { repeals: ['later'] } }),
  );
  expect(
    ['2018-12-31', '2019-01-01', '2020-12-31', '2021-01-01'].map((day) => scopeOn(forward, day).sectors[0]),
  ).toEqual(['Health', 'Later', 'Later', 'Health']);
  given(...two)
    .when('proposeAmendment', propose({ effect: { repeals: ['none'] } }))
    .refused('AMD-01', { amendment: 'none' });
});
