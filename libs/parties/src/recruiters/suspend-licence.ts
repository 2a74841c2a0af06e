import { actOf, before, dayAfter, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { AppealField, type AppealRoute, checkAppealRoute } from '../permissions/appeal-route.js';
import { checkUntil, type Until, UntilField, untilInWords } from '../permissions/until.js';
import { grantedBy, withLicence } from './licence-of.js';
import { on } from './recruiter.js';

@InputType({ description: 'A licence rests for a time.' })
export class SuspendLicence {
  @IdField('recruiter') recruiter!: string;
  @KeyField({ description: 'Name of the licence within the recruiter’s record' }) licence!: string;
  @KeyField({ description: 'Short name of the suspension of that licence' }) suspension!: string;
  @IdField('party', { description: 'The authority that had granted the licence' }) by!: string;
  @PartialDateField({ description: 'First day' }) from!: string;
  @UntilField() until!: Until;
  @TextField({ sealed: true, length: 1000, description: 'Why; no worker is named' }) ground!: string;
  @AppealField() appeal!: AppealRoute;
}

export const licenceSuspended = event(
  'LicenceSuspended',
  SuspendLicence,
  (d) => `Licence ${d.licence} suspended by ${d.by} from ${d.from}, ${untilInWords(d.until)}: ${d.ground}`,
  { effective: ({ from, until }) => ({ from, to: until.lastDay && dayAfter(until.lastDay) }) },
);

export const suspendLicence = on(SuspendLicence, {
  describes: 'Records that a licence is suspended, with start, end, ground and appeal (EMP-04).',
  records: [licenceSuspended],
  mandate: actOf((data) => [data.by]),
  decide(data, recruiter) {
    const found = grantedBy(recruiter, data);
    if ('refusal' in found) return found.refusal;
    const { licence } = found;
    if (licence.suspensions.some(({ suspension }) => suspension === data.suspension))
      return refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a suspension ${data.suspension}.`, {
        suspension: data.suspension,
      });
    if (before(data.from, licence.from))
      return refuse('EMP-04', 'DATE_ORDER', `A licence of ${licence.from} was not suspended on ${data.from}.`, {
        from: data.from,
        licensedFrom: licence.from,
      });
    return (
      checkUntil('EMP-04', data.from, data.until) ?? checkAppealRoute('EMP-04', data.appeal) ?? licenceSuspended(data)
    );
  },
  evolve: {
    LicenceSuspended: (recruiter, { recruiter: _id, licence: key, by: _by, ...suspension }, { seq }) =>
      withLicence(recruiter, key, (licence) => ({
        ...licence,
        suspensions: [...licence.suspensions, { ...suspension, seq }],
      })),
  },
});
