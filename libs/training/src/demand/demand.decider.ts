import { decider } from '#kernel';
import type { Demand } from './demand.js';
import { reviseDemand } from './revise-demand.js';
import { stateDemand } from './state-demand.js';
import { withdrawDemand } from './withdraw-demand.js';

/** Every command of a demand for skills; the keys are the names of the mutations. */
export const demandDecider = decider<Demand>('demand', { stateDemand, reviseDemand, withdrawDemand });
