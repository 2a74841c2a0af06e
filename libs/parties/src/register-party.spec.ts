import { expect } from '@jest/globals';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { countryOf } from './party-code.js';
import { partyDecider } from './party.decider.js';

const { given } = scenarios(partyDecider);
const register = (changes: object = {}) => ({
  party: 'party-de',
  kind: 'STATE',
  codeSystem: 'ISO_3166_1',
  code: 'DE',
  names: [{ text: 'Germany', language: 'en' }],
  ...changes,
});

rule('PTY-03', 'a party is registered by its code and names', () =>
  given()
    .when('registerParty', register(), { provenance: { effective: { from: '1990-10-03' } } })
    .state((party) =>
      expect(party).toEqual({
        seq: 0,
        kind: 'STATE',
        codeSystem: 'ISO_3166_1',
        code: 'DE',
        names: [{ seq: 0, from: '1990-10-03', value: [{ text: 'Germany', language: 'en' }] }],
        ratifications: [],
      }),
    ),
);

ruleTable(
  'PTY-03',
  'a code is one of its system',
  (
    [
      ['ISO_3166_1', 'DE', true],
      ['ISO_3166_1', 'EU', true],
      ['ISO_3166_1', 'XK', true],
      ['ISO_3166_1', 'de', false],
      ['ISO_3166_1', 'DEU', false],
      ['ISO_3166_1', '276', false],
      ['ISO_3166_1', 'ZZ', false],
      ['ISO_3166_1', 'CA-MB', false],
      ['ISO_3166_2', 'CA-MB', true],
      ['ISO_3166_2', 'CA-ZZ', false],
      ['ISO_3166_2', 'CA', false],
      ['ORG', 'ILO', true],
      ['ORG', 'BA/ZAV', true],
      ['ORG', 'x', false],
    ] as const
  ).map(([codeSystem, code, valid]) => ({
    name: `${code} of ${codeSystem} is ${valid ? 'valid' : 'none'}`,
    codeSystem,
    code,
    valid,
  })),
  ({ codeSystem, code, valid }) => {
    const answer = given().when('registerParty', register({ codeSystem, code }));
    if (valid) answer.recorded();
    else answer.refused('PTY-03', { codeSystem, code });
  },
);

rule('PTY-03', 'a party has a name', () =>
  given()
    .when('registerParty', register({ names: [] }))
    .refused('PTY-03', { party: 'party-de' }),
);

rule('PTY-05', 'a province stands on the side of its country, an organisation on its own', () =>
  expect([countryOf('ISO_3166_1', 'CA'), countryOf('ISO_3166_2', 'CA-MB'), countryOf('ORG', 'ILO')]).toEqual([
    'CA',
    'CA',
    undefined,
  ]),
);

rule('GEN-09', 'unions and employers register no party', () => {
  for (const role of ['UNION', 'EMPLOYER', 'OPERATOR'] as const)
    given()
      .when('registerParty', register(), { actor: { id: 'actor', role } })
      .refused('GEN-09', { role });
});
