import {
  checkAmong,
  dayAfter,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  registrars,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkUntil } from '../permissions/until.js';
import { on } from './recruiter.js';

@InputType({ description: 'A recruiter is certified under a scheme of good practice. That is no licence.' })
export class CertifyRecruiter {
  @IdField('recruiter') recruiter!: string;
  @KeyField({ description: 'Short name of the certificate within the recruiter’s record' }) certificate!: string;
  @TextField({ length: 100, description: 'As it calls itself, e.g. IRIS' }) scheme!: string;
  @TextField({ length: 300, description: 'Who issued it' }) issuer!: string;
  @PartialDateField({ description: 'First day' }) from!: string;
  @PartialDateField({ optional: true, description: 'Last day; absent where the source does not tell it' })
  lastDay?: string;
}

export const recruiterCertified = event(
  'RecruiterCertified',
  CertifyRecruiter,
  (d) => `Certified under ${d.scheme} by ${d.issuer} from ${d.from}${d.lastDay ? ` until ${d.lastDay}` : ''}`,
  { effective: ({ from, lastDay }) => ({ from, to: lastDay && dayAfter(lastDay) }) },
);

export const certifyRecruiter = on(CertifyRecruiter, {
  describes: 'Records a certificate such as IRIS with its expiry; it comes on top of a licence (EMP-04).',
  records: [recruiterCertified],
  mandate: registrars(),
  decide: (data, recruiter, { actor }) =>
    (recruiter.certificates.some(({ certificate }) => certificate === data.certificate)
      ? refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a certificate ${data.certificate}.`, {
          certificate: data.certificate,
        })
      : undefined) ??
    (data.lastDay === undefined ? undefined : checkUntil('EMP-04', data.from, { lastDay: data.lastDay })) ??
    checkAmong(actor, [recruiter.country]) ??
    recruiterCertified(data),
  evolve: {
    RecruiterCertified: (recruiter, { recruiter: _id, ...certificate }, { seq }) => ({
      ...recruiter,
      certificates: [...recruiter.certificates, { ...certificate, seq }],
    }),
  },
});
