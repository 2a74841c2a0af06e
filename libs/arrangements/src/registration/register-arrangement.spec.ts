import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { france, germany, given, nursing, registered, registration, union } from '../testing/history.js';
import type { Kind, PartyRole } from './terms.js';

const register = (changes: object = {}) => ({ ...registration, ...changes });
const among = (kind: Kind, ...parties: [string, PartyRole][]) =>
  register({ kind, parties: parties.map(([party, role]) => ({ party: `party-${party}`, role })) });

rule('ARR-01', 'an arrangement is registered with its parties, titles and scope', () =>
  given()
    .when('registerArrangement', register({ remark: 'The first with the Philippines' }))
    .state((state) =>
      expect(state).toMatchObject({
        kind: 'BILATERAL',
        titles: [{ seq: 0, value: registration.titles }],
        scopes: [{ seq: 0, value: nursing }],
        parties: [
          { party: 'party-ph', role: 'ORIGIN', seq: 0 },
          { party: 'party-de', role: 'DESTINATION', seq: 0 },
        ],
        remarks: [{ seq: 0, text: 'The first with the Philippines' }],
        acts: [],
      }),
    ),
);

rule('CLA-01', 'it has a title', () =>
  given()
    .when('registerArrangement', register({ titles: [] }))
    .refused('CLA-01'),
);

ruleTable(
  'PTY-01',
  'a bilateral arrangement has exactly two sides, each of one or more signatories',
  [
    {
      name: 'a state and its agency against a state',
      parties: [
        ['ph', 'ORIGIN'],
        ['de', 'DESTINATION'],
        ['giz', 'DESTINATION'],
      ],
      sides: undefined,
    },
    {
      name: 'two states with a funder',
      parties: [
        ['ph', 'ORIGIN'],
        ['de', 'DESTINATION'],
        ['eu', 'FUNDER'],
      ],
      sides: undefined,
    },
    {
      name: 'a state and a province of another',
      parties: [
        ['ph', 'ORIGIN'],
        ['by', 'DESTINATION'],
      ],
      sides: undefined,
    },
    {
      name: 'three states',
      parties: [
        ['ph', 'ORIGIN'],
        ['de', 'DESTINATION'],
        ['fr', 'DESTINATION'],
      ],
      sides: ['PH', 'DE', 'FR'],
    },
    {
      name: 'a state of transit',
      parties: [
        ['ph', 'ORIGIN'],
        ['de', 'DESTINATION'],
        ['fr', 'TRANSIT'],
      ],
      sides: ['PH', 'DE', 'FR'],
    },
  ] as { name: string; parties: [string, PartyRole][]; sides?: string[] }[],
  ({ parties, sides }) => {
    const answer = given().when('registerArrangement', among('BILATERAL', ...parties));
    if (sides) answer.refused('PTY-01', { sides });
    else answer.recorded();
  },
);

ruleTable(
  'PTY-02',
  'a multilateral arrangement has three or more parties',
  [
    {
      name: 'two',
      parties: [
        ['de', 'BOTH'],
        ['fr', 'BOTH'],
      ],
      refused: true,
    },
    {
      name: 'two, one of them in two roles',
      parties: [
        ['de', 'DESTINATION'],
        ['ph', 'ORIGIN'],
        ['de', 'FUNDER'],
      ],
      refused: true,
    },
    {
      name: 'three',
      parties: [
        ['de', 'BOTH'],
        ['fr', 'BOTH'],
        ['ke', 'BOTH'],
      ],
      refused: false,
    },
  ] as { name: string; parties: [string, PartyRole][]; refused: boolean }[],
  ({ parties, refused }) => {
    const answer = given().when('registerArrangement', among('MULTILATERAL', ...parties));
    if (refused) answer.refused('PTY-02');
    else answer.recorded();
  },
);

rule('PTY-03', 'every party is registered', () =>
  given()
    .when('registerArrangement', among('BILATERAL', ['ph', 'ORIGIN'], ['zz', 'DESTINATION']))
    .refused('PTY-03', { party: 'party-zz' }),
);

ruleTable(
  'PTY-04',
  'at least one origin and one destination, or all both',
  [
    { name: 'no destination', roles: ['ORIGIN', 'ORIGIN'], refused: true },
    { name: 'no origin', roles: ['DESTINATION', 'TRANSIT'], refused: true },
    { name: 'neither', roles: ['FUNDER', 'PROVIDER'], refused: true },
    { name: 'all both', roles: ['BOTH', 'BOTH'], refused: false },
    { name: 'one both, one origin', roles: ['BOTH', 'ORIGIN'], refused: false },
  ] as { name: string; roles: [PartyRole, PartyRole]; refused: boolean }[],
  ({ roles, refused }) => {
    const answer = given().when('registerArrangement', among('BILATERAL', ['ph', roles[0]], ['de', roles[1]]));
    if (refused) answer.refused('PTY-04');
    else answer.recorded();
  },
);

rule('PTY-05', 'the two sides are different countries', () => {
  given()
    .when('registerArrangement', among('BILATERAL', ['de', 'ORIGIN'], ['by', 'DESTINATION']))
    .refused('PTY-05', { sides: ['DE'] });
  given()
    .when('registerArrangement', among('BILATERAL', ['de', 'ORIGIN'], ['giz', 'DESTINATION']))
    .refused('PTY-05', { sides: ['DE'] });
});

ruleTable(
  'QUO-15',
  'occupations are groups of ISCO-08',
  [
    { name: 'a major group', code: '2', refused: false },
    { name: 'a sub-major group', code: '22', refused: false },
    { name: 'a unit group', code: '2221', refused: false },
    { name: 'a major group with a leading nought', code: '01', refused: false },
    { name: 'no such group', code: '27', refused: true },
    { name: 'a unit group of no such group', code: '2711', refused: true },
  ],
  ({ code, refused }) => {
    const scope = { ...nursing, occupations: [code] };
    const [registering, restating] = [
      given().when('registerArrangement', register({ scope })),
      given(registered()).when('restateScope', { arrangement: 'arrangement-de-ph', scope }),
    ];
    for (const answer of [registering, restating])
      if (refused) answer.refused('QUO-15', { code });
      else answer.recorded();
  },
);

rule('GEN-09', 'a government registers what it takes part in', () => {
  given().when('registerArrangement', register(), germany).recorded();
  given().when('registerArrangement', register(), france).refused('GEN-09', { actingFor: 'party-fr' });
  given().when('registerArrangement', register(), union).refused('GEN-09', { role: 'UNION' });
});
