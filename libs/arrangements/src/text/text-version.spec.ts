import { expect } from '@jest/globals';
import fc from 'fast-check';
import { rule, ruleTable } from '#kernel/testing';
import { amendmentObjected } from '../amendments/object-to-amendment.js';
import { amendmentRuleAgreed } from '../amendments/agree-amendment-rule.js';
import type { AmendmentRule } from '../amendments/amendment-rule.js';
import { consentingParties } from '../arrangement.js';
import { anyDay, anyHistory } from '../testing/random-history.js';
import {
  accepted,
  coded,
  coding,
  entering,
  given,
  joined,
  onSignature,
  proposed,
  registeredAmong,
  signed,
  stateOf,
} from '../testing/history.js';
import { pairwiseTexts, textBetween } from './text-version.js';
import { wordDifferences } from './word-difference.js';

const arrangement = 'arrangement-de-ph';
const [de, ph, fr, ke] = ['party-de', 'party-ph', 'party-fr', 'party-ke'];
const among = [registeredAmong(de, ph, fr), entering(onSignature), signed('2010-01-01', de, ph, fr)] as const;
const amendedBy = (rule: AmendmentRule) => amendmentRuleAgreed({ arrangement, rule });
const objected = (on: string, party: string) => amendmentObjected({ arrangement, amendment: 'protocol', party, on });
const twoAccept = amendedBy({ acceptances: { number: 2 } });
const silence = (objection: 'BLOCKS' | 'EXEMPTS') =>
  amendedBy({ tacitAcceptance: { period: { count: 90, unit: 'DAY' }, objection } });

/** Which text governs between Germany and the Philippines, Germany and France, the Philippines and France. */
const textsOn = (history: Parameters<typeof stateOf>, day: string) => {
  const state = stateOf(...history);
  return [
    [de, ph],
    [de, fr],
    [ph, fr],
  ].map(([a, b]) => textBetween(state, a!, b!, day).version);
};
const [BASE, NEW] = ['base', 'base+protocol'];

ruleTable(
  'AMD-04',
  'an amendment governs between those whom it binds, the old text between all others',
  [
    {
      name: 'before the second acceptance',
      history: [...among, twoAccept, proposed('2015-01-01'), accepted('2015-02-01', de)],
      day: '2015-03-01',
      is: [BASE, BASE, BASE],
    },
    {
      name: 'the day before',
      history: [...among, twoAccept, proposed('2015-01-01'), accepted('2015-02-01', de), accepted('2015-03-01', ph)],
      day: '2015-02-28',
      is: [BASE, BASE, BASE],
    },
    {
      name: 'on that day, between the two',
      history: [...among, twoAccept, proposed('2015-01-01'), accepted('2015-02-01', de), accepted('2015-03-01', ph)],
      day: '2015-03-01',
      is: [NEW, BASE, BASE],
    },
    {
      name: 'a third accepts later',
      history: [
        ...among,
        twoAccept,
        proposed('2015-01-01'),
        accepted('2015-02-01', de),
        accepted('2015-03-01', ph),
        accepted('2016-01-01', fr),
      ],
      day: '2015-12-31',
      is: [NEW, BASE, BASE],
    },
    {
      name: 'and is bound from its own acceptance',
      history: [
        ...among,
        twoAccept,
        proposed('2015-01-01'),
        accepted('2015-02-01', de),
        accepted('2015-03-01', ph),
        accepted('2016-01-01', fr),
      ],
      day: '2016-01-01',
      is: [NEW, NEW, NEW],
    },
    {
      name: 'two of three are a majority',
      history: [
        ...among,
        amendedBy({ majority: { share: 2, of: 3 } }),
        proposed('2015-01-01'),
        accepted('2015-02-01', de),
        accepted('2015-03-01', fr),
      ],
      day: '2015-03-01',
      is: [BASE, NEW, BASE],
    },
    {
      name: 'without a rule all must accept',
      history: [...among, proposed('2015-01-01'), accepted('2015-02-01', de), accepted('2015-03-01', ph)],
      day: '2016-01-01',
      is: [BASE, BASE, BASE],
    },
  ],
  ({ history, day, is }) => expect(textsOn(history as Parameters<typeof stateOf>, day)).toEqual(is),
);

