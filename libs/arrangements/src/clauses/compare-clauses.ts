import { choices, type PartialDate, type PlainDate, latest } from '#kernel';
import type { ClauseCode } from './clause-code.js';
import {
  BreachRule,
  type ClauseContent,
  type ClauseParameter,
  type Indicator,
  type Modality,
  Proof,
  Severity,
} from './clause-content.js';

export const ClauseDimension = choices(
  'ClauseDimension',
  {
    PRESENCE: 'Whether the text says it at all.',
    MODALITY: 'How strongly it binds.',
    BEARERS: 'Who owes it.',
    BENEFICIARIES: 'Who benefits.',
    INDICATOR: 'By what it is measured, and how much is asked.',
    PARAMETER: 'A value that it sets.',
    ELEMENT: 'What it says beside the duty, such as who checks.',
    PROOF: 'The least proof of performance.',
    BREACH: 'When it counts as broken.',
    SEVERITY: 'How grave a breach is.',
    SURVIVAL: 'Whether it outlives the end, and how long.',
    PUBLICITY: 'Whether its text is public.',
  },
  'In what two readings of a clause can differ.',
);
export type ClauseDimension = keyof typeof ClauseDimension;

export const DimensionResult = choices(
  'DimensionResult',
  {
    BETTER: 'It protects more than before.',
    WORSE: 'It protects less than before.',
    SAME: 'As before.',
    INCOMPARABLE: 'It differs, and the coding does not tell which protects more.',
  },
  'What became of one dimension.',
);
export type DimensionResult = keyof typeof DimensionResult;

export const ClauseVerdict = choices(
  'ClauseVerdict',
  {
    STRENGTHENED: 'Better in some dimension, and worse in none.',
    WEAKENED: 'Worse in some dimension, and better in none.',
    MIXED: 'Better in one, worse in another.',
    UNCHANGED: 'The same in each.',
    INCOMPARABLE: 'It differs in what cannot be compared.',
    UNCODED_TEXT_CHANGE: 'The words changed and the coding did not: a person has to look.',
  },
  'What became of a clause as a whole.',
);
export type ClauseVerdict = keyof typeof ClauseVerdict;

export const MoreProtective = choices(
  'MoreProtective',
  {
    LOWER: 'A lower number.',
    HIGHER: 'A higher number.',
    GRANTED: 'Yes rather than no.',
    SUPERSET: 'The larger set.',
    SUBSET: 'The smaller set.',
    NONE: 'Neither value protects more.',
  },
  'Which value of a parameter protects workers more.',
);
export type MoreProtective = keyof typeof MoreProtective;

/** By name of the parameter. What is not there is not known. */
export type Directions = ReadonlyMap<string, MoreProtective>;

/** The directions of the values of a matter, as the catalogue has them on a day. */
export type DirectionsOn = (code: ClauseCode, day: PlainDate) => Directions;

/** A clause as it reads on a day, with what the final clauses say of its survival. */
export interface ClauseReading {
  content: ClauseContent;
  /** Present where it outlives the end; without `until` for ever. */
  survives?: { until?: PartialDate };
}

export interface Compared {
  dimension: ClauseDimension;
  /** The parameter or element, where the dimension has several. */
  name?: string;
  result: DimensionResult;
}

export interface Comparison {
  verdict: ClauseVerdict;
  /** Every dimension that differs. */
  differences: Compared[];
}

/**
 * What became of a clause from one reading to another, dimension by dimension. Pure and total; swapping the readings swaps
 * better and worse. Without the directions of the catalogue a parameter that moved cannot be compared.
 */
export function compareClauses(
  before: ClauseReading | undefined,
  after: ClauseReading | undefined,
  directions: Directions = new Map(),
): Comparison {
  const differences = dimensionsOf(before, after, directions).filter(({ result }) => result !== 'SAME');
  const has = (result: DimensionResult) => differences.some((found) => found.result === result);
  if (has('WORSE')) return { verdict: has('BETTER') ? 'MIXED' : 'WEAKENED', differences };
  if (has('INCOMPARABLE')) return { verdict: 'INCOMPARABLE', differences };
  if (has('BETTER')) return { verdict: 'STRENGTHENED', differences };
  const isReworded = before !== undefined && after !== undefined && wordsOf(before.content) !== wordsOf(after.content);
  return { verdict: isReworded ? 'UNCODED_TEXT_CHANGE' : 'UNCHANGED', differences };
}

