import { compareClauses, type ClauseCode, type Comparison, type Directions, type ReadClause } from '#arrangements';

/** The clauses of one arrangement, as they read on a day. */
export interface Reading {
  arrangement: string;
  clauses: readonly ReadClause[];
}

/** A clause that a partner gave in another arrangement, and ours that is weaker. `ours` is absent where nobody coded it. */
export interface Elsewhere extends Comparison {
  code: ClauseCode;
  ours?: { arrangement: string; clause: string };
  theirs: { arrangement: string; clause: string };
}

/**
 * Clauses of ours that protect less than those that the same partner gave another country, matter by matter. What nobody has
 * coded in ours cannot be compared, and is told as such. Pure.
 */
export function weakerThanElsewhere(
  ours: readonly Reading[],
  others: readonly Reading[],
  directions: (code: ClauseCode) => Directions,
): Elsewhere[] {
  return ours.flatMap(({ arrangement, clauses }) =>
    others.flatMap((other) =>
      other.clauses.flatMap(({ clause, version: { value: theirs } }): Elsewhere[] => {
        if (theirs.answer !== 'PRESENT') return [];
        const { code } = theirs;
        const found = { code, theirs: { arrangement: other.arrangement, clause } };
        const own = clauses.filter(({ version }) => version.value.code === code);
        if (own.length === 0)
          return [
            { ...found, verdict: 'INCOMPARABLE', differences: [{ dimension: 'PRESENCE', result: 'INCOMPARABLE' }] },
          ];
        const compared = own.map((reading) => ({
          ...found,
          ours: { arrangement, clause: reading.clause },
          ...compareClauses({ content: reading.version.value }, { content: theirs }, directions(code)),
        }));
        // One clause of ours that is as good is enough.
        const isWeaker = ({ differences }: Comparison) => differences.some(({ result }) => result === 'BETTER');
        return compared.every(isWeaker) ? compared.slice(0, 1) : [];
      }),
    ),
  );
}
