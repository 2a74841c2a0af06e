import { actOf, event, IdField, PlainDateField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOccurrence, checkPersonalData, readsArrangement } from './checks.js';
import { checkConsent } from './consent.js';
import { OccurrenceField } from './occurrence-field.js';
import { on, withFact } from './record.js';

@InputType({
  description:
    'More time for one occurrence. It counts when all to whom the duty is owed have consented to the same day, before a breach.',
})
export class GrantExtension {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @OccurrenceField({ optional: true }) occurrence?: string;
  @PlainDateField({ description: 'When the consent was given' }) on!: string;
  @PlainDateField({ description: 'The new due date' }) newDue!: string;
  @IdField('party', { list: true, max: 50, description: 'Whose consent it is' }) consentOf!: string[];
  @TextField({ length: 500, description: 'On which ground' }) ground!: string;
}

export const extensionGranted = event(
  'ExtensionGranted',
  GrantExtension,
  ({ newDue, occurrence, consentOf }) =>
    `More time${occurrence === undefined ? '' : ` for ${occurrence}`} until ${newDue}, by consent of ${consentOf.join(', ')}`,
  { effective: (d) => ({ from: d.on }) },
);

export const grantExtension = on(GrantExtension, {
  describes: 'Records the consent of those to whom a duty is owed to a later due date, each for itself.',
  records: [extensionGranted],
  mandate: actOf(({ consentOf }) => consentOf),
  reads: readsArrangement,
  decide: (data, record, context) =>
    checkConsent(data, record) ??
    checkOccurrence(data, record, context) ??
    checkPersonalData(data.ground) ??
    extensionGranted(data),
  evolve: {
    ExtensionGranted: (record, { obligation: _id, ground: _ground, ...extension }, { seq }) =>
      withFact(record, 'extensions', { ...extension, seq }),
  },
});
