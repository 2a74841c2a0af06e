import { anySpeaker, event, refuse, Role, type Context, type Refusal } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type CaseFile, doerOf, on, withStep } from '../case.js';
import { checkMove, checkNothingCritical, checkWords } from '../checks.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'The complainant takes the complaint back.' })
export class WithdrawComplaint extends ActOnCase {}

export const complaintWithdrawn = event('ComplaintWithdrawn', WithdrawComplaint, () => 'Complaint withdrawn', {
  effective: (d) => ({ from: d.on }),
});

export const withdrawComplaint = on(WithdrawComplaint, {
  describes: 'Takes a complaint back. What is critical goes on without it (CMP-11).',
  records: [complaintWithdrawn],
  mandate: anySpeaker,
  decide: (data, file, context) =>
    checkIsComplainant(file, context) ??
    checkMove(file, 'WITHDRAW', data.on, context) ??
    checkNothingCritical(file, data.on) ??
    checkWords(data.words) ??
    complaintWithdrawn(data),
  evolve: {
    ComplaintWithdrawn: (file, d, event) =>
      withStep(file, event, { seq: event.seq, on: d.on, by: doerOf(event, d.by), move: 'WITHDRAW', words: d.words }),
  },
});

/** CMP-03 and GEN-10: only whoever complained takes it back, or who filed it for a worker: pressure from outside ends nothing. */
function checkIsComplainant({ complainant, openedBy }: CaseFile, { actor }: Context): Refusal | undefined {
  const own = complainant?.party ?? openedBy.party;
  const isOwn = complainant && (own === undefined ? actor.id === openedBy.officer : actor.onBehalfOf === own);
  return isOwn || (complainant && actor.role === Role.SECRETARIAT)
    ? undefined
    : refuse('GEN-10', 'NOT_MANDATED', 'Only whoever complained, or filed it for a worker, takes a complaint back.', {
        actingFor: actor.onBehalfOf ?? null,
      });
}
