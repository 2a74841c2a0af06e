import { actOf, event, IdField, KeyField, PartialDateField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { AppealField, type AppealRoute, checkAppealRoute } from '../permissions/appeal-route.js';
import { checkEnd } from '../permissions/until.js';
import { grantedBy, withLicence } from './licence-of.js';
import { on } from './recruiter.js';

@InputType({ description: 'A licence ends before it runs out.' })
export class WithdrawLicence {
  @IdField('recruiter') recruiter!: string;
  @KeyField({ description: 'Name of the licence within the recruiter’s record' }) licence!: string;
  @IdField('party', { description: 'The authority that had granted it' }) by!: string;
  @PartialDateField({ description: 'First day on which it no longer holds' }) on!: string;
  @TextField({ sealed: true, length: 1000, description: 'Why; no worker is named' }) ground!: string;
  @AppealField() appeal!: AppealRoute;
}

export const licenceWithdrawn = event(
  'LicenceWithdrawn',
  WithdrawLicence,
  (d) => `Licence ${d.licence} withdrawn by ${d.by} on ${d.on}: ${d.ground}`,
  { effective: (d) => ({ from: d.on }) },
);

export const withdrawLicence = on(WithdrawLicence, {
  describes: 'Records that a licence is withdrawn for good, with ground and appeal (EMP-04).',
  records: [licenceWithdrawn],
  mandate: actOf((data) => [data.by]),
  decide(data, recruiter) {
    const found = grantedBy(recruiter, data);
    return 'refusal' in found
      ? found.refusal
      : (checkEnd('EMP-04', found.licence, data.on) ??
          checkAppealRoute('EMP-04', data.appeal) ??
          licenceWithdrawn(data));
  },
  evolve: {
    LicenceWithdrawn: (recruiter, { licence: key, on: date, ground, appeal }, { seq }) =>
      withLicence(recruiter, key, (licence) => ({ ...licence, ended: { seq, on: date, ground, appeal } })),
  },
});
