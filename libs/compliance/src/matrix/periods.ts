import { add, choices, type PlainDate, PlainDateScalar } from '#kernel';
import { Field, ObjectType } from '@nestjs/graphql';

export const PeriodLength = choices(
  'PeriodLength',
  {
    YEAR: 'Calendar years.',
    HALF_YEAR: 'Halves of calendar years.',
    QUARTER: 'Quarters of calendar years.',
    WHOLE: 'The whole time asked about, as one.',
  },
  'Into which periods an answer is cut.',
);
export type PeriodLength = keyof typeof PeriodLength;

@ObjectType({ description: 'A stretch of days.' })
export class DayRange {
  @Field(() => PlainDateScalar, { description: 'First day' }) from!: PlainDate;
  @Field(() => PlainDateScalar, { description: 'First day after it' }) to!: PlainDate;
}

const MONTHS: Record<Exclude<PeriodLength, 'WHOLE'>, number> = { YEAR: 12, HALF_YEAR: 6, QUARTER: 3 };

/** The periods that `[from, to)` touches, cut at its ends. */
export function periodsIn({ from, to }: DayRange, length: PeriodLength): DayRange[] {
  if (length === 'WHOLE') return [{ from, to }];
  const months = MONTHS[length];
  const inYear = Math.floor((Number(from.slice(5, 7)) - 1) / months) * months;
  const periods: DayRange[] = [];
  for (let start = `${from.slice(0, 4)}-${String(inYear + 1).padStart(2, '0')}-01`; start < to;) {
    const next = add(start, { months });
    periods.push({ from: start < from ? from : start, to: next < to ? next : to });
    start = next;
  }
  return periods;
}

/** Periods of one answer. */
const MOST = 40;

/** What is wrong with a range of days, as a sentence for whoever asked. */
export function checkRange({ from, to }: DayRange, length: PeriodLength): string | undefined {
  if (from >= to) return `from ${from} to ${to} holds no day: to is the first day that is left out.`;
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1;
  const periods = length === 'WHOLE' ? 1 : years * (12 / MONTHS[length]);
  return periods > MOST
    ? `from ${from} to ${to} are more than ${MOST} periods: ask for fewer, or for longer ones.`
    : undefined;
}
