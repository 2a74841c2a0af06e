import {
  ChoiceField,
  earliest,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type Arrangement, checkOwn, on } from '../arrangement.js';
import { checkClause } from '../clauses/code-clause.js';
import { checkTerm } from '../final-clauses/agree-final-clauses.js';
import { isEnd, legalStatusOn } from '../life-cycle/timeline.js';
import { checkScope } from '../registration/register-arrangement.js';
import { AmendmentChange, AmendmentType } from './amendment.js';

@InputType({ description: 'A proposal to change, extend, supplement, interpret or correct the arrangement.' })
export class ProposeAmendment {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the amendment within the arrangement, e.g. protocol-2026' })
  amendment!: string;
  @ChoiceField(() => AmendmentType) type!: AmendmentType;
  @TextField({ optional: true, length: 300, description: 'What the instrument is called' }) instrumentAsStated?: string;
  @TextField({ length: 1000, description: 'What it does, in words' }) what!: string;
  @PartialDateField() on!: string;
  @PartialDateField({
    optional: true,
    description: 'Earliest day on which it is to apply; absent: when the last party consents',
  })
  appliesFrom?: string;
  @ShapeField(() => AmendmentChange, { list: true, description: 'The terms that it changes' })
  changes!: AmendmentChange[];
}

export const amendmentProposed = event(
  'AmendmentProposed',
  ProposeAmendment,
  (d) => `Amendment ${d.amendment} proposed on ${d.on}: ${d.what}`,
);

export const proposeAmendment = on(ProposeAmendment, {
  describes: 'Proposes an amendment. It binds when all parties have consented (AMD-02).',
  records: [amendmentProposed],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const ended = legalStatusOn(arrangement, earliest(data.on));
    if (isEnd(ended.status) && ended.status !== 'EXPIRED')
      return refuse(
        'ARR-22',
        'ENDED_IS_FINAL',
        'The arrangement had ended; a new arrangement that succeeds it is registered instead.',
        { status: ended.status },
      );
    if (ended.status === 'EXPIRED' && (data.type === 'EXTEND' || data.changes.some((change) => change.term)))
      return refuse(
        'AMD-12',
        'ALREADY_EXPIRED',
        `It expired on ${ended.from}; an extension comes before the end. After it, a new instrument is needed.`,
        { expiredOn: ended.from },
      );
    return checkAmendment(data, arrangement) ?? amendmentProposed(data);
  },
  evolve: {
    AmendmentProposed: (arrangement, { arrangement: _, ...amendment }, { seq }) => ({
      ...arrangement,
      amendments: [...arrangement.amendments, { ...amendment, seq, consents: [], objections: [], reported: false }],
    }),
  },
});

/** What every amendment must satisfy: a new name, one change at a time, and a type that fits (AMD-10). */
export function checkAmendment(
  data: { amendment: string; type: AmendmentType; changes: AmendmentChange[] },
  arrangement: Arrangement,
): Refusal | undefined {
  if (arrangement.amendments.some((amendment) => amendment.amendment === data.amendment))
    return refuse(
      'GEN-02',
      'ALREADY_REGISTERED',
      `There is already an amendment ${data.amendment}; choose another name.`,
      { amendment: data.amendment },
    );
  const crowded = data.changes.findIndex(
    (change) => Object.values(change).filter((value) => value !== undefined).length !== 1,
  );
  if (crowded >= 0)
    return refuse('AMD-01', 'ONE_TERM_EACH', `Change ${crowded + 1} must name exactly one term.`, {
      change: crowded + 1,
    });
  const moved = data.changes.find((change) => change.term ?? change.scope ?? change.clauseRemoved);
  if (data.type === 'INTERPRET' && moved)
    return refuse(
      'AMD-10',
      'TYPE_MISMATCH',
      'An interpretation says what the text means; it changes no term, scope or number. Record an amendment.',
      { type: data.type },
    );
  return data.changes.map(checkChange).find((refusal) => refusal !== undefined);
}

/** A change says no less than what it changes had to say. */
function checkChange({ titles, scope, term, clause }: AmendmentChange): Refusal | undefined {
  if (titles?.length === 0) return refuse('CLA-01', 'TITLE_MISSING', 'An arrangement needs at least one title.');
  return (scope && checkScope(scope)) ?? checkTerm(term) ?? (clause && checkClause(clause.content));
}
