import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { cited, type StoryEvent, told } from '../testing/story.js';
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
