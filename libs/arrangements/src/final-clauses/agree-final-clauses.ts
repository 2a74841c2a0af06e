import { addsOptional, event, IdField, refuse, type Refusal, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { FinalClauses, type Term } from './final-clauses.js';

@InputType({
  description:
    'The final clauses of the arrangement: entry into force, provisional application, term, renewal, denunciation.',
})
export class AgreeFinalClauses {
  @IdField('arrangement') arrangement!: string;
  @ShapeField(() => FinalClauses) finalClauses!: FinalClauses;
}

export const finalClausesAgreed = event(
  'FinalClausesAgreed',
  AgreeFinalClauses,
  (d) => `Final clauses: ${wording(d.finalClauses)}`,
  { upcasts: [addsOptional] },
);

export const agreeFinalClauses = on(AgreeFinalClauses, {
  describes: 'Records the final clauses as data, so that every legal date can be computed.',
  records: [finalClausesAgreed],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const clause = data.finalClauses.entryIntoForce;
    const named = clause ? Object.values(clause).filter((value) => value !== undefined).length : 1;
    if (named !== 1)
      return refuse('ARR-02', 'ONE_CLAUSE', `A text enters into force in one way; ${named} are given.`, {
        given: named,
      });
    return checkTerm(data.finalClauses.term) ?? finalClausesAgreed(data);
  },
  evolve: {
    FinalClausesAgreed: (arrangement, { finalClauses }, { seq, effective }) => ({
      ...arrangement,
      finalClauses: [...arrangement.finalClauses, { seq, ...effective, value: finalClauses }],
    }),
  },
});

/** ARR-09: a term ends in one way. */
export const checkTerm = (term: Term | undefined): Refusal | undefined =>
  term?.until && term.indefinite
    ? refuse('ARR-09', 'TERM_CONTRADICTS', 'A term cannot both end on a date and last until ended.', {
        until: term.until,
      })
    : undefined;

function wording({ entryIntoForce: clause, term, asStated }: FinalClauses): string {
  const force = clause?.onSignature
    ? 'in force on signature'
    : clause?.onFixedDate
      ? `in force on ${clause.onFixedDate.date}`
      : clause?.afterLastNotification
        ? 'in force a period after the last notification'
        : clause?.afterDeposits
          ? `in force a period after ${clause.afterDeposits.number} deposits`
          : undefined;
  const length = term?.length
    ? `for ${term.length.count} ${term.length.unit.toLowerCase()}s`
    : term?.indefinite
      ? 'until ended by a party'
      : undefined;
  return [force, length, asStated].filter(Boolean).join('; ') || 'recorded';
}
