import { event, IdField, isRefusal, PlainDateField, ShapeField, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkTerms, clauseFor, readsArrangement } from './checks.js';
import { on } from './record.js';
import { checkMeasure, ObligationTerms, withMeasure } from './terms.js';

@InputType({ description: 'The terms of a duty from a day on: as the clause reads then, or as a decision sets them.' })
export class ReviseObligation {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @PlainDateField({ description: 'Since when; what fell due before keeps its terms' }) from!: string;
  @ShapeField(() => ObligationTerms, { description: 'All terms as they read from that day on' })
  terms!: ObligationTerms;
  @TextField({
    optional: true,
    length: 300,
    description: 'The decision that sets another measure than the clause (IND-09)',
  })
  decision?: string;
}

export const obligationRevised = event(
  'ObligationRevised',
  ReviseObligation,
  ({ from, decision }) => `Terms from ${from} on${decision === undefined ? '' : `, by ${decision}`}`,
  { effective: ({ from }) => ({ from }) },
);

export const reviseObligation = on(ReviseObligation, {
  describes: 'States the terms of a duty from a day on. Earlier periods keep the terms and thresholds that they had.',
  records: [obligationRevised],
  mandate: registrars(),
  reads: readsArrangement,
  decide: (data, record, context) => {
    const found = clauseFor(record, data.from, context);
    if (isRefusal(found)) return found;
    const { arrangement, content } = found;
    return (
      checkTerms(data.obligation, data.terms, content, arrangement, data.from) ??
      (data.decision === undefined ? checkMeasure(data.terms, content.indicator) : undefined) ??
      obligationRevised({ ...data, terms: withMeasure(data.terms, content.indicator) })
    );
  },
  evolve: {
    ObligationRevised: (record, { from, terms }, { seq }) => ({
      ...record,
      versions: [...record.versions, { seq, from, value: terms }],
    }),
  },
});
