import { actOf, before, event, IdField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { consentingParties, on } from '../arrangement.js';

@InputType({ description: 'A party does not apply the text towards some others, while they may apply it towards it.' })
export class DeclareNonApplication {
  @IdField('arrangement') arrangement!: string;
  @IdField('party', { description: 'Who does not apply it' }) party!: string;
  @IdField('party', { list: true, description: 'Towards whom' }) towards!: string[];
  @PartialDateField({ optional: true, description: 'Since when; absent: not known' }) from?: string;
  @PartialDateField({ optional: true, description: 'First day on which it applies it again' }) to?: string;
  @TextField({ optional: true, length: 500, description: 'On which ground, in words' }) ground?: string;
}

export const nonApplicationDeclared = event(
  'NonApplicationDeclared',
  DeclareNonApplication,
  (d) => `${d.party} does not apply it towards ${d.towards.join(', ')}${d.from ? ` from ${d.from}` : ''}`,
  { effective: (d) => ({ from: d.from, to: d.to }) },
);

export const declareNonApplication = on(DeclareNonApplication, {
  describes:
    'Records that a party does not apply the text towards some others. It goes one way: whether those apply it is their own act (PTY-11).',
  records: [nonApplicationDeclared],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const parties = consentingParties(arrangement);
    const stranger = [data.party, ...data.towards].find((party) => !parties.includes(party));
    if (stranger)
      return refuse('PTY-06', 'NOT_A_PARTY', `${stranger} is not bound by this arrangement.`, { party: stranger });
    if (data.towards.length === 0 || data.towards.includes(data.party))
      return refuse('PTY-11', 'TOWARDS_OTHERS', 'Name at least one other party towards which it is not applied.', {
        party: data.party,
        towards: data.towards,
      });
    if (data.from && data.to && before(data.to, data.from))
      return refuse('PTY-11', 'DATE_ORDER', `It cannot end on ${data.to}, before it begins on ${data.from}.`, {
        from: data.from,
        to: data.to,
      });
    return nonApplicationDeclared(data);
  },
  evolve: {
    NonApplicationDeclared: (arrangement, { party, towards, from, to, ground }, { seq }) => ({
      ...arrangement,
      nonApplications: [...arrangement.nonApplications, { seq, party, towards, from, to, ground }],
    }),
  },
});
