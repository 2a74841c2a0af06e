import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deciders, importEntries, readEntries, SAMPLE_ACTOR } from '#registry';
import type { Actor, Role, StoredEvent } from '#kernel';
import { CommandBus } from '@nestjs/cqrs';
import { RunningRegistry } from '../support/registry.js';

/** An event as the log keeps it: the body of its leaf, and its sealed values beside. */
export interface StoredExample {
  type: string;
  stream: string;
  version: number;
  seq: number;
  recordedAt: string;
  actor: string;
  body: {
    schemaVersion: number;
    data: object;
    role: Role;
    onBehalfOf?: string;
    grounds: { sources?: string[] } & Record<string, unknown>;
  } & Record<string, unknown>;
  parts: { salt: string; value: string }[];
}

/** Commands whose events the sample does not hold, one file a context, in the order of their names. */
const FOLDER = 'test/events/beyond';
const BEYOND: [file: string, actor: Actor][] = [
  ...readdirSync(FOLDER)
    .sort()
    .map((name): [string, Actor] => [join(FOLDER, name), SAMPLE_ACTOR]),
  ['test/events/by-a-second-coder.yaml', { id: 'registry-second-coder', role: 'SECRETARIAT' }],
];

/** One real event of each type and version, by `Type.vN`: recorded through the ordinary commands, and read from the log. */
export async function storedExamples(): Promise<Map<string, StoredExample>> {
  const running = await RunningRegistry.withSample();
  try {
    const { app, store } = running.registry;
    for (const [file, actor] of BEYOND) {
      const entries = readEntries(file, readFileSync(file, 'utf8'));
      const { problems } = await importEntries(entries, { commands: app.get(CommandBus), deciders, actor });
      if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2));
    }
    const { size } = await store.log.head();
    const all: StoredExample[] = [];
    while (all.length < size) all.push(...(await store.log.readStored(all.length, 500)).map(toExample));

    const examples = new Map<string, StoredExample>();
    // Of each type, the one that states most.
    const states = ({ body }: StoredExample) => Object.keys(body.data).length;
    for (const example of all) {
      const name = `${example.type}.v${example.body.schemaVersion}`;
      const known = examples.get(name);
      if (!known || states(example) > states(known)) examples.set(name, example);
    }
    return examples;
  } finally {
    await running.stop();
  }
}

const toExample = ({ type, stream, version, seq, recordedAt, actor, body, parts }: StoredEvent): StoredExample => ({
  type,
  stream,
  version,
  seq,
  recordedAt,
  actor,
  body: JSON.parse(body.toString('utf8')) as StoredExample['body'],
  parts: parts.map(({ salt, value }) => ({ salt: salt!.toString('hex'), value: value!.toString('utf8') })),
});
