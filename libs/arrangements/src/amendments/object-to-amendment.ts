import { actOf, before, event, IdField, KeyField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { consentsNeeded, silenceOf } from './amendment.js';

@InputType({ description: 'A party objects to an amendment that silence would accept.' })
export class ObjectToAmendment {
  @IdField('arrangement') arrangement!: string;
  @KeyField() amendment!: string;
  @IdField('party') party!: string;
  @PartialDateField() on!: string;
}

export const amendmentObjected = event(
  'AmendmentObjected',
  ObjectToAmendment,
  (d) => `${d.party} objected to amendment ${d.amendment} on ${d.on}`,
);

export const objectToAmendment = on(ObjectToAmendment, {
  describes:
    'Records that a party objects to an amendment within the period in which silence accepts (AMD-02, AMD-11).',
  records: [amendmentObjected],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const amendment = arrangement.amendments.find((candidate) => candidate.amendment === data.amendment);
    if (!amendment)
      return refuse('AMD-01', 'UNKNOWN_AMENDMENT', `There is no amendment ${data.amendment}.`, {
        amendment: data.amendment,
      });
    if (amendment.withdrawn)
      return refuse('AMD-16', 'PROPOSAL_CLOSED', `The proposal was withdrawn on ${amendment.withdrawn.on}.`, {
        withdrawnOn: amendment.withdrawn.on,
      });
    if (!consentsNeeded(arrangement, amendment).includes(data.party))
      return refuse('PTY-06', 'NOT_A_PARTY', `${data.party} is not a party whose acceptance counts.`, {
        party: data.party,
      });
    const silence = silenceOf(arrangement, amendment);
    if (!silence)
      return refuse(
        'AMD-02',
        'NO_TACIT_ACCEPTANCE',
        'By its amendment rule silence accepts nothing, so there is nothing to object to: whoever does not accept is not bound.',
        { amendment: data.amendment },
      );
    const { ends } = silence;
    if (ends !== undefined && before(data.on, ends) === false)
      return refuse(
        'AMD-02',
        'OBJECTION_LATE',
        `The period for objections ended before ${ends}; an objection on ${data.on} comes too late.`,
        { on: data.on, ended: ends },
      );
    if (amendment.on && before(data.on, amendment.on))
      return refuse('ARR-05', 'DATE_ORDER', `On ${data.on} it was not yet proposed; that was on ${amendment.on}.`, {
        on: data.on,
        proposedOn: amendment.on,
      });
    return amendmentObjected(data);
  },
  evolve: {
    AmendmentObjected: (arrangement, { amendment: key, party, on: date }, { seq }) => ({
      ...arrangement,
      amendments: arrangement.amendments.map((amendment) =>
        amendment.amendment === key
          ? { ...amendment, objections: [...amendment.objections, { seq, party, on: date }] }
          : amendment,
      ),
    }),
  },
});
