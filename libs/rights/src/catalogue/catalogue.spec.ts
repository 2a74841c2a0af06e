import { expect } from '@jest/globals';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { profileDefined } from '../profiles/define-profile.js';
import { profileDecider } from '../profiles/profile.decider.js';
import { countedElements, profileOn } from '../profiles/profile.js';
import type { ProfileContent, ProfileElement } from '../profiles/terms.js';
import { catalogueDecider } from './catalogue.decider.js';
import { catalogueClauseDefined, type DefineCatalogueClause } from './define-catalogue-clause.js';
import { type CatalogueEntry, contentOn, directionsOf, statusOn } from './entry.js';
import { catalogueClauseRevised } from './revise-catalogue-clause.js';
import type { LegalBasis } from './terms.js';
import { catalogueClauseWithdrawn } from './withdraw-catalogue-clause.js';

const c181: LegalBasis = {
  instrument: 'C181',
  title: 'Private Employment Agencies Convention, 1997',
  article: '7',
  mark: 'CONFIRMED',
  readAs: 'OFFICIAL_COPY',
  source: 'source-test',
};
const fees: DefineCatalogueClause = {
  catalogue: 'catalogue-fees',
  code: 'FEES',
  basis: [c181],
  parameters: [
    { name: 'worker-paid-cost', type: 'NUMBER', unit: 'months of wage', protects: 'LOWER' },
    { name: 'repayment', type: 'FLAG', protects: 'GRANTED' },
  ],
  requires: ['REMEDY'],
};
const entry = (changes: Partial<DefineCatalogueClause> = {}) => catalogueClauseDefined({ ...fees, ...changes });
let known: CatalogueEntry | undefined;
scenarios(catalogueDecider)
  .given(entry())
  .state((state) => (known = state));
const closed = { ...known!, closed: { seq: 9, status: 'WITHDRAWN' as const, on: '2026-01-01' } };
const union = { actor: { id: 'actor-union', role: 'UNION' as const } };

const { given } = scenarios(catalogueDecider, { others: { 'catalogue-wage': known, 'catalogue-docs': closed } });

ruleTable(
  'GEN-01',
  'a legal basis says what was read, and does not call confirmed what was not',
  [
    { name: 'read in a cited source', basis: c181, refused: undefined },
    {
      name: 'believed',
      basis: { ...c181, mark: 'BELIEVED' as const, readAs: undefined, source: undefined },
      refused: undefined,
    },
    { name: 'confirmed, not read', basis: { ...c181, readAs: undefined }, refused: 'GEN-01' as const },
    { name: 'unchecked, yet read', basis: { ...c181, mark: 'UNCHECKED' as const }, refused: 'GEN-01' as const },
    { name: 'a source that is not cited', basis: { ...c181, source: 'source-other' }, refused: 'GEN-01' as const },
    { name: 'a convention without its number', basis: { ...c181, instrument: 'C18' }, refused: 'CLA-07' as const },
  ],
  ({ basis, refused }) => {
    const outcome = given().when('defineCatalogueClause', { ...fees, basis: [basis] });
    if (refused) outcome.refused(refused);
    else outcome.recorded();
  },
);

ruleTable(
  'CLA-01',
  'a direction fits the kind of value that it is for',
  [
    { name: 'fewer days', parameter: { name: 'x', type: 'NUMBER' as const, protects: 'LOWER' as const }, fits: true },
    {
      name: 'yes of a number',
      parameter: { name: 'x', type: 'NUMBER' as const, protects: 'GRANTED' as const },
      fits: false,
    },
    { name: 'a higher yes', parameter: { name: 'x', type: 'FLAG' as const, protects: 'HIGHER' as const }, fits: false },
    {
      name: 'the larger set',
      parameter: { name: 'x', type: 'SET' as const, protects: 'SUPERSET' as const },
      fits: true,
    },
  ],
  ({ parameter, fits }) => {
    const outcome = given().when('defineCatalogueClause', { ...fees, parameters: [parameter] });
    if (fits) outcome.recorded();
    else outcome.refused('CLA-01', { parameter: 'x' });
  },
);

rule('CLA-01', 'a matter has one entry, named by its code, with each value named once', () => {
  given()
    .when('defineCatalogueClause', { ...fees, catalogue: 'catalogue-charges' })
    .refused('CLA-01', { code: 'FEES' });
  given()
    .when('defineCatalogueClause', { ...fees, parameters: [...fees.parameters, ...fees.parameters] })
    .refused('GEN-02', { parameter: 'worker-paid-cost' });
});

rule('GEN-09', 'the secretariat keeps the catalogue and the profiles', () => {
  given().when('defineCatalogueClause', fees, union).refused('GEN-09');
  scenarios(profileDecider)
    .given()
    .when('defineProfile', { profile: 'profile-x', content: profile() }, union)
    .refused('GEN-09');
});

rule('GEN-06', 'a new version holds from its day on, and earlier days keep the earlier one', () => {
  given(entry())
    .when(
      'reviseCatalogueClause',
      { catalogue: 'catalogue-fees', basis: [], parameters: [], requires: ['AUDITOR'] },
      { provenance: { effective: { from: '2026-02-01' } } },
    )
    .state((state) => {
      expect(['2026-01-31', '2026-02-01'].map((day) => contentOn(state, day).value.requires)).toEqual([
        ['REMEDY'],
        ['AUDITOR'],
      ]);
      expect([...directionsOf(state, '2026-01-31')]).toEqual([
        ['worker-paid-cost', 'LOWER'],
        ['repayment', 'GRANTED'],
      ]);
      expect(directionsOf(state, '2026-02-01').size).toBe(0);
    });
});

