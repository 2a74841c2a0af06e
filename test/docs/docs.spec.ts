import { describe, expect, test } from '@jest/globals';
import { expectGenerated } from '../support/generated.js';
import { eventsPage } from './events.js';
import { readRules, rulesPage } from './rules.js';

describe('the generated pages say what the code says', () => {
  const { areas, unknown } = readRules();

  test('docs/rules.md is fresh', () => expectGenerated('docs/rules.md', rulesPage(areas), 'npm run rules'));

  test('docs/events.md is fresh', () => expectGenerated('docs/events.md', eventsPage(), 'npm run rules'));

  test('code and tests name no rule that docs/rules.yaml does not have', () => {
    expect(unknown).toEqual([]);
  });

  test('each rule has one sentence and an id of its area, numbered without gaps', () => {
    for (const { code, rules } of areas)
      rules.forEach(({ id, sentence }, index) => {
        expect(id).toBe(`${code}-${String(index + 1).padStart(2, '0')}`);
        expect(sentence).toMatch(/^[A-Z][^\n]{20,}\.$/);
      });
  });
});
