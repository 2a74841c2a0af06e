import { appendFileSync } from 'node:fs';

/** One line of the table at the end of a run. */
export interface FaultLine {
  fault: string;
  on: string;
  rounds: number;
  acknowledged: number;
  lost: number;
  duplicated: number;
  /** What the same fault did where a safeguard was left out. */
  control?: string;
}

/** Tells run.js a line for its table. */
export function tell(line: FaultLine): void {
  if (process.env.FAULTS_TABLE) appendFileSync(process.env.FAULTS_TABLE, `${JSON.stringify(line)}\n`);
}

/** How many events that were acknowledged are not in the log, and how many are there twice. */
export function countOf(
  acknowledged: readonly { eventIds: readonly string[] }[],
  log: readonly { eventId: string }[],
): { acknowledged: number; lost: number; duplicated: number } {
  const present = new Set(log.map(({ eventId }) => eventId));
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.flatMap(({ eventIds }) => eventIds).filter((id) => !present.has(id)).length,
    duplicated: log.length - present.size,
  };
}
