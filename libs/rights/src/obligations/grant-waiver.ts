import { actOf, event, IdField, PlainDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOccurrence, checkPersonalData, readsArrangement } from './checks.js';
import { checkConsent } from './consent.js';
import { OccurrenceField } from './occurrence-field.js';
import { on, withFact } from './record.js';

@InputType({
  description:
    'Those to whom a duty is owed release it for a time. It counts when all of them have, for the same time.',
})
export class GrantWaiver {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @OccurrenceField({ optional: true, description: 'One occurrence; absent: all within the time' }) occurrence?: string;
  @PlainDateField({ description: 'First day' }) from!: string;
  @PlainDateField({ optional: true, description: 'First day on which it no longer holds; absent: for good' })
  to?: string;
  @IdField('party', { list: true, max: 50, description: 'Whose consent it is' }) consentOf!: string[];
  @TextField({ length: 500, description: 'On which ground, and under which authority' }) ground!: string;
}

export const waiverGranted = event(
  'WaiverGranted',
  GrantWaiver,
  ({ from, to, consentOf }) =>
    `Released by ${consentOf.join(', ')} from ${from}${to === undefined ? ' on' : ` until ${to}`}`,
  { effective: ({ from, to }) => ({ from, to }) },
);

export const grantWaiver = on(GrantWaiver, {
  describes: 'Records that those to whom a duty is owed release it for a time, each for itself.',
  records: [waiverGranted],
  mandate: actOf(({ consentOf }) => consentOf),
  reads: readsArrangement,
  decide: (data, record, context) =>
    checkConsent(data, record) ??
    (data.occurrence === undefined ? undefined : checkOccurrence(data, record, context)) ??
    checkPersonalData(data.ground) ??
    (data.to !== undefined && data.to <= data.from
      ? refuse('GEN-10', 'WAIVER_WITHOUT_DAYS', `A release from ${data.from} to ${data.to} covers no day.`, {
          from: data.from,
          to: data.to,
        })
      : waiverGranted(data)),
  evolve: {
    WaiverGranted: (record, { obligation: _id, ground: _ground, ...waiver }, { seq }) =>
      withFact(record, 'waivers', { ...waiver, seq }),
  },
});
