import { add, boundsOf, choices, earliest, latest, type PlainDate, type Stated, statedOn } from '#kernel';
import { type Commitment, type Pledge, type Result, stagesBefore } from './commitment.js';
import { BEGINNING, countedResults, newest, windowOf } from './counts.js';
import { ResultStage, Track } from './terms.js';

export const CommitmentStatus = choices(
  'CommitmentStatus',
  {
    NO_DUE_DATE: 'No date is on record by which it is due.',
    NOT_DUE: 'Not yet due, and not yet delivered.',
    DELIVERED_ON_TIME: 'Delivered by its date.',
    OVERDUE: 'Its date has passed, and what is reported falls short.',
    DELIVERED_LATE: 'Delivered after its date: never on time.',
    NO_DATA: 'Its date has passed, and nothing on record tells what was delivered. That is not compliance.',
    UNCERTAIN: 'The known dates and numbers are too coarse to tell (GEN-08).',
  },
  'Where a training commitment stands on a day, as far as known (TRN-07).',
);
export type CommitmentStatus = keyof typeof CommitmentStatus;

/** A status, and the events that it rests on. */
export interface StatusFinding {
  status: CommitmentStatus;
  /** `seq`s of the promise and of the results that count. */
  because: number[];
  /** How many are certainly delivered on that day. */
  delivered?: number;
  /** Whether each result that counts was verified by another than the bearer; undefined without results. */
  verified?: boolean;
}

export const pledgeOn = ({ pledges }: Commitment, day: PlainDate): Stated<Pledge> => statedOn(pledges, day)!;

/**
 * TRN-07: the status of a promise on a day; that of the promise which holds on it, unless another is asked about. A due
 * date known to the month or year has passed when the last day that it can mean has (GEN-08).
 */
export function commitmentStatusOn(
  commitment: Commitment,
  day: PlainDate,
  pledge = pledgeOn(commitment, day),
): StatusFinding {
  const { dueOn } = pledge.value;
  const now = deliveryBy(commitment, pledge.value, day);
  const find = (status: CommitmentStatus, { used, total }: Delivery = now): StatusFinding => ({
    status,
    because: [pledge.seq, ...used.map((result) => result.seq)],
    delivered: total,
    verified: used.length === 0 ? undefined : used.every((result) => result.standing === 'VERIFIED'),
  });
  if (dueOn === undefined) return find('NO_DUE_DATE');
  const deadline = latest(dueOn);
  if (day <= deadline) return find(now.isReached ? 'DELIVERED_ON_TIME' : 'NOT_DUE');
  const then = deliveryBy(commitment, pledge.value, deadline);
  if (then.isReached) return find('DELIVERED_ON_TIME', then);
  if (now.isReached) return find(then.mayBeReached ? 'UNCERTAIN' : 'DELIVERED_LATE');
  if (now.mayBeReached) return find('UNCERTAIN', { ...now, used: now.possible });
  return find(now.used.length > 0 && pledge.value.number !== undefined ? 'OVERDUE' : 'NO_DATA');
}

/** A stretch of days with one status: half-open `[from, to)`. */
export interface StatusPeriod {
  from: PlainDate;
  to?: PlainDate;
  status: CommitmentStatus;
  pledge: Stated<Pledge>;
}

/** The days on which the status or a count of a commitment may change, in order. */
export function changeDays(commitment: Commitment): PlainDate[] {
  const days = new Set<PlainDate>([BEGINNING]);
  for (const { from, value } of commitment.pledges) {
    if (from !== undefined) days.add(earliest(from));
    if (value.dueOn !== undefined) days.add(add(latest(value.dueOn), { days: 1 }));
  }
  for (const result of countedResults(commitment)) days.add(windowOf(result).first).add(windowOf(result).last);
  return [...days].sort();
}

/** The status of every day as far as known, so that "overdue on a day" is looked up, never computed nightly. */
export function statusTimeline(commitment: Commitment): StatusPeriod[] {
  const periods: StatusPeriod[] = [];
  for (const day of changeDays(commitment)) {
    const last = periods.at(-1);
    const pledge = pledgeOn(commitment, day);
    const { status } = commitmentStatusOn(commitment, day, pledge);
    if (last && last.status === status && last.pledge === pledge) continue;
    if (last) last.to = day;
    periods.push({ from: day, status, pledge });
  }
  return periods;
}

