import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { deciders } from '#registry';
import {
  canonicalBytes,
  checkShape,
  type Decider,
  type EventDefinition,
  foldSubject,
  kindOf,
  partDigest,
  type RecordedEvent,
  sentenceOf,
  unseal,
} from '#kernel';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { breaches, type JsonSchema, schemaOf } from '../support/event-schemas.js';
import { changedSinceCommit, WRITING } from '../support/generated.js';
import { type StoredExample, storedExamples } from './stored-examples.js';

const SCHEMAS = 'test/events/schemas';
const STORED = 'test/events/stored';

interface Case {
  name: string;
  decider: Decider;
  definition: EventDefinition;
}

const cases: Case[] = (deciders as readonly Decider[]).flatMap((decider) =>
  [...decider.events.values()].map((definition) => ({
    name: `${definition.type}.v${definition.schemaVersion}`,
    decider,
    definition,
  })),
);
const everyVersion = cases.flatMap(({ decider, definition }) =>
  Array.from({ length: definition.schemaVersion }, (_, index) => ({
    name: `${definition.type}.v${index + 1}`,
    decider,
    definition,
  })),
);

const read = (folder: string, name: string): unknown => {
  const file = `${folder}/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};
const schemaFile = (name: string) => read(SCHEMAS, name) as JsonSchema | undefined;
const exampleFile = (name: string) => read(STORED, name) as StoredExample | undefined;
const write = (folder: string, name: string, content: unknown) =>
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(content, null, 2)}\n`);

/** `npm run events` writes what is missing, and never touches what is there. */
beforeAll(async () => {
  if (!WRITING) return;
  for (const { name, definition } of cases) if (!read(SCHEMAS, name)) write(SCHEMAS, name, schemaOf(definition));
  const missing = new Set(cases.map(({ name }) => name).filter((name) => !read(STORED, name)));
  if (missing.size === 0) return;
  for (const [name, example] of await storedExamples()) if (missing.has(name)) write(STORED, name, example);
}, 600_000);

describe('the shape of every event is frozen', () => {
  test.each(everyVersion)('$name has its schema', ({ name }) => {
    expect({ [`missing: run "npm run events" for ${name}`]: read(SCHEMAS, name) === undefined }).toEqual({
      [`missing: run "npm run events" for ${name}`]: false,
    });
  });

  test.each(cases)('$name: today\u2019s declaration has the shape that was frozen', ({ name, definition }) => {
    const frozen = schemaFile(name);
    if (!frozen) return;
    const today = schemaOf(definition);
    const advice = changeAdvice(definition);
    expect({ ...today, advice }).toEqual({ ...frozen, advice });
  });

  test('a changed shape is told apart, with what to do', () => {
    const { definition } = cases[0]!;
    class Other {}
    expect(schemaOf({ ...definition, data: Other } as never)).not.toEqual(schemaOf(definition));
    expect(changeAdvice(definition)).toContain(`v${definition.schemaVersion + 1}`);
  });

  test('each frozen schema belongs to an event of today: a type that was written once is known for ever', () => {
    const known = everyVersion.map(({ name }) => `${name}.json`);
    expect(readdirSync(SCHEMAS).filter((file) => !known.includes(file))).toEqual([]);
    expect(readdirSync(STORED).filter((file) => !known.includes(file))).toEqual([]);
  });

  test('what was committed is never edited or deleted', () => {
    expect({ putTheseBack: changedSinceCommit(SCHEMAS, STORED) }).toEqual({ putTheseBack: [] });
  });
});

describe('every event ever written is read by today\u2019s code', () => {
  test.each(everyVersion)('$name is parsed, folded and told', ({ name, decider, definition }) => {
    const example = exampleFile(name);
    expect({ [`missing: run "npm run events" for ${name}`]: example === undefined }).toEqual({
      [`missing: run "npm run events" for ${name}`]: false,
    });
    const event = parse(example!);

    const checked = checkShape(definition.data, definition.upcast(event.data, event.schemaVersion));
    expect('problems' in checked ? checked.problems : []).toEqual([]);
    const opening = Object.values(decider.commands).find((command) => command.opens)!.records[0]!;
    const before =
      opening === definition ? undefined : foldSubject(decider, undefined, parse(exampleFile(`${opening.type}.v1`)!));
    expect(foldSubject(decider, before, event)).toMatchObject({
      id: event.stream,
      version: event.version,
      seq: event.seq,
    });
    expect(sentenceOf(decider, event).length).toBeGreaterThan(5);
  });

  test.each(everyVersion)('$name fits the schema of its version, and its sealed values their digests', ({ name }) => {
    const example = exampleFile(name);
    const schema = schemaFile(name);
    if (!example || !schema) return;
    expect(breaches(example.body.data, schema)).toEqual([]);
    const digests = example.parts.map(
      ({ salt, value }) => `sha256:${partDigest(Buffer.from(salt, 'hex'), Buffer.from(value)).toString('hex')}`,
    );
    const text = canonicalBytes(example.body).toString();
    expect(digests.filter((digest) => !text.includes(`{"sealed":"${digest}"}`))).toEqual([]);
    expect(text.split('{"sealed":').length - 1).toBe(digests.length);
  });

  test('the check finds what does not fit', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { on: { type: 'string', pattern: '^\\d+$' }, n: { type: 'integer' } },
      required: ['on'],
      additionalProperties: false,
    };
    expect(breaches({ n: 1.5, x: 1 }, schema)).toEqual([
      'data.on is missing',
      'data.n is no integer',
      'data.x is not declared',
    ]);
    expect(breaches({ on: 'x' }, schema)).toEqual(['data.on does not match ^\\d+$']);
  });
});

const changeAdvice = ({ type, schemaVersion }: EventDefinition) =>
  `${type} v${schemaVersion} is in logs for ever. Put its shape back, or declare v${schemaVersion + 1} with an upcast from v${schemaVersion} and run "npm run events".`;

/** An event as the store would hand it over, from the stored body. */
function parse(example: StoredExample): RecordedEvent {
  const values = new Map(
    example.parts.map(({ salt, value }) => [
      partDigest(Buffer.from(salt, 'hex'), Buffer.from(value)).toString('hex'),
      value,
    ]),
  );
  const { role, onBehalfOf, grounds, ...rest } = unseal(JSON.stringify(example.body), (digest) =>
    values.get(digest),
  ) as StoredExample['body'];
  return {
    ...rest,
    seq: example.seq,
    stream: example.stream,
    version: example.version,
    type: example.type,
    recordedAt: example.recordedAt,
    actor: { id: example.actor, role, onBehalfOf },
    grounds: { ...grounds, sources: grounds.sources ?? [] },
  } as RecordedEvent;
}

test('stored examples lie under the kind of their decider', () => {
  const wrong = everyVersion.filter(({ name, decider }) => {
    const example = exampleFile(name);
    return example && kindOf(example.stream) !== decider.name;
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
