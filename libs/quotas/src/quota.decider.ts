import { decider } from '#kernel';
import { closeQuota } from './close-quota.js';
import { confirmCondition } from './confirm-condition.js';
import { lapseCondition } from './lapse-condition.js';
import { openFigures } from './open-figures.js';
import { openQuota } from './open-quota.js';
import type { Quota } from './quota.js';
import { reportFigure } from './report-figure.js';
import { reviseQuota } from './revise-quota.js';

/** Every command of a quota; the keys are the names of the mutations. */
export const quotaDecider = decider<Quota>('quota', {
  openQuota,
  openFigures,
  reviseQuota,
  confirmCondition,
  lapseCondition,
  reportFigure,
  closeQuota,
});
