import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type ClauseContent, type Directions, type ReadClause } from '#arrangements';
import { expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { parse } from 'yaml';
import type { CatalogueEntry } from '../catalogue/entry.js';
import type { LegalBasis } from '../catalogue/terms.js';
import type { ProfileContent, ProfileElement, Strictness } from '../profiles/terms.js';
import { coverageOf, Outcome, yardstick } from './coverage.js';
import { weakerThanElsewhere } from './elsewhere.js';
import { incompleteOf, unreflected } from './gaps.js';

const PROFILE = 'profile-x';
const directions = (): Directions => new Map([['time', 'LOWER']]);

const coded = (changes: Partial<ClauseContent> = {}, clause = 'art-1'): ReadClause => ({
  clause,
  version: {
    seq: 1,
    value: { code: 'FEES', answer: 'PRESENT', codedFrom: 'TEXT', modality: 'SHALL', bearers: ['EMPLOYER'], ...changes },
  },
});
const beside = (element: string, relation: NonNullable<ClauseContent['maps']>[number]['relation'] = 'EQUAL_TO') => ({
  maps: [{ profile: PROFILE, element, relation }],
});
const element = (changes: Partial<ProfileElement> = {}): ProfileElement => ({
  element: 'free',
  title: 'No fees',
  codes: ['FEES'],
  testOf: 'TEXT',
  mark: 'BELIEVED',
  ...changes,
});
const profile = (elements: ProfileElement[], strictness: Strictness = 'STRENGTH'): ProfileContent => ({
  title: 'A profile',
  publisher: 'Somebody',
  year: 2026,
  kind: 'GUIDANCE',
  strictness,
  elements,
});
const cover = (clauses: ReadClause[], elements = [element()], strictness?: Strictness) =>
  coverageOf(yardstick(PROFILE, profile(elements, strictness)), clauses, directions);

const least = [element({ minimum: [{ name: 'time', number: 30, unit: 'days' }] })];
const days = (number: number, unit = 'days') => ({ parameters: [{ name: 'time', number, unit }] });
const two = [element(), element({ element: 'other' })];
const both = [element({ codes: ['FEES', 'WAGE'] })];
const theme = [
  element({ element: 'theme', codes: ['FEES'] }),
  element({ partOf: 'theme' }),
  element({ element: 'other', partOf: 'theme' }),
];

type Case = {
  name: string;
  clauses: ReadClause[];
  elements?: ProfileElement[];
  strictness?: Strictness;
  found: string;
};
const cases: Case[] = [
  { name: 'the only element of its matter', clauses: [coded()], found: 'MET SOLE_OF_MATTER' },
  { name: 'one of two of its matter', clauses: [coded()], elements: two, found: 'INCONCLUSIVE MATTER_ONLY' },
  { name: 'read beside it', clauses: [coded(beside('free'))], elements: two, found: 'MET READ_BESIDE' },
  { name: 'as much in other words', clauses: [coded(beside('free', 'EQUIVALENT_TO'))], found: 'MET READ_BESIDE' },
  { name: 'more than it', clauses: [coded(beside('free', 'SUPERSET_OF'))], found: 'MET READ_BESIDE' },
  { name: 'a part of it', clauses: [coded(beside('free', 'SUBSET_OF'))], found: 'WEAKER PART_ONLY' },
  {
    name: 'read, and about something else',
    clauses: [coded(beside('free', 'NO_RELATIONSHIP'))],
    found: 'INCONCLUSIVE NOT_CODED',
  },
  { name: 'read beside another', clauses: [coded(beside('other'))], elements: two, found: 'INCONCLUSIVE NOT_CODED' },
  { name: 'a promise to try', clauses: [coded({ modality: 'ENDEAVOURS' })], found: 'WEAKER WEAK_FORCE' },
  {
    name: 'a promise to try, where mention counts',
    clauses: [coded({ modality: 'ENDEAVOURS' })],
    strictness: 'MENTION',
    found: 'MET SOLE_OF_MATTER',
  },
  { name: 'force not coded', clauses: [coded({ modality: 'NOT_CODED' })], found: 'INCONCLUSIVE FORCE_NOT_CODED' },
  { name: 'exactly the least value', clauses: [coded(days(30))], elements: least, found: 'MET SOLE_OF_MATTER' },
  { name: 'one day beyond', clauses: [coded(days(31))], elements: least, found: 'WEAKER BELOW_MINIMUM time' },
  { name: 'one day within', clauses: [coded(days(29))], elements: least, found: 'MET SOLE_OF_MATTER' },
  { name: 'value not coded', clauses: [coded()], elements: least, found: 'INCONCLUSIVE VALUE_NOT_CODED time' },
  {
    name: 'another unit',
    clauses: [coded(days(1, 'months'))],
    elements: least,
    found: 'INCONCLUSIVE VALUE_NOT_CODED time',
  },
  { name: 'silent', clauses: [coded({ answer: 'SILENT' })], found: 'MISSING SILENT' },
  {
    name: 'silent on one of two matters',
    clauses: [coded({ answer: 'SILENT' })],
    elements: both,
    found: 'INCONCLUSIVE NOT_CODED',
  },
  {
    name: 'silent on both',
    clauses: [coded({ answer: 'SILENT' }), coded({ code: 'WAGE', answer: 'SILENT' }, 'art-2')],
    elements: both,
    found: 'MISSING SILENT',
  },
  { name: 'nobody coded it', clauses: [], found: 'INCONCLUSIVE NOT_CODED' },
  {
    name: 'the coder could not tell',
    clauses: [coded({ answer: 'INCONCLUSIVE' })],
    found: 'INCONCLUSIVE CODER_UNSURE',
  },
  { name: 'not applicable', clauses: [coded({ answer: 'NOT_APPLICABLE' })], found: 'NOT_APPLICABLE DOES_NOT_APPLY' },
  {
    name: 'of the process',
    clauses: [coded()],
    elements: [element({ testOf: 'PROCESS' })],
    found: 'NOT_APPLICABLE OF_THE_PROCESS',
  },
  {
    name: 'silent here, said there',
    clauses: [coded({ answer: 'SILENT', ...beside('free') }), coded(beside('free'), 'art-2')],
    found: 'MET READ_BESIDE',
  },
  {
    name: 'a theme asks only that it is dealt with',
    clauses: [coded({ modality: 'SHOULD' })],
    elements: theme,
    found: 'MET SOLE_OF_MATTER',
  },
];
ruleTable(
  'CLA-05',
  'what an arrangement makes of an element follows from what was coded, and not coded is not silent',
  cases,
  ({ clauses, elements, strictness, found }) => {
    const [first] = cover(clauses, elements, strictness);
    expect([first!.outcome, first!.why, ...first!.parameters].join(' ')).toBe(found);
    // Whatever rests on a clause names it.
    if (first!.outcome === 'MET' || first!.outcome === 'WEAKER') expect(first!.clauses.length).toBeGreaterThan(0);
  },
);

const OUTCOMES = Object.keys(Outcome);
const anyClauses = fc.array(
  fc
    .record({
      code: fc.constantFrom('FEES' as const, 'WAGE' as const),
      answer: fc.constantFrom(
        'PRESENT' as const,
        'SILENT' as const,
        'INCONCLUSIVE' as const,
        'NOT_APPLICABLE' as const,
      ),
      modality: fc.constantFrom('SHALL' as const, 'SHOULD' as const, 'NOT_CODED' as const),
      maps: fc.option(fc.constantFrom(beside('free').maps, beside('other', 'SUBSET_OF').maps), { nil: undefined }),
    })
    .map((content) => coded(content)),
  { maxLength: 5 },
);

test('every element has exactly one outcome, whatever was coded and in whichever order', () => {
  fc.assert(
    fc.property(anyClauses, (clauses) => {
      const found = cover(clauses, two);
      expect(found.map((finding) => finding.element)).toEqual(['free', 'other']);
      for (const { outcome } of found) expect(OUTCOMES).toContain(outcome);
      const again = cover(clauses.toReversed(), two);
      expect(again.map(({ outcome }) => outcome)).toEqual(found.map(({ outcome }) => outcome));
    }),
  );
});

const c181: LegalBasis = {
  instrument: 'C181',
  title: 'Private Employment Agencies Convention, 1997',
  article: '7',
  mark: 'BELIEVED',
};
const entry = (changes: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  seq: 0,
  code: 'FEES',
  versions: [
    {
      seq: 0,
      value: { basis: [c181, { ...c181, instrument: 'GPOG' }], parameters: [], requires: ['AUDITOR', 'REMEDY'] },
    },
    { seq: 1, from: '2026-02-01', value: { basis: [c181], parameters: [], requires: ['REMEDY'] } },
  ],
  ...changes,
});

