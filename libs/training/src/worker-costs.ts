import { type Arrangement, clausesOn, clauseStandingOn, isOwed } from '#arrangements';
import { choices, type PlainDate } from '#kernel';
import type { Commitment } from './commitment.js';
import type { WorkerCost } from './terms.js';

export const WorkerCostFlag = choices(
  'WorkerCostFlag',
  {
    WORKER_BOND_FLAG: 'Work is bound to the cost of training: a bond, or paying back.',
    TRAINING_CHARGED_TO_WORKER: 'The worker is charged for training where the text forbids it.',
  },
  'What is found in the cost of training that lies on the worker (TRN-12).',
);
export type WorkerCostFlag = keyof typeof WorkerCostFlag;

export interface WorkerCostFinding {
  flag: WorkerCostFlag;
  cost: WorkerCost;
  /** Clauses on fees that are owed on the day, by their short names. */
  forbiddenBy: string[];
  /** The text of the commitment itself says that training is free to the worker. */
  againstOwnText: boolean;
}

/**
 * TRN-12: costs of training on the worker. A bond or paying back is always flagged; a charge is, where a clause on fees is owed on
 * the day or the text makes training free. Recorded and flagged, never refused: a breach that cannot be recorded is hidden.
 */
export function workerCostsOn(
  { workerCosts = [], freeToWorker = false }: Commitment,
  arrangement: Arrangement | undefined,
  day: PlainDate,
): WorkerCostFinding[] {
  if (workerCosts.length === 0) return [];
  const forbiddenBy = arrangement
    ? clausesOn(arrangement, day)
        .filter(
          ({ clause, version: { value } }) =>
            value.code === 'FEES' && value.answer === 'PRESENT' && isOwed(clauseStandingOn(arrangement, clause, day)),
        )
        .map(({ clause }) => clause)
    : [];
  return workerCosts.flatMap((cost): WorkerCostFinding[] => {
    if (cost.kind !== 'CHARGE') return [{ flag: 'WORKER_BOND_FLAG', cost, forbiddenBy, againstOwnText: freeToWorker }];
    return freeToWorker || forbiddenBy.length > 0
      ? [{ flag: 'TRAINING_CHARGED_TO_WORKER', cost, forbiddenBy, againstOwnText: freeToWorker }]
      : [];
  });
}
