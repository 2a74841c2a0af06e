import { type Party, regionOf, countryOf } from '#parties';
import { earliest, latest, type PlainDate, type RuleId } from '#kernel';
import { regressionsOf } from '../amendments/regression.js';
import { amendmentForce } from '../amendments/amendment.js';
import { type Arrangement, isConsenting } from '../arrangement.js';
import type { DirectionsOn } from '../clauses/compare-clauses.js';
import { noticeEffect } from '../life-cycle/denunciation.js';
import { operationalOn } from '../life-cycle/operational.js';
import { isEnd, legalStatusOn } from '../life-cycle/timeline.js';

/** Something that is recorded as it is, and that a reader should look at. */
export interface Warning {
  rule: RuleId;
  code: string;
  says: string;
  because: number[];
}

/** What a reader should look at on a day. `parties` are those that take part, as registered. Pure. */
export const warningsOf = (
  arrangement: Arrangement,
  parties: ReadonlyMap<string, Party>,
  directions: DirectionsOn,
  day: PlainDate,
): Warning[] => [
  ...levelMismatch(arrangement, parties),
  ...regressions(arrangement, directions),
  ...appliedDeFacto(arrangement, day),
  ...toBeConfirmed(arrangement),
];

/** ARR-25: local needs a unit or an agency among its parties, global needs parties of two or more regions. */
function levelMismatch({ level, parties: entries, seq }: Arrangement, parties: ReadonlyMap<string, Party>): Warning[] {
  const consenting = entries.filter(isConsenting).flatMap(({ party }) => parties.get(party) ?? []);
  const warn = (says: string) => [{ rule: 'ARR-25' as const, code: 'LEVEL_MISMATCH', says, because: [seq] }];
  if (level === 'LOCAL' && !consenting.some(({ kind }) => kind !== 'STATE' && kind !== 'REGIONAL_ORGANISATION'))
    return warn('It is registered as local, and no unit, agency or body below the state is a party.');
  const regions = new Set(
    consenting.flatMap(({ codeSystem, code }) => regionOf(countryOf(codeSystem, code) ?? '') ?? []),
  );
  if (level === 'GLOBAL' && regions.size < 2)
    return warn(
      `It is registered as global, and its parties are of ${[...regions].join(', ') || 'no known region'} only.`,
    );
  return [];
}

/** AMD-09: each amendment that makes a clause worse, in force or proposed. */
const regressions = (arrangement: Arrangement, directions: DirectionsOn): Warning[] =>
  arrangement.amendments.flatMap((amendment) => {
    const worse = amendment.withdrawn ? [] : regressionsOf(arrangement, amendment, directions);
    if (worse.length === 0) return [];
    const matters = [...new Set(worse.map(({ code }) => code))].join(', ');
    return [
      {
        rule: 'AMD-09' as const,
        code: 'REGRESSION_WARNING',
        says: `Amendment ${amendment.amendment} makes what the text says of ${matters} worse for workers.`,
        because: amendmentForce(arrangement, amendment).because,
      },
    ];
  });

/** ARR-13: carried out, or said to be, after its end in law. */
function appliedDeFacto(arrangement: Arrangement, day: PlainDate): Warning[] {
  const { status, because, from } = legalStatusOn(arrangement, day);
  if (!isEnd(status)) return [];
  const practice = operationalOn(arrangement, day);
  const reported = arrangement.statusReports.filter(
    ({ status: said, asOf }) =>
      said === 'EXPIRED_BUT_APPLIED' || (said === 'OPERATING' && latest(asOf) >= from && earliest(asOf) <= day),
  );
  const steps = arrangement.operations.filter(({ on }) => earliest(on) >= from && earliest(on) <= day);
  if (reported.length === 0 && (practice.status !== 'OPERATING' || steps.length === 0)) return [];
  return [
    {
      rule: 'ARR-13',
      code: 'APPLIED_DE_FACTO',
      says: `In law it is ${status.toLowerCase()} since ${from}; it is on record as carried out all the same.`,
      because: [...because, ...reported.map(({ seq }) => seq), ...steps.map(({ seq }) => seq)],
    },
  ];
}

/** ARR-18: a notice whose period no clause on record gives. */
const toBeConfirmed = (arrangement: Arrangement): Warning[] =>
  arrangement.denunciations
    .filter(({ revoked, receivedOn, seq }) => !revoked && noticeEffect(arrangement, receivedOn, seq).toBeConfirmed)
    .map(({ party, seq }) => ({
      rule: 'ARR-18',
      code: 'TO_BE_CONFIRMED',
      says: `No notice clause is on record, so the notice of ${party} is counted with twelve months (VCLT 56).`,
      because: [seq],
    }));
