import { earliest, latest, type PlainDate } from '#kernel';
import { bindingOf, holdsFrom, holdsUntil } from '../amendments/amendment.js';
import { type Arrangement, consentingParties } from '../arrangement.js';
import { certainFrom } from '../life-cycle/days.js';
import { type PartyStatus, partyStatusOn } from '../life-cycle/party-status.js';
import { preclusion } from '../reservations/reservation.js';

/** One text: the base, as amended by some amendments, in the order in which these came into force. */
export interface TextVersion {
  /** `base`, or `base+protocol-1+protocol-2`: the same amendments always give the same name (AMD-13). */
  version: string;
  amendments: string[];
  because: number[];
}

/** A text, and the pairs of parties between which it governs. */
export interface PairwiseText extends TextVersion {
  between: [string, string][];
}

/**
 * AMD-04, AMD-05; VCLT 30(4)(b) and 40(4): the text that governs between two parties on a day is amended by what binds both.
 * Dates that are known to the month or year count from their last day. Symmetric and total.
 */
export function textBetween(arrangement: Arrangement, a: string, b: string, day: PlainDate): TextVersion {
  const binding = arrangement.amendments.flatMap((amendment) => {
    const both = [bindingOf(arrangement, amendment, a), bindingOf(arrangement, amendment, b)];
    if (!both.every((bound) => bound && certainFrom(holdsFrom(amendment, bound.on)) <= day)) return [];
    const [first, second] = both as [NonNullable<(typeof both)[0]>, NonNullable<(typeof both)[0]>];
    const on = holdsFrom(amendment, latest(first.on) > latest(second.on) ? first.on : second.on);
    const until = holdsUntil(arrangement, amendment);
    if (until !== undefined && latest(until) <= day) return [];
    return [{ amendment, on, because: [...first.because, ...second.because] }];
  });
  const ordered = binding.sort((x, y) =>
    earliest(x.on) < earliest(y.on) ? -1 : earliest(x.on) > earliest(y.on) ? 1 : x.amendment.seq - y.amendment.seq,
  );
  const amendments = ordered.map(({ amendment }) => amendment.amendment);
  return {
    version: ['base', ...amendments].join('+'),
    amendments,
    because: [...new Set([arrangement.seq, ...ordered.flatMap(({ because }) => because)])],
  };
}

const BOUND: readonly PartyStatus[] = ['PARTY', 'SUSPENDED', 'PROVISIONALLY_APPLYING'];

/**
 * Every text that governs between some two parties on a day: each pair of those then bound stands in exactly one, but for
 * those between which an objection to a reservation keeps it from being in force.
 */
export function pairwiseTexts(arrangement: Arrangement, day: PlainDate): PairwiseText[] {
  const parties = consentingParties(arrangement).filter((party) =>
    BOUND.includes(partyStatusOn(arrangement, party, day).status),
  );
  const texts = new Map<string, PairwiseText>();
  for (const [index, a] of parties.entries())
    for (const b of parties.slice(index + 1)) {
      if (preclusion(arrangement, a, b, day)) continue;
      const text = textBetween(arrangement, a, b, day);
      const known = texts.get(text.version) ?? { ...text, between: [] };
      texts.set(text.version, {
        ...known,
        because: [...new Set([...known.because, ...text.because])],
        between: [...known.between, [a, b]],
      });
    }
  return [...texts.values()];
}
