import { type Context, refuse, type Refusal } from '#kernel';
import { checkParty, checkSet } from './check-quota.js';
import type { LapseCondition } from './lapse-condition.js';
import type { ConditionOutcome, Quota } from './quota.js';
import { type Scope, scopeOf, scopesOf, WHOLE, withNumbers } from './scopes/scope.js';

/** QUO-12: what is settled is a condition that still waits. */
export function checkAwaited({ revision }: LapseCondition, quota: Quota, context: Context): Refusal | undefined {
  const refused = checkSet(quota) ?? checkParty(quota, context);
  if (refused) return refused;
  const stated = ofRevision(quota, revision)?.numbers.find((candidate) => candidate.value.revision === revision);
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
    `${by} already found${on === undefined ? '' : ` on ${on}`} that the condition was ${met ? '' : 'not '}met.`,
    { met, by, on: on ?? null },
  );
}

/** The quota with the outcome of one condition; of the first number where no revision is named. */
export function settle(quota: Quota, revision: string | undefined, outcome: ConditionOutcome): Quota {
  const scope = ofRevision(quota, revision);
  if (!scope) return quota;
  return withNumbers(quota, scope.scope, (numbers) =>
    numbers.map((stated) => {
      const { condition } = stated.value;
      if (stated.value.revision !== revision || !condition) return stated;
      return { ...stated, value: { ...stated.value, condition: { ...condition, outcome } } };
    }),
  );
}

/** The part of a quota that a revision is of; names of revisions are the quota's. The first number is that of the whole. */
const ofRevision = (quota: Quota, revision: string | undefined): Scope | undefined =>
  revision === undefined
    ? scopeOf(quota, WHOLE)
    : scopesOf(quota).find(({ numbers }) => numbers.some(({ value }) => value.revision === revision));
