import { type Amendment } from '#arrangements';
import { choices, type PlainDate } from '#kernel';
import { phaseOn, type Quota } from '#quotas';

export const QuotaEffect = choices(
  'QuotaEffect',
  {
    NUMBER: 'It sets a number of the quota.',
    CLAUSE: 'It changes a clause on numbers.',
    SCOPE: 'It changes whom the arrangement covers, and the quota is not over.',
    TERM: 'It changes how long the arrangement lasts, and the quota is not over.',
  },
  'How an amendment touches a quota.',
);
export type QuotaEffect = keyof typeof QuotaEffect;

/** How an amendment touches a quota of its arrangement, seen from the day of its effect. Pure. */
export function quotaEffects(
  { amendment, instrumentAsStated, changes }: Pick<Amendment, 'amendment' | 'instrumentAsStated' | 'changes'>,
  quota: Quota,
  day: PlainDate,
): QuotaEffect[] {
  const phase = phaseOn(quota, day);
  const isOver = phase === 'OVER' || phase === 'CLOSED';
  const setsNumber = quota.setting?.numbers.some(
    ({ value: { revision, act } }) =>
      revision === amendment || (act !== undefined && (act === instrumentAsStated || act === amendment)),
  );
  return [
    ...(setsNumber ? ['NUMBER' as const] : []),
    ...(!isOver && changes.some(({ clause }) => clause?.content.code === 'QUOT') ? ['CLAUSE' as const] : []),
    ...(!isOver && changes.some(({ scope }) => scope) ? ['SCOPE' as const] : []),
    ...(!isOver && changes.some(({ term }) => term) ? ['TERM' as const] : []),
  ];
}
