import { CountField, event, IdField, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';

@InputType({
  description: 'The body that oversees the arrangement, how often it meets, and which social partners take part.',
})
export class EstablishJointCommittee {
  @IdField('arrangement') arrangement!: string;
  @TextField({ length: 300 }) body!: string;
  @TextField({ optional: true, length: 300, description: 'How often it meets, in words' }) frequency?: string;
  @CountField({ optional: true, min: 1, description: 'Meetings a year, where the text says so' })
  meetingsPerYear?: number;
  @TextField({ list: true, length: 200, description: 'Unions and employers\u2019 organisations that take part' })
  socialPartners!: string[];
}

export const jointCommitteeEstablished = event(
  'JointCommitteeEstablished',
  EstablishJointCommittee,
  (d) => `Overseen by ${d.body}${d.frequency ? `, ${d.frequency}` : ''}`,
);

export const establishJointCommittee = on(EstablishJointCommittee, {
  describes: 'Records the body that oversees the arrangement.',
  records: [jointCommitteeEstablished],
  mandate: registrars(),
  decide: (data, arrangement, context) => checkOwn(arrangement, context) ?? jointCommitteeEstablished(data),
  evolve: {
    JointCommitteeEstablished: (arrangement, { arrangement: _, ...value }, { seq, effective }) => ({
      ...arrangement,
      jointCommittees: [...arrangement.jointCommittees, { seq, ...effective, value }],
    }),
  },
});
