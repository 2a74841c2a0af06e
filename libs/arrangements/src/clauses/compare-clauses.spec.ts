import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { clauseChanges } from '../amendments/clause-changes.js';
import { regressionsOf } from '../amendments/regression.js';
import { coded, coding, given, inForce, registered, noDirections, reported, stateOf } from '../testing/history.js';
import { Answer, Bearer, BreachRule, type ClauseContent, ClauseElement, Modality, Proof } from './clause-content.js';
import { type ClauseReading, compareClauses, type DimensionResult, MoreProtective } from './compare-clauses.js';

const shall: ClauseContent = { ...coding, modality: 'SHALL', bearers: ['EMPLOYER', 'RECRUITER'] };
const english = (text: string) => [{ text, language: 'en' }];
const days = (number: number, unit = 'days') => ({ parameters: [{ name: 'time', number, unit }] });
const yes = (flag: boolean) => ({ parameters: [{ name: 'free', flag }] });
const grounds = (...members: string[]) => ({ parameters: [{ name: 'grounds', members }] });
const directions = new Map<string, MoreProtective>([
  ['time', 'LOWER'],
  ['free', 'GRANTED'],
  ['grounds', 'SUPERSET'],
  ['places', 'NONE'],
]);

type Row = {
  name: string;
  was: Partial<ClauseContent>;
  now: Partial<ClauseContent>;
  differs: string[];
  verdict: string;
};
const row = (
  name: string,
  was: Partial<ClauseContent>,
  now: Partial<ClauseContent>,
  verdict: string,
  ...differs: string[]
): Row => ({ name, was, now, verdict, differs });

ruleTable(
  'AMD-09',
  'two readings of a clause are compared dimension by dimension',
  [
    row('nothing', {}, {}, 'UNCHANGED'),
    row('binds less', {}, { modality: 'SHOULD' }, 'WEAKENED', 'MODALITY WORSE'),
    row('binds more', { modality: 'ENDEAVOURS' }, {}, 'STRENGTHENED', 'MODALITY BETTER'),
    row('force not coded', { modality: 'NOT_CODED' }, {}, 'INCOMPARABLE', 'MODALITY INCOMPARABLE'),
    row('another bearer', {}, { bearers: ['EMPLOYER', 'ORIGIN'] }, 'INCOMPARABLE', 'BEARERS INCOMPARABLE'),
    row('one day more', days(30), days(31), 'WEAKENED', 'PARAMETER time WORSE'),
    row('as many days', days(30), days(30), 'UNCHANGED'),
    row('one day less', days(30), days(29), 'STRENGTHENED', 'PARAMETER time BETTER'),
    row('another unit', days(30), days(1, 'months'), 'INCOMPARABLE', 'PARAMETER time INCOMPARABLE'),
    row('a limit lost', days(30), {}, 'WEAKENED', 'PARAMETER time WORSE'),
    row('a limit won', {}, days(30), 'STRENGTHENED', 'PARAMETER time BETTER'),
    row('no longer free', yes(true), yes(false), 'WEAKENED', 'PARAMETER free WORSE'),
    row('said not to be free', {}, yes(false), 'UNCHANGED'),
    row('a ground less', grounds('sex', 'race'), grounds('sex'), 'WEAKENED', 'PARAMETER grounds WORSE'),
    row('another ground', grounds('sex'), grounds('race'), 'INCOMPARABLE', 'PARAMETER grounds INCOMPARABLE'),
    row(
      'fewer places',
      { parameters: [{ name: 'places', number: 9 }] },
      { parameters: [{ name: 'places', number: 8 }] },
      'UNCHANGED',
    ),
    row(
      'a parameter that the catalogue does not know',
      { parameters: [{ name: 'odd', number: 9 }] },
      { parameters: [{ name: 'odd', number: 8 }] },
      'INCOMPARABLE',
      'PARAMETER odd INCOMPARABLE',
    ),
    row('nobody checks', { elements: ['AUDITOR'] }, {}, 'WEAKENED', 'ELEMENT AUDITOR WORSE'),
    row('less proof', { proof: 'INDEPENDENT' }, { proof: 'CONFIRMED' }, 'WEAKENED', 'PROOF WORSE'),
    row('broken by time', { breach: 'BY_FINDING' }, { breach: 'BY_TIME' }, 'STRENGTHENED', 'BREACH BETTER'),
    row(
      'text withdrawn from the public',
      { text: english('A') },
      { heldBack: { digest: `sha256:${'0'.repeat(64)}` } },
      'WEAKENED',
      'PUBLICITY WORSE',
    ),
    row(
      'for others',
      { beneficiaries: 'nurses' },
      { beneficiaries: 'cooks' },
      'INCOMPARABLE',
      'BENEFICIARIES INCOMPARABLE',
    ),
    row('silent', {}, { answer: 'SILENT' }, 'WEAKENED', 'PRESENCE WORSE'),
    row('nobody can tell', {}, { answer: 'INCONCLUSIVE' }, 'INCOMPARABLE', 'PRESENCE INCOMPARABLE'),
    row('no longer silent', { answer: 'SILENT' }, {}, 'STRENGTHENED', 'PRESENCE BETTER'),
    row('other words, same coding', { text: english('A') }, { text: english('B') }, 'UNCODED_TEXT_CHANGE'),
    row(
      'better and worse',
      days(30),
      { ...days(20), modality: 'SHOULD' },
      'MIXED',
      'MODALITY WORSE',
      'PARAMETER time BETTER',
    ),
  ],
  ({ was, now, verdict, differs }) => {
    const found = compareClauses({ content: { ...shall, ...was } }, { content: { ...shall, ...now } }, directions);
    expect(found.verdict).toBe(verdict);
    expect(found.differences.map((d) => [d.dimension, d.name, d.result].filter(Boolean).join(' '))).toEqual(differs);
  },
);

