import { ClauseCode, ClauseElement } from '#arrangements';
import { ChoiceField, type Context, event, IdField, refuse, type Refusal, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type EntryContent, entryOf, opens } from './entry.js';
import { CatalogueParameter, LegalBasis } from './terms.js';

@InputType({ description: 'What the catalogue holds of one matter of the clause taxonomy.' })
export class DefineCatalogueClause {
  @IdField('catalogue', { description: 'catalogue- and the code in lower case, e.g. catalogue-fees' })
  catalogue!: string;
  @ChoiceField(() => ClauseCode) code!: ClauseCode;
  @ShapeField(() => LegalBasis, { list: true, description: 'Where international law deals with it' })
  basis!: LegalBasis[];
  @ShapeField(() => CatalogueParameter, { list: true, description: 'Values that clauses on it set' })
  parameters!: CatalogueParameter[];
  @ChoiceField(() => ClauseElement, { list: true, description: 'What a clause on it has to say beside the duty' })
  requires!: ClauseElement[];
}

export const catalogueClauseDefined = event(
  'CatalogueClauseDefined',
  DefineCatalogueClause,
  ({ code, basis }) => `${code} defined in the catalogue, with ${basis.length} articles as its legal basis`,
);

export const defineCatalogueClause = opens(DefineCatalogueClause, {
  describes:
    'Defines one matter of the clause taxonomy: its legal basis with what was checked, the values that clauses set, and what they have to say.',
  records: [catalogueClauseDefined],
  mandate: { roles: ['SECRETARIAT'] },
  decide(data, _, context) {
    if (data.catalogue !== entryOf(data.code))
      return refuse('CLA-01', 'ENTRY_MISNAMED', `The entry of ${data.code} is ${entryOf(data.code)}: name it so.`, {
        catalogue: data.catalogue,
        code: data.code,
      });
    return checkContent(data, context) ?? catalogueClauseDefined(data);
  },
  evolve: {
    CatalogueClauseDefined: (_, { code, basis, parameters, requires }, { seq, effective }) => ({
      seq,
      code,
      versions: [{ seq, ...effective, value: { basis, parameters, requires } }],
    }),
  },
});

/** The direction that each type of parameter can have. */
const DIRECTIONS: Record<CatalogueParameter['type'], readonly CatalogueParameter['protects'][]> = {
  NUMBER: ['LOWER', 'HIGHER', 'NONE'],
  FLAG: ['GRANTED', 'NONE'],
  SET: ['SUPERSET', 'SUBSET', 'NONE'],
};

/**
 * GEN-01: what was read is cited, and what was not is not called confirmed. CLA-07: a convention has its number. A parameter
 * is named once, and its direction fits its type.
 */
export function checkContent({ basis, parameters }: EntryContent, { provenance }: Context): Refusal | undefined {
  for (const { instrument, article = 'the whole', mark, readAs, source } of basis) {
    const facts = { instrument, article, mark };
    if ((mark === 'CONFIRMED') !== (readAs !== undefined))
      return refuse(
        'GEN-01',
        'MARK_UNFOUNDED',
        `${instrument}, ${article}: say in readAs in which form it was read where it is confirmed, and only there.`,
        facts,
      );
    if (source !== undefined && !provenance.sources?.includes(source))
      return refuse(
        'GEN-01',
        'SOURCE_NOT_CITED',
        `${instrument}, ${article} rests on ${source}: name it in provenance.sources too.`,
        { ...facts, source },
      );
    if (/^[CP]\d/.test(instrument) && !/^[CP]\d{3}$/.test(instrument))
      return refuse('CLA-07', 'CONVENTION_MISNAMED', `${instrument} is no number of an ILO convention such as C097.`, {
        instrument,
      });
  }
  const names = parameters.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    return refuse('GEN-02', 'NAMED_TWICE', `The parameter ${twice} is named twice; one name is one value.`, {
      parameter: twice,
    });
  const odd = parameters.find(({ type, protects }) => !DIRECTIONS[type].includes(protects));
  return (
    odd &&
    refuse(
      'CLA-01',
      'DIRECTION_UNFIT',
      `Of ${odd.name}, which is a ${odd.type.toLowerCase()}, ${odd.protects} cannot protect more: choose ${DIRECTIONS[odd.type].join(', ')}.`,
      { parameter: odd.name, type: odd.type, protects: odd.protects },
    )
  );
}
