import { decider } from '#kernel';
import { appealRestriction } from './appeal-restriction.js';
import { approveEmployer } from './approve-employer.js';
import { decideRestrictionAppeal } from './decide-restriction-appeal.js';
import { destroyRecords } from './destroy-records.js';
import type { Employer } from './employer.js';
import { liftRestriction } from './lift-restriction.js';
import { recordEmployerSuccession } from './record-employer-succession.js';
import { registerEmployer } from './register-employer.js';
import { requireRecordKeeping } from './require-record-keeping.js';
import { restrictEmployer } from './restrict-employer.js';
import { withdrawApproval } from './withdraw-approval.js';

/** Every command of an employer; the keys are the names of the mutations. */
export const employerDecider = decider<Employer>('employer', {
  registerEmployer,
  approveEmployer,
  withdrawApproval,
  restrictEmployer,
  liftRestriction,
  appealRestriction,
  decideRestrictionAppeal,
  recordEmployerSuccession,
  requireRecordKeeping,
  destroyRecords,
});
