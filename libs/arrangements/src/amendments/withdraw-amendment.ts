import { before, event, IdField, KeyField, PartialDateField, refuse, registrars } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { amendmentForce, silenceOf } from './amendment.js';

@InputType({ description: 'A proposed amendment is withdrawn or lapses.' })
export class WithdrawAmendment {
  @IdField('arrangement') arrangement!: string;
  @KeyField() amendment!: string;
  @PartialDateField() on!: string;
}

export const amendmentWithdrawn = event(
  'AmendmentWithdrawn',
  WithdrawAmendment,
  (d) => `Amendment ${d.amendment} withdrawn on ${d.on}`,
);

export const withdrawAmendment = on(WithdrawAmendment, {
  describes: 'Closes a proposal; it stays in the history and cannot be accepted later (AMD-16).',
  records: [amendmentWithdrawn],
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
      return refuse('AMD-16', 'PROPOSAL_CLOSED', `It was already withdrawn on ${amendment.withdrawn.on}.`, {
        withdrawnOn: amendment.withdrawn.on,
      });
    const force = amendmentForce(arrangement, amendment);
    // Silence accepts only once its period is over; what others accepted is adopted at once.
    const pending = silenceOf(arrangement, amendment)?.ends;
    if (force.on !== undefined && !(pending && before(data.on, pending)))
      return refuse(
        'AMD-16',
        'ALREADY_ADOPTED',
        `It is accepted, in force from ${force.on}; another amendment undoes it.`,
        { inForceFrom: force.on },
      );
    return amendmentWithdrawn(data);
  },
  evolve: {
    AmendmentWithdrawn: (arrangement, { amendment: key, on: date }, { seq }) => ({
      ...arrangement,
      amendments: arrangement.amendments.map((amendment) =>
        amendment.amendment === key ? { ...amendment, withdrawn: { seq, on: date } } : amendment,
      ),
    }),
  },
});
