import { decider } from '#kernel';
import { recordAct } from './acts/record-act.js';
import { agreeAmendmentRule } from './amendments/agree-amendment-rule.js';
import { consentToAmendment } from './amendments/consent-to-amendment.js';
import { objectToAmendment } from './amendments/object-to-amendment.js';
import { proposeAmendment } from './amendments/propose-amendment.js';
import { reportAmendment } from './amendments/report-amendment.js';
import { withdrawAmendment } from './amendments/withdraw-amendment.js';
import type { Arrangement } from './arrangement.js';
import { recordClaim } from './claims/record-claim.js';
import { resolveClaims } from './claims/resolve-claims.js';
import { codeClause } from './clauses/code-clause.js';
import { agreeFinalClauses } from './final-clauses/agree-final-clauses.js';
import { stateEntryIntoForce } from './final-clauses/state-entry-into-force.js';
import { establishJointCommittee } from './joint-committee/establish-joint-committee.js';
import { denounceArrangement } from './life-cycle/denounce-arrangement.js';
import { endArrangement } from './life-cycle/end-arrangement.js';
import { giveNoticeOfNonRenewal } from './life-cycle/give-notice-of-non-renewal.js';
import { imposeMeasure } from './life-cycle/impose-measure.js';
import { liftMeasure } from './life-cycle/lift-measure.js';
import { recordOperation } from './life-cycle/record-operation.js';
import { recordRenewal } from './life-cycle/record-renewal.js';
import { recordSuccession } from './life-cycle/record-succession.js';
import { reportStatus } from './life-cycle/report-status.js';
import { resumeArrangement } from './life-cycle/resume-arrangement.js';
import { revokeDenunciation } from './life-cycle/revoke-denunciation.js';
import { suspendArrangement } from './life-cycle/suspend-arrangement.js';
import { addParty } from './registration/add-party.js';
import { addRemark } from './registration/add-remark.js';
import { registerArrangement } from './registration/register-arrangement.js';
import { restateScope } from './registration/restate-scope.js';
import { agreeProvisionalApplication } from './life-cycle/agree-provisional-application.js';
import { declineProvisionalApplication } from './life-cycle/decline-provisional-application.js';
import { makeReservation } from './reservations/make-reservation.js';
import { objectToReservation } from './reservations/object-to-reservation.js';
import { withdrawReservation } from './reservations/withdraw-reservation.js';
import { declareNonApplication } from './reservations/declare-non-application.js';
import { notifyAmendment } from './amendments/notify-amendment.js';
import { codeClauses } from './clauses/code-clauses.js';
import { codeClauseAgain } from './clauses/code-clause-again.js';
import { settleCoding } from './clauses/settle-coding.js';
import { dischargeClause } from './life-cycle/discharge-clause.js';
import { depositText } from './text/deposit-text.js';
import { agreeCommitteeRules } from './joint-committee/agree-committee-rules.js';
import { recordMeeting } from './joint-committee/record-meeting.js';
import { recordDecision } from './joint-committee/record-decision.js';
import { publishMinutes } from './joint-committee/publish-minutes.js';
import { openActionItem } from './joint-committee/open-action-item.js';
import { closeActionItem } from './joint-committee/close-action-item.js';
import { amendAnnex } from './amendments/amend-annex.js';

/** Every command of an arrangement; the keys are the names of the mutations. */
export const arrangementDecider = decider<Arrangement>('arrangement', {
  registerArrangement,
  addParty,
  restateScope,
  addRemark,
  recordAct,
  makeReservation,
  objectToReservation,
  withdrawReservation,
  declareNonApplication,
  agreeFinalClauses,
  stateEntryIntoForce,
  agreeProvisionalApplication,
  declineProvisionalApplication,
  recordRenewal,
  endArrangement,
  dischargeClause,
  suspendArrangement,
  resumeArrangement,
  denounceArrangement,
  revokeDenunciation,
  giveNoticeOfNonRenewal,
  imposeMeasure,
  liftMeasure,
  recordSuccession,
  reportStatus,
  recordOperation,
  agreeAmendmentRule,
  proposeAmendment,
  notifyAmendment,
  consentToAmendment,
  objectToAmendment,
  withdrawAmendment,
  reportAmendment,
  amendAnnex,
  codeClause,
  codeClauses,
  codeClauseAgain,
  settleCoding,
  depositText,
  recordClaim,
  resolveClaims,
  establishJointCommittee,
  agreeCommitteeRules,
  recordMeeting,
  recordDecision,
  publishMinutes,
  openActionItem,
  closeActionItem,
});
