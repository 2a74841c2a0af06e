import { type Context, refuse, type Refusal } from '#kernel';
import { checkParty, checkSet } from './check-quota.js';
import type { ConfirmCondition } from './confirm-condition.js';
import type { Quota } from './quota.js';

/** QUO-12: what is settled is a condition that still waits. */
export function checkAwaited({ revision }: ConfirmCondition, quota: Quota, context: Context): Refusal | undefined {
  const refused = checkSet(quota) ?? checkParty(quota, context);
  if (refused) return refused;
  const stated = quota.setting!.numbers.find((candidate) => candidate.value.revision === revision);
  const name = revision ?? 'the first number';
  if (!stated)
    return refuse('QUO-12', 'UNKNOWN_REVISION', `There is no revision ${name}.`, { revision: revision ?? null });
  const { condition } = stated.value;
  if (!condition)
    return refuse('QUO-12', 'NOT_CONDITIONAL', `${name} depends on no condition.`, { revision: revision ?? null });
  if (!condition.outcome) return undefined;
  const { met, by, on } = condition.outcome;
  return refuse(
    'QUO-12',
    'CONDITION_SETTLED',
    `${by} already found on ${on} that the condition was ${met ? '' : 'not '}met.`,
    { met, by, on },
  );
}

/** The quota with the outcome of one condition. */
export function settle(
  quota: Quota,
  { revision, by, on, note }: ConfirmCondition,
  { seq, met }: { seq: number; met: boolean },
): Quota {
  const numbers = quota.setting!.numbers.map((stated) =>
    stated.value.revision === revision && stated.value.condition
      ? {
          ...stated,
          value: { ...stated.value, condition: { ...stated.value.condition, outcome: { seq, met, by, on, note } } },
        }
      : stated,
  );
  return { ...quota, setting: { ...quota.setting!, numbers } };
}