ruleTable(
  'CLA-07',
  'a convention is not reflected where the text is silent on its matter, or nobody coded it, and the two are told apart',
  [
    { name: 'nobody coded it', clauses: [], silent: [false] },
    { name: 'silent', clauses: [coded({ answer: 'SILENT' })], silent: [true] },
    { name: 'said', clauses: [coded()], silent: [] },
    {
      name: 'silent on one element, said on another',
      clauses: [coded({ answer: 'SILENT' }), coded({}, 'art-2')],
      silent: [],
    },
  ],
  ({ clauses, silent }) => {
    const found = unreflected(clauses, [entry()], '2026-01-01');
    expect(found.flatMap(({ matters }) => matters.map((matter) => matter.silent))).toEqual(silent);
    expect(found.map(({ convention }) => convention)).toEqual(silent.map(() => 'C181'));
    const gone = entry({ closed: { seq: 2, status: 'WITHDRAWN', on: '2025-01-01' } });
    expect(unreflected(clauses, [gone], '2026-01-01')).toEqual([]);
  },
);

ruleTable(
  'CLA-06',
  'a clause lacks what the catalogue asks for on the day, as far as the text itself was read',
  [
    { name: 'nothing beside the duty', content: {}, day: '2026-01-31', lacks: ['AUDITOR', 'REMEDY'] },
    { name: 'the next version of the catalogue', content: {}, day: '2026-02-01', lacks: ['REMEDY'] },
    { name: 'all of it', content: { elements: ['AUDITOR', 'REMEDY'] as const }, day: '2026-01-31', lacks: [] },
    {
      name: 'known from a source only',
      content: { codedFrom: 'SECONDARY_SOURCE' as const },
      day: '2026-01-31',
      lacks: [],
    },
    { name: 'silent', content: { answer: 'SILENT' as const }, day: '2026-01-31', lacks: [] },
  ],
  ({ content, day, lacks }) => {
    const found = incompleteOf([coded(content as Partial<ClauseContent>)], [entry()], day);
    expect(found.flatMap((incomplete) => incomplete.lacks)).toEqual(lacks);
  },
);

