import { expect, test } from '@jest/globals';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import fc from 'fast-check';
import { draw, rankOf } from './draw.js';
import { sampleDecider } from './sample.decider.js';

const population = ['a', 'b', 'c', 'd', 'e'].map((name) => `employer-${name}`);
const seed = 'seed-of-2024';
const sample = {
  sample: 'sample-1',
  on: '2024-03-01',
  purpose: 'Audit of fees',
  query: '{ employers(first: 100, asOf: { knownSize: 40 }) { nodes { id } } }',
  knownSize: 40,
  population,
  seed,
  seedFrom: 'The root of the checkpoint of size 60',
  count: 2,
};
const { given } = scenarios(sampleDecider, { now: '2024-12-31T12:00:00.000Z' });

// printf '\0seed-of-2024\nemployer-a' | sha256sum, and so on: made with another program.
const RANKS = {
  'employer-a': '50c4ec7e3572b812dff1f24b240b0509480275110ecb28de57cf1bd38a0c8d48',
  'employer-b': 'bfa9c1473585c32d6abce879c8c0dc16500b7170125904bac8492c9152709b38',
  'employer-c': '795568ecaf2ef813a9b4c7c6ff20dca410b7016f06c3ddff1bf7f2809d94d953',
  'employer-d': 'de44f6e8d1d945119cae6089f34273f90593ef5dadd8e440faadc1e28306f56f',
  'employer-e': '53a9eb6db28aa4b072cfe4b4e1e50d234a0afd6443af59f63ca45b611a9064e5',
};

test('AUD-06: the ranks are those that another program computes', () => {
  expect(Object.fromEntries(population.map((id) => [id, rankOf(seed, id)]))).toEqual(RANKS);
});

rule('AUD-06', 'what is drawn is in the event, and is drawn again from it', () =>
  given()
    .when('drawSample', sample)
    .state((state) => {
      expect(state.drawn).toEqual(['employer-a', 'employer-e']);
      expect(draw(state.population, state.seed, state.count)).toEqual(state.drawn);
    }),
);

ruleTable(
  'AUD-06',
  'a sample is drawn out of a population that has each id once, and enough of them',
  [
    { name: 'all of it', change: { count: 5 }, refused: false },
    { name: 'more than all', change: { count: 6 }, refused: true },
    { name: 'an id twice', change: { population: [...population, 'employer-a'] }, refused: true },
  ],
  ({ change, refused }) => {
    const answer = given().when('drawSample', { ...sample, ...change });
    if (refused) answer.refused('AUD-06');
    else answer.recorded();
  },
);

rule('GEN-05', 'a sample is not drawn tomorrow', () =>
  given()
    .when('drawSample', { ...sample, on: '2025-01-01' })
    .refused('GEN-05'),
);

test('AUD-06: the order of the population does not matter, and a larger sample begins with the smaller', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 8 }), { maxLength: 30 }),
      fc.string(),
      fc.nat(30),
      (ids, chance, count) => {
        const drawn = draw(ids, chance, count);
        expect(draw(ids.toReversed(), chance, count)).toEqual(drawn);
        expect(draw(ids, chance, count + 1).slice(0, count)).toEqual(drawn);
        expect(new Set(drawn).size).toBe(Math.min(count, ids.length));
      },
    ),
  ));

test('AUD-06: over many seeds each is drawn about as often as the others', () => {
  const drawn = Object.fromEntries(population.map((id) => [id, 0]));
  for (let n = 0; n < 5_000; n++) for (const id of draw(population, `seed-${n}`, 2)) drawn[id]! += 1;
  // 2,000 each are expected; six standard deviations are 208. The seeds are fixed, so the counts are too.
  for (const count of Object.values(drawn)) expect(Math.abs(count - 2_000)).toBeLessThan(208);
});
