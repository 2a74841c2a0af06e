import { choices, isSmall, maskedParts, type PlainDate } from '#kernel';
import type { Commitment, Result } from './commitment.js';
import { countedResults, newest, windowOf } from './counts.js';
import { partsOf, pledgeOn, stagesThatCount } from './status.js';
import type { AgeBand, BreakdownCount, YouthAge } from './terms.js';

export const FloorStanding = choices(
  'FloorStanding',
  {
    NO_FLOOR: 'No least share was promised.',
    NO_DATA: 'A share was promised, and no count by sex or age is on record. That is not compliance.',
    MET: 'Met, whoever did not tell.',
    NOT_MET: 'Not met, whoever did not tell.',
    UNCERTAIN: 'It depends on those who did not tell, or on numbers too coarse.',
  },
  'Where a counted share stands against the least share that was promised (TRN-06).',
);
export type FloorStanding = keyof typeof FloorStanding;

/** A share as counted: never entered, and as wide as those who did not tell leave it. */
export interface Share {
  /** How many certainly belong; undefined where nobody counted. */
  count?: number;
  /** Per cent, if none who did not tell belong. */
  percentLeast?: number;
  /** Per cent, if all of them do. */
  percentMost?: number;
  floorPercent?: number;
  standing: FloorStanding;
  /** `seq`s of the reports that were counted. */
  because: number[];
  /** It rests on fewer people than may be shown to the public (IND-03). */
  isSmall: boolean;
}

const YOUTH: Record<YouthAge, readonly AgeBand[]> = {
  UP_TO_24: ['UNDER_18', 'FROM_18_TO_24'],
  UP_TO_29: ['UNDER_18', 'FROM_18_TO_24', 'FROM_25_TO_29'],
  UP_TO_34: ['UNDER_18', 'FROM_18_TO_24', 'FROM_25_TO_29', 'FROM_30_TO_34'],
};

/** TRN-06: the shares of women and of young people on a day, against what was promised. Pure. */
export function sharesOn(commitment: Commitment, day: PlainDate): { women: Share; youth: Share } {
  const counted = brokenDown(commitment, day);
  const cells = counted.flatMap((result) => result.breakdown!);
  const because = counted.map((result) => result.seq);
  const young = YOUTH[commitment.youthUpTo ?? 'UP_TO_24'];
  return {
    women: shareOf(
      cells,
      because,
      commitment.womenSharePercent,
      ({ sex }) => sex === 'FEMALE',
      ({ sex }) => sex === 'UNDISCLOSED',
    ),
    youth: shareOf(
      cells,
      because,
      commitment.youthSharePercent,
      ({ ageBand }) => young.includes(ageBand),
      ({ ageBand }) => ageBand === 'UNDISCLOSED',
    ),
  };
}

/** The newest reports by sex and age at the stage that counts: on the track as a whole, else on its parts. */
function brokenDown(commitment: Commitment, day: PlainDate): Result[] {
  const { track } = pledgeOn(commitment, day).value;
  const told = countedResults(commitment).filter((result) => result.breakdown && windowOf(result).last <= day);
  for (const stage of stagesThatCount(commitment)) {
    const there = told.filter((result) => result.stage === stage);
    const whole = newest(there, track);
    if (whole) return [whole];
    const parts = partsOf(track).flatMap((part) => newest(there, part) ?? []);
    if (parts.length > 0) return parts;
  }
  return [];
}

type Test = (cell: BreakdownCount) => boolean;

function shareOf(
  cells: readonly BreakdownCount[],
  because: number[],
  floorPercent: number | undefined,
  belongs: Test,
  isUntold: Test,
): Share {
  const sum = (counts: Test) => cells.filter(counts).reduce((total, { number }) => total + number, 0);
  const all = sum(() => true);
  const sure = sum(belongs);
  const untold = sum(isUntold);
  const isFloored = floorPercent !== undefined;
  if (all === 0 || untold === all)
    return { floorPercent, standing: isFloored ? 'NO_DATA' : 'NO_FLOOR', because, isSmall: false };
  // Whole persons are compared, because a rounded share may lie on the other side of the floor.
  const meets = (number: number) => number * 100 >= floorPercent! * all;
  return {
    count: sure,
    percentLeast: percent(sure, all),
    percentMost: percent(sure + untold, all),
    floorPercent,
    standing: !isFloored ? 'NO_FLOOR' : meets(sure) ? 'MET' : meets(sure + untold) ? 'UNCERTAIN' : 'NOT_MET',
    because,
    isSmall: [sure, untold, all - sure - untold].some(isSmall),
  };
}

const percent = (part: number, all: number) => Math.round((part / all) * 10_000) / 100;

/** IND-03: the counts as the public sees them, which may know their total. Pure. */
export function maskSmall<C extends { number: number }>(
  cells: readonly C[],
): (Omit<C, 'number'> & { number?: number; masked: boolean })[] {
  const parts = maskedParts(
    cells.map(({ number }) => number),
    true,
  );
  return cells.map((cell, at) => ({ ...cell, number: parts[at]!.count ?? undefined, masked: parts[at]!.masked }));
}
