import {
  CodeField,
  event,
  FlagField,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  registrars,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';

@InputType({
  description:
    'The text of an instrument in one language: its digest, whether it is authentic, and since when it is public or who holds it back (ARR-24).',
})
export class DepositText {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ optional: true, description: 'Name of the amendment; absent: the base text' }) amendment?: string;
  @CodeField(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'a language tag such as en, es or ar-JO', {
    description: 'BCP 47 language tag',
  })
  language!: string;
  @FlagField({ optional: true, description: 'Whether the text in this language is authentic; absent: not known' })
  authentic?: boolean;
  @CodeField(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits', {
    description: 'SHA-256 of its bytes: whoever has the text can prove that it is this one',
  })
  digest!: string;
  @PartialDateField({ optional: true, description: 'Since when it is public' }) publishedOn?: string;
  @CodeField(/^https:\/\/\S{1,500}$/, 'an address that begins with https://', {
    optional: true,
    description: 'Where it can be read',
  })
  url?: string;
  @TextField({ optional: true, length: 500, description: 'Who holds it back, and why' }) heldBack?: string;
}

export const textDeposited = event(
  'TextDeposited',
  DepositText,
  (d) =>
    `Text of ${d.amendment ?? 'the base instrument'} in ${d.language}: ${d.heldBack ? 'held back, its digest is on record' : `public${d.publishedOn ? ` since ${d.publishedOn}` : ''}`}`,
);

export const depositText = on(DepositText, {
  describes:
    'Records the text of an instrument by its digest, and whether it is public. A secret text has its digest only.',
  records: [textDeposited],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const { amendment, digest, language } = data;
    if (amendment && !arrangement.amendments.some((known) => known.amendment === amendment))
      return refuse('AMD-01', 'UNKNOWN_AMENDMENT', `There is no amendment ${amendment}.`, { amendment });
    if (data.heldBack && (data.publishedOn ?? data.url))
      return refuse('ARR-24', 'HELD_BACK_IN_PUBLIC', 'A text is public or held back, not both.', { language });
    if (!data.heldBack && !data.publishedOn && !data.url)
      return refuse('ARR-24', 'WHEREABOUTS_MISSING', 'Say where or since when it is public, or who holds it back.', {
        language,
      });
    if (arrangement.texts.some((text) => text.digest === digest && text.heldBack === data.heldBack))
      return refuse('GEN-02', 'ALREADY_REGISTERED', 'This text is on record already.', { digest });
    return textDeposited(data);
  },
  evolve: {
    TextDeposited: (arrangement, { arrangement: _, ...text }, { seq }) => ({
      ...arrangement,
      texts: [...arrangement.texts, { ...text, seq }],
    }),
  },
});
