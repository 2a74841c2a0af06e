import { type Reader, Role, type Subject } from '#kernel';
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

const concernedBy = ({ spokenForBy, complainant, openedBy }: CaseFile): string[] =>
  [spokenForBy, complainant?.party, openedBy.party].filter((id) => id !== undefined);

/** AUD-03: whether a reader sees more of a case than the public does. */
export const isConcerned = (reader: Reader, file: CaseFile): boolean =>
  mayRead(reader, { isPublished: false, concerned: concernedBy(file), countries: countriesOf(file) });

/** AUD-03, of the words of a case: public once it is decided. */
export const mayReadWords = (reader: Reader, file: CaseFile): boolean =>
  file.steps.some(({ move }) => move === 'DECIDE') || isConcerned(reader, file);

/** AUD-03: a case as one reader may see it: without the reasons and notes of its events where its words are not for them. */
export const asReadBy = (reader: Reader, subject: Subject<CaseFile>): Subject<CaseFile> =>
  mayReadWords(reader, subject.state)
    ? subject
    : {
        ...subject,
        evidence: subject.evidence.map((entry) => ({ ...entry, reason: undefined, note: undefined })),
      };

/**
 * AUD-03 and CMP-03, of the events themselves: they hold the reference to a worker who complained, so that neither the
 * public nor the respondent reads what is sealed in them. The words that they may read are in the answer.
 */
export function mayReadEvents(reader: Reader, file: CaseFile): boolean {
  const { complainant, spokenForBy } = file;
  const hides = complainant?.as === 'WORKER' && !complainant.consentsToDisclosure;
  const own = [reader.actor?.onBehalfOf, (reader.party as Party | undefined)?.partOf];
  return isConcerned(reader, file) && !(hides && spokenForBy !== undefined && own.includes(spokenForBy));
}