function dimensionsOf(
  before: ClauseReading | undefined,
  after: ClauseReading | undefined,
  directions: Directions,
): Compared[] {
  const presence = (result: DimensionResult): Compared[] => [{ dimension: 'PRESENCE', result }];
  const [had, has] = [before?.content.answer, after?.content.answer];
  // Nobody could tell, or it cannot apply: neither is a promise that was lost or won.
  const isOpen = (answer: ClauseContent['answer'] | undefined) =>
    answer === 'INCONCLUSIVE' || answer === 'NOT_APPLICABLE';
  if (had !== has && (isOpen(had) || isOpen(has))) return presence('INCOMPARABLE');
  if (had !== 'PRESENT' || has !== 'PRESENT')
    return presence(had === 'PRESENT' ? 'WORSE' : has === 'PRESENT' ? 'BETTER' : 'SAME');
  const [old, now] = [before!.content, after!.content];
  const arePublic = (content: ClauseContent) => (content.heldBack ? 0 : content.text?.length ? 1 : undefined);
  const [open, opened] = [arePublic(old), arePublic(now)];
  return [
    { dimension: 'MODALITY', result: byModality(old.modality, now.modality) },
    { dimension: 'BEARERS', result: byBearers(old, now) },
    { dimension: 'BENEFICIARIES', result: old.beneficiaries === now.beneficiaries ? 'SAME' : 'INCOMPARABLE' },
    { dimension: 'INDICATOR', result: byIndicator(old.indicator, now.indicator) },
    ...byParameters(old.parameters ?? [], now.parameters ?? [], directions),
    ...[...new Set([...(old.elements ?? []), ...(now.elements ?? [])])].map((name): Compared => {
      const [said, says] = [old, now].map(({ elements = [] }) => Number(elements.includes(name))) as [number, number];
      const result = byNumber(said, says);
      return { dimension: 'ELEMENT', name, result };
    }),
    { dimension: 'PROOF', result: byRank(Proof, old.proof, now.proof) },
    { dimension: 'BREACH', result: byRank(BreachRule, old.breach, now.breach) },
    {
      dimension: 'SEVERITY',
      result: old.severity && now.severity ? byRank(Severity, old.severity, now.severity) : 'SAME',
    },
    { dimension: 'SURVIVAL', result: byNumber(daysOf(before!.survives), daysOf(after!.survives)) },
    { dimension: 'PUBLICITY', result: open === undefined || opened === undefined ? 'SAME' : byNumber(open, opened) },
  ];
}

const byNumber = (old: number, now: number): DimensionResult => (now > old ? 'BETTER' : now < old ? 'WORSE' : 'SAME');

/** Of choices that are declared from the weakest on; what the text does not ask for is weaker than the weakest. */
const byRank = (ranks: Record<string, string>, old: string | undefined, now: string | undefined): DimensionResult => {
  const rank = (value: string | undefined) => (value === undefined ? -1 : Object.keys(ranks).indexOf(value));
  return byNumber(rank(old), rank(now));
};

const STRENGTH: Partial<Record<Modality, number>> = {
  SHALL: 3,
  SHOULD: 2,
  ENDEAVOURS: 1,
  REFERS_TO_NATIONAL_LAW: 1,
};

function byModality(old: Modality, now: Modality): DimensionResult {
  if (old === now) return 'SAME';
  const [was, is] = [STRENGTH[old], STRENGTH[now]];
  return was === undefined || is === undefined || was === is ? 'INCOMPARABLE' : byNumber(was, is);
}

