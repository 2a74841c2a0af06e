import { earliest, latest, type PlainDate, remembered } from '#kernel';
import { type Commitment, type Result, stagesBefore, type TrackSwitch } from './commitment.js';
import type { Track } from './terms.js';

/** Before this day nothing is said. */
export const BEGINNING: PlainDate = '0001-01-01';

/**
 * TRN-05: what was reported, and what it became when people switched tracks. A switch takes them out of the counts of one
 * track and into those of the other, at the stage they had reached and all before; a later report tells the new total itself.
 */
export const countedResults = remembered(
  ({ results, switches, placementBeforeCertificate }: Commitment): readonly Result[] =>
    [...switches]
      .sort((a, b) => (latest(a.on) < latest(b.on) ? -1 : latest(a.on) > latest(b.on) ? 1 : a.seq - b.seq))
      .reduce<readonly Result[]>(
        (counted, change) => [
          ...counted,
          ...[change.stage, ...stagesBefore(change.stage, placementBeforeCertificate)].flatMap((stage) =>
            switched(counted, change, stage),
          ),
        ],
        results,
      ),
);

/** The counts of both tracks after a switch. What nobody had counted before it stays unknown, but for those who came. */
function switched(counted: readonly Result[], change: TrackSwitch, stage: Result['stage']): Result[] {
  const { seq, from, to, number, on, recordedOn } = change;
  const derived = { seq, stage, unit: 'PERSONS', by: on, recordedOn, standing: 'CLAIMED' } as const;
  const left = countBefore(counted, change, from, stage);
  const joined = countBefore(counted, change, to, stage);
  return [
    ...(left
      ? [{ ...derived, track: from, number: Math.max(0, left.number - number), qualifier: left.qualifier }]
      : []),
    {
      ...derived,
      track: to,
      number: (joined?.number ?? 0) + number,
      qualifier: joined ? joined.qualifier : ('AT_LEAST' as const),
    },
  ];
}

/** What the count of a track was when people left or joined it; undefined where nobody had told. */
export const countBefore = (
  counted: readonly Result[],
  { on }: Pick<TrackSwitch, 'on'>,
  track: Track,
  stage: Result['stage'],
): Result | undefined =>
  newest(
    counted.filter(
      (result) => result.unit === 'PERSONS' && result.stage === stage && windowOf(result).last <= latest(on),
    ),
    track,
  );

/** The report of the latest date; of one date, the verified one; else the one recorded last. */
export function newest(results: readonly Result[], track: Track): Result | undefined {
  const rank = (result: Result) => `${windowOf(result).last}${result.standing === 'VERIFIED' ? 1 : 0}`;
  return results
    .filter((result) => result.track === track)
    .reduce<Result | undefined>((best, result) => (best && rank(best) > rank(result) ? best : result), undefined);
}

/** The days on which a result may first have been so; one without a date, at any time until it was recorded. */
export function windowOf({ by, recordedOn }: Result): { first: PlainDate; last: PlainDate } {
  return by === undefined ? { first: BEGINNING, last: recordedOn } : { first: earliest(by), last: latest(by) };
}
