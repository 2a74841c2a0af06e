import { choices } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import type { ClauseCode } from '../clauses/clause-code.js';
import type { ClauseDimension, DirectionsOn } from '../clauses/compare-clauses.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import type { Amendment } from './amendment.js';
import { type ClauseChanged, clauseChanges, dayOf } from './clause-changes.js';

export const RegressionKind = choices(
  'RegressionKind',
  {
    REMOVED: 'The text no longer says it.',
    WEAKER: 'It binds less strongly.',
    FEWER_BEARERS: 'Fewer owe it.',
    LOWER_THRESHOLD: 'Less is asked for.',
    UNMEASURED: 'It is no longer measured.',
    PARAMETER_LOST: 'A limit that it set is gone.',
    PARAMETER_WORSE: 'A value that it sets protects less than before.',
    ELEMENT_LOST: 'It no longer says who checks, how often, what makes good a breach, or the like.',
    LESS_PROOF: 'Less proof is enough.',
    LATER_BREACH: 'It counts as broken only after a finding.',
    LESS_GRAVE: 'A breach is less grave.',
    HIDDEN: 'Its text is no longer public.',
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

const KINDS: Partial<Record<ClauseDimension, RegressionKind>> = {
  PRESENCE: 'REMOVED',
  MODALITY: 'WEAKER',
  BEARERS: 'FEWER_BEARERS',
  ELEMENT: 'ELEMENT_LOST',
  PROOF: 'LESS_PROOF',
  BREACH: 'LATER_BREACH',
  SEVERITY: 'LESS_GRAVE',
  PUBLICITY: 'HIDDEN',
};

/** AMD-09: the clauses that an amendment makes worse. It is kept all the same: what is recorded is not judged by refusing it. */
export const regressionsOf = (arrangement: Arrangement, amendment: Amendment, directions: DirectionsOn): Regression[] =>
  clauseChanges(arrangement, amendment, directions).flatMap((change) => {
    const kinds = kindsOf(change);
    return change.was && kinds.length > 0
      ? [{ clause: change.clause, code: change.was.version.value.code, kinds }]
      : [];
  });

const kindsOf = ({ differences, now }: ClauseChanged): RegressionKind[] => {
  const kinds = differences.flatMap(({ dimension, name, result }): RegressionKind[] => {
    if (result !== 'WORSE') return [];
    if (dimension === 'INDICATOR') return [now?.indicator ? 'LOWER_THRESHOLD' : 'UNMEASURED'];
    if (dimension === 'PARAMETER')
      return [now?.parameters?.some((set) => set.name === name) ? 'PARAMETER_WORSE' : 'PARAMETER_LOST'];
    const kind = KINDS[dimension];
    return kind ? [kind] : [];
  });
  return [...new Set(kinds)];
};

/** Whether the text itself forbids it to lower protection on the day of its effect. */
export const isForbidden = (arrangement: Arrangement, amendment: Amendment): boolean =>
  finalClauseOn(arrangement, 'noRegression', dayOf(arrangement, amendment))?.value === true;
