import { checkAmong, event, IdField, KeyField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkEnd } from '../permissions/until.js';
import { on } from './recruiter.js';

@InputType({ description: 'A certificate of good practice ends before it runs out.' })
export class WithdrawRecruiterCertificate {
  @IdField('recruiter') recruiter!: string;
  @KeyField({ description: 'Name of the certificate within the recruiter’s record' }) certificate!: string;
  @PartialDateField({ description: 'First day on which it no longer holds' }) on!: string;
  @TextField({ sealed: true, length: 1000, description: 'Why' }) ground!: string;
}

export const recruiterCertificateWithdrawn = event(
  'RecruiterCertificateWithdrawn',
  WithdrawRecruiterCertificate,
  (d) => `Certificate ${d.certificate} withdrawn on ${d.on}: ${d.ground}`,
  { effective: (d) => ({ from: d.on }) },
);

export const withdrawRecruiterCertificate = on(WithdrawRecruiterCertificate, {
  describes: 'Records that a certificate is withdrawn.',
  records: [recruiterCertificateWithdrawn],
  mandate: registrars(),
  decide(data, recruiter, { actor }) {
    const certificate = recruiter.certificates.find((entry) => entry.certificate === data.certificate);
    if (!certificate)
      return refuse('EMP-04', 'UNKNOWN_CERTIFICATE', `There is no certificate ${data.certificate} on record.`, {
        certificate: data.certificate,
      });
    const { from, lastDay, ended } = certificate;
    return (
      checkAmong(actor, [recruiter.country]) ??
      checkEnd('EMP-04', { from, until: { lastDay }, ended }, data.on) ??
      recruiterCertificateWithdrawn(data)
    );
  },
  evolve: {
    RecruiterCertificateWithdrawn: (recruiter, { certificate: key, on: date, ground }, { seq }) => ({
      ...recruiter,
      certificates: recruiter.certificates.map((certificate) =>
        certificate.certificate === key ? { ...certificate, ended: { seq, on: date, ground } } : certificate,
      ),
    }),
  },
});
