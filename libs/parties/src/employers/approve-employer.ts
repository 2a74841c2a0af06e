import { actOf, dayAfter, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkAuthority, checkKnown, checkStates } from '../permissions/authority.js';
import { checkUntil, type Until, UntilField, untilInWords } from '../permissions/until.js';
import { on } from './employer.js';

@InputType({ description: 'An authority lets an employer take part: under one arrangement, or at large.' })
export class ApproveEmployer {
  @IdField('employer') employer!: string;
  @KeyField({ description: 'Short name of the approval within the employer’s record' }) approval!: string;
  @IdField('party', { description: 'The authority that approves' }) by!: string;
  @IdField('arrangement', { optional: true, description: 'Under which arrangement; absent: not narrowed' })
  arrangement?: string;
  @IdField('party', { optional: true, list: true, description: 'From which states it may hire; absent: from all' })
  origins?: string[];
  @TextField({ optional: true, list: true, length: 200, description: 'For which sectors, lower case; absent: all' })
  sectors?: string[];
  @PartialDateField({ description: 'First day' }) from!: string;
  @UntilField() until!: Until;
  @TextField({ length: 500, description: 'The law, agreement or decision on which it rests' }) ground!: string;
}

export const employerApproved = event(
  'EmployerApproved',
  ApproveEmployer,
  (d) => `Approved by ${d.by} from ${d.from}, ${untilInWords(d.until)} (${d.arrangement ?? 'no single arrangement'})`,
  { effective: ({ from, until }) => ({ from, to: until.lastDay && dayAfter(until.lastDay) }) },
);

export const approveEmployer = on(ApproveEmployer, {
  describes: 'Records that an authority approves an employer, with start, end and ground (EMP-02).',
  records: [employerApproved],
  mandate: actOf((data) => [data.by]),
  reads: ({ by, arrangement, origins = [] }) => [by, ...(arrangement ? [arrangement] : []), ...origins],
  decide: (data, employer, context) =>
    (employer.approvals.some(({ approval }) => approval === data.approval)
      ? refuse('GEN-02', 'ALREADY_REGISTERED', `There is already an approval ${data.approval}.`, {
          approval: data.approval,
        })
      : undefined) ??
    checkAuthority(data.by, context) ??
    checkKnown(data.arrangement ? [data.arrangement] : [], context) ??
    checkStates(data.origins ?? [], context) ??
    checkUntil('EMP-02', data.from, data.until) ??
    employerApproved(data),
  evolve: {
    EmployerApproved: (employer, { employer: _id, ...approval }, { seq }) => ({
      ...employer,
      approvals: [...employer.approvals, { ...approval, seq }],
    }),
  },
});
