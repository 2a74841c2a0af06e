import { expect } from '@jest/globals';
import type { AsOfUsed } from '#kernel';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { viewParty } from './party.view.js';
import { partyDecider } from './party.decider.js';
import { partyRegistered } from './register-party.js';
import { partyRenamed } from './rename-party.js';

const { given } = scenarios(partyDecider);
const asOf = (effectiveOn: string): AsOfUsed => ({ effectiveOn, knownSize: 100, knownAt: null, projected: false });
const name = (text: string) => [{ text, language: 'en' }];
const turkey = partyRegistered({
  party: 'party-tr',
  kind: 'STATE',
  codeSystem: 'ISO_3166_1',
  code: 'TR',
  names: name('Turkey'),
});
const renamed = (text: string, from?: string) => partyRenamed({ party: 'party-tr', names: name(text), from });

ruleTable(
  'GEN-06',
  'a name holds from its day on, and earlier days keep the earlier name, whatever the order of recording',
  [
    { name: 'before all changes', day: '1923-10-28', expected: 'Turkey', evidence: [0] },
    { name: 'the first change', day: '1923-10-29', expected: 'Republic of Turkey', evidence: [0, 2] },
    { name: 'the day before the second', day: '2022-06-01', expected: 'Republic of Turkey', evidence: [0, 2] },
    { name: 'the second change', day: '2022-06-02', expected: 'Türkiye', evidence: [0, 1] },
  ],
  ({ day, expected, evidence }) =>
    given(turkey, renamed('Türkiye', '2022-06-02'), renamed('Republic of Turkey', '1923-10-29')).state((_, subject) => {
      const shown = viewParty(subject, asOf(day));
      expect([shown.name, shown.evidence.map((witness) => witness.seq)]).toEqual([expected, evidence]);
    }),
);

rule('GEN-02', 'a name is added, and none is lost', () =>
  given(turkey)
    .when('renameParty', { party: 'party-tr', names: name('Türkiye'), from: '2022-06-02' })
    .state(({ names }) =>
      expect(names).toEqual([
        { seq: 0, from: undefined, value: name('Turkey') },
        { seq: 1, from: '2022-06-02', value: name('Türkiye') },
      ]),
    ),
);

rule('PTY-03', 'a party keeps at least one name', () =>
  given(turkey).when('renameParty', { party: 'party-tr', names: [] }).refused('PTY-03', { party: 'party-tr' }),
);
