import { type Arrangement, clauseTimeline, entryIntoForce, isEnd, lastSignature, legalTimeline } from '#arrangements';
import { earliest, latest } from '#kernel';
import type { Obligation } from '../obligations/obligation.js';
import type { Facts, SuspensionFact } from './facts.js';

/** What the arrangement of a duty tells: when its clause binds those who bear it, from where time is counted, when the clock stood still. */
export function arrangementFacts(
  arrangement: Arrangement,
  { clause, versions }: Obligation,
): Pick<Facts, 'force' | 'anchors' | 'suspensions'> {
  const bearers = versions.flatMap(({ value }) => value.bearers);
  // Of one employer or recruiter only its duty is known here, not in whose jurisdiction it stands.
  const parties = bearers.some(({ employer, recruiter }) => employer ?? recruiter)
    ? []
    : [...new Set(bearers.flatMap(({ party, everyone }) => party ?? everyone?.jurisdiction ?? []))];
  return {
    force: clauseTimeline(arrangement, clause, parties),
    anchors: anchorsOf(arrangement),
    suspensions: arrangement.suspensions.flatMap((suspension): SuspensionFact[] => {
      const { seq, from, resumed, stops, scope, clauses } = suspension;
      if (!stops?.includes('REPORTING') || (scope !== 'ALL' && !clauses?.includes(clause))) return [];
      const to = resumed && latest(resumed.on);
      return [
        {
          seq,
          from: earliest(from),
          ...(to === undefined ? {} : { to }),
          because: [seq, ...(resumed ? [resumed.seq] : [])],
        },
      ];
    }),
  };
}

function anchorsOf(arrangement: Arrangement): Facts['anchors'] {
  const signature = lastSignature(arrangement);
  const force = entryIntoForce(arrangement);
  const end = legalTimeline(arrangement).find(({ status }) => isEnd(status));
  return {
    ...(signature ? { SIGNATURE: { on: signature.on, because: [signature.seq] } } : {}),
    ...(force.on === undefined ? {} : { ENTRY_INTO_FORCE: { on: force.on, because: force.because } }),
    ...(end ? { END: { on: end.from, because: end.because } } : {}),
  };
}
