import { decider } from '#kernel';
import { adjustResult } from './adjust-result.js';
import { closeQuota } from './close-quota.js';
import { confirmCondition } from './confirm-condition.js';
import { lapseCondition } from './lapse-condition.js';
import { admitWorkers } from './movements/admit-workers.js';
import { cancelAdmission } from './movements/cancel-admission.js';
import { recordDeparture } from './movements/record-departure.js';
import { recordReturn } from './movements/record-return.js';
import { releaseReservation } from './movements/release-reservation.js';
import { requestPlaces } from './movements/request-places.js';
import { reservePlaces } from './movements/reserve-places.js';
import { openFigures } from './open-figures.js';
import { openQuota } from './open-quota.js';
import type { Quota } from './quota.js';
import { reportFigure } from './report-figure.js';
import { reviseQuota } from './revise-quota.js';
import { agreeQuotaTerms } from './scopes/agree-quota-terms.js';
import { carryOver } from './scopes/carry-over.js';
import { openScope } from './scopes/open-scope.js';
import { reallocatePlaces } from './scopes/reallocate-places.js';

/** Every command of a quota; the keys are the names of the mutations. */
export const quotaDecider = decider<Quota>('quota', {
  openQuota,
  openFigures,
  reviseQuota,
  confirmCondition,
  lapseCondition,
  reportFigure,
  closeQuota,
  agreeQuotaTerms,
  openScope,
  reallocatePlaces,
  carryOver,
  requestPlaces,
  reservePlaces,
  releaseReservation,
  admitWorkers,
  cancelAdmission,
  recordDeparture,
  recordReturn,
  adjustResult,
});