/** Bearers that were assumed say nothing of what the text names. */
function byBearers(old: ClauseContent, now: ClauseContent): DimensionResult {
  if (old.bearersAreUsual || now.bearersAreUsual) return 'SAME';
  return bySet(old.bearers, now.bearers);
}

function bySet(old: readonly string[], now: readonly string[]): DimensionResult {
  const [lost, won] = [old.some((member) => !now.includes(member)), now.some((member) => !old.includes(member))];
  if (lost && won) return 'INCOMPARABLE';
  return lost ? 'WORSE' : won ? 'BETTER' : 'SAME';
}

function byIndicator(old: Indicator | undefined, now: Indicator | undefined): DimensionResult {
  if (!old || !now) return old ? 'WORSE' : now ? 'BETTER' : 'SAME';
  const { metric, unit, comparator, threshold, period } = old;
  if (metric !== now.metric || unit !== now.unit || comparator !== now.comparator || period !== now.period)
    return 'INCOMPARABLE';
  if (threshold === now.threshold) return 'SAME';
  if (comparator === 'EQUAL') return 'INCOMPARABLE';
  return comparator === 'AT_LEAST' ? byNumber(threshold, now.threshold) : byNumber(now.threshold, threshold);
}

const byParameters = (
  old: readonly ClauseParameter[],
  now: readonly ClauseParameter[],
  directions: Directions,
): Compared[] =>
  [...new Set([...old, ...now].map(({ name }) => name))].map((name) => {
    const [was, is] = [old, now].map((list) => list.find((parameter) => parameter.name === name));
    return { dimension: 'PARAMETER', name, result: compareParameter(was, is, directions.get(name)) };
  });

/** Which of two values of one parameter protects more. A limit that is set no longer is worse; whether the set one suffices is another question. */
export function compareParameter(
  old: ClauseParameter | undefined,
  now: ClauseParameter | undefined,
  direction: MoreProtective | undefined,
): DimensionResult {
  if (direction === 'NONE') return 'SAME';
  if (!old || !now) {
    const only = old ?? now;
    // That the text denies something is no more than that it does not grant it.
    if (!only || only.flag === false) return 'SAME';
    return old ? 'WORSE' : 'BETTER';
  }
  if (valueOf(old) === valueOf(now)) return 'SAME';
  const { number, flag, members } = old;
  if (direction === 'GRANTED' && flag !== undefined && now.flag !== undefined)
    return byNumber(Number(flag), Number(now.flag));
  if (number !== undefined && now.number !== undefined && old.unit === now.unit) {
    if (direction === 'HIGHER') return byNumber(number, now.number);
    if (direction === 'LOWER') return byNumber(now.number, number);
  }
  if (members && now.members) {
    if (direction === 'SUPERSET') return bySet(members, now.members);
    if (direction === 'SUBSET') return bySet(now.members, members);
  }
  return 'INCOMPARABLE';
}

const valueOf = ({ number, unit, flag, members }: ClauseParameter) =>
  JSON.stringify([number, unit, flag, members?.toSorted()]);

/** Survival as a length: none, until a day, for ever. */
const daysOf = (survives: ClauseReading['survives']): number =>
  survives ? (survives.until === undefined ? Infinity : Number(latest(survives.until).replaceAll('-', ''))) : 0;

const wordsOf = ({ text = [] }: ClauseContent): string =>
  JSON.stringify(text.map(({ language, text: words }) => [language, words]).sort());

/** How alike two texts are, from 0 to 1: the share of words that both have, in the language in which they are most alike. */
export function likeness(one: ClauseContent, other: ClauseContent): number {
  const shares = (one.text ?? []).flatMap(({ language, text }) =>
    (other.text ?? [])
      .filter((candidate) => candidate.language === language)
      .map((candidate) => {
        const [words, others] = [text, candidate.text].map(
          (paragraph) => new Set(paragraph.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []),
        ) as [Set<string>, Set<string>];
        const both = [...words].filter((word) => others.has(word)).length;
        return both / Math.max(1, words.size + others.size - both);
      }),
  );
  return Math.max(0, ...shares);
}
