import { expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { LIMITS, validationRules } from './limits.js';

const schema = buildSchema('type Query { again: Query name: String }');
const deep = (levels: number): string => (levels === 1 ? 'name' : `again { ${deep(levels - 1)} }`);
const faults = (query: string) => validate(schema, parse(query), validationRules);

test('a question may be as deep as the limit and no deeper', () => {
  expect(faults(`{ ${deep(LIMITS.depth)} }`)).toEqual([]);
  expect(faults(`{ ${deep(LIMITS.depth + 1)} }`)).toHaveLength(1);
});

test('a question may have as many aliases as the limit and no more', () => {
  const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: name`).join(' ')} }`;
  expect(faults(aliases(LIMITS.aliases))).toEqual([]);
  expect(faults(aliases(LIMITS.aliases + 1))).not.toEqual([]);
});

test('the introspection that the explorer asks is allowed', () => {
  expect(faults(getIntrospectionQuery())).toEqual([]);
});
