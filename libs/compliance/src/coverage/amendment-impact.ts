import { type Amendment } from '#arrangements';
import { choices, earliest, type PlainDate } from '#kernel';
import { counting, phaseOn, type Quota, type QuotaNumber, scopesOf } from '#quotas';

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

type Touching = Pick<Amendment, 'amendment' | 'instrumentAsStated' | 'changes'>;

/** Whether an amendment is the act that set a number. */
const isSetBy =
  ({ amendment, instrumentAsStated }: Touching) =>
  ({ value: { revision, act } }: { value: { revision?: string; act?: string } }): boolean =>
    revision === amendment || (act !== undefined && (act === instrumentAsStated || act === amendment));

/** How an amendment touches a quota of its arrangement, seen from the day of its effect. Pure. */
export function quotaEffects(amendment: Touching, quota: Quota, day: PlainDate): QuotaEffect[] {
  const { changes } = amendment;
  const phase = phaseOn(quota, day);
  const isOver = phase === 'OVER' || phase === 'CLOSED';
  return [
    ...(scopesOf(quota).some(({ numbers }) => numbers.some(isSetBy(amendment))) ? ['NUMBER' as const] : []),
    ...(!isOver && changes.some(({ clause }) => clause?.content.code === 'QUOT') ? ['CLAUSE' as const] : []),
    ...(!isOver && changes.some(({ scope }) => scope) ? ['SCOPE' as const] : []),
    ...(!isOver && changes.some(({ term }) => term) ? ['TERM' as const] : []),
  ];
}

/** The number of a quota, or of a part of it, without an amendment and by it. */
export interface NumberChanged {
  /** Name of the part; `whole` is the quota itself. */
  scope: string;
  before?: QuotaNumber;
  after?: QuotaNumber;
  /** `seq`s of the acts that set them. */
  seqs: number[];
}

/**
 * The numbers of a quota that an amendment sets, beside those that it replaces, on the day from which it sets them; and always
 * that of the whole. A number whose condition nobody has confirmed does not count (QUO-12). Pure.
 */
export function quotaNumbers(amendment: Touching, quota: Quota, day: PlainDate): NumberChanged[] {
  return scopesOf(quota).flatMap(({ scope, parent, numbers }): NumberChanged[] => {
    const set = numbers.find(isSetBy(amendment));
    if (!set && parent !== '') return [];
    const from = set && (set.from ?? quota.period?.from);
    const on = from === undefined ? day : earliest(from);
    const earlier = set ? numbers.filter(({ seq }) => seq < set.seq) : numbers;
    const before = counting(earlier, on);
    const after = counting(set ? [...earlier, set] : earlier, on);
    const seqs = [...new Set([before, after].flatMap((stated) => stated?.seq ?? []))];
    return [{ scope, before: before?.value.number, after: after?.value.number, seqs }];
  });
}
