import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { deciders, importEntries, readCatalogue, readSample, SAMPLE_ACTOR } from '#registry';
import { CommandBus } from '@nestjs/cqrs';
import { readAll } from '../support/consistency-oracle.js';
import { needs } from '../support/needs.js';
import { projected, RunningRegistry, sampleFolder } from '../support/registry.js';
import { ON_EVENTSTORE } from '../support/stores.js';

const onPostgres = needs('TEST_DATABASE_URL');

onPostgres(`the sample on EventStoreDB ${ON_EVENTSTORE} and PostgreSQL, beside the one in the embedded store`, () => {
  let embedded: RunningRegistry;
  let cluster: RunningRegistry;
  beforeAll(async () => {
    [embedded, cluster] = await Promise.all([
      sampleFolder().then((folder) => RunningRegistry.start(folder)),
      RunningRegistry.start(undefined, 'cluster'),
    ]);
    const { app, store } = cluster.registry;
    const { problems } = await importEntries([...readCatalogue(), ...readSample()], {
      commands: app.get(CommandBus),
      deciders,
      actor: SAMPLE_ACTOR,
    });
    expect(problems).toEqual([]);
    await projected(cluster.registry, (await store.log.head()).size - 1);
  }, 240_000);
  afterAll(() => Promise.all([embedded, cluster].map((running) => running?.stop())));

  test('GEN-02: each stream has the same events, though commands that were sent at once took their places in another order', async () => {
    const streams = async ({ registry }: RunningRegistry) => {
      const events = (await readAll(registry.store.log)) as RecordedEvent[];
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
      const byStream: Record<string, object[]> = {};
      for (const { seq: _, eventId: __, recordedAt: ___, basis, ...content } of events)
        (byStream[content.stream] ??= []).push({ ...content, read: basis.map(({ stream }) => stream) });
      return byStream;
    };
    const expected = await streams(embedded);
    expect(Object.keys(expected).length).toBeGreaterThan(200);
    expect(await streams(cluster)).toEqual(expected);
  });

  test('questions have the same answers', async () => {
    const folder = 'test/journeys/stories';
    // Places in the log follow from the order in which commands came.
    const withoutPlaces = (answer: object) =>
      JSON.parse(JSON.stringify(answer), (key, value: unknown) => (/seq$/i.test(key) ? undefined : value)) as object;
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.graphql'))) {
      const query = readFileSync(join(folder, name), 'utf8');
      const [one, other] = await Promise.all([embedded, cluster].map(async (running) => running.query(query)));
      expect({ name, answer: withoutPlaces(other!) }).toEqual({ name, answer: withoutPlaces(one!) });
    }
  });

  test('it says that it is ready', async () => {
    expect(cluster.registry.store.tier).toBe('cluster');
    expect(await (await fetch(`${cluster.address}/health/ready`)).json()).toMatchObject({ status: 'ready' });
  });
});
