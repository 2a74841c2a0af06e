import { earliest, latest, masked, type MaskedCount, maskedParts, type PlainDate, type Total } from '#kernel';
import { admittedOf, ledgerOn, type Quota } from '#quotas';
import type { DayRange } from '../matrix/periods.js';

/** A quota, and the totals of its places by sex, age band and all that its parts select by. */
export interface QuotaUse {
  id: string;
  quota: Quota;
  totals: readonly Total[];
}

/** Whether a quota is for a time that a report is on. A period without known days may be. */
export const isWithin = ({ quota: { period } }: QuotaUse, { from, to }: DayRange): boolean =>
  (period?.from === undefined || earliest(period.from) < to) && (period?.to === undefined || from <= latest(period.to));

/**
 * What was allotted, used and left of a quota by a day, and how many women and young people were among those admitted, for a
 * public report: small numbers are hidden, and what would tell them (IND-03). A share is in percent of those admitted, to a
 * tenth; those who did not disclose are told beside. Pure.
 */
export function quotaPart({ id, quota, totals }: QuotaUse, day: PlainDate) {
  const [whole] = ledgerOn(quota, totals, day);
  const { admitted, women, youth, sexUndisclosed, ageUndisclosed } = admittedOf(totals);
  const used = masked(admitted, true);
  const share = (count: MaskedCount) => ({
    ...count,
    percent: count.masked || used.masked || admitted === 0 ? null : Math.round((1000 * count.count!) / admitted) / 10,
  });
  const parts = (count: number, undisclosed: number) => {
    const [of, unknown] = maskedParts([count, undisclosed, admitted - count - undisclosed], true);
    return { of: share(of!), unknown: unknown! };
  };
  const [bySex, byAge] = [parts(women, sexUndisclosed), parts(youth, ageUndisclosed)];
  const { label, from, to } = quota.period ?? {};
  return {
    quota: id,
    kind: quota.setting?.kind ?? null,
    unit: quota.unit,
    period: { label: label ?? null, from: from ?? null, to: to ?? null },
    allotted: whole?.allotted ?? null,
    used,
    reported: whole?.reported ?? null,
    // What was allotted less what is left would tell what is hidden.
    left: used.masked ? null : (whole?.left ?? null),
    women: bySex.of,
    sexUndisclosed: bySex.unknown,
    youth: byAge.of,
    ageUndisclosed: byAge.unknown,
  };
}
