import type { Projection } from '#kernel';
import { catalogueDecider } from './catalogue.decider.js';
import type { CatalogueEntry } from './entry.js';

/** The entries of the clause catalogue, in the order of their codes. */
export const catalogueProjection: Projection<CatalogueEntry> = {
  name: 'catalogue',
  version: 1,
  decider: catalogueDecider,
  indexes: [
    { name: 'facet', columns: { code: 'text' }, lookups: ['code, id'], rows: ({ state }) => [{ code: state.code }] },
  ],
};
