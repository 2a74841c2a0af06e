import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { canonicalBytes } from '#kernel';
import { rule } from '#kernel/testing';
import { dayByDay, dayOf, type DayStatus } from '../testing/day-by-day.js';
import { cited, type StoryEvent, told } from '../testing/story.js';
import type { Facts } from './facts.js';
import type { Interval } from './interval.js';
import { statusOn, timeline } from './timeline.js';

interface Scenario {
  name: string;
  events: StoryEvent[];
  occurrence?: string;
  late?: [string, number];
  verification?: [string, string];
  expect: [day: string, size: number, headline: string, cited: number[], occurrence?: string][];
}

const scenarios = parse(readFileSync(new URL('scenarios.yaml', import.meta.url), 'utf8')) as Scenario[];
const UNTIL = '2029-12-31';

function ask({ events }: Scenario, key: string, size: number, day: string) {
  const { obligation, facts } = told(events, size);
  const occurrence = timeline(obligation, facts, UNTIL).find((candidate) => candidate.key === key);
  if (!occurrence) throw new Error(`There is no occurrence ${key}.`);
  return statusOn(occurrence, day);
}

describe('stories that a lawyer can check', () => {
  test.each(scenarios)('$name', (scenario) => {
    const rows = scenario.expect.map(([day, size, , , key = scenario.occurrence!]) => {
      const { headline, explanation } = ask(scenario, key, size, day);
      const row = [day, size, headline, cited(explanation)];
      return key === scenario.occurrence ? row : [...row, key];
    });
    expect(rows).toEqual(scenario.expect);
    const { occurrence: key, events, late, verification } = scenario;
    if (late) expect(ask(scenario, key!, events.length, late[0]).late).toBe(late[1]);
    if (verification) expect(ask(scenario, key!, events.length, verification[0]).verification).toBe(verification[1]);
  });
});

const day = fc.integer({ min: 0, max: 70 }).map(dayOf);
const days = (most: number) => fc.integer({ min: 0, max: most }).map((count) => ({ count, unit: 'DAY' }));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const parties = fc.subarray(['party-ph', 'party-id'], { minLength: 1 });
const speaker = fc.constantFrom('BEARER', 'COUNTERPARTY', 'INDEPENDENT', 'OTHER');
const piece = fc.constantFrom('e1', 'e2', 'e3');

const terms = fc.record({
  modality: fc.constantFrom('MUST', 'MUST', 'MUST', 'MUST_NOT', 'MAY'),
  counterparties: parties,
  due: fc.boolean().chain((once) =>
    fc.integer({ min: 1, max: 30 }).map((count) => ({
      kind: once
        ? { once: { anchor: { on: dayOf(10) } } }
        : { continuous: { anchor: { on: dayOf(10) }, window: { count, unit: 'DAY' } } },
      ...(once ? { offset: { count, unit: 'DAY' } } : {}),
      zone: 'UTC',
      rounding: 'CLAMP',
    })),
  ),
  grace: maybe(days(5)),
  cure: maybe(days(5)),
  lead: maybe(days(6)),
  breachBy: fc.constantFrom('TIME', 'FINDING'),
  evidence: fc.constantFrom(
    [],
    [{ kind: 'report', minimum: 'CONFIRMED' }],
    [{ kind: 'report', minimum: 'ASSERTED', expiresAfter: { count: 12, unit: 'DAY' } }],
  ),
  metric: maybe(
    fc.constant({ metric: 'paid', unit: 'percent', comparator: 'AT_LEAST', threshold: 90, period: 'year' }),
  ),
  condition: maybe(fc.constant('there are workers')),
});

const period = fc.record({ from: day, to: maybe(day) });
const fact: fc.Arbitrary<StoryEvent> = fc.oneof(
  fc.record({
    evidence: fc.record({
      evidence: piece,
      performedOn: day,
      shows: fc.constantFrom('PERFORMANCE', 'PERFORMANCE', 'CONTRARY_ACT'),
      kind: fc.constantFrom('report', 'report', 'photograph'),
      by: speaker,
      measure: maybe(
        fc.record({ value: fc.constantFrom('89.9', '90', '100'), unit: fc.constantFrom('percent', 'days') }),
      ),
    }),
  }),
  fc.record({ confirmed: fc.record({ evidence: piece, on: day, by: speaker }) }),
  fc.record({ contradicted: fc.record({ evidence: piece, on: day, by: speaker }) }),
  fc
    .record({
      result: fc.constantFrom('SATISFIED', 'NOT_SATISFIED', 'PARTLY_SATISFIED', 'INCONCLUSIVE', 'NOT_APPLICABLE'),
      competent: fc.boolean(),
      interim: fc.boolean(),
      on: day,
      occurredOn: maybe(day),
    })
    .map(({ occurredOn, ...rest }) => ({
      finding: { ...rest, occurredOn: occurredOn !== undefined && occurredOn <= rest.on ? occurredOn : undefined },
    })),
  fc.record({
    dispute: fc.record({ on: day, about: maybe(fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 1 })) }),
  }),
  fc.record({
    decided: fc.record({
      dispute: fc.integer({ min: 2, max: 12 }),
      on: day,
      outcome: fc.constantFrom('UPHOLDS_BEARER', 'UPHOLDS_CLAIM', 'SETTLED'),
    }),
  }),
  fc.tuple(period, parties).map(([span, consentOf]) => ({ waiver: { ...span, consentOf } })),
  fc.record({ extension: fc.record({ on: day, newDue: day, consentOf: parties }) }),
  period.map((span) => ({ clockStopped: span })),
  fc.record({ remedy: fc.record({ performedOn: day, finding: maybe(fc.integer({ min: 2, max: 12 })) }) }),
  fc.record({ accepted: fc.record({ remedy: fc.integer({ min: 2, max: 12 }), on: day }) }),
  fc.tuple(period, fc.boolean()).map(([span, holds]) => ({ condition: { ...span, holds } })),
);