rule(
  'AMD-09',
  'a clause of ours is weaker than what the partner gave another country, or cannot be held against it',
  () => {
    const ours = (...clauses: ReadClause[]) => [{ arrangement: 'arrangement-ours', clauses }];
    const theirs = [{ arrangement: 'arrangement-theirs', clauses: [coded(days(30), 'art-9')] }];
    const verdicts = (...clauses: ReadClause[]) =>
      weakerThanElsewhere(ours(...clauses), theirs, directions).map(({ verdict }) => verdict);
    expect(verdicts(coded(days(31)))).toEqual(['STRENGTHENED']);
    expect(verdicts(coded(days(30)))).toEqual([]);
    expect(verdicts(coded(days(29)))).toEqual([]);
    expect(verdicts(coded({ answer: 'SILENT' }))).toEqual(['STRENGTHENED']);
    expect(verdicts(coded({ ...days(29), modality: 'SHOULD' }))).toEqual(['MIXED']);
    // One clause of ours that is as good is enough; what nobody coded is told as such.
    expect(verdicts(coded(days(31)), coded(days(30), 'art-2'))).toEqual([]);
    expect(verdicts()).toEqual(['INCOMPARABLE']);
  },
);

test('the profiles that are recorded on the first start count each theme by its parts and no process', () => {
  const counted = ['10-profile-r086', '11-profile-un-guidance', '12-profile-good-practices'].map((name) => {
    const [entries] = [
      parse(readFileSync(`apps/registry/catalogue/${name}.yaml`, 'utf8')) as {
        defineProfile: { content: ProfileContent };
      }[],
    ];
    const { content } = entries[0]!.defineProfile;
    const { counted: names } = yardstick(name, content);
    for (const { element: key, testOf, partOf } of content.elements) {
      if (testOf === 'PROCESS') expect(names.has(key)).toBe(false);
      if (names.has(key) && partOf !== undefined) expect(names.has(partOf)).toBe(false);
    }
    return [content.elements.length, names.size];
  });
  expect(counted).toEqual([
    [64, 64],
    [89, 59],
    [34, 34],
  ]);
});
