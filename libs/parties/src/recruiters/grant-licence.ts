import { actOf, dayAfter, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkAuthority, checkStates } from '../permissions/authority.js';
import { checkUntil, type Until, UntilField, untilInWords } from '../permissions/until.js';
import { on } from './recruiter.js';

@InputType({ description: 'An authority licenses a recruiter in its jurisdiction.' })
export class GrantLicence {
  @IdField('recruiter') recruiter!: string;
  @KeyField({ description: 'Short name of the licence within the recruiter’s record' }) licence!: string;
  @IdField('party', { description: 'The state in whose law it holds: an origin, or a destination' })
  jurisdiction!: string;
  @IdField('party', { description: 'The authority that grants it' }) by!: string;
  @TextField({ optional: true, length: 100, description: 'Its number in the register of the authority' })
  number?: string;
  @PartialDateField({ description: 'First day' }) from!: string;
  @UntilField() until!: Until;
}

export const licenceGranted = event(
  'LicenceGranted',
  GrantLicence,
  (d) => `Licensed in ${d.jurisdiction} by ${d.by} from ${d.from}, ${untilInWords(d.until)}`,
  { effective: ({ from, until }) => ({ from, to: until.lastDay && dayAfter(until.lastDay) }) },
);

export const grantLicence = on(GrantLicence, {
  describes:
    'Records a licence to recruit, of an origin or a destination, with its dates (EMP-04). A renewal is a further licence.',
  records: [licenceGranted],
  mandate: actOf((data) => [data.by]),
  reads: ({ by, jurisdiction }) => [by, jurisdiction],
  decide: (data, recruiter, context) =>
    (recruiter.licences.some(({ licence }) => licence === data.licence)
      ? refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a licence ${data.licence}.`, { licence: data.licence })
      : undefined) ??
    checkStates([data.jurisdiction], context) ??
    checkAuthority(data.by, context, data.jurisdiction) ??
    checkUntil('EMP-04', data.from, data.until) ??
    licenceGranted(data),
  evolve: {
    LicenceGranted: (recruiter, { recruiter: _id, ...licence }, { seq }) => ({
      ...recruiter,
      licences: [...recruiter.licences, { ...licence, seq, suspensions: [] }],
    }),
  },
});
