import { boundsOf, choices, type PlainDate } from '#kernel';
import type { Commitment } from './commitment.js';
import { windowOf } from './counts.js';
import { partsOf, pledgeOn } from './status.js';
import type { ResultStage, Track } from './terms.js';

export const TrackState = choices(
  'TrackState',
  {
    PLANNED: 'Promised; nobody is on record as placed through it.',
    IMPLEMENTED: 'Somebody was placed through it.',
  },
  'Whether a track was carried out. Nobody enters it: it follows from placements (TRN-11).',
);
export type TrackState = keyof typeof TrackState;

export interface TrackFinding {
  track: Track;
  /** How many were promised on it, where the split says so. */
  promised?: number;
  state: TrackState;
  because: number[];
}

/** Where a track places people. */
const PLACES: Record<Track, readonly ResultStage[]> = {
  HOME: ['PLACED_HOME'],
  AWAY: ['PLACED_AWAY'],
  HOME_AND_AWAY: ['PLACED_HOME', 'PLACED_AWAY'],
  CIRCULAR: ['PLACED_AWAY'],
  RETURNEE: ['PLACED_HOME'],
};

/** TRN-11: what was carried out of each promised track by a day. "Away" needs at least one placement away. Pure. */
export function tracksOn(commitment: Commitment, day: PlainDate): TrackFinding[] {
  const pledge = pledgeOn(commitment, day);
  const { track, split, number } = pledge.value;
  const parts = partsOf(track);
  return (parts.length > 0 ? parts : [track]).map((part) => {
    const placed = commitment.results.find(
      (result) =>
        PLACES[part].includes(result.stage) &&
        boundsOf(result.number, result.qualifier).least > 0 &&
        windowOf(result).last <= day,
    );
    return {
      track: part,
      promised: parts.length === 0 ? number : part === 'HOME' ? split?.home : split?.away,
      state: placed ? 'IMPLEMENTED' : 'PLANNED',
      because: [pledge.seq, ...(placed ? [placed.seq] : [])],
    };
  });
}
