import { MoreProtective } from '#arrangements';
import { ChoiceField, choices, IdField, KeyField, Shape, TextField } from '#kernel';

export const Mark = choices(
  'TrustMark',
  {
    CONFIRMED: 'The text, or an official description of it, was read and fits.',
    BELIEVED: 'From memory or expectation; the text was not read.',
    UNCHECKED: 'Nobody has looked yet.',
  },
  'How far a statement about an instrument can be trusted.',
);
export type Mark = keyof typeof Mark;

export const ReadAs = choices(
  'ReadAs',
  {
    OFFICIAL_COPY: 'The text, in an official copy.',
    UNOFFICIAL_COPY: 'The text, in an unofficial copy.',
    TRANSLATION: 'A translation.',
    SUPERVISORY_COMMENT: 'What a supervisory document says of it.',
    QUOTATION: 'A quotation in another source.',
    TITLE: 'Title and subject only.',
    EARLIER_RESEARCH: 'Earlier research read it, and its source is not on record.',
  },
  'In which form a text was read.',
);
export type ReadAs = keyof typeof ReadAs;

@Shape('LegalBasis', 'Where international law deals with a matter, and how far that was checked.')
export class LegalBasis {
  @TextField({ length: 50, description: 'Short name, e.g. C097 or ICRMW' }) instrument!: string;
  @TextField({ length: 300, description: 'Title with its year' }) title!: string;
  @TextField({ optional: true, length: 50, description: 'Article or section; null: the whole' }) article?: string;
  @ChoiceField(() => Mark, { description: 'Whether it was checked: show it with the article' }) mark!: Mark;
  @ChoiceField(() => ReadAs, { optional: true, description: 'In which form it was read; null: it was not' })
  readAs?: ReadAs;
  @IdField('source', { optional: true, description: 'What was read' }) source?: string;
  @TextField({ optional: true, length: 300, description: 'What limits it' }) note?: string;
}

export const ParameterType = choices(
  'ParameterType',
  { NUMBER: 'A number in a unit.', FLAG: 'Yes or no.', SET: 'Members of a set.' },
  'What kind of value a parameter has.',
);
export type ParameterType = keyof typeof ParameterType;

@Shape('CatalogueParameter', 'A value that clauses on a matter set, and which way protects more.')
export class CatalogueParameter {
  @KeyField({ description: 'E.g. notice-period' }) name!: string;
  @ChoiceField(() => ParameterType) type!: ParameterType;
  @TextField({ optional: true, length: 50, description: 'Of a number, e.g. days' }) unit?: string;
  @ChoiceField(() => MoreProtective, { description: 'Which value protects workers more' }) protects!: MoreProtective;
}
