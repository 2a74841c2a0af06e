import {
  type Arrangement,
  arrangementDecider,
  clausesOn,
  clauseStandingOn,
  isOwed,
  jurisdictionsOf,
} from '#arrangements';
import {
  add,
  ChoiceField,
  choices,
  CodeField,
  type Context,
  event,
  IdField,
  KeyField,
  PlainDateField,
  type PlainDate,
  refuse,
  type Refusal,
  Role,
  Shape,
  ShapeField,
} from '#kernel';
import { type Employer, employerDecider } from '#parties';
import { InputType } from '@nestjs/graphql';
import type { CaseFile } from '../case.js';
import { opens, SelfResult, standingAgainst } from './assessment.js';

export const SigningRole = choices(
  'SigningRole',
  {
    MANAGEMENT: 'Someone who may bind the employer.',
    HUMAN_RESOURCES: 'Whoever is in charge of staff.',
    COMPLIANCE: 'Whoever is in charge of keeping the rules.',
    WORKS_COUNCIL: 'The works council together with management.',
  },
  'In which capacity an assessment is signed. No name is kept.',
);
export type SigningRole = keyof typeof SigningRole;

@Shape('SelfAnswer', 'What an employer says of one duty.')
export class SelfAnswerData {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'The clause that is the duty' }) clause!: string;
  @ChoiceField(() => SelfResult, { description: 'Whether it keeps it' }) result!: SelfResult;
  @CodeField(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits', {
    optional: true,
    description: 'SHA-256 of what proves it, which the employer keeps',
  })
  evidenceDigest?: string;
}

@InputType({ description: 'What an employer says of all its duties under some arrangements.' })
export class SubmitAssessment {
  @IdField('assessment', { description: 'The assessment' }) assessment!: string;
  @IdField('employer') employer!: string;
  @PlainDateField({ description: 'The day for which it is made' }) on!: string;
  @PlainDateField({ optional: true, description: 'The last day on which it counts; a year later unless told' })
  validUntil?: string;
  @ChoiceField(() => SigningRole, { description: 'In which capacity it is signed' }) signedAs!: SigningRole;
  @IdField('arrangement', { list: true, max: 20, description: 'The arrangements under which the employer hires' })
  arrangements!: string[];
  @ShapeField(() => SelfAnswerData, { list: true, max: 500, description: 'One answer for each duty' })
  answers!: SelfAnswerData[];
}

export const assessmentSubmitted = event(
  'AssessmentSubmitted',
  SubmitAssessment,
  (d) => `${d.employer} assessed itself on ${d.answers.length} duties, until ${d.validUntil ?? lastDayOf(d)}`,
  { effective: (d) => ({ from: d.on }) },
);

const lastDayOf = ({ on, validUntil }: Pick<SubmitAssessment, 'on' | 'validUntil'>): PlainDate =>
  validUntil ?? add(add(on, { years: 1 }), { days: -1 });

/** EMP-06: complete, dated, signed by role, with an end, and never "compliant" against a confirmed finding. */
export const submitAssessment = opens(SubmitAssessment, {
  describes: 'Records what an employer says of itself. It covers every duty, expires, and outweighs no finding.',
  records: [assessmentSubmitted],
  mandate: { roles: [Role.EMPLOYER, Role.SECRETARIAT] },
  reads: ({ employer, arrangements }) => [employer, ...(arrangements ?? [])],
  finds: ({ employer }) => ({ projection: 'case', index: 'facet', equals: { respondent: employer } }),
  decide: (data, _, context) =>
    checkSigner(data, context) ??
    checkDays(data, context) ??
    checkCoverage(data, context) ??
    checkAgainstFindings(data, context) ??
    assessmentSubmitted(data),
  evolve: {
    AssessmentSubmitted: (_, d, { seq }) => ({
      seq,
      employer: d.employer,
      on: d.on,
      validUntil: lastDayOf(d),
      signedAs: d.signedAs,
      answers: d.answers,
    }),
  },
});

