import { actOf, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { AppealField, type AppealRoute, checkAppealRoute } from '../permissions/appeal-route.js';
import { checkEnd } from '../permissions/until.js';
import { on } from './employer.js';

@InputType({ description: 'An authority takes its approval of an employer back before it runs out.' })
export class WithdrawApproval {
  @IdField('employer') employer!: string;
  @KeyField({ description: 'Name of the approval within the employer’s record' }) approval!: string;
  @IdField('party', { description: 'The authority that had approved' }) by!: string;
  @PartialDateField({ description: 'First day on which it no longer holds' }) on!: string;
  @TextField({ sealed: true, length: 1000, description: 'Why' }) ground!: string;
  @AppealField() appeal!: AppealRoute;
}

export const approvalWithdrawn = event(
  'ApprovalWithdrawn',
  WithdrawApproval,
  (d) => `Approval ${d.approval} withdrawn by ${d.by} on ${d.on}: ${d.ground}`,
  { effective: (d) => ({ from: d.on }) },
);

export const withdrawApproval = on(WithdrawApproval, {
  describes: 'Records that an approval is withdrawn, with ground and appeal (EMP-02).',
  records: [approvalWithdrawn],
  mandate: actOf((data) => [data.by]),
  decide(data, employer) {
    const approval = employer.approvals.find((entry) => entry.approval === data.approval);
    if (!approval)
      return refuse('EMP-02', 'UNKNOWN_APPROVAL', `There is no approval ${data.approval} on record.`, {
        approval: data.approval,
      });
    if (approval.by !== data.by)
      return refuse('GEN-10', 'NOT_MANDATED', `${approval.by} approved; only it withdraws that.`, {
        by: data.by,
        approvedBy: approval.by,
      });
    return checkEnd('EMP-02', approval, data.on) ?? checkAppealRoute('EMP-02', data.appeal) ?? approvalWithdrawn(data);
  },
  evolve: {
    ApprovalWithdrawn: (employer, { approval: key, on: date, ground, appeal }, { seq }) => ({
      ...employer,
      approvals: employer.approvals.map((approval) =>
        approval.approval === key ? { ...approval, ended: { seq, on: date, ground, appeal } } : approval,
      ),
    }),
  },
});
