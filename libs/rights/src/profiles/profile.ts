import { commandsOf, type PlainDate, type Stated, statedOn } from '#kernel';
import type { ProfileContent, ProfileElement } from './terms.js';

/** A reference profile, by versions. */
export interface Profile {
  seq: number;
  versions: Stated<ProfileContent>[];
}

export const { opens, on } = commandsOf<Profile>();

/** The version that holds on a day; before the first, the first. */
export const profileOn = ({ versions }: Profile, day: PlainDate): Stated<ProfileContent> =>
  statedOn(versions, day) ?? versions[0]!;

/**
 * The elements that count for a text: a theme is counted by its parts, so that nothing counts twice, and what only the
 * process can show counts for no text.
 */
export function countedElements(elements: readonly ProfileElement[]): Set<string> {
  const ofText = elements.filter(({ testOf }) => testOf === 'TEXT');
  const themes = new Set(ofText.map(({ partOf }) => partOf));
  return new Set(ofText.map(({ element }) => element).filter((element) => !themes.has(element)));
}
