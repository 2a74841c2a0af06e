import type { Actor, AsOf } from '#kernel';
import type { DayRange, PeriodLength } from './periods.js';

/** Whether each clause of an arrangement is kept, by bearer and period, as one actor may see it. */
export class GetComplianceMatrix {
  constructor(
    readonly arrangement: string,
    readonly range: DayRange,
    readonly by: PeriodLength,
    readonly actor?: Actor,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}
