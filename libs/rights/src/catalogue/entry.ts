import { type ClauseCode, type ClauseElement, type Directions } from '#arrangements';
import { choices, commandsOf, latest, type PartialDate, type PlainDate, type Stated, statedOn } from '#kernel';
import type { CatalogueParameter, LegalBasis } from './terms.js';

export const EntryStatus = choices(
  'CatalogueStatus',
  {
    ACTIVE: 'In use.',
    WITHDRAWN: 'No longer in use.',
    MOVED_TO: 'Another entry stands for it.',
    INCORPORATED_INTO: 'It is a part of another entry.',
  },
  'Whether an entry of the catalogue is in use.',
);
export type EntryStatus = keyof typeof EntryStatus;

/** What the catalogue says of one matter, as one version has it. */
export interface EntryContent {
  basis: LegalBasis[];
  parameters: CatalogueParameter[];
  requires: ClauseElement[];
}

/** One matter of the clause taxonomy in the catalogue, by versions. */
export interface CatalogueEntry {
  seq: number;
  code: ClauseCode;
  versions: Stated<EntryContent>[];
  closed?: { seq: number; status: EntryStatus; on: PartialDate; into?: string };
}

export const { opens, on } = commandsOf<CatalogueEntry>();

/** One matter has one entry: its id follows from the code. */
export const entryOf = (code: ClauseCode): string => `catalogue-${code.toLowerCase()}`;

/** The version that holds on a day; before the first, the first. */
export const contentOn = ({ versions }: CatalogueEntry, day: PlainDate): Stated<EntryContent> =>
  statedOn(versions, day) ?? versions[0]!;

export const statusOn = ({ closed }: CatalogueEntry, day: PlainDate): EntryStatus =>
  closed && latest(closed.on) <= day ? closed.status : 'ACTIVE';

/** Which way each parameter of a matter protects more, as the catalogue has it on a day. */
export const directionsOf = (entry: CatalogueEntry, day: PlainDate): Directions =>
  new Map(contentOn(entry, day).value.parameters.map(({ name, protects }) => [name, protects]));
