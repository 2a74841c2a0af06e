import { existsSync, readFileSync } from 'node:fs';
import { CriticalityLevel, diff, DiffRule } from '@graphql-inspector/core';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { RegistryModule } from '../../apps/registry/src/registry.module.js';
import { type Store } from '#stores';
import { type DynamicModule, type Type } from '@nestjs/common';
import { committed, expectGenerated } from '../support/generated.js';

const FILE = 'apps/registry/schema.graphql';
/** What still lacks a description. Nothing is added to it. */
const DEBTS = 'test/schema/undescribed.json';

/** Root fields that programs and pages rely on: fields are added to this list, and never leave it. */
const ROOTS = [
  'amendmentImpact',
  'arrangement',
  'arrangements',
  'auditTrail',
  'catalogue',
  'checkpoint',
  'clauseCoverage',
  'corridor',
  'employer',
  'employers',
  'event',
  'node',
  'parties',
  'party',
  'profiles',
  'quota',
  'quotas',
  'recruiter',
  'recruiters',
  'trainingCommitment',
  'trainingCommitments',
];

/** Fields whose name says all there is to say, wherever they stand. */
const SELF_EXPLAINING = new Set([
  ...[
    'id',
    'nodes',
    'edges',
    'node',
    'cursor',
    'pageInfo',
    'asOf',
    'hasNextPage',
    'endCursor',
    'first',
    'evidence',
    'input',
    'provenance',
  ],
  ...[
    'title',
    'titles',
    'text',
    'name',
    'names',
    'note',
    'value',
    'values',
    'count',
    'code',
    'message',
    'description',
    'why',
    'reason',
  ],
  ...[
    'from',
    'to',
    'on',
    'date',
    'number',
    'unit',
    'kind',
    'type',
    'status',
    'level',
    'role',
    'topic',
    'scope',
    'about',
    'what',
    'term',
  ],
  ...[
    'arrangement',
    'arrangements',
    'party',
    'parties',
    'quota',
    'quotas',
    'employer',
    'recruiter',
    'training',
    'source',
    'sources',
    'amendment',
    'clause',
    'claim',
  ],
  ...[
    'url',
    'year',
    'publisher',
    'amount',
    'currency',
    'percent',
    'precision',
    'bindingness',
    'instrumentType',
    'confidence',
    'origin',
  ],
  ...[
    'suspension',
    'measure',
    'denunciation',
    'condition',
    'claims',
    'clauses',
    'problems',
    'facts',
    'period',
    'filter',
    'qualification',
  ],
  ...[
    'before',
    'after',
    'away',
    'home',
    'destination',
    'origins',
    'commandId',
    'track',
    'stage',
    'qualifier',
    'renewal',
    'resolution',
  ],
]);

type Module = Type | DynamicModule;

describe('the schema of the API', () => {
  let schema: GraphQLSchema;
  let sdl: string;

  beforeAll(async () => {
    // As Nest builds it, from the resolvers of all modules, without a store behind them.
    const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
    const built = await builder.get(GraphQLSchemaFactory).create(resolversOf(RegistryModule.forRoot({} as Store)));
    sdl = printSchema(lexicographicSortSchema(built));
    schema = buildSchema(sdl);
  });

  test(`${FILE} is what the code says`, () => expectGenerated(FILE, sdl, 'npm run schema'));

  test('nothing that a client may rely on was removed or narrowed since the last commit', async () => {
    const before = committed(FILE);
    // Without git, or before the schema was first checked in, nobody relies on anything yet.
    if (before === undefined) return;
    expect(await breaks(buildSchema(before), schema)).toEqual([]);
  });

  test('a removed or narrowed field is found, a deprecated one may go', async () => {
    const was = buildSchema(
      'type Query { a: Int! b(c: Int): [Int!]! old: Int @deprecated(reason: "use a; goes 2027-12") e: E } enum E { X Y }',
    );
    const now = buildSchema('type Query { a: Int b(c: Int!): [Int!]! e: E } enum E { X }');
    expect((await breaks(was, now)).map((change) => change.split(':')[0])).toEqual(['E.Y', 'Query.a', 'Query.b.c']);
  });

  test('the root fields that others rely on are there', () => {
    expect(Object.keys(schema.getQueryType()!.getFields())).toEqual(expect.arrayContaining(ROOTS));
  });

  test('every type is described, and every field, argument and value whose name does not say it all; the list of debts only shrinks', () => {
    const silent = Object.values(schema.getTypeMap())
      .filter((type) => !type.name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name))
      .flatMap(undescribed);
    const debts = JSON.parse(readFileSync(DEBTS, 'utf8')) as string[];
    expect({ describeThese: silent.filter((path) => !debts.includes(path)) }).toEqual({ describeThese: [] });
    expect({ removeFromTheList: debts.filter((path) => !silent.includes(path)) }).toEqual({ removeFromTheList: [] });
  });
});

/** The resolvers that a module and its imports provide. */
function resolversOf(module: Module): Type[] {
  const type = 'module' in module ? module.module : module;
  const listed = (key: 'imports' | 'providers') => [
    ...((Reflect.getMetadata(key, type) as unknown[] | undefined) ?? []),
    ...(('module' in module && module[key]) || []),
  ];
  const own = listed('providers').filter(
    (provider): provider is Type =>
      typeof provider === 'function' && Reflect.hasMetadata('graphql:resolver_type', provider),
  );
  return [...own, ...listed('imports').flatMap((imported) => resolversOf(imported as Module))];
}

/** Changes that break a client, save those that CHANGELOG.md names in backticks under "Breaking" of what is not released yet. */
async function breaks(before: GraphQLSchema, after: GraphQLSchema): Promise<string[]> {
  const changes = await diff(before, after, [DiffRule.suppressRemovalOfDeprecatedField]);
  const announced = announcedBreaks();
  return changes
    .filter(
      ({ criticality, path }) =>
        criticality.level === CriticalityLevel.Breaking &&
        !announced.some((name) => path === name || path?.startsWith(`${name}.`)),
    )
    .map(
      ({ path, message }) =>
        `${path}: ${message}. Deprecate it first; or, before a release, name it under "Breaking" in CHANGELOG.md`,
    )
    .sort();
}

function announcedBreaks(): string[] {
  if (!existsSync('CHANGELOG.md')) return [];
  const unreleased = /## Unreleased\n([\s\S]*?)(?=\n## |$)/.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1] ?? '';
  const breaking = /### Breaking\n([\s\S]*?)(?=\n### |$)/.exec(unreleased)?.[1] ?? '';
  return [...breaking.matchAll(/`([\w.]+)`/g)].map((match) => match[1]!);
}

/** What a reader of the schema is left to guess. */
function undescribed(type: GraphQLNamedType): string[] {
  const silent: string[] = [];
  const need = (path: string, name: string, description?: string | null) => {
    if (!description && !SELF_EXPLAINING.has(name)) silent.push(path);
  };
  const rooted = ['Query', 'Mutation', 'Subscription'].includes(type.name);
  // A connection and its edge are what Relay says they are.
  if (!rooted && !/(Connection|Edge|PageInfo)$/.test(type.name)) need(type.name, type.name, type.description);
  if (isEnumType(type))
    for (const value of type.getValues()) need(`${type.name}.${value.name}`, value.name, value.description);
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields()))
      need(`${type.name}.${field.name}`, field.name, field.description);
  if (isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields())) {
      // A root field says more than its name.
      need(`${type.name}.${field.name}`, rooted ? '' : field.name, field.description);
      for (const argument of field.args)
        need(`${type.name}.${field.name}(${argument.name})`, argument.name, argument.description);
    }
  return silent;
}
