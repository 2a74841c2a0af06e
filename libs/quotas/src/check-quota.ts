import {
  type Arrangement,
  arrangementDecider,
  consentingParties,
  entryIntoForce,
  isEnd,
  isIscoCode,
  isKnownNotToApply,
  legalStatusOn,
  suspensionFor,
} from '#arrangements';
import {
  checkAmong,
  chosen,
  type Context,
  earliest,
  latest,
  type PartialDate,
  type PlainDate,
  refuse,
  type Refusal,
} from '#kernel';
import { partyDecider } from '#parties';
import { isReversed, type Quota } from './quota.js';
import type { QuotaNumber, QuotaPeriod, QuotaScope } from './terms.js';

/** What opening a stream states about it. */
interface Opening {
  arrangement: string;
  scope: QuotaScope;
}

/** Streams that an opening reads. */
export const readsOf = ({ arrangement, scope }: Opening): string[] => [arrangement, ...partiesOf(scope)];

const partiesOf = ({ origins, destination }: QuotaScope) => [
  ...new Set([...origins, ...(destination ? [destination] : [])]),
];

/**
 * QUO-01 and PTY-03: the arrangement and the parties are registered, and the actor's government is one of its parties
 * (GEN-09). `ownPartiesOnly`: the scope names no state that has no part in the arrangement.
 */
export function checkOpening(
  { arrangement: id, scope }: Opening,
  context: Context,
  ownPartiesOnly: boolean,
): Refusal | undefined {
  const arrangement = context.other(arrangementDecider, id);
  if (!arrangement)
    return refuse(
      'QUO-01',
      'UNKNOWN_ARRANGEMENT',
      `${id} is not registered: a quota belongs to a registered arrangement.`,
      { arrangement: id },
    );
  const unknown = partiesOf(scope).find((party) => !context.other(partyDecider, party));
  if (unknown)
    return refuse('PTY-03', 'UNKNOWN_PARTY_CODE', `${unknown} is not registered as a party: register it first.`, {
      party: unknown,
    });
  const stranger =
    ownPartiesOnly && partiesOf(scope).find((party) => !arrangement.parties.some((entry) => entry.party === party));
  if (stranger)
    return refuse(
      'QUO-01',
      'NOT_A_PARTY',
      `${stranger} is not a party to ${id}; a number for others too is a NATIONAL_DECISION.`,
      { party: stranger, arrangement: id },
    );
  const occupation = scope.occupations.find((code) => !isIscoCode(code));
  if (occupation)
    return refuse('QUO-15', 'UNKNOWN_OCCUPATION', `${occupation} is not a group of ISCO-08.`, { code: occupation });
  return checkAmong(context.actor, consentingParties(arrangement));
}

/** GEN-09 for what happens to an open quota. */
export function checkParty(quota: Quota, context: Context): Refusal | undefined {
  const arrangement = context.other(arrangementDecider, quota.arrangement);
  return arrangement && checkAmong(context.actor, consentingParties(arrangement));
}

/**
 * ARR-08, ARR-16 and ARR-21: no quota begins under an arrangement that is known not to be in force on its first day, that has
 * ended by then, or that is suspended for its sectors; what nobody knows forbids nothing.
 */
export function checkInForce(
  { arrangement: id, scope }: Opening,
  period: QuotaPeriod,
  context: Context,
): Refusal | undefined {
  const arrangement = context.other(arrangementDecider, id)!;
  const start = period.from ?? period.to;
  if (start === undefined) return undefined;
  return (
    checkBegun(arrangement, id, start) ??
    checkEnded(arrangement, id, earliest(start)) ??
    checkSuspended(arrangement, id, scope.sectors, earliest(start))
  );
}

function checkBegun(arrangement: Arrangement, id: string, start: PartialDate): Refusal | undefined {
  if (!isKnownNotToApply(arrangement, latest(start))) return undefined;
  const force = entryIntoForce(arrangement);
  const why =
    force.on !== undefined
      ? `enters into force on ${force.on}`
      : `is not in force: awaited are ${force.waitingFor.join(', ')}`;
  return refuse(
    'ARR-08',
    'NOT_APPLICABLE_YET',
    `The arrangement ${why}; before that no quota opens under it, unless it is applied provisionally.`,
    {
      arrangement: id,
      start,
      inForceOn: force.on ?? null,
      waitingFor: force.waitingFor,
    },
  );
}

function checkEnded(arrangement: Arrangement, id: string, start: PlainDate): Refusal | undefined {
  const { status, from } = legalStatusOn(arrangement, start);
  if (!isEnd(status)) return undefined;
  return refuse(
    'ARR-21',
    'ARRANGEMENT_ENDED',
    `The arrangement ended on ${from}; nobody new is admitted under it. A number set all the same is a NATIONAL_DECISION.`,
    { arrangement: id, start, endedOn: from, status },
  );
}

function checkSuspended(
  arrangement: Arrangement,
  id: string,
  sectors: readonly string[],
  start: PlainDate,
): Refusal | undefined {
  const pause = suspensionFor(arrangement, sectors, start);
  if (!pause) return undefined;
  return refuse(
    'ARR-16',
    'SUSPENDED',
    `The arrangement is suspended from ${pause.from}${pause.scope === 'ALL' ? '' : ' for this sector'}; no place is used until it is resumed.`,
    { arrangement: id, start, suspension: pause.suspension },
  );
}

/** QUO-02: a number, or one of the states that stand in its place. */
export const checkNumber = (number: QuotaNumber): Refusal | undefined =>
  chosen(number)
    ? undefined
    : refuse(
        'QUO-02',
        'NUMBER_UNCLEAR',
        'Give exactly one: a limit, or none, unlimited, or to be set yearly. A limit of 0 is a number.',
        {
          given: Object.keys(number),
        },
      );

/** QUO-01: a period begins before it ends. */
export const checkPeriod = (period: QuotaPeriod): Refusal | undefined =>
  isReversed(period)
    ? refuse('QUO-01', 'PERIOD_ORDER', `The period ends on ${period.to}, before it begins on ${period.from}.`, {
        from: period.from!,
        to: period.to!,
      })
    : undefined;

/** A command on what was set needs something set, and not closed (QUO-19). */
export function checkSet({ setting, closed }: Quota): Refusal | undefined {
  if (!setting)
    return refuse('QUO-01', 'NO_QUOTA', 'These are observed figures only: no quota was set here. Open one for it.');
  return closed
    ? refuse('QUO-19', 'QUOTA_CLOSED', `The quota was closed on ${closed.on}; its result is frozen.`, {
        closedOn: closed.on,
      })
    : undefined;
}
