import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { coding, ended, france, germany, given, inForce, nursing, proposed, union, years } from '../testing/history.js';
import type { AmendmentChange } from './amendment.js';

const propose = (changes: object = {}) => ({
  arrangement: 'arrangement-de-ph',
  amendment: 'protocol',
  type: 'AMEND',
  what: 'Changes terms',
  on: '2018-01-10',
  changes: [],
  ...changes,
});
const base = inForce('2013-03-19', { length: years(5) });

rule('AMD-02', 'a proposal is recorded, and nobody has consented yet', () =>
  given(...base)
    .when('proposeAmendment', propose(), germany)
    .state(({ amendments }) =>
      expect(amendments).toEqual([
        {
          seq: 3,
          amendment: 'protocol',
          type: 'AMEND',
          what: 'Changes terms',
          on: '2018-01-10',
          changes: [],
          consents: [],
          objections: [],
          notices: [],
          reported: false,
          proposedBy: 'party-de',
        },
      ]),
    ),
);

const BAD: [string, string, object, AmendmentChange][] = [
  ['AMD-01', 'nothing', { change: 1 }, {}],
  ['AMD-01', 'two terms at once', { change: 1 }, { scope: nursing, clauseRemoved: 'fees' }],
  ['CLA-01', 'no title', {}, { titles: [] }],
  [
    'CLA-01',
    'a clause without bearers',
    { missing: ['bearers'] },
    { clause: { clause: 'fees', content: { ...coding, bearers: [] } } },
  ],
  ['QUO-15', 'an occupation that is none', { code: '99' }, { scope: { ...nursing, occupations: ['99'] } }],
  ['ARR-09', 'a term that ends and lasts', { until: '2030' }, { term: { until: '2030', indefinite: true } }],
];
for (const [id, name, facts, change] of BAD)
  rule(id as 'AMD-01', `a change does not say ${name}`, () =>
    given(...base)
      .when('proposeAmendment', propose({ changes: [change] }))
      .refused(id as 'AMD-01', facts as never),
  );

ruleTable(
  'AMD-10',
  'an interpretation changes no term, scope or clause',
  [
    { name: 'a term', change: { term: { length: years(6) } }, refused: true },
    { name: 'the scope', change: { scope: nursing }, refused: true },
    { name: 'a clause removed', change: { clauseRemoved: 'fees' }, refused: true },
    { name: 'words', change: { other: { term: 'article 7', after: 'means nurses' } }, refused: false },
  ],
  ({ change, refused }) => {
    const answer = given(...base).when('proposeAmendment', propose({ type: 'INTERPRET', changes: [change] }));
    if (refused) answer.refused('AMD-10', { type: 'INTERPRET' });
    else answer.recorded();
  },
);

ruleTable(
  'AMD-12',
  'an extension is made before expiry',
  [
    { name: 'on the last day', on: '2018-03-18', type: 'EXTEND', changes: [], refused: false },
    { name: 'on the day after', on: '2018-03-19', type: 'EXTEND', changes: [], refused: true },
    {
      name: 'on the day after, by another name',
      on: '2018-03-19',
      type: 'AMEND',
      changes: [{ term: { length: years(9) } }],
      refused: true,
    },
    { name: 'of anything else, after', on: '2018-03-19', type: 'AMEND', changes: [], refused: false },
    { name: 'in the same year, where nobody can tell', on: '2018', type: 'EXTEND', changes: [], refused: false },
  ],
  ({ refused, name: _, ...changes }) => {
    const answer = given(...base).when('proposeAmendment', propose(changes));
    if (refused) answer.refused('AMD-12', { expiredOn: '2018-03-19' });
    else answer.recorded();
  },
);

rule('ARR-22', 'what was terminated is not amended; an amendment before that is recorded long after', () => {
  given(...base, ended('2016-01-01'))
    .when('proposeAmendment', propose())
    .refused('ARR-22', { status: 'TERMINATED' });
  given(...base, ended('2016-01-01'))
    .when('proposeAmendment', propose({ on: '2015-12-31' }))
    .recorded();
});

rule('GEN-02', 'a name is used once', () =>
  given(...base, proposed('2014'))
    .when('proposeAmendment', propose())
    .refused('GEN-02', { amendment: 'protocol' }),
);

rule('GEN-09', 'parties propose, and neither strangers nor unions', () => {
  given(...base)
    .when('proposeAmendment', propose(), france)
    .refused('GEN-09', { actingFor: 'party-fr' });
  given(...base)
    .when('proposeAmendment', propose(), union)
    .refused('GEN-09', { role: 'UNION' });
});
