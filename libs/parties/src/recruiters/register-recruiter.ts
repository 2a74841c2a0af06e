import { event, IdField, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkKnown, checkStates } from '../permissions/authority.js';
import { opens } from './recruiter.js';

@InputType({ description: 'A private recruiter or agency that places workers under arrangements.' })
export class RegisterRecruiter {
  @IdField('recruiter') recruiter!: string;
  @TextField({ sealed: true, length: 300, description: 'As it is registered; sealed, because it may be a person’s' })
  name!: string;
  @IdField('party', { description: 'The state where it is established' }) country!: string;
  @IdField('party', { optional: true, description: 'The party that it is, if registered as one' }) party?: string;
}

export const recruiterRegistered = event(
  'RecruiterRegistered',
  RegisterRecruiter,
  (d) => `${d.name} registered as a recruiter in ${d.country}`,
);

export const registerRecruiter = opens(RegisterRecruiter, {
  describes: 'Registers a recruiter, so that licences, admissions and liabilities can name it.',
  records: [recruiterRegistered],
  mandate: registrars((data) => [data.country]),
  reads: ({ country, party }) => [country, ...(party ? [party] : [])],
  decide: (data, _, context) =>
    checkStates([data.country], context) ??
    checkKnown(data.party ? [data.party] : [], context) ??
    recruiterRegistered(data),
  evolve: {
    RecruiterRegistered: (_, { recruiter: _id, ...stated }, { seq }) => ({
      ...stated,
      seq,
      licences: [],
      certificates: [],
      liabilities: [],
    }),
  },
});
