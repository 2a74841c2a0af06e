import type { PlainDate } from '#kernel';

/** Before this day nothing is said, and after the last nothing ends. */
const BEGINNING: PlainDate = '0001-01-01';
const FOR_EVER = 'infinity';

/** Columns of a row that stands for the days `[eff_from, eff_to)`. */
export const STRETCH = { eff_from: 'date', eff_to: 'date' } as const;

/** What holds on each day, as rows of one stretch of days each. `turns` are the days on which it can change. */
export function stretchesOf<T extends object>(
  turns: readonly PlainDate[],
  holdsOn: (day: PlainDate) => T | undefined,
): (T & { eff_from: PlainDate; eff_to: string })[] {
  const rows: (T & { eff_from: PlainDate; eff_to: string })[] = [];
  let last: string | undefined;
  for (const day of [...new Set([BEGINNING, ...turns])].sort()) {
    const shown = holdsOn(day);
    const content = JSON.stringify(shown);
    if (content === last) continue;
    if (last !== undefined) rows.at(-1)!.eff_to = day;
    if (shown) rows.push({ ...shown, eff_from: day, eff_to: FOR_EVER });
    last = content;
  }
  return rows;
}
