import { event } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkMove, checkMover, checkWords } from '../checks.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'The two sides are brought together before anyone decides.' })
export class BeginConciliation extends ActOnCase {}

export const conciliationBegun = event('ConciliationBegun', BeginConciliation, () => 'Conciliation begun', {
  effective: (d) => ({ from: d.on }),
});

export const beginConciliation = on(BeginConciliation, {
  describes: 'Begins conciliation. The limit for the decision stands still meanwhile.',
  records: [conciliationBegun],
  mandate: authority(),
  decide: (data, file, context) =>
    checkMover(file, data.by, context) ??
    checkMove(file, 'CONCILIATE', data.on, context) ??
    checkWords(data.words) ??
    conciliationBegun(data),
  evolve: {
    ConciliationBegun: (file, d, event) =>
      withStep(file, event, { seq: event.seq, on: d.on, by: doerOf(event, d.by), move: 'CONCILIATE' }),
  },
});