/** A random story: when the clause binds, one duty, and up to ten facts in any order of time. */
const story: fc.Arbitrary<StoryEvent[]> = fc
  .tuple(terms, fc.array(day, { minLength: 0, maxLength: 2 }), fc.array(fact, { maxLength: 10 }))
  .map(([defined, changes, facts]) => [
    { IN_FORCE: dayOf(2) },
    { defined },
    ...facts,
    ...changes
      .filter((from) => from > dayOf(2))
      .sort()
      .map((from, index) => (index === 0 ? { SUSPENDED: from } : { ENDED: from })),
  ]);

/** The first occurrence of the duty of a story; undefined where it is never owed. */
function first(events: readonly StoryEvent[]) {
  const { obligation, facts } = told(events);
  return timeline(obligation, facts, dayOf(10))[0];
}

/** Runs it with a clock that throws when it is read; to count days by the calendar reads no clock. */
function withoutClock<T>(run: () => T): T {
  const real = globalThis.Date;
  const fails = (): never => {
    throw new Error('The evaluator read the clock.');
  };
  class Stopped extends real {
    constructor(...at: []) {
      if (at.length === 0) fails();
      super(...at);
    }
    static override now = fails;
  }
  globalThis.Date = Stopped as unknown as DateConstructor;
  try {
    return run();
  } finally {
    globalThis.Date = real;
  }
}

const RUNS = { numRuns: 100 };
const ASKED = Array.from({ length: 45 }, (_, index) => dayOf(index * 2 - 5));
const statusOf = ({ headline, performance, late, verification, contest, suspended }: Interval): DayStatus => ({
  headline,
  performance,
  ...(late === undefined ? {} : { late }),
  verification,
  contest,
  suspended,
});
const isFact = (event: StoryEvent) => !['IN_FORCE', 'SUSPENDED', 'ENDED', 'defined'].includes(Object.keys(event)[0]!);
const without = (events: readonly StoryEvent[], gone: readonly number[]): StoryEvent[] =>
  events.map((event, seq) => (gone.includes(seq) ? { nothing: {} } : event));

describe('the evaluator holds for any story', () => {
  test('it says of each day what the table of rules, read day by day, says', () => {
    fc.assert(
      fc.property(story, (events) => {
        const { obligation, facts } = told(events);
        const occurrence = first(events);
        if (!occurrence) return;
        for (const asked of ASKED)
          expect({ asked, ...statusOf(statusOn(occurrence, asked)) }).toEqual({
            asked,
            ...dayByDay(obligation.versions[0]!.value, facts, asked),
          });
      }),
      RUNS,
    );
  });

  test('its intervals partition all dates, without a clock', () => {
    fc.assert(
      fc.property(story, (events) => {
        const { intervals } = withoutClock(() => first(events)) ?? { intervals: [] };
        intervals.forEach(({ from, to }, index) => {
          if (index === 0) expect(from).toBe('0001-01-01');
          expect(to).toBe(intervals[index + 1]?.from);
          expect(to === undefined || from < to).toBe(true);
        });
      }),
      RUNS,
    );
  });

  rule('IND-06', 'what is not cited changes nothing; without what is cited, another status or other reasons', () => {
    fc.assert(
      fc.property(story, fc.constantFrom(...ASKED), (events, asked) => {
        const occurrence = first(events);
        if (!occurrence) return;
        const interval = statusOn(occurrence, asked);
        const seqs = cited(interval.explanation);
        const removable = events.flatMap((event, seq) => (isFact(event) ? [seq] : []));
        const uncited = removable.filter((seq) => !seqs.includes(seq));
        for (const gone of [...uncited.map((seq) => [seq]), uncited])
          expect(statusOf(statusOn(first(without(events, gone))!, asked))).toEqual(statusOf(interval));
        const rest = first(
          without(
            events,
            removable.filter((seq) => seqs.includes(seq)),
          ),
        )!;
        const after = statusOn(rest, asked);
        const stillCites = cited(after.explanation).some((seq) => removable.includes(seq));
        if (stillCites) expect(statusOf(after)).not.toEqual(statusOf(interval));
      }),
      RUNS,
    );
  });

  test('the order in which facts are given changes no byte of an explanation', () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat()), (events, random) => {
        const { obligation, facts } = told(events);
        const shuffled = Object.fromEntries(
          Object.entries(facts).map(([key, list]) => [
            key,
            Array.isArray(list) && key !== 'force'
              ? (list as unknown[])
                  .map((item) => ({ item, rank: random.next().value as number }))
                  .sort((a, b) => a.rank - b.rank)
                  .map(({ item }) => item)
              : (list as unknown),
          ]),
        ) as unknown as Facts;
        expect(canonicalBytes(timeline(obligation, shuffled, dayOf(10)))).toEqual(
          canonicalBytes(timeline(obligation, facts, dayOf(10))),
        );
      }),
      RUNS,
    );
  });
});
