import {
  type ClauseCode,
  type ClauseContent,
  compareParameter,
  type Directions,
  type MappingRelation,
  type ReadClause,
} from '#arrangements';
import { choices } from '#kernel';
import { countedElements } from '../profiles/profile.js';
import type { ProfileContent, ProfileElement } from '../profiles/terms.js';

export const Outcome = choices(
  'CoverageOutcome',
  {
    MET: 'The text says as much as the element, or more.',
    WEAKER: 'The text says something of it, and less.',
    MISSING: 'The text was read and says nothing of it.',
    INCONCLUSIVE: 'What was coded does not tell.',
    NOT_APPLICABLE: 'It cannot be asked of this text.',
  },
  'What an arrangement makes of one element of a profile.',
);
export type Outcome = keyof typeof Outcome;

export const Reason = choices(
  'CoverageReason',
  {
    READ_BESIDE: 'A coder read the clause beside this element.',
    SOLE_OF_MATTER: 'A clause is on its matter, and the profile asks nothing else there.',
    PART_ONLY: 'The clause says a part of it.',
    WEAK_FORCE: 'It recommends, promises to try or leaves it to national law.',
    BELOW_MINIMUM: 'A value lies below the least one of the element.',
    SILENT: 'Coded as silent.',
    NOT_CODED: 'Nobody has coded it: silence is not shown (CLA-05).',
    MATTER_ONLY: 'A clause is on its matter; whether it says this was not read.',
    FORCE_NOT_CODED: 'How strongly the clause binds was not coded.',
    VALUE_NOT_CODED: 'A value that the element asks for was not coded, or in another unit.',
    CODER_UNSURE: 'The coder could not tell.',
    DOES_NOT_APPLY: 'Coded as not applicable.',
    OF_THE_PROCESS: 'No text can show it.',
  },
  'Why an element has its outcome.',
);
export type Reason = keyof typeof Reason;

/** What an arrangement makes of one element, and by which clauses. */
export interface Finding {
  element: string;
  outcome: Outcome;
  why: Reason;
  /** Values on which `why` rests. */
  parameters: string[];
  /** Names of the clauses that it rests on. */
  clauses: string[];
}

/** A profile made ready for many arrangements. */
export interface Yardstick {
  profile: string;
  content: ProfileContent;
  /** Names of the elements that count. */
  counted: ReadonlySet<string>;
  /** How many of the elements that count are on a matter. */
  onMatter: ReadonlyMap<ClauseCode, number>;
}

/** Prepares a profile; see {@link coverageOf}. */
export function yardstick(profile: string, content: ProfileContent): Yardstick {
  const counted = countedElements(content.elements);
  const onMatter = new Map<ClauseCode, number>();
  for (const { element, codes } of content.elements)
    if (counted.has(element)) for (const code of codes) onMatter.set(code, (onMatter.get(code) ?? 0) + 1);
  return { profile, content, counted, onMatter };
}

/**
 * What the clauses of an arrangement, as they read on a day, make of each element of a profile (compliance.md, section 4). Pure.
 * A clause that was read beside elements of the profile speaks for these only; any other speaks for its matter.
 */
