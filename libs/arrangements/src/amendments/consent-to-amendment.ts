import { actOf, before, event, IdField, KeyField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { consentsNeeded, notNotified } from './amendment.js';

@InputType({ description: 'A party accepts an amendment.' })
export class ConsentToAmendment {
  @IdField('arrangement') arrangement!: string;
  @KeyField() amendment!: string;
  @IdField('party') party!: string;
  @PartialDateField() on!: string;
}

export const amendmentConsented = event(
  'AmendmentConsented',
  ConsentToAmendment,
  (d) => `${d.party} accepted amendment ${d.amendment} on ${d.on}`,
);

export const consentToAmendment = on(ConsentToAmendment, {
  describes: 'Records that a party accepts an amendment. Each party records its own acceptance only (GEN-10).',
  records: [amendmentConsented],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const amendment = arrangement.amendments.find((candidate) => candidate.amendment === data.amendment);
    if (!amendment)
      return refuse('AMD-01', 'UNKNOWN_AMENDMENT', `There is no amendment ${data.amendment}.`, {
        amendment: data.amendment,
      });
    if (amendment.withdrawn)
      return refuse(
        'AMD-16',
        'PROPOSAL_CLOSED',
        `The proposal was withdrawn on ${amendment.withdrawn.on} and cannot be accepted any more.`,
        { withdrawnOn: amendment.withdrawn.on },
      );
    const untold = arrangement.kind === 'MULTILATERAL' ? notNotified(arrangement, amendment, data.on) : [];
    if (untold.length > 0)
      return refuse(
        'AMD-03',
        'NOT_NOTIFIED',
        `Among many parties all are told before any accepts; on ${data.on} these were not: ${untold.join(', ')}. Record it with notifyAmendment.`,
        { amendment: data.amendment, notNotified: untold },
      );
    if (!consentsNeeded(arrangement, amendment).includes(data.party))
      return refuse('PTY-06', 'NOT_A_PARTY', `${data.party} is not a party whose consent is needed.`, {
        party: data.party,
      });
    const earlier = amendment.consents.find((consent) => consent.party === data.party);
    if (earlier)
      return refuse('PTY-07', 'ALREADY_CONSENTED', `${data.party} already accepted it on ${earlier.on}.`, {
        party: data.party,
        on: earlier.on,
      });
    if (amendment.on && before(data.on, amendment.on))
      return refuse(
        'ARR-05',
        'DATE_ORDER',
        `It cannot be accepted on ${data.on}, before it was proposed on ${amendment.on}.`,
        { on: data.on, proposedOn: amendment.on },
      );
    return amendmentConsented(data);
  },
  evolve: {
    AmendmentConsented: (arrangement, { amendment: key, party, on: date }, { seq }) => ({
      ...arrangement,
      amendments: arrangement.amendments.map((amendment) =>
        amendment.amendment === key
          ? { ...amendment, consents: [...amendment.consents, { seq, party, on: date }] }
          : amendment,
      ),
    }),
  },
});
