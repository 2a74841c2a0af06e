import { earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import { changesInForce } from '../amendments/amendment.js';
import type { Arrangement } from '../arrangement.js';
import { clausesOn } from '../arrangement.view.js';
import { entryIntoForceFor } from '../final-clauses/entry-into-force.js';
import { BEGINNING, certainFrom } from '../life-cycle/days.js';
import { departureOf } from '../life-cycle/denunciation.js';
import { partyStatusOn } from '../life-cycle/party-status.js';
import { provisionalApplications } from '../life-cycle/provisional.js';
import { isEnd, legalStatusOn, legalTimeline } from '../life-cycle/timeline.js';
import { clauseStandingOn, type StandingFinding, survivalOf } from './clause-standing.js';

/** Days on which a clause stands in one way: half-open. */
export interface StandingPeriod extends StandingFinding {
  from: PlainDate;
  to?: PlainDate;
  /** It has ended by itself, for the text was amended or its bearers have left: the arrangement goes on. */
  alone?: boolean;
}

/**
 * How a clause stands over all legal time, for parties that bear it (IND-05): owed while the arrangement binds, the text has the
 * clause, and one of these parties is bound. Without gap or overlap from the beginning on. Pure and total.
 */
export function clauseTimeline(
  arrangement: Arrangement,
  clause: string,
  bearers: readonly string[] = [],
): StandingPeriod[] {
  const periods: StandingPeriod[] = [];
  let wasThere = false;
  for (const from of turningDays(arrangement, clause, bearers)) {
    const found = standingFor(arrangement, clause, bearers, from, wasThere);
    wasThere ||= isInText(arrangement, clause, from);
    const last = periods.at(-1);
    if (last && JSON.stringify({ ...last, from: '', to: '' }) === JSON.stringify({ ...found, from: '', to: '' }))
      continue;
    if (last) last.to = from;
    periods.push({ ...found, from, to: undefined });
  }
  return periods;
}

function standingFor(
  arrangement: Arrangement,
  clause: string,
  bearers: readonly string[],
  day: PlainDate,
  wasThere: boolean,
): Omit<StandingPeriod, 'from' | 'to'> {
  const whole = clauseStandingOn(arrangement, clause, day);
  if (isEnd(legalStatusOn(arrangement, day).status) || whole.standing === 'NOT_YET') return whole;
  if (!isInText(arrangement, clause, day)) {
    const changes = changesInForce(arrangement, textOf(clause)).map(({ seq }) => seq);
    const because = [...whole.because, ...changes];
    return wasThere ? { standing: 'ENDED', because, alone: true } : { standing: 'NOT_YET', because };
  }
  const stands = bearers.map((party) => partyStatusOn(arrangement, party, day));
  const bound = stands.find(({ status }) => !NOT_BOUND.includes(status));
  if (stands.length === 0 || bound) return whole;
  const because = [...whole.because, ...stands.flatMap((party) => party.because)];
  return stands.every(({ status }) => status === 'WITHDRAWN')
    ? { standing: 'ENDED', because, alone: true }
    : { standing: 'NOT_YET', because };
}

const NOT_BOUND: readonly string[] = ['LISTED', 'SIGNATORY', 'CONTRACTING', 'WITHDRAWN'];

const isInText = (arrangement: Arrangement, clause: string, day: PlainDate): boolean =>
  clausesOn(arrangement, day).some(
    ({ clause: name, version }) => name === clause && version.value.answer === 'PRESENT',
  );

const textOf =
  (name: string) =>
  ({ clause, clauseRemoved }: { clause?: { clause: string }; clauseRemoved?: string }): string | undefined =>
    clause?.clause === name || clauseRemoved === name ? name : undefined;

/** Every day on which the standing of a clause can change, in order. */
function turningDays(arrangement: Arrangement, clause: string, bearers: readonly string[]): PlainDate[] {
  const periods = legalTimeline(arrangement);
  const end = periods.find(({ status }) => isEnd(status));
  const dates: (PartialDate | undefined)[] = [
    ...periods.map(({ from }) => from),
    ...arrangement.suspensions
      .filter(({ clauses }) => clauses?.includes(clause))
      .flatMap(({ from, resumed }) => [from, resumed?.on]),
    ...provisionalApplications(arrangement).map(({ on }) => on),
    ...arrangement.discharges.map(({ on }) => on),
    end && survivalOf(arrangement, clause, end.from)?.until,
    ...[
      ...(arrangement.clauses.find((history) => history.clause === clause)?.versions ?? []),
      ...changesInForce(arrangement, textOf(clause)),
    ].flatMap(({ from, to }) => [from, to]),
    ...bearers.flatMap((party) => [entryIntoForceFor(arrangement, party).on, departureOf(arrangement, party)?.on]),
  ];
  const days = dates.flatMap((date) => (date === undefined ? [] : [earliest(date), latest(date), certainFrom(date)]));
  return [...new Set([BEGINNING, ...days])].filter((day) => day >= BEGINNING).sort();
}
