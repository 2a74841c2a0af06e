import { decider } from '#kernel';
import { defineCatalogueClause } from './define-catalogue-clause.js';
import type { CatalogueEntry } from './entry.js';
import { reviseCatalogueClause } from './revise-catalogue-clause.js';
import { withdrawCatalogueClause } from './withdraw-catalogue-clause.js';

/** Every command of an entry of the clause catalogue; the keys are the names of the mutations. */
export const catalogueDecider = decider<CatalogueEntry>('catalogue', {
  defineCatalogueClause,
  reviseCatalogueClause,
  withdrawCatalogueClause,
});