/** How many had certainly reached a stage by a day, on the promised track; undefined where nobody told. */
export function certainlyAt(commitment: Commitment, stage: ResultStage, day: PlainDate): number | undefined {
  const told = countedResults(commitment).filter(
    (result) => result.stage === stage && result.unit === 'PERSONS' && windowOf(result).last <= day,
  );
  const { least, used } = sum(told, pledgeOn(commitment, day).value.track);
  return used.length > 0 ? least : undefined;
}

interface Delivery {
  /** Certainly as many as promised. */
  isReached: boolean;
  /** Perhaps as many, for all that is known. */
  mayBeReached: boolean;
  total?: number;
  /** The results behind `total`. */
  used: Result[];
  /** The results behind `mayBeReached`. */
  possible: Result[];
}

/** What was delivered by a day: at the stage that counts, or at one that presupposes it. */
function deliveryBy(commitment: Commitment, pledge: Pledge, day: PlainDate): Delivery {
  const results = countedResults(commitment).filter((result) => result.unit === commitment.unit);
  const need =
    pledge.qualifier === 'ABOUT'
      ? boundsOf(pledge.number ?? 0, 'ABOUT')
      : { least: pledge.number ?? 0, most: pledge.number ?? 0 };
  const sums = stagesThatCount(commitment).map((stage) => {
    const reported = results.filter((result) => result.stage === stage);
    const dated = reported.filter((result) => windowOf(result).last <= day);
    const undated = reported.filter((result) => windowOf(result).first <= day && day < windowOf(result).last);
    const newestOnes = new Set(TRACKS.map((track) => newest(dated, track)));
    const latestOnes = dated.filter((result) => newestOnes.has(result));
    return { certain: sum(dated, pledge.track), perhaps: most([...latestOnes, ...undated], pledge.track) };
  });
  const best = sums
    .map(({ certain }) => certain)
    .reduce((a, b) => (b.used.length > 0 && (a.used.length === 0 || b.least > a.least) ? b : a));
  const likely = sums.map(({ perhaps }) => perhaps).reduce((a, b) => (b.most > a.most ? b : a));
  const isCounted = pledge.number !== undefined;
  return {
    isReached: isCounted && best.used.length > 0 && best.least >= need.most,
    mayBeReached: isCounted && likely.used.length > 0 && likely.most >= need.least,
    total: best.used.length > 0 ? best.least : undefined,
    used: best.used,
    possible: likely.used,
  };
}

export const STAGES = Object.keys(ResultStage) as ResultStage[];

const TRACKS = Object.keys(Track) as Track[];

/** The stage that counts as delivery first, then those that presuppose it. */
export const stagesThatCount = ({ measure, placementBeforeCertificate }: Commitment): ResultStage[] => [
  measure,
  ...STAGES.filter((stage) => stagesBefore(stage, placementBeforeCertificate).includes(measure)),
];

/** The tracks whose counts make up that of a track, where it is not reported as one. */
export const partsOf = (track: Track): readonly Track[] => (track === 'HOME_AND_AWAY' ? ['HOME', 'AWAY'] : []);

/** The count that the latest reports amount to: of the track as a whole, or of its parts together. */
export function sum(results: readonly Result[], track: Track): { least: number; used: Result[] } {
  const whole = newest(results, track);
  const parts = partsOf(track).flatMap((part) => newest(results, part) ?? []);
  const counted = { least: parts.reduce((total, part) => total + leastOf(part), 0), used: parts };
  return whole && (parts.length === 0 || leastOf(whole) >= counted.least)
    ? { least: leastOf(whole), used: [whole] }
    : counted;
}

/** The most that the reports allow. A report on both tracks together may be on this one alone. */
function most(results: readonly Result[], track: Track): { most: number; used: Result[] } {
  const wholes = results.filter((result) => result.track === track || partsOf(result.track).includes(track));
  const parts = partsOf(track).map((part) => results.filter((result) => result.track === part));
  const high = (group: readonly Result[]) => Math.max(0, ...group.map(mostOf));
  const summed = parts.reduce((total, group) => total + high(group), 0);
  return high(wholes) >= summed ? { most: high(wholes), used: wholes } : { most: summed, used: parts.flat() };
}

const leastOf = ({ number, qualifier }: Result) => boundsOf(number, qualifier).least;
const mostOf = ({ number, qualifier }: Result) => boundsOf(number, qualifier).most;
