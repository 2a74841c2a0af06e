import { expect } from '@jest/globals';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { sourceDecider } from './source.decider.js';

const { given } = scenarios(sourceDecider);
const register = (changes: object = {}) => ({
  source: 'source-untc',
  title: 'United Nations Treaty Collection',
  ...changes,
});
const digest = `sha256:${'0a'.repeat(32)}`;

rule('GEN-07', 'a source is registered, so that facts can cite it', () =>
  given()
    .when('registerSource', register({ year: 2026, url: 'https://treaties.un.org', digest }))
    .state((source) =>
      expect(source).toEqual({
        seq: 0,
        title: 'United Nations Treaty Collection',
        year: 2026,
        url: 'https://treaties.un.org',
        digest,
      }),
    ),
);

ruleTable(
  'AUD-02',
  'what names a source can be followed and checked',
  [
    { name: 'an address of another kind', changes: { url: 'ftp://treaties.un.org' }, field: 'url' },
    { name: 'an address with a blank', changes: { url: 'https://treaties un org' }, field: 'url' },
    { name: 'a digest that is cut', changes: { digest: digest.slice(0, -1) }, field: 'digest' },
    { name: 'a year before print', changes: { year: 1499 }, field: 'year' },
    { name: 'no title', changes: { title: '' }, field: 'title' },
    { name: 'an id of another kind', changes: { source: 'party-untc' }, field: 'source' },
  ],
  ({ changes, field }) => given().when('registerSource', register(changes)).malformed(field),
);

rule('GEN-09', 'unions and employers cite sources, and registrars register them', () => {
  for (const role of ['UNION', 'EMPLOYER', 'OPERATOR'] as const)
    given()
      .when('registerSource', register(), { actor: { id: 'actor', role } })
      .refused('GEN-09', { role });
  for (const role of ['GOVERNMENT', 'DEPOSITARY', 'SECRETARIAT'] as const)
    given()
      .when('registerSource', register(), { actor: { id: 'actor', role } })
      .recorded();
});