export function coverageOf(
  { profile, content, counted, onMatter }: Yardstick,
  clauses: readonly ReadClause[],
  directions: (code: ClauseCode) => Directions,
): Finding[] {
  const read = new Map<string, { clause: ReadClause; relation: MappingRelation }[]>();
  const unread: ReadClause[] = [];
  for (const clause of clauses) {
    const maps = (clause.version.value.maps ?? []).filter((mapping) => mapping.profile === profile);
    if (maps.length === 0) unread.push(clause);
    for (const { element, relation } of maps)
      if (relation !== 'NO_RELATIONSHIP') read.set(element, [...(read.get(element) ?? []), { clause, relation }]);
  }
  return content.elements.map((element) => {
    const finding = (grade: Grade, rest: readonly ReadClause[]): Finding => ({
      element: element.element,
      ...grade,
      clauses: rest.map(({ clause }) => clause),
    });
    if (element.testOf === 'PROCESS') return finding(plain('NOT_APPLICABLE', 'OF_THE_PROCESS'), []);
    // A theme asks only that it is dealt with.
    const isTheme = !counted.has(element.element);
    const strength = !isTheme && content.strictness === 'STRENGTH';
    const grades = (read.get(element.element) ?? []).map(({ clause, relation }) => ({
      clause,
      grade: gradeOf(clause.version.value, relation, element, strength, directions),
    }));
    const best = BEST_FIRST.find((outcome) => grades.some(({ grade }) => grade.outcome === outcome));
    if (best) {
      const deciding = grades.filter(({ grade }) => grade.outcome === best);
      return finding(
        deciding[0]!.grade,
        deciding.map(({ clause }) => clause),
      );
    }
    const onIt = unread.filter(({ version }) => element.codes.includes(version.value.code));
    const answered = (answer: ClauseContent['answer']) => onIt.filter(({ version }) => version.value.answer === answer);
    const present = answered('PRESENT');
    if (present.length > 0) {
      const sole = present.filter(({ version }) => isTheme || onMatter.get(version.value.code) === 1);
      const own = sole.map((clause) => ({
        clause,
        grade: gradeOf(clause.version.value, undefined, element, strength, directions),
      }));
      const first = BEST_FIRST.find((outcome) => own.some(({ grade }) => grade.outcome === outcome));
      if (!first) return finding(plain('INCONCLUSIVE', 'MATTER_ONLY'), present);
      const deciding = own.filter(({ grade }) => grade.outcome === first);
      return finding(
        deciding[0]!.grade,
        deciding.map(({ clause }) => clause),
      );
    }
    const unsure = answered('INCONCLUSIVE');
    if (unsure.length > 0) return finding(plain('INCONCLUSIVE', 'CODER_UNSURE'), unsure);
    // Silence on one of several matters leaves it open what the text says on the others.
    const silent = [...answered('SILENT'), ...answered('NOT_APPLICABLE')];
    const isComplete = element.codes.every((code) => silent.some(({ version }) => version.value.code === code));
    if (!isComplete) return finding(plain('INCONCLUSIVE', 'NOT_CODED'), silent);
    return answered('SILENT').length > 0
      ? finding(plain('MISSING', 'SILENT'), silent)
      : finding(plain('NOT_APPLICABLE', 'DOES_NOT_APPLY'), silent);
  });
}

/** Of several clauses that were read beside one element, the one that says most decides. */
const BEST_FIRST: readonly Outcome[] = ['MET', 'WEAKER', 'INCONCLUSIVE', 'NOT_APPLICABLE', 'MISSING'];

interface Grade {
  outcome: Outcome;
  why: Reason;
  parameters: string[];
}

const plain = (outcome: Outcome, why: Reason, parameters: string[] = []): Grade => ({ outcome, why, parameters });

/** What one clause makes of an element; `relation` is absent where nobody read it beside the element. */
function gradeOf(
  content: ClauseContent,
  relation: MappingRelation | undefined,
  { minimum = [] }: ProfileElement,
  strength: boolean,
  directions: (code: ClauseCode) => Directions,
): Grade {
  const { answer, modality, code, parameters = [] } = content;
  if (answer === 'SILENT') return plain('MISSING', 'SILENT');
  if (answer === 'INCONCLUSIVE') return plain('INCONCLUSIVE', 'CODER_UNSURE');
  if (answer === 'NOT_APPLICABLE') return plain('NOT_APPLICABLE', 'DOES_NOT_APPLY');
  if (relation === 'SUBSET_OF' || relation === 'INTERSECTS_WITH') return plain('WEAKER', 'PART_ONLY');
  if (strength && modality !== 'SHALL' && modality !== 'NOT_CODED') return plain('WEAKER', 'WEAK_FORCE');
  const compared = minimum.map((least) => {
    const value = parameters.find(({ name }) => name === least.name);
    const result = value ? compareParameter(least, value, directions(code).get(least.name)) : 'INCOMPARABLE';
    return { name: least.name, result };
  });
  const named = (wanted: string) => compared.filter(({ result }) => result === wanted).map(({ name }) => name);
  if (named('WORSE').length > 0) return plain('WEAKER', 'BELOW_MINIMUM', named('WORSE'));
  if (named('INCOMPARABLE').length > 0) return plain('INCONCLUSIVE', 'VALUE_NOT_CODED', named('INCOMPARABLE'));
  if (strength && modality === 'NOT_CODED') return plain('INCONCLUSIVE', 'FORCE_NOT_CODED');
  return plain('MET', relation ? 'READ_BESIDE' : 'SOLE_OF_MATTER');
}

/** How many findings have each outcome. */
export type Counts = Record<Outcome, number>;

export const noCounts = (): Counts => ({ MET: 0, WEAKER: 0, MISSING: 0, INCONCLUSIVE: 0, NOT_APPLICABLE: 0 });
