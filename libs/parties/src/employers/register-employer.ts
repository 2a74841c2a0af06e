import { event, IdField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { partyDecider } from '../party.decider.js';
import { checkStates } from '../permissions/authority.js';
import { opens } from './employer.js';

@InputType({ description: 'An employer that hires under arrangements.' })
export class RegisterEmployer {
  @IdField('employer') employer!: string;
  @TextField({ sealed: true, length: 300, description: 'As it is registered; sealed, because it may be a person’s' })
  name!: string;
  @IdField('party', { description: 'The state where the work is done' }) country!: string;
  @TextField({ list: true, length: 200, description: 'Sectors in plain words, lower case' }) sectors!: string[];
  @IdField('party', { optional: true, description: 'The party of kind EMPLOYER that it is, if registered as one' })
  party?: string;
}

export const employerRegistered = event(
  'EmployerRegistered',
  RegisterEmployer,
  (d) => `${d.name} registered as an employer in ${d.country}`,
);

export const registerEmployer = opens(RegisterEmployer, {
  describes: 'Registers an employer, so that approvals, bans, admissions and duties can name it.',
  records: [employerRegistered],
  mandate: registrars((data) => [data.country]),
  reads: ({ country, party }) => [country, ...(party ? [party] : [])],
  decide(data, _, context) {
    const refused = checkStates([data.country], context);
    if (refused) return refused;
    const { party } = data;
    const known = party === undefined ? undefined : context.other(partyDecider, party);
    if (party !== undefined && known?.kind !== 'EMPLOYER')
      return refuse('PTY-03', 'NOT_AN_EMPLOYER', `${party} is not registered as a party of kind EMPLOYER.`, {
        party,
        kind: known?.kind ?? null,
      });
    return employerRegistered(data);
  },
  evolve: {
    EmployerRegistered: (_, { employer: _id, ...stated }, { seq }) => ({
      ...stated,
      seq,
      approvals: [],
      restrictions: [],
      successions: [],
      recordKeeping: [],
      destructions: [],
    }),
  },
});
