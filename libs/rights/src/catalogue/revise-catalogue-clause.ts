import { ClauseElement } from '#arrangements';
import { ChoiceField, event, IdField, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkContent } from './define-catalogue-clause.js';
import { on } from './entry.js';
import { CatalogueParameter, LegalBasis } from './terms.js';
import { checkInUse } from './withdraw-catalogue-clause.js';

@InputType({
  description: 'A new version of an entry of the catalogue, as a whole; earlier days keep the earlier one.',
})
export class ReviseCatalogueClause {
  @IdField('catalogue', { description: 'The entry' }) catalogue!: string;
  @ShapeField(() => LegalBasis, { list: true, description: 'Where international law deals with it' })
  basis!: LegalBasis[];
  @ShapeField(() => CatalogueParameter, { list: true, description: 'Values that clauses on it set' })
  parameters!: CatalogueParameter[];
  @ChoiceField(() => ClauseElement, { list: true, description: 'What a clause on it has to say beside the duty' })
  requires!: ClauseElement[];
}

export const catalogueClauseRevised = event(
  'CatalogueClauseRevised',
  ReviseCatalogueClause,
  ({ basis }) => `Catalogue entry revised: ${basis.length} articles as its legal basis`,
);

export const reviseCatalogueClause = on(ReviseCatalogueClause, {
  describes: 'Puts a new version of an entry into the catalogue, since the day that provenance.effective names.',
  records: [catalogueClauseRevised],
  mandate: { roles: ['SECRETARIAT'] },
  decide: (data, entry, context) => checkInUse(entry) ?? checkContent(data, context) ?? catalogueClauseRevised(data),
  evolve: {
    CatalogueClauseRevised: (entry, { basis, parameters, requires }, { seq, effective }) => ({
      ...entry,
      versions: [...entry.versions, { seq, ...effective, value: { basis, parameters, requires } }],
    }),
  },
});
