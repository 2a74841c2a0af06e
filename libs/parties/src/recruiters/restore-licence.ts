import { actOf, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkEnd } from '../permissions/until.js';
import { grantedBy, withLicence } from './licence-of.js';
import { on } from './recruiter.js';

@InputType({ description: 'A suspended licence holds again before the suspension would have ended.' })
export class RestoreLicence {
  @IdField('recruiter') recruiter!: string;
  @KeyField({ description: 'Name of the licence within the recruiter’s record' }) licence!: string;
  @KeyField({ description: 'Name of the suspension of that licence' }) suspension!: string;
  @IdField('party', { description: 'The authority that had granted the licence' }) by!: string;
  @PartialDateField({ description: 'First day on which it holds again' }) on!: string;
  @TextField({ sealed: true, length: 1000, description: 'Why, e.g. an appeal was allowed' }) ground!: string;
}

export const licenceRestored = event(
  'LicenceRestored',
  RestoreLicence,
  (d) => `Licence ${d.licence} restored by ${d.by} on ${d.on}: ${d.ground}`,
  { effective: (d) => ({ from: d.on }) },
);

export const restoreLicence = on(RestoreLicence, {
  describes: 'Ends the suspension of a licence; what was withdrawn is granted anew instead.',
  records: [licenceRestored],
  mandate: actOf((data) => [data.by]),
  decide(data, recruiter) {
    const found = grantedBy(recruiter, data);
    if ('refusal' in found) return found.refusal;
    const suspension = found.licence.suspensions.find((entry) => entry.suspension === data.suspension);
    if (!suspension)
      return refuse('EMP-04', 'UNKNOWN_SUSPENSION', `${data.licence} has no suspension ${data.suspension} on record.`, {
        licence: data.licence,
        suspension: data.suspension,
      });
    return checkEnd('EMP-04', suspension, data.on) ?? licenceRestored(data);
  },
  evolve: {
    LicenceRestored: (recruiter, { licence: key, suspension, on: date, ground }, { seq }) =>
      withLicence(recruiter, key, (licence) => ({
        ...licence,
        suspensions: licence.suspensions.map((entry) =>
          entry.suspension === suspension ? { ...entry, ended: { seq, on: date, ground } } : entry,
        ),
      })),
  },
});
