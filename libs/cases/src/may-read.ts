import { type Reader, Role } from '#kernel';
import type { Party } from '#parties';
import type { CaseFile } from './case.js';
import { countriesOf } from './opening/opening.js';

/** What a text concerns, as far as reading it goes. */
export interface Confidential {
  /** What everybody may read. */
  isPublished: boolean;
  /** Parties that it is about, or that wrote it. */
  concerned: readonly string[];
  /** The countries concerned: their governments and unions read it too. */
  countries: readonly string[];
}

/**
 * AUD-03: who reads words that are not published: the parties concerned, the governments and unions of the countries
 * concerned, and the secretariat. Whoever runs the installation, or keeps a treaty, does not.
 */
export function mayRead({ actor, party }: Reader, { isPublished, concerned, countries }: Confidential): boolean {
  if (isPublished) return true;
  if (!actor) return false;
  const { role, onBehalfOf } = actor;
  if (role === Role.SECRETARIAT) return true;
  if (role === Role.OPERATOR || role === Role.DEPOSITARY || onBehalfOf === undefined) return false;
  if (concerned.includes(onBehalfOf)) return true;
  const isOfCountry = [onBehalfOf, (party as Party | undefined)?.partOf].some(
    (id) => id !== undefined && countries.includes(id),
  );
  return isOfCountry && (role === Role.GOVERNMENT || role === Role.UNION);
}

/** AUD-03, of the words of a case: public once it is decided. */
export const mayReadWords = (reader: Reader, file: CaseFile): boolean =>
  mayRead(reader, {
    isPublished: file.steps.some(({ move }) => move === 'DECIDE'),
    concerned: [file.spokenForBy, file.complainant?.party, file.openedBy.party].filter((id) => id !== undefined),
    countries: countriesOf(file),
  });
