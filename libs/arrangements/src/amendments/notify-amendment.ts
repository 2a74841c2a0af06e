import { before, event, IdField, KeyField, PartialDateField, refuse, registrars } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, consentingParties, on } from '../arrangement.js';

@InputType({ description: 'Parties are told of a proposal (VCLT 40(2), 41(2), 79(2)).' })
export class NotifyAmendment {
  @IdField('arrangement') arrangement!: string;
  @KeyField() amendment!: string;
  @IdField('party', { list: true, description: 'Who was told' }) parties!: string[];
  @PartialDateField({ description: 'When they were told' }) on!: string;
}

export const amendmentNotified = event(
  'AmendmentNotified',
  NotifyAmendment,
  (d) => `Amendment ${d.amendment} notified to ${d.parties.join(', ')} on ${d.on}`,
);

export const notifyAmendment = on(NotifyAmendment, {
  describes:
    'Records to whom a proposal was notified. Among many parties all are told before any accepts (AMD-03); the time to object to a correction runs from it (AMD-11).',
  records: [amendmentNotified],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const amendment = arrangement.amendments.find((candidate) => candidate.amendment === data.amendment);
    if (!amendment)
      return refuse('AMD-01', 'UNKNOWN_AMENDMENT', `There is no amendment ${data.amendment}.`, {
        amendment: data.amendment,
      });
    if (amendment.withdrawn)
      return refuse('AMD-16', 'PROPOSAL_CLOSED', `The proposal was withdrawn on ${amendment.withdrawn.on}.`, {
        withdrawnOn: amendment.withdrawn.on,
      });
    const stranger = data.parties.find((party) => !consentingParties(arrangement).includes(party));
    if (stranger !== undefined || data.parties.length === 0)
      return refuse('PTY-06', 'NOT_A_PARTY', `${stranger ?? 'Nobody'} is a party that is to be told; name parties.`, {
        party: stranger ?? null,
      });
    if (amendment.on && before(data.on, amendment.on))
      return refuse('ARR-05', 'DATE_ORDER', `It was proposed on ${amendment.on}; nobody was told on ${data.on}.`, {
        on: data.on,
        proposedOn: amendment.on,
      });
    return amendmentNotified(data);
  },
  evolve: {
    AmendmentNotified: (arrangement, { amendment: key, parties, on: date }, { seq }) => ({
      ...arrangement,
      amendments: arrangement.amendments.map((amendment) =>
        amendment.amendment === key
          ? { ...amendment, notices: [...amendment.notices, { seq, parties, on: date }] }
          : amendment,
      ),
    }),
  },
});
