import { decider } from '#kernel';
import { confirmEvidence } from './confirm-evidence.js';
import { contradictEvidence } from './contradict-evidence.js';
import { defineObligation } from './define-obligation.js';
import { grantExtension } from './grant-extension.js';
import { grantWaiver } from './grant-waiver.js';
import { openDispute } from './open-dispute.js';
import { publishReport } from './publish-report.js';
import type { ObligationRecord } from './record.js';
import { recordCondition } from './record-condition.js';
import { recordValue } from './record-value.js';
import { requestEvidence } from './request-evidence.js';
import { resolveDispute } from './resolve-dispute.js';
import { resumeClock } from './resume-clock.js';
import { reviseObligation } from './revise-obligation.js';
import { startClock } from './start-clock.js';
import { submitEvidence } from './submit-evidence.js';
import { suspendClock } from './suspend-clock.js';

/** Every command of a duty; the keys are the names of the mutations. */
export const obligationDecider = decider<ObligationRecord>('obligation', {
  defineObligation,
  reviseObligation,
  startClock,
  recordCondition,
  requestEvidence,
  submitEvidence,
  recordValue,
  confirmEvidence,
  contradictEvidence,
  publishReport,
  grantWaiver,
  grantExtension,
  suspendClock,
  resumeClock,
  openDispute,
  resolveDispute,
});