const out = (changes: object) => ({ catalogue: 'catalogue-fees', on: '2026-01-10', status: 'MOVED_TO', ...changes });
ruleTable(
  'CLA-01',
  'an entry that goes out of use says which other stands for it, if one does',
  [
    { name: 'moved', data: out({ into: 'catalogue-wage' }), refused: undefined },
    { name: 'withdrawn', data: out({ status: 'WITHDRAWN' }), refused: undefined },
    { name: 'moved, nowhere', data: out({}), refused: 'CLA-01' as const },
    {
      name: 'withdrawn, and yet into',
      data: out({ status: 'WITHDRAWN', into: 'catalogue-wage' }),
      refused: 'CLA-01' as const,
    },
    { name: 'into itself', data: out({ into: 'catalogue-fees' }), refused: 'CLA-01' as const },
    { name: 'active', data: out({ status: 'ACTIVE' }), refused: 'CLA-01' as const },
    { name: 'into one that is unknown', data: out({ into: 'catalogue-none' }), refused: 'GEN-05' as const },
    { name: 'into one that is out of use', data: out({ into: 'catalogue-docs' }), refused: 'GEN-05' as const },
  ],
  ({ data, refused }) => {
    const outcome = given(entry()).when('withdrawCatalogueClause', data);
    if (refused) return outcome.refused(refused);
    outcome.state((state) => {
      expect(['2026-01-09', '2026-01-10'].map((day) => statusOn(state, day))).toEqual(['ACTIVE', data.status]);
    });
  },
);

rule('GEN-02', 'what is out of use is neither revised nor withdrawn again', () => {
  const gone = [
    entry(),
    catalogueClauseWithdrawn({ catalogue: 'catalogue-fees', status: 'WITHDRAWN', on: '2026-01-10' }),
  ];
  const { catalogue, basis, parameters, requires } = fees;
  given(...gone)
    .when('reviseCatalogueClause', { catalogue, basis, parameters, requires })
    .refused('GEN-02');
  given(...gone)
    .when('withdrawCatalogueClause', out({ status: 'WITHDRAWN' }))
    .refused('GEN-02');
  given(entry(), catalogueClauseRevised({ catalogue, basis, parameters, requires })).state((state) =>
    expect(state.versions).toHaveLength(2),
  );
});

const element = (changes: Partial<ProfileElement> = {}): ProfileElement => ({
  element: 'free',
  title: 'No fees',
  codes: ['FEES'],
  testOf: 'TEXT',
  mark: 'CONFIRMED',
  ...changes,
});
const profile = (...elements: ProfileElement[]): ProfileContent => ({
  title: 'A profile',
  publisher: 'Somebody',
  year: 2026,
  kind: 'GUIDANCE',
  strictness: 'STRENGTH',
  elements,
});
const profiles = scenarios(profileDecider, { others: { 'catalogue-fees': known, 'catalogue-docs': closed } });

ruleTable(
  'CLA-01',
  'a profile cites what the catalogue has in use, and least values that it knows',
  [
    {
      name: 'all known',
      elements: [element({ minimum: [{ name: 'worker-paid-cost', number: 0 }] })],
      refused: undefined,
    },
    { name: 'a part of a theme', elements: [element(), element({ element: 'a', partOf: 'free' })], refused: undefined },
    { name: 'of the process, on no matter', elements: [element({ testOf: 'PROCESS', codes: [] })], refused: undefined },
    { name: 'of the text, on no matter', elements: [element({ codes: [] })], refused: 'CLA-01' as const },
    { name: 'a matter out of use', elements: [element({ codes: ['DOCS'] })], refused: 'CLA-01' as const },
    { name: 'a matter not defined', elements: [element({ codes: ['WAGE'] })], refused: 'CLA-01' as const },
    {
      name: 'a value that is unknown',
      elements: [element({ minimum: [{ name: 'hours', number: 1 }] })],
      refused: 'CLA-01' as const,
    },
    {
      name: 'a value of another kind',
      elements: [element({ minimum: [{ name: 'repayment', number: 1 }] })],
      refused: 'CLA-01' as const,
    },
    { name: 'a theme that is not there', elements: [element({ partOf: 'theme' })], refused: 'CLA-01' as const },
    {
      name: 'parts of each other',
      elements: [element({ partOf: 'a' }), element({ element: 'a', partOf: 'free' })],
      refused: 'CLA-01' as const,
    },
    { name: 'two of one name', elements: [element(), element()], refused: 'GEN-02' as const },
  ],
  ({ elements, refused }) => {
    const outcome = profiles.given().when('defineProfile', { profile: 'profile-x', content: profile(...elements) });
    if (refused) outcome.refused(refused);
    else outcome.recorded();
  },
);

rule('GEN-06', 'a profile counts no theme beside its parts, nothing of the process, and keeps earlier versions', () => {
  const elements = [
    element({ element: 'theme' }),
    element({ element: 'a', partOf: 'theme' }),
    element({ element: 'b', partOf: 'theme' }),
    element({ element: 'c', testOf: 'PROCESS' }),
    element({ element: 'alone' }),
  ];
  expect([...countedElements(elements)]).toEqual(['a', 'b', 'alone']);
  profiles
    .given(profileDefined({ profile: 'profile-x', content: profile(...elements) }))
    .when(
      'reviseProfile',
      { profile: 'profile-x', content: profile(element()) },
      { provenance: { effective: { from: '2026-02-01' } } },
    )
    .state((state) =>
      expect(['2026-01-31', '2026-02-01'].map((day) => profileOn(state, day).value.elements.length)).toEqual([5, 1]),
    );
});
