import { choices, earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import { after } from '../final-clauses/entry-into-force.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import { provisionalApplications } from '../life-cycle/provisional.js';
import { isEnd, legalStatusOn, type StatusPeriod } from '../life-cycle/timeline.js';

export const ClauseStanding = choices(
  'ClauseStanding',
  {
    NOT_YET: 'The arrangement, or this part of it, is not applied yet.',
    PROVISIONAL: 'Applied provisionally (ARR-07).',
    IN_FORCE: 'In force.',
    SUSPENDED: 'Suspended, with the whole or by itself.',
    SURVIVES: 'It outlives the end of the arrangement (ARR-21).',
    ENDED: 'Ended with the arrangement, or discharged since.',
    UNCERTAIN: 'The known dates, or the named parts, are too coarse to tell (GEN-08).',
  },
  'Whether what a clause promises is owed on a day.',
);
export type ClauseStanding = keyof typeof ClauseStanding;

export interface StandingFinding {
  standing: ClauseStanding;
  because: number[];
}

/** ARR-07, ARR-16 and ARR-21: whether a clause is owed on a day, and on what that rests. Pure and total. */
export function clauseStandingOn(arrangement: Arrangement, clause: string, day: PlainDate): StandingFinding {
  const whole = legalStatusOn(arrangement, day);
  const { status, because } = whole;
  if (isEnd(status)) return afterEnd(arrangement, clause, whole, day);
  if (status === 'UNCERTAIN' || status === 'SUSPENDED') return { standing: status, because };
  if (status === 'PROVISIONALLY_APPLIED') return provisionally(arrangement, clause, day);
  if (status !== 'IN_FORCE') return { standing: 'NOT_YET', because };
  const pause = suspensionOf(arrangement, clause, day);
  return pause === undefined ? { standing: 'IN_FORCE', because } : { standing: 'SUSPENDED', because: [pause] };
}

/** Whether a clause is watched on a day: whoever bears it owes it, provisionally or after the end included. */
export const isOwed = ({ standing }: Pick<StandingFinding, 'standing'>): boolean =>
  standing === 'IN_FORCE' || standing === 'PROVISIONAL' || standing === 'SURVIVES';

/** ARR-07: the parts that are applied, and no others. Parts told in words leave open which clauses they are. */
function provisionally(arrangement: Arrangement, clause: string, day: PlainDate): StandingFinding {
  const applied = provisionalApplications(arrangement).filter(({ on }) => earliest(on) <= day);
  const because = applied.flatMap((application) => application.because);
  const sure = applied.some(({ clauses, parts }) => (clauses ? clauses.includes(clause) : parts === undefined));
  if (sure) return { standing: 'PROVISIONAL', because };
  return { standing: applied.some(({ parts }) => parts !== undefined) ? 'UNCERTAIN' : 'NOT_YET', because };
}

const suspensionOf = ({ suspensions }: Arrangement, clause: string, day: PlainDate): number | undefined =>
  suspensions.find(
    ({ clauses, from, resumed }) =>
      clauses?.includes(clause) && earliest(from) <= day && !(resumed && latest(resumed.on) <= day),
  )?.seq;

/** ARR-21: what survives is owed for its time, or until someone says that it was discharged. */
function afterEnd(arrangement: Arrangement, clause: string, end: StatusPeriod, day: PlainDate): StandingFinding {
  const survival = survivalOf(arrangement, clause, end.from);
  if (!survival) return { standing: 'ENDED', because: end.because };
  const because = [...end.because, ...survival.because];
  const discharge = arrangement.discharges.find((entry) => entry.clause === clause && latest(entry.on) <= day);
  if (discharge) return { standing: 'ENDED', because: [...because, discharge.seq] };
  const { until } = survival;
  return { standing: until !== undefined && latest(until) <= day ? 'ENDED' : 'SURVIVES', because };
}

/** How long a clause survives an end; undefined where it does not. `until` is the first day after; absent: until discharged. */
export function survivalOf(
  arrangement: Arrangement,
  clause: string,
  endsOn: PartialDate,
): { until?: PartialDate; because: number[] } | undefined {
  const stated = finalClauseOn(arrangement, 'survival', latest(endsOn));
  if (!stated?.value.clauses.includes(clause)) return undefined;
  const { period } = stated.value;
  return { until: period && after(endsOn, period), because: [stated.seq] };
}

/** The clauses that would survive an end on that day, with the first day on which each no longer does. */
export const survivors = (arrangement: Arrangement, endsOn: PartialDate) =>
  arrangement.clauses.flatMap(({ clause }) => {
    const survival = survivalOf(arrangement, clause, endsOn);
    return survival ? [{ clause, ...survival }] : [];
  });
