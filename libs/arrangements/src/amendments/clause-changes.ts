import { earliest, type PlainDate } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import { clausesOn, type ReadClause } from '../arrangement.view.js';
import type { ClauseContent } from '../clauses/clause-content.js';
import { survivalOf } from '../clauses/clause-standing.js';
import {
  type ClauseReading,
  compareClauses,
  type Comparison,
  type DirectionsOn,
  likeness,
} from '../clauses/compare-clauses.js';
import { LAST_DAY } from '../life-cycle/days.js';
import { type Amendment, amendmentForce, holdsFrom } from './amendment.js';

/** What an amendment does to one clause. */
export interface ClauseChanged extends Comparison {
  /** Its name before; of a new clause, its name now. */
  clause: string;
  /** Its name now, where it moved. */
  movedTo?: string;
  was?: ReadClause;
  now?: ClauseContent;
}

/** The day on which an amendment takes effect; of one that is not in force, that of its proposal. */
export function dayOf(arrangement: Arrangement, amendment: Amendment): PlainDate {
  const { on } = amendmentForce(arrangement, amendment);
  const since = on === undefined ? amendment.on : holdsFrom(amendment, on);
  return since === undefined ? LAST_DAY : earliest(since);
}

/**
 * The clauses as they read on the eve of an amendment and as they read by it: on the day of its effect, or of its proposal while
 * it is not in force.
 */
export function clausesAround(arrangement: Arrangement, amendment: Amendment) {
  const day = dayOf(arrangement, amendment);
  const others = arrangement.amendments.filter((other) => other !== amendment && !other.effect?.between);
  const before = clausesOn(arrangement, day, others);
  const touched = new Map<string, ClauseContent | undefined>();
  for (const { clause, clauseRemoved } of amendment.changes)
    if (clause) touched.set(clause.clause, clause.content);
    else if (clauseRemoved !== undefined) touched.set(clauseRemoved, undefined);
  const after = [
    ...before.filter(({ clause }) => !touched.has(clause)),
    ...[...touched].flatMap(([clause, value]): ReadClause[] =>
      value ? [{ clause, version: { seq: amendment.seq, value, amendment: amendment.amendment } }] : [],
    ),
  ];
  return { day, before, after, touched };
}

/**
 * AMD-07: the arrangement without an amendment, and with it in force. What is awaited of one that is not in force is taken as
 * done on the day of its proposal.
 */
export function arrangementsAround(arrangement: Arrangement, amendment: Amendment) {
  const { amendments } = arrangement;
  const isInForce = amendmentForce(arrangement, amendment).on !== undefined;
  const done: Amendment = {
    ...amendment,
    reported: true,
    withdrawn: undefined,
    appliesFrom: dayOf(arrangement, amendment),
  };
  return {
    isInForce,
    before: { ...arrangement, amendments: amendments.filter((other) => other !== amendment) },
    after: isInForce
      ? arrangement
      : { ...arrangement, amendments: amendments.map((other) => (other === amendment ? done : other)) },
  };
}

/**
 * AMD-09: what an amendment does to each clause that it touches; see {@link clausesAround}. A clause that is struck out here and
 * stands again there has moved.
 */
export function clauseChanges(
  arrangement: Arrangement,
  amendment: Amendment,
  directions: DirectionsOn,
): ClauseChanged[] {
  const { day, before: read, touched: contents } = clausesAround(arrangement, amendment);
  const before = new Map(read.map((clause) => [clause.clause, clause]));
  const survives = (clause: string) => survivalOf(arrangement, clause, day);
  const touched = [...contents].map(([clause, now]) => ({ clause, was: before.get(clause), now }));
  const moves = movesAmong(touched);
  return touched
    .filter(({ clause }) => ![...moves.values()].includes(clause))
    .map(({ clause, was, now: stays }) => {
      const movedTo = moves.get(clause);
      const now = movedTo === undefined ? stays : touched.find((other) => other.clause === movedTo)!.now;
      const reading = (content: ClauseContent | undefined, name: string): ClauseReading | undefined =>
        content && { content, survives: survives(name) };
      const code = (now ?? was?.version.value)?.code;
      // What survives is named by the old place: that a clause moved takes nothing from it.
      const compared = compareClauses(
        reading(was?.version.value, clause),
        reading(now, clause),
        code && directions(code, day),
      );
      return { clause, movedTo, was, now, ...compared };
    });
}

interface Touched {
  clause: string;
  was?: ReadClause;
  now?: ClauseContent;
}

/** By the old name the new one: of the same matter, read beside the same elements first, then in the most alike words. */
function movesAmong(touched: readonly Touched[]): Map<string, string> {
  const gone = touched.filter(({ was, now }) => was?.version.value.answer === 'PRESENT' && !now);
  const come = touched.filter(({ was, now }) => !was && now?.answer === 'PRESENT');
  const elements = ({ maps = [] }: ClauseContent) =>
    maps
      .map(({ profile, element }) => `${profile} ${element}`)
      .sort()
      .join();
  const pairs = gone.flatMap((old) =>
    come
      .filter((next) => next.now!.code === old.was!.version.value.code)
      .map((next) => {
        const [before, after] = [old.was!.version.value, next.now!];
        const score = Number(elements(before) === elements(after)) + likeness(before, after);
        return { from: old.clause, to: next.clause, score };
      }),
  );
  const moves = new Map<string, string>();
  for (const { from, to } of pairs.sort((a, b) => b.score - a.score))
    if (!moves.has(from) && ![...moves.values()].includes(to)) moves.set(from, to);
  return moves;
}
