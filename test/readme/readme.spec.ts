import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { RunningRegistry } from '../support/registry.js';

const README = readFileSync('README.md', 'utf8');
const EXAMPLE = /```graphql\n(?<query>[\s\S]*?)```\n\n```json\n(?<answer>[\s\S]*?)```/g;
const examples = [...README.matchAll(EXAMPLE)].map(({ groups }) => groups as { query: string; answer: string });

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await RunningRegistry.withSample();
});
afterAll(() => registry.stop());

test('the README shows one question for each reader', () => {
  expect(examples).toHaveLength(3);
});

test.each(examples)('the registry answers as the README prints: $query', async ({ query, answer }) => {
  const { data, errors } = await registry.query(query);
  expect({ data, errors }).toEqual({ ...(JSON.parse(answer) as object), errors: undefined });
});
