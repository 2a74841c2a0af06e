import {
  actOf,
  ChoiceField,
  type Context,
  dayAfter,
  type Decider,
  earliest,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  type Refusal,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { AppealField, type AppealRoute, checkAppealRoute } from '../permissions/appeal-route.js';
import { checkAuthority, checkKnown, checkStates } from '../permissions/authority.js';
import { checkUntil, type Until, UntilField, untilInWords } from '../permissions/until.js';
import { type Employer, on, restrictionStands, RestrictionKind } from './employer.js';

@Shape('RestrictionOf', 'A restriction in the record of another employer.')
export class RestrictionOf {
  @IdField('employer', { description: 'The predecessor' }) employer!: string;
  @KeyField({ description: 'Its name in the predecessor’s record' }) restriction!: string;
}

@InputType({ description: 'An authority suspends or bans an employer: under one arrangement, or at large.' })
export class RestrictEmployer {
  @IdField('employer') employer!: string;
  @KeyField({ description: 'Short name of the restriction within the employer’s record' }) restriction!: string;
  @ChoiceField(() => RestrictionKind) kind!: RestrictionKind;
  @IdField('party', {
    description: 'The authority that decides: of the destination, or of an origin for its own workers',
  })
  by!: string;
  @IdField('arrangement', { optional: true, description: 'Under which arrangement; absent: not narrowed' })
  arrangement?: string;
  @IdField('party', { optional: true, list: true, description: 'From which states it may not hire; absent: from none' })
  origins?: string[];
  @PartialDateField({ description: 'First day' }) from!: string;
  @UntilField() until!: Until;
  @TextField({ sealed: true, length: 1000, description: 'Why; no worker is named' }) ground!: string;
  @AppealField() appeal!: AppealRoute;
  @ShapeField(() => RestrictionOf, {
    optional: true,
    description: 'The restriction of a predecessor that this decision passes on (EMP-03)',
  })
  passedFrom?: RestrictionOf;
}

export const employerRestricted = event(
  'EmployerRestricted',
  RestrictEmployer,
  (d) =>
    `${d.kind === 'BAN' ? 'Banned' : 'Suspended'} by ${d.by} from ${d.from}, ${untilInWords(d.until)}: ${d.ground}`,
  { effective: ({ from, until }) => ({ from, to: until.lastDay && dayAfter(until.lastDay) }) },
);

export const restrictEmployer = on(RestrictEmployer, {
  describes: 'Records a suspension or ban with start, end, ground and appeal (EMP-02), or passes one on (EMP-03).',
  records: [employerRestricted],
  mandate: actOf((data) => [data.by]),
  reads: ({ by, arrangement, origins = [], passedFrom }) => [
    by,
    ...(arrangement ? [arrangement] : []),
    ...origins,
    ...(passedFrom ? [passedFrom.employer] : []),
  ],
  decide: (data, employer, context) =>
    (employer.restrictions.some(({ restriction }) => restriction === data.restriction)
      ? refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a restriction ${data.restriction}.`, {
          restriction: data.restriction,
        })
      : undefined) ??
    checkAuthority(data.by, context) ??
    checkKnown(data.arrangement ? [data.arrangement] : [], context) ??
    checkStates(data.origins ?? [], context) ??
    checkUntil('EMP-02', data.from, data.until) ??
    checkAppealRoute('EMP-02', data.appeal) ??
    checkPassedOn(data, employer, context) ??
    employerRestricted(data),
  evolve: {
    EmployerRestricted: (employer, { employer: _id, ...restriction }, { seq }) => ({
      ...employer,
      restrictions: [...employer.restrictions, { ...restriction, seq, appeals: [] }],
    }),
  },
});

/** EMP-03: what is passed on stands against a predecessor on that day, is of the same kind, and comes from who imposed it. */
function checkPassedOn(data: RestrictEmployer, employer: Employer, context: Context): Refusal | undefined {
  const { passedFrom, from, kind, by } = data;
  if (!passedFrom) return undefined;
  if (!employer.successions.some(({ predecessor }) => predecessor === passedFrom.employer))
    return refuse(
      'EMP-03',
      'NOT_A_SUCCESSOR',
      `${data.employer} is not on record as a successor of ${passedFrom.employer}: record the succession first.`,
      { employer: data.employer, predecessor: passedFrom.employer },
    );
  // Read through the context, because the decider's table names this command.
  const passed = context
    .other({ name: 'employer' } as Decider<Employer>, passedFrom.employer)
    ?.restrictions.find(({ restriction }) => restriction === passedFrom.restriction);
  if (!passed || passed.kind !== kind || passed.by !== by || !restrictionStands(passed, earliest(from)))
    return refuse(
      'EMP-03',
      'NOTHING_TO_PASS_ON',
      `On ${from} no ${kind.toLowerCase()} ${passedFrom.restriction} of ${passedFrom.employer} by ${by} stands that could be passed on.`,
      { predecessor: passedFrom.employer, restriction: passedFrom.restriction, kind, by, from },
    );
  return undefined;
}
