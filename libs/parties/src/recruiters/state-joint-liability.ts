import {
  checkAmong,
  dayAfter,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  registrars,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { employerDecider } from '../employers/employer.decider.js';
import { checkKnown } from '../permissions/authority.js';
import { checkUntil } from '../permissions/until.js';
import { on } from './recruiter.js';

@InputType({ description: 'A text makes an employer and a recruiter answer together for what either owes to workers.' })
export class StateJointLiability {
  @IdField('recruiter') recruiter!: string;
  @KeyField({ description: 'Short name of the liability within the recruiter’s record' }) liability!: string;
  @IdField('employer') employer!: string;
  @IdField('arrangement', { optional: true, description: 'The arrangement that says so' }) arrangement?: string;
  @KeyField({ optional: true, description: 'Its clause' }) clause?: string;
  @TextField({ optional: true, length: 300, description: 'The provision of national law that says so' }) law?: string;
  @PartialDateField({ description: 'First day' }) from!: string;
  @PartialDateField({ optional: true, description: 'Last day; absent: no end is known' }) lastDay?: string;
}

export const jointLiabilityStated = event(
  'JointLiabilityStated',
  StateJointLiability,
  (d) =>
    `Jointly liable with ${d.employer} from ${d.from} by ${d.law ?? [d.arrangement, d.clause].filter(Boolean).join(', ')}`,
  { effective: ({ from, lastDay }) => ({ from, to: lastDay && dayAfter(lastDay) }) },
);

export const stateJointLiability = on(StateJointLiability, {
  describes: 'Records that an employer and a recruiter are jointly liable, with the clause that says so (EMP-05).',
  records: [jointLiabilityStated],
  mandate: registrars(),
  reads: ({ employer, arrangement }) => [employer, ...(arrangement ? [arrangement] : [])],
  decide: (data, recruiter, context) =>
    (recruiter.liabilities.some(({ liability }) => liability === data.liability)
      ? refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a liability ${data.liability}.`, {
          liability: data.liability,
        })
      : undefined) ??
    checkKnown([data.employer, ...(data.arrangement ? [data.arrangement] : [])], context) ??
    checkAmong(context.actor, [recruiter.country, context.other(employerDecider, data.employer)!.country]) ??
    (data.law === undefined && (data.arrangement === undefined || data.clause === undefined)
      ? refuse(
          'EMP-05',
          'LIABILITY_SOURCE_MISSING',
          'Name where it is said: a provision in law, or an arrangement with its clause.',
        )
      : undefined) ??
    (data.lastDay === undefined ? undefined : checkUntil('EMP-05', data.from, { lastDay: data.lastDay })) ??
    jointLiabilityStated(data),
  evolve: {
    JointLiabilityStated: (recruiter, { recruiter: _id, ...liability }, { seq }) => ({
      ...recruiter,
      liabilities: [...recruiter.liabilities, { ...liability, seq }],
    }),
  },
});
