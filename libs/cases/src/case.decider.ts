import { decider } from '#kernel';
import type { CaseFile } from './case.js';
import { confirmFinding } from './findings/confirm-finding.js';
import { draftFinding } from './findings/draft-finding.js';
import { notifyFinding } from './findings/notify-finding.js';
import { replyToFinding } from './findings/reply-to-finding.js';
import { reviseFinding } from './findings/revise-finding.js';
import { withdrawFinding } from './findings/withdraw-finding.js';
import { discloseBreach } from './opening/disclose-breach.js';
import { fileComplaint } from './opening/file-complaint.js';
import { openCheck } from './opening/open-check.js';
import { reportReprisal } from './opening/report-reprisal.js';
import { agreeCaseTimes } from './procedure/agree-case-times.js';
import { beginConciliation } from './procedure/begin-conciliation.js';
import { beginInvestigation } from './procedure/begin-investigation.js';
import { closeCase } from './procedure/close-case.js';
import { decideAdmissibility } from './procedure/decide-admissibility.js';
import { decideComplaint } from './procedure/decide-complaint.js';
import { reopenCase } from './procedure/reopen-case.js';
import { resumeCase } from './procedure/resume-case.js';
import { settleComplaint } from './procedure/settle-complaint.js';
import { stayCase } from './procedure/stay-case.js';
import { takeLadderStep } from './procedure/take-ladder-step.js';
import { withdrawComplaint } from './procedure/withdraw-complaint.js';
import { claimRemedy } from './remedies/claim-remedy.js';
import { mayReadEvents } from './may-read.js';
import { verifyRemedy } from './remedies/verify-remedy.js';

/** Every command of a case; the keys are the names of the mutations. */
export const caseDecider = decider<CaseFile>(
  'case',
  {
    fileComplaint,
    openCheck,
    discloseBreach,
    reportReprisal,
    agreeCaseTimes,
    decideAdmissibility,
    beginConciliation,
    settleComplaint,
    beginInvestigation,
    decideComplaint,
    withdrawComplaint,
    stayCase,
    resumeCase,
    takeLadderStep,
    closeCase,
    reopenCase,
    draftFinding,
    notifyFinding,
    replyToFinding,
    confirmFinding,
    reviseFinding,
    withdrawFinding,
    claimRemedy,
    verifyRemedy,
  },
  { mayReadWords: mayReadEvents },
);
