import type { Stated } from '#kernel';
import type { ObligationTerms } from './terms.js';

/** A duty: of which clause it is, and what its text says at what time. What was done about it are facts. */
export interface Obligation {
  id: string;
  arrangement: string;
  /** Name of the clause within the arrangement. */
  clause: string;
  /** The terms by legal dates; the first one holds from the beginning. History keeps each threshold (IND-09). */
  versions: readonly Stated<ObligationTerms>[];
}
