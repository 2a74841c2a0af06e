import { CodeField, FlagField, Shape, TextField } from './fields.js';

/** A text in one language, as the instrument or its parties word it. */
@Shape('LocalizedText', 'A text in one language.')
export class LocalizedText {
  @TextField({ length: 1000 }) text!: string;

  @CodeField(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'a language tag such as en, es or ar-JO', {
    description: 'BCP 47 language tag',
  })
  language!: string;

  @FlagField({
    optional: true,
    description: 'Whether the text in this language is authentic; absent when it is not known.',
  })
  authentic?: boolean;
}
