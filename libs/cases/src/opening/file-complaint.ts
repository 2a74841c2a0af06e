import { type Arrangement, arrangementDecider, ClauseCode } from '#arrangements';
import { anySpeaker, ChoiceField, type Context, event, refuse, type Refusal, Role, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { opens, withStep } from '../case.js';
import { made } from '../checks.js';
import { Complainant, idOf, InadmissibleGround } from '../terms.js';
import { applicability } from './applicability.js';
import {
  checkOpening,
  CodesField,
  homeOf,
  newCase,
  Opening,
  PartiesField,
  readByOpening,
  SpokenForField,
  workOut,
} from './opening.js';

@InputType({
  description:
    'A complaint that someone bound broke clauses of an arrangement. A worker stays unnamed: others may file for it.',
})
export class FileComplaint extends Opening {
  @ShapeField(() => Complainant, { description: 'Who complains, as a class or an organisation' })
  complainant!: Complainant;
}

@InputType({ isAbstract: true })
export class ComplaintFiled extends FileComplaint {
  @CodesField() codes!: ClauseCode[];
  @PartiesField() parties!: string[];
  @SpokenForField() spokenForBy?: string;
  @ChoiceField(() => InadmissibleGround, {
    optional: true,
    description: 'Why it can only be referred, as the registry found when it was filed; absent: someone decides',
  })
  referredBecause?: InadmissibleGround;
}

export const complaintFiled = event(
  'ComplaintFiled',
  ComplaintFiled,
  (d) =>
    `Complaint filed by ${AS[d.complainant.as]} against ${idOf(d.respondent)} on ${d.codes.join(', ')}, ${d.arrangement}${d.referredBecause ? `; referred: ${d.referredBecause.toLowerCase().replaceAll('_', ' ')}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

const AS: Record<Complainant['as'], string> = {
  WORKER: 'a worker',
  UNION: 'a trade union',
  NGO: 'an organisation',
  GOVERNMENT: 'a government',
  EMPLOYER: 'an employer',
};

export const fileComplaint = opens(FileComplaint, {
  describes:
    'Files a complaint. One that names no clause owed at the time, or no bearer of it, is recorded all the same, and referred with the reason (CMP-01).',
  records: [complaintFiled],
  mandate: anySpeaker,
  reads: readByOpening,
  decide(data, _, context) {
    const refused = checkOpening(data, context) ?? checkComplainant(data.complainant, context);
    if (refused) return refused;
    const arrangement = context.other(arrangementDecider, data.arrangement)!;
    const referredBecause = inadmissible(data, arrangement, homeOf(data, context));
    return complaintFiled(made(ComplaintFiled, data, workOut(data, context), { referredBecause }));
  },
  evolve: {
    ComplaintFiled: (_, d, event) => {
      const file = { ...newCase('COMPLAINT', d, event), complainant: d.complainant };
      return d.referredBecause === undefined
        ? file
        : withStep(file, event, {
            seq: event.seq,
            on: d.on,
            by: { officer: 'registry' },
            move: 'REJECT',
            ground: d.referredBecause,
          });
    },
  },
});

/** CMP-01: why a complaint can only be referred: nothing that it names was owed, or the respondent bears none of it. */
export function inadmissible(
  { clauses, respondent, facts }: Pick<Opening, 'clauses' | 'respondent' | 'facts'>,
  arrangement: Arrangement,
  home: string | undefined,
): InadmissibleGround | undefined {
  const found = clauses.map((clause) => applicability(arrangement, clause, respondent, facts, home));
  if (found.every(({ isOwed }) => isOwed === false)) return 'CLAUSE_NOT_APPLICABLE';
  return found.some(({ isOwed, isBorne }) => isOwed !== false && isBorne) ? undefined : 'RESPONDENT_NOT_BEARER';
}

/** CMP-02: a worker is a class and at most a sealed reference; whoever else complains says who it is, and speaks for itself. */
function checkComplainant({ as, party, sealedReference }: Complainant, { actor }: Context): Refusal | undefined {
  if (as === 'WORKER')
    return party === undefined
      ? undefined
      : refuse(
          'CMP-02',
          'PERSONAL_DATA_REFUSED',
          'A worker who complains is not told by any organisation: leave `party` out. The sealed reference leads whoever took the complaint to the worker.',
          { as },
        );
  if (sealedReference !== undefined)
    return refuse('CMP-02', 'COMPLAINANT_UNCLEAR', 'Only a worker has a sealed reference; an organisation is named.', {
      as,
    });
  if (party === undefined)
    return refuse('CMP-02', 'COMPLAINANT_UNCLEAR', 'Name the organisation or government that complains.', { as });
  return actor.role === Role.SECRETARIAT || actor.onBehalfOf === party
    ? undefined
    : refuse('GEN-10', 'NOT_MANDATED', `${actor.onBehalfOf ?? 'The actor'} cannot complain in the name of ${party}.`, {
        actingFor: actor.onBehalfOf ?? null,
        actOf: party,
      });
}
