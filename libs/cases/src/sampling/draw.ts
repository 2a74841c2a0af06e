import { leafHash } from '#kernel';

/** The rank of one id under a seed: SHA-256 over a zero byte, the seed, a line feed and the id, in hexadecimal. */
export const rankOf = (seed: string, id: string): string => leafHash(Buffer.from(`${seed}\n${id}`)).toString('hex');

/**
 * A random sample that anyone can draw again: the `count` ids of lowest rank, in the order of ranks. The order in which the
 * population is told does not matter, and a larger sample under the same seed begins with the smaller one. Pure.
 */
export const draw = (population: readonly string[], seed: string, count: number): string[] =>
  population
    .map((id) => ({ id, rank: rankOf(seed, id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .slice(0, count)
    .map(({ id }) => id);
