import {
  addsOptional,
  before,
  ChoiceField,
  earliest,
  event,
  IdField,
  KeyField,
  latest,
  PartialDateField,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type Arrangement, checkOwn, consentingParties, on } from '../arrangement.js';
import { checkClause } from '../clauses/code-clause.js';
import { checkTerm } from '../final-clauses/agree-final-clauses.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import { isEnd, isKnownNotToApply, legalStatusOn } from '../life-cycle/timeline.js';
import { checkScope } from '../registration/register-arrangement.js';
import { AmendmentChange, AmendmentEffect, AmendmentType } from './amendment.js';

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
  @ShapeField(() => AmendmentEffect, { optional: true, description: 'How far it reaches, where it says so' })
  effect?: AmendmentEffect;
}

export const amendmentProposed = event(
  'AmendmentProposed',
  ProposeAmendment,
  (d) => `Amendment ${d.amendment} proposed on ${d.on}: ${d.what}`,
  { upcasts: [addsOptional, addsOptional] },
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
    return checkAmendment(data, arrangement) ?? checkInterSe(data, arrangement) ?? amendmentProposed(data);
  },
  evolve: {
    AmendmentProposed: (arrangement, { arrangement: _, ...amendment }, { seq, actor }) => ({
      ...arrangement,
      amendments: [
        ...arrangement.amendments,
        {
          ...amendment,
          seq,
          consents: [],
          objections: [],
          notices: [],
          reported: false,
          proposedBy: actor.onBehalfOf,
        },
      ],
    }),
  },
});

/** What every amendment must satisfy: a new name, one change at a time, a type that fits (AMD-10), and what it changes. */
export function checkAmendment(
  data: Pick<ProposeAmendment, 'amendment' | 'type' | 'appliesFrom' | 'changes' | 'effect'> & { on?: string },
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
  return (
    data.changes.map(checkChange).find((refusal) => refusal !== undefined) ??
    checkEffect(data, arrangement) ??
    checkFramework(data, arrangement)
  );
}

/** AMD-08 and AMD-01: what reaches back says where it says so, and what is set aside is there. */
function checkEffect(
  { on: day, appliesFrom, effect, amendment }: Parameters<typeof checkAmendment>[0],
  { amendments }: Arrangement,
): Refusal | undefined {
  if (day && appliesFrom && before(appliesFrom, day) && !effect?.retroactivity)
    return refuse(
      'AMD-08',
      'RETROACTIVITY_NOT_STATED',
      `It is of ${day} and would apply from ${appliesFrom}: say in effect.retroactivity where the instrument says that it reaches back.`,
      { on: day, appliesFrom },
    );
  const unknown = effect?.repeals?.find(
    (key) => key === amendment || !amendments.some((known) => known.amendment === key),
  );
  if (unknown === undefined) return undefined;
  return refuse('AMD-01', 'UNKNOWN_AMENDMENT', `It cannot set ${unknown} aside: there is no such earlier record.`, {
    amendment: unknown,
  });
}

/** AMD-14: what supplements a text needs that text to be applied; what nobody knows forbids nothing. */
function checkFramework(
  { type, on: day }: Parameters<typeof checkAmendment>[0],
  arrangement: Arrangement,
): Refusal | undefined {
  if (type !== 'SUPPLEMENT' || !day) return undefined;
  const { status } = legalStatusOn(arrangement, latest(day));
  if (!isEnd(status) && !isKnownNotToApply(arrangement, latest(day))) return undefined;
  return refuse(
    'AMD-14',
    'FRAMEWORK_NOT_LIVE',
    `A protocol lives under a text that is applied; on ${day} this one is ${status.toLowerCase().replaceAll('_', ' ')}.`,
    { on: day, status },
  );
}

/** AMD-06; VCLT 41: between some of many, where the text does not forbid it and no other is harmed. */
function checkInterSe({ effect }: ProposeAmendment, arrangement: Arrangement): Refusal | undefined {
  const between = effect?.between;
  if (!between) return undefined;
  const parties = consentingParties(arrangement);
  const stranger = between.find((party) => !parties.includes(party));
  if (stranger)
    return refuse('PTY-06', 'NOT_A_PARTY', `${stranger} is not bound by this arrangement.`, { party: stranger });
  const why =
    arrangement.kind === 'BILATERAL'
      ? 'between two sides it is an amendment'
      : new Set(between).size < 2
        ? 'it takes two or more parties'
        : parties.every((party) => between.includes(party))
          ? 'these are all parties, so it is an amendment'
          : finalClauseOn(arrangement, 'interSe')?.value === 'FORBIDDEN'
            ? 'the text forbids it'
            : !effect.othersUnharmed
              ? 'say in effect.othersUnharmed why it leaves the rights of the others and the object of the text alone'
              : undefined;
  return (
    why &&
    refuse('AMD-06', 'INTER_SE_NOT_ALLOWED', `A change between some parties only is not open here: ${why}.`, {
      between,
    })
  );
}

/** A change says no less than what it changes had to say. */
function checkChange({ titles, scope, term, clause }: AmendmentChange): Refusal | undefined {
  if (titles?.length === 0) return refuse('CLA-01', 'TITLE_MISSING', 'An arrangement needs at least one title.');
  return (scope && checkScope(scope)) ?? checkTerm(term) ?? (clause && checkClause(clause.content));
}
