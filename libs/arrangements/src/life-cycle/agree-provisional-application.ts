import { actOf, earliest, event, IdField, KeyField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { consentingParties, on } from '../arrangement.js';
import { entryIntoForce } from '../final-clauses/entry-into-force.js';
import { isEnd, legalStatusOn } from './timeline.js';

@InputType({ description: 'Parties agree, outside the text, to apply it before it is in force (VCLT 25(1)(b)).' })
export class AgreeProvisionalApplication {
  @IdField('arrangement') arrangement!: string;
  @IdField('party', { list: true, description: 'Who agrees: both of two sides, two or more of many' })
  parties!: string[];
  @PartialDateField() from!: string;
  @KeyField({ optional: true, list: true, description: 'Names of the clauses that are so applied; absent: all' })
  clauses?: string[];
}

export const provisionalApplicationAgreed = event(
  'ProvisionalApplicationAgreed',
  AgreeProvisionalApplication,
  (d) =>
    `Applied provisionally from ${d.from} by ${d.parties.join(', ')}${d.clauses ? `: ${d.clauses.join(', ')}` : ''}`,
  { effective: (d) => ({ from: d.from }) },
);

export const agreeProvisionalApplication = on(AgreeProvisionalApplication, {
  describes:
    'Records that parties apply it before it is in force, where the text does not say so (ARR-06). What the text says of it is a final clause.',
  records: [provisionalApplicationAgreed],
  mandate: actOf((data) => data.parties),
  decide(data, arrangement) {
    const parties = consentingParties(arrangement);
    const stranger = data.parties.find((party) => !parties.includes(party));
    if (stranger)
      return refuse('PTY-06', 'NOT_A_PARTY', `${stranger} is not a party to this arrangement.`, { party: stranger });
    const missing = parties.filter((party) => !data.parties.includes(party));
    if (arrangement.kind === 'BILATERAL' ? missing.length > 0 : new Set(data.parties).size < 2)
      return refuse(
        'ARR-06',
        'PROVISIONAL_NOT_AGREED',
        `It is applied provisionally where the text or the parties agree; missing: ${missing.join(', ')}.`,
        { missing },
      );
    const unknown = data.clauses?.find((key) => !arrangement.clauses.some(({ clause }) => clause === key));
    if (unknown)
      return refuse('ARR-07', 'UNKNOWN_CLAUSE', `There is no clause ${unknown} on record: code it first.`, {
        clause: unknown,
      });
    const force = entryIntoForce(arrangement).on;
    const { status } = legalStatusOn(arrangement, earliest(data.from));
    if (isEnd(status) || (force !== undefined && force <= earliest(data.from)))
      return refuse(
        'ARR-06',
        'NOT_PENDING',
        `It is applied provisionally until it is in force; on ${data.from} it is ${status.toLowerCase().replaceAll('_', ' ')}.`,
        { from: data.from, status },
      );
    return provisionalApplicationAgreed(data);
  },
  evolve: {
    ProvisionalApplicationAgreed: (arrangement, { parties, from, clauses }, { seq }) => ({
      ...arrangement,
      provisionalAgreements: [...arrangement.provisionalAgreements, { seq, parties, from, clauses }],
    }),
  },
});