const anyReading: fc.Arbitrary<ClauseReading | undefined> = fc.option(
  fc.record({
    content: fc.record(
      {
        code: fc.constant('FEES' as const),
        answer: fc.constantFrom(...(Object.keys(Answer) as Answer[])),
        codedFrom: fc.constant('TEXT' as const),
        modality: fc.constantFrom(...(Object.keys(Modality) as Modality[])),
        bearers: fc.subarray(Object.keys(Bearer) as Bearer[]),
        elements: fc.subarray(Object.keys(ClauseElement) as ClauseElement[]),
        proof: fc.constantFrom(...(Object.keys(Proof) as Proof[])),
        breach: fc.constantFrom(...(Object.keys(BreachRule) as BreachRule[])),
        parameters: fc.uniqueArray(
          fc.oneof(
            fc.record({ name: fc.constant('time'), number: fc.integer({ min: 0, max: 3 }) }),
            fc.record({ name: fc.constant('free'), flag: fc.boolean() }),
            fc.record({ name: fc.constant('grounds'), members: fc.subarray(['sex', 'race', 'age']) }),
          ),
          { selector: ({ name }) => name },
        ),
      },
      { requiredKeys: ['code', 'answer', 'codedFrom', 'modality', 'bearers'] },
    ) as fc.Arbitrary<ClauseContent>,
    survives: fc.option(fc.constantFrom({}, { until: '2030' }, { until: '2031-05' }), { nil: undefined }),
  }),
  { nil: undefined },
);

const OPPOSITE: Record<DimensionResult, DimensionResult> = {
  BETTER: 'WORSE',
  WORSE: 'BETTER',
  SAME: 'SAME',
  INCOMPARABLE: 'INCOMPARABLE',
};

test('AMD-09: a reading held against itself is unchanged, and the other way round every difference is turned about', () => {
  fc.assert(
    fc.property(anyReading, anyReading, (one, other) => {
      expect(compareClauses(one, one, directions)).toEqual({ verdict: 'UNCHANGED', differences: [] });
      const turned = compareClauses(one, other, directions).differences.map((found) => ({
        ...found,
        result: OPPOSITE[found.result],
      }));
      const key = ({ dimension, name }: (typeof turned)[number]) => `${dimension} ${name}`;
      const sorted = (list: typeof turned) => list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
      expect(sorted(compareClauses(other, one, directions).differences)).toEqual(sorted(turned));
    }),
  );
});

rule('AMD-09', 'a clause that moves to another place is neither struck out nor added', () => {
  const content = { ...shall, locator: 'Art. 12', text: english('Fees are borne by the employer alone.') };
  const moved = { ...content, locator: 'Art. 15', text: english('All fees are borne by the employer alone.') };
  const another = { ...content, locator: 'Art. 3', text: english('Nobody pays for a passport.') };
  const state = stateOf(
    ...inForce('2013'),
    coded(content),
    reported('2018', [
      { clauseRemoved: 'fees' },
      { clause: { clause: 'art-3', content: another } },
      { clause: { clause: 'art-15', content: moved } },
    ]),
  );
  expect(clauseChanges(state, state.amendments[0]!, noDirections)).toMatchObject([
    { clause: 'fees', movedTo: 'art-15', verdict: 'UNCODED_TEXT_CHANGE' },
    { clause: 'art-3', movedTo: undefined, verdict: 'STRENGTHENED' },
  ]);
  expect(regressionsOf(state, state.amendments[0]!, noDirections)).toEqual([]);

  const weaker = stateOf(
    ...inForce('2013'),
    coded(content),
    reported('2018', [
      { clauseRemoved: 'fees' },
      { clause: { clause: 'art-15', content: { ...moved, modality: 'SHOULD' } } },
    ]),
  );
  expect(regressionsOf(weaker, weaker.amendments[0]!, noDirections)).toEqual([
    { clause: 'fees', code: 'FEES', kinds: ['WEAKER'] },
  ]);
});

ruleTable(
  'CLA-01',
  'a parameter has one value',
  [
    { name: 'a number', parameter: { name: 'time', number: 30, unit: 'days' }, refused: false },
    { name: 'no', parameter: { name: 'free', flag: false }, refused: false },
    { name: 'none', parameter: { name: 'time' }, refused: true },
    { name: 'two', parameter: { name: 'time', number: 30, flag: true }, refused: true },
  ],
  ({ parameter, refused }) => {
    const content = { ...shall, parameters: [parameter] };
    const outcome = given(registered()).when('codeClause', {
      arrangement: 'arrangement-de-ph',
      clause: 'fees',
      content,
    });
    if (refused) outcome.refused('CLA-01', { parameter: parameter.name });
    else outcome.recorded();
  },
);
