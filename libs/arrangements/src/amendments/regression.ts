import { choices, earliest, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import { clausesOn } from '../arrangement.view.js';
import type { ClauseCode } from '../clauses/clause-code.js';
import type { ClauseContent, Indicator, Modality } from '../clauses/clause-content.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import { LAST_DAY } from '../life-cycle/days.js';
import { type Amendment, amendmentForce, holdsFrom } from './amendment.js';

export const RegressionKind = choices(
  'RegressionKind',
  {
    REMOVED: 'The text no longer says it.',
    WEAKER: 'It binds less strongly.',
    FEWER_BEARERS: 'Fewer owe it.',
    LOWER_THRESHOLD: 'Less is asked for.',
    UNMEASURED: 'It is no longer measured.',
  },
  'In which way an amendment makes a clause worse for workers (AMD-09).',
);
export type RegressionKind = keyof typeof RegressionKind;

/** One clause that an amendment makes worse. */
export interface Regression {
  clause: string;
  code: ClauseCode;
  kinds: RegressionKind[];
}

/**
 * AMD-09: the clauses that an amendment makes worse than they read on the eve of its effect; of one not in force, than they
 * read on the day of its proposal. It is kept all the same: what is recorded is not judged by refusing it.
 */
export function regressionsOf(arrangement: Arrangement, amendment: Amendment): Regression[] {
  const others = arrangement.amendments.filter((other) => other !== amendment && !other.effect?.between);
  const before = new Map(
    clausesOn(arrangement, dayOf(arrangement, amendment), others).map(({ clause, version }) => [clause, version.value]),
  );
  return amendment.changes.flatMap(({ clause: change, clauseRemoved }) => {
    const clause = change?.clause ?? clauseRemoved;
    const old = clause === undefined ? undefined : before.get(clause);
    if (!old || old.answer !== 'PRESENT') return [];
    const kinds = worse(old, change?.content);
    return kinds.length > 0 ? [{ clause: clause!, code: old.code, kinds }] : [];
  });
}

/** Whether the text itself forbids it to lower protection on the day of its effect. */
export const isForbidden = (arrangement: Arrangement, amendment: Amendment): boolean =>
  finalClauseOn(arrangement, 'noRegression', dayOf(arrangement, amendment))?.value === true;

function dayOf(arrangement: Arrangement, amendment: Amendment): PlainDate {
  const { on } = amendmentForce(arrangement, amendment);
  const since = on === undefined ? amendment.on : holdsFrom(amendment, on);
  return since === undefined ? LAST_DAY : earliest(since);
}

const STRENGTH: Partial<Record<Modality, number>> = {
  SHALL: 3,
  SHOULD: 2,
  ENDEAVOURS: 1,
  REFERS_TO_NATIONAL_LAW: 1,
};

function worse(old: ClauseContent, now: ClauseContent | undefined): RegressionKind[] {
  if (now?.answer !== 'PRESENT') return ['REMOVED'];
  const [strongBefore, strongNow] = [STRENGTH[old.modality], STRENGTH[now.modality]];
  const isWeaker = strongBefore !== undefined && strongNow !== undefined && strongNow < strongBefore;
  const areNamed = !old.bearersAreUsual && !now.bearersAreUsual;
  return [
    ...(isWeaker ? ['WEAKER' as const] : []),
    ...(areNamed && old.bearers.some((bearer) => !now.bearers.includes(bearer)) ? ['FEWER_BEARERS' as const] : []),
    ...(old.indicator && !now.indicator ? ['UNMEASURED' as const] : []),
    ...(old.indicator && now.indicator && asksLess(old.indicator, now.indicator) ? ['LOWER_THRESHOLD' as const] : []),
  ];
}

/** Of the same measure, a minimum that sinks or a maximum that rises. */
const asksLess = (old: Indicator, now: Indicator): boolean =>
  old.metric === now.metric &&
  old.unit === now.unit &&
  old.comparator === now.comparator &&
  (old.comparator === 'AT_LEAST'
    ? now.threshold < old.threshold
    : old.comparator === 'AT_MOST'
      ? now.threshold > old.threshold
      : false);
