import { event } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkMove, checkMover, checkNothingCritical, checkWords } from '../checks.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'Both sides agreed in conciliation.' })
export class SettleComplaint extends ActOnCase {}

export const complaintSettled = event('ComplaintSettled', SettleComplaint, () => 'Settled in conciliation', {
  effective: (d) => ({ from: d.on }),
});

export const settleComplaint = on(SettleComplaint, {
  describes: 'Records that both sides agreed. What is critical does not end by agreement (CMP-11).',
  records: [complaintSettled],
  mandate: authority(),
  decide: (data, file, context) =>
    checkMover(file, data.by, context) ??
    checkMove(file, 'SETTLE', data.on, context) ??
    checkNothingCritical(file, data.on) ??
    checkWords(data.words) ??
    complaintSettled(data),
  evolve: {
    ComplaintSettled: (file, d, event) =>
      withStep(file, event, { seq: event.seq, on: d.on, by: doerOf(event, d.by), move: 'SETTLE', words: d.words }),
  },
});
