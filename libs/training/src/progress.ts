import type { SkillLevel } from '#arrangements';
import { choices, type PlainDate } from '#kernel';
import type { Commitment } from './commitment.js';
import { countedResults, windowOf } from './counts.js';
import { pledgeOn, STAGES, sum } from './status.js';
import type { ResultStage, Standing, Track } from './terms.js';

export const ProgressKind = choices(
  'ProgressKind',
  {
    OUTPUT: 'What training produces: people enrolled, trained, certified, recognised.',
    OUTCOME: 'What becomes of them: placed, moved.',
  },
  'Outputs are not outcomes: seventeen thousand trained is not seventeen thousand placed.',
);
export type ProgressKind = keyof typeof ProgressKind;

export interface StageProgress {
  stage: ResultStage;
  kind: ProgressKind;
  claimed?: number;
  verified?: number;
  percentOfPromise?: number;
  because: number[];
}

const TRACKS: readonly Track[] = ['HOME_AND_AWAY', 'CIRCULAR', 'RETURNEE'];

const OUTCOMES: readonly ResultStage[] = ['PLACED_HOME', 'PLACED_AWAY', 'MIGRATED'];

/** Every stage that somebody reported on by a day, claims apart from what was verified. Of persons, never of shares. Pure. */
export function progressOn(commitment: Commitment, day: PlainDate): StageProgress[] {
  const { track, number } = pledgeOn(commitment, day).value;
  const told = countedResults(commitment).filter((result) => result.unit === 'PERSONS' && windowOf(result).last <= day);
  return STAGES.flatMap((stage) => {
    const count = (standing: Standing) => {
      const results = told.filter((result) => result.stage === stage && result.standing === standing);
      // What came of a promise may be reported on another track than the promised one.
      return [track, ...TRACKS].map((told) => sum(results, told)).find(({ used }) => used.length > 0);
    };
    const [claimed, verified] = [count('CLAIMED'), count('VERIFIED')];
    if (!claimed && !verified) return [];
    const most = Math.max(claimed?.least ?? 0, verified?.least ?? 0);
    return [
      {
        stage,
        kind: OUTCOMES.includes(stage) ? 'OUTCOME' : 'OUTPUT',
        claimed: claimed?.least,
        verified: verified?.least,
        percentOfPromise:
          number === undefined || number === 0 || commitment.unit !== 'PERSONS'
            ? undefined
            : Math.round((most / number) * 10_000) / 100,
        because: [...(claimed?.used ?? []), ...(verified?.used ?? [])].map((result) => result.seq),
      } satisfies StageProgress,
    ];
  });
}

/** The skill level of an ISCO-08 group: 9 is low, 4 to 8 medium, 1 to 3 high; the armed forces (0) have several. */
export function skillLevelOf(isco: string | undefined): SkillLevel | undefined {
  const major = isco?.[0];
  if (major === undefined || major === '0') return undefined;
  return major === '9' ? 'LOW' : major >= '4' ? 'MEDIUM' : 'HIGH';
}
