import { type PlainDate, type Stated, statedOn } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import { LAST_DAY } from '../life-cycle/days.js';
import { inEffectiveOrder } from './effective-order.js';
import type { FinalClauses } from './final-clauses.js';

type Statement<K extends keyof FinalClauses> = Stated<NonNullable<FinalClauses[K]>>;

/** What was stated of one matter of the final clauses: a statement on one matter leaves the others as they were. */
const statementsOn = <K extends keyof FinalClauses>({ finalClauses }: Arrangement, matter: K): Statement<K>[] =>
  finalClauses.flatMap(({ value, ...statement }) =>
    value[matter] === undefined ? [] : [{ ...statement, value: value[matter]! }],
  );

/** The statements on one matter in the order in which they take over from each other. */
export const finalClauseSteps = <K extends keyof FinalClauses>(arrangement: Arrangement, matter: K): Statement<K>[] =>
  inEffectiveOrder(statementsOn(arrangement, matter));

/** What the final clauses say of one matter on a day; undefined where they are silent on it, or not on record. */
export const finalClauseOn = <K extends keyof FinalClauses>(
  arrangement: Arrangement,
  matter: K,
  day: PlainDate = LAST_DAY,
): Statement<K> | undefined => statedOn(statementsOn(arrangement, matter), day);

/** All that the final clauses say on a day, matter by matter, and the `seq`s of the events that say it. */
export function finalClausesOn(
  arrangement: Arrangement,
  day: PlainDate,
): { value: FinalClauses; because: number[] } | undefined {
  const matters = new Set(
    arrangement.finalClauses.flatMap(({ value }) => Object.keys(value) as (keyof FinalClauses)[]),
  );
  const held = [...matters].flatMap((matter) => {
    const stated = finalClauseOn(arrangement, matter, day);
    return stated ? [{ matter, ...stated }] : [];
  });
  if (held.length === 0) return undefined;
  return {
    value: Object.fromEntries(held.map(({ matter, value }) => [matter, value])) as FinalClauses,
    because: [...new Set(held.map(({ seq }) => seq))].sort((a, b) => a - b),
  };
}
