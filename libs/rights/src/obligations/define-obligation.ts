import { event, IdField, isRefusal, KeyField, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkTerms, clauseFor } from './checks.js';
import { NO_FACTS, opens } from './record.js';
import { checkMeasure, ObligationTerms, withMeasure } from './terms.js';

@InputType({ description: 'One duty that a clause of an arrangement makes.' })
export class DefineObligation {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Name of the clause within the arrangement' }) clause!: string;
  @ShapeField(() => ObligationTerms, { description: 'What is owed, by whom, to whom, by when' })
  terms!: ObligationTerms;
}

export const obligationDefined = event(
  'ObligationDefined',
  DefineObligation,
  ({ clause, terms }) => `Duty under clause ${clause}: ${terms.act}`,
);

export const defineObligation = opens(DefineObligation, {
  describes: 'Defines a duty that a coded clause makes: who owes what to whom, by when, and what proves it.',
  records: [obligationDefined],
  mandate: registrars(),
  reads: ({ arrangement }) => [arrangement],
  decide: (data, _, context) => {
    const found = clauseFor(data, context.today, context);
    if (isRefusal(found)) return found;
    const { arrangement, content } = found;
    return (
      checkTerms(data.obligation, data.terms, content, arrangement, context.today) ??
      checkMeasure(data.terms, content.indicator) ??
      obligationDefined({ ...data, terms: withMeasure(data.terms, content.indicator) })
    );
  },
  evolve: {
    ObligationDefined: (_, { arrangement, clause, terms }, { seq }) => ({
      seq,
      arrangement,
      clause,
      versions: [{ seq, value: terms }],
      facts: NO_FACTS,
      requests: [],
      reports: [],
    }),
  },
});