/** GEN-10: an employer assesses itself; the secretariat transcribes from a source. */
function checkSigner({ employer }: SubmitAssessment, context: Context): Refusal | undefined {
  const { actor, provenance } = context;
  const registered = context.other(employerDecider, employer);
  if (!registered)
    return refuse('EMP-06', 'NOT_REGISTERED', `${employer} is not registered as an employer: register it first.`, {
      employer,
    });
  if (actor.role === Role.SECRETARIAT)
    return provenance.sources?.length
      ? undefined
      : refuse('GEN-10', 'NOT_MANDATED', 'The secretariat records what an employer said only from a source.');
  return registered.party !== undefined && registered.party === actor.onBehalfOf
    ? undefined
    : refuse('GEN-10', 'NOT_MANDATED', `Only ${employer} assesses itself.`, {
        employer,
        actingFor: actor.onBehalfOf ?? null,
      });
}

function checkDays({ on, validUntil }: SubmitAssessment, { today }: Context): Refusal | undefined {
  if (on > today)
    return refuse('EMP-06', 'NOT_YET', `${on} is not over: an assessment tells how things are.`, { on, today });
  const last = add(on, { years: 2 });
  return validUntil !== undefined && (validUntil < on || validUntil > last)
    ? refuse(
        'EMP-06',
        'VALIDITY',
        `An assessment counts from ${on} on, for two years at most; not until ${validUntil}.`,
        {
          on,
          validUntil,
          last,
        },
      )
    : undefined;
}

/** EMP-06: every duty of employers that is owed on the day, under each arrangement that is named, once; and nothing else. */
function checkCoverage(data: SubmitAssessment, context: Context): Refusal | undefined {
  const unknown = data.arrangements.filter((id) => !context.other(arrangementDecider, id));
  if (unknown.length > 0 || data.arrangements.length === 0)
    return refuse(
      'EMP-06',
      'UNKNOWN_ARRANGEMENT',
      `Name registered arrangements; not ${unknown.join(', ') || 'none'}.`,
      {
        arrangements: unknown,
      },
    );
  const employer = context.other(employerDecider, data.employer)!;
  const duties = data.arrangements.flatMap((id) =>
    employerClauses(context.other(arrangementDecider, id)!, employer, data.on).map((clause) => `${id}/${clause}`),
  );
  const answered = data.answers.map(({ arrangement, clause }) => `${arrangement}/${clause}`);
  const missing = duties.filter((duty) => !answered.includes(duty));
  const strange = answered.filter((duty, index) => !duties.includes(duty) || answered.indexOf(duty) !== index);
  return missing.length > 0 || strange.length > 0
    ? refuse(
        'EMP-06',
        'NOT_ALL_DUTIES',
        `An assessment answers each duty once. ${missing.length > 0 ? `Missing: ${missing.join(', ')}. ` : ''}${strange.length > 0 ? `No duty of the employer on ${data.on}, or answered twice: ${strange.join(', ')}.` : ''}`.trim(),
        { missing, strange },
      )
    : undefined;
}

/** The clauses that employers of that country owe under an arrangement on a day. */
export const employerClauses = (
  arrangement: Arrangement,
  { country }: Pick<Employer, 'country'>,
  day: PlainDate,
): string[] =>
  clausesOn(arrangement, day)
    .filter(
      ({ clause, version: { value } }) =>
        value.answer === 'PRESENT' &&
        value.bearers.includes('EMPLOYER') &&
        jurisdictionsOf(arrangement, 'EMPLOYER', day).includes(country) &&
        isOwed(clauseStandingOn(arrangement, clause, day)),
    )
    .map(({ clause }) => clause);

/** EMP-06: what a confirmed finding holds against an employer is not compliant until what mends it is verified. */
function checkAgainstFindings(data: SubmitAssessment, { found }: Context): Refusal | undefined {
  const files = found as readonly { id: string; state: CaseFile }[];
  for (const { arrangement, clause, result } of data.answers) {
    if (result !== 'COMPLIANT' && result !== 'NOT_APPLICABLE') continue;
    const against = standingAgainst(files, { employer: data.employer, arrangement, clause }, data.on).filter(
      ({ isConfirmed }) => isConfirmed,
    );
    if (against.length > 0)
      return refuse(
        'EMP-06',
        'CONFIRMED_FINDING',
        `A confirmed finding stands against ${clause} (${against.map((entry) => `${entry.case}, ${entry.finding}`).join('; ')}): it is not ${result.toLowerCase().replaceAll('_', ' ')} until what mends it is verified.`,
        { clause, cases: against.map((entry) => entry.case) },
      );
  }
  return undefined;
}
