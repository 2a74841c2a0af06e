import { event, IdField, registrars, ShapeField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkParty, checkSet } from '../check-quota.js';
import { on } from '../quota.js';
import { AgreedTerms } from './agreed-terms.js';

@InputType({ description: 'What the text allows beside the numbers: carry-over, moves, reservations, replacements.' })
export class AgreeQuotaTerms {
  @IdField('quota') quota!: string;
  @ShapeField(() => AgreedTerms, { description: 'Only what the text says' }) terms!: AgreedTerms;
  @TextField({ optional: true, length: 300, description: 'Where the text says so' }) article?: string;
}

export const quotaTermsAgreed = event(
  'QuotaTermsAgreed',
  AgreeQuotaTerms,
  ({ terms, article }) =>
    `The text${article ? `, ${article},` : ''} rules on: ${Object.keys(terms).map(words).join(', ')}`,
);

const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export const agreeQuotaTerms = on(AgreeQuotaTerms, {
  describes: 'Records what the text of a quota allows; statements on one matter leave the others as they were.',
  records: [quotaTermsAgreed],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) => checkSet(quota) ?? checkParty(quota, context) ?? quotaTermsAgreed(data),
  evolve: { QuotaTermsAgreed: (quota, { terms }) => ({ ...quota, terms: { ...quota.terms, ...terms } }) },
});
