import { choices, type LocalizedText } from '#kernel';
import { Field, ObjectType } from '@nestjs/graphql';
import { diffWordsWithSpace } from 'diff';
import type { Arrangement } from '../arrangement.js';
import { clausesOn } from '../arrangement.view.js';

export const WordChange = choices(
  'WordChange',
  {
    KEPT: 'In both.',
    ADDED: 'In the later one only.',
    REMOVED: 'In the earlier one only.',
  },
  'Where some words stand.',
);
export type WordChange = keyof typeof WordChange;

@ObjectType({ description: 'Some words, and whether they are in both texts.' })
export class Words {
  @Field(() => WordChange, { description: 'Which of the texts has them' }) change!: WordChange;
  @Field({ description: 'As it stands in the text, with its spaces' }) text!: string;
}

@ObjectType({ description: 'One paragraph in one language, word by word.' })
export class ParagraphDifference {
  @Field({ description: 'Name of the clause' }) clause!: string;
  @Field({ description: 'BCP 47 tag of the language' }) language!: string;
  @Field(() => [Words], { description: 'In the order of the text' }) words!: Words[];
}

/**
 * What differs word by word between two readings of the clauses, each on its day; paragraphs that are alike are left out.
 * Languages are compared each with itself: the English text may be corrected while the French stays.
 */
export function wordDifferences(
  before: { arrangement: Arrangement; day: string } | undefined,
  after: { arrangement: Arrangement; day: string } | undefined,
): ParagraphDifference[] {
  const [old, now] = [before, after].map(paragraphsOf) as [Map<string, string>, Map<string, string>];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => {
      const [clause, language] = name.split(' ') as [string, string];
      const words = diffWordsWithSpace(old.get(name) ?? '', now.get(name) ?? '');
      return {
        clause,
        language,
        words: words.map(({ added, removed, value }) => ({
          change: added ? ('ADDED' as const) : removed ? ('REMOVED' as const) : ('KEPT' as const),
          text: value,
        })),
      };
    });
}

/** The text of each clause in each language, by both. */
function paragraphsOf(read: { arrangement: Arrangement; day: string } | undefined): Map<string, string> {
  const paragraphs = read ? clausesOn(read.arrangement, read.day) : [];
  return new Map(
    paragraphs.flatMap(({ clause, version }) =>
      (version.value.text ?? []).map(({ language, text }: LocalizedText) => [`${clause} ${language}`, text] as const),
    ),
  );
}