ruleTable(
  'AMD-02',
  'silence accepts once the period is over',
  [
    {
      name: 'on the last day of the period',
      history: [...among, silence('EXEMPTS'), proposed('2015-01-01')],
      day: '2015-03-31',
      is: [BASE, BASE, BASE],
    },
    {
      name: 'after ninety days',
      history: [...among, silence('EXEMPTS'), proposed('2015-01-01')],
      day: '2015-04-01',
      is: [NEW, NEW, NEW],
    },
    {
      name: 'an objection exempts',
      history: [...among, silence('EXEMPTS'), proposed('2015-01-01'), objected('2015-02-01', fr)],
      day: '2015-04-01',
      is: [NEW, BASE, BASE],
    },
    {
      name: 'an objection blocks',
      history: [...among, silence('BLOCKS'), proposed('2015-01-01'), objected('2015-02-01', fr)],
      day: '2020-01-01',
      is: [BASE, BASE, BASE],
    },
  ],
  ({ history, day, is }) => expect(textsOn(history as Parameters<typeof stateOf>, day)).toEqual(is),
);

rule(
  'AMD-05',
  'who joins after an amendment is in force has the amended text with those that it binds, the old one with others',
  () => {
    const state = stateOf(
      ...among,
      twoAccept,
      proposed('2015-01-01'),
      accepted('2015-02-01', de),
      accepted('2015-03-01', ph),
      joined(ke, '2017-01-01'),
    );
    expect([de, ph, fr].map((party) => textBetween(state, ke, party, '2017-01-01').version)).toEqual([NEW, NEW, BASE]);
  },
);

ruleTable(
  'AMD-02',
  'an objection is refused where it changes nothing',
  [
    {
      name: 'in time',
      history: [...among, silence('EXEMPTS'), proposed('2015-01-01')],
      on: '2015-03-31',
      facts: undefined,
    },
    {
      name: 'too late',
      history: [...among, silence('EXEMPTS'), proposed('2015-01-01')],
      on: '2015-04-01',
      facts: { ended: '2015-04-01' },
    },
    {
      name: 'where acceptance is needed anyway',
      history: [...among, proposed('2015-01-01')],
      on: '2015-02-01',
      facts: { amendment: 'protocol' },
    },
  ],
  ({ history, on, facts }) => {
    const answer = given(...history).when('objectToAmendment', { arrangement, amendment: 'protocol', party: fr, on });
    if (facts) answer.refused('AMD-02', facts);
    else answer.recorded();
  },
);

ruleTable(
  'AMD-02',
  'an amendment rule is one rule that can be met',
  [
    { name: 'two rules', rule: { acceptances: { number: 2 }, majority: { share: 1, of: 2 } }, facts: { given: 2 } },
    { name: 'more than all', rule: { majority: { share: 3, of: 2 } }, facts: { share: 3, of: 2 } },
  ],
  ({ rule: asked, facts }) =>
    given(...among)
      .when('agreeAmendmentRule', { arrangement, rule: asked })
      .refused('AMD-02', facts),
);

rule('AMD-04', 'whatever the history: texts are symmetric, and each pair that is bound stands in exactly one', () =>
  fc.assert(
    fc.property(anyHistory, anyDay, ({ state }, day) => {
      const pairs = pairwiseTexts(state, day).flatMap(({ between, version }) =>
        between.map(([a, b]) => ({ a, b, version })),
      );
      expect(new Set(pairs.map(({ a, b }) => `${a} ${b}`)).size).toBe(pairs.length);
      for (const { a, b, version } of pairs) {
        expect(textBetween(state, a, b, day).version).toBe(version);
        expect(textBetween(state, b, a, day)).toMatchObject({ version });
      }
      const parties = consentingParties(state);
      if (state.amendments.length === 0 && parties.length > 1)
        expect(textBetween(state, parties[0]!, parties[1]!, day).version).toBe(BASE);
    }),
    { numRuns: 200 },
  ),
);

rule('AMD-13', 'the text of any day follows from base and amendments, word by word', () => {
  const says = (text: string) => ({
    ...coding,
    text: [
      { text, language: 'en' },
      { text: 'Inspection annuelle', language: 'fr' },
    ],
  });
  const state = stateOf(
    ...among,
    coded(says('Inspection once a year')),
    proposed('2015-01-01', [{ clause: { clause: 'fees', content: says('Inspection twice a year') } }]),
    ...[de, ph, fr].map((party) => accepted('2015-02-01', party)),
  );
  const on = (day: string) => ({ arrangement: state, day });
  expect(wordDifferences(on('2015-01-31'), on('2015-02-01'))).toEqual([
    {
      clause: 'fees',
      language: 'en',
      words: [
        { change: 'KEPT', text: 'Inspection ' },
        { change: 'REMOVED', text: 'once' },
        { change: 'ADDED', text: 'twice' },
        { change: 'KEPT', text: ' a year' },
      ],
    },
  ]);
  expect(wordDifferences(on('2015-02-01'), on('2020-01-01'))).toEqual([]);
});
