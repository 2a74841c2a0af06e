import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { rule } from '#kernel/testing';
import { deciders, importEntries, readCatalogue, readSample, SAMPLE_ACTOR } from '#registry';
import { CommandBus } from '@nestjs/cqrs';
import { readAll } from '../support/consistency-oracle.js';
import { RunningRegistry } from '../support/registry.js';
import { ON_EVENTSTORE } from '../support/stores.js';
import { tell } from '../support/stories.js';

// Three registries at once, each with all stories.
jest.setTimeout(600_000);

const running: RunningRegistry[] = [];
const starts = async (start: Promise<RunningRegistry>) => {
  running.push(await start);
  return start;
};
afterAll(() => Promise.all(running.map((registry) => registry.stop())));

describe(`the sample, moved from a folder to PostgreSQL and to EventStoreDB ${ON_EVENTSTORE}`, () => {
  let tiers: RunningRegistry[];
  const all = <T>(work: (registry: RunningRegistry) => Promise<T>) => Promise.all(tiers.map(work));
  beforeAll(async () => {
    tiers = await Promise.all(
      (['embedded', 'server', 'cluster'] as const).map((tier) => starts(RunningRegistry.withSample(tier))),
    );
  });

  rule('AUD-01', 'every stored byte is the same, and so is the root', async () => {
    const [embedded, ...others] = await all(async ({ registry: { store } }) => {
      const { size, root, recordedAt } = await store.log.head();
      return { tier: store.tier, size, root, recordedAt, events: await store.log.readStored(0, size) };
    });
    expect(embedded!.size).toBeGreaterThan(500);
    for (const other of others) expect(other).toEqual({ ...embedded, tier: other.tier });
  });

  rule('GEN-02', 'what is recorded then, and every story that is asked, has the same answer, seq for seq', async () => {
    const [embedded, ...others] = await all(async (registry) => {
      const told = (await tell(registry)).flatMap(({ documents }) => documents);
      return Object.fromEntries(told.map(({ name, answer }) => [name, withoutDigest(answer)]));
    });
    // Sentences tell places in the log.
    expect(JSON.stringify(embedded)).toMatch(/\b(size|events?) \d/);
    for (const other of others) expect(other).toEqual(embedded);
    const sizes = await all(async ({ registry }) => (await registry.store.log.head()).size);
    expect(new Set(sizes).size).toBe(1);
  });

  test('each says that it is ready', async () => {
    for (const { address } of tiers)
      expect(await (await fetch(`${address}/health/ready`)).json()).toMatchObject({ status: 'ready' });
  });
});

/** An answer without the digest of a report, which covers when each event was recorded. */
const withoutDigest = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer).replaceAll(/Digest: sha256:[0-9a-f]{64}/g, 'Digest: …'));

rule(
  'GEN-02',
  'commands that are sent at once to EventStoreDB leave in each stream the same events, whatever their places',
  async () => {
    const [embedded, cluster] = await Promise.all([
      starts(RunningRegistry.withSample('embedded')),
      starts(RunningRegistry.start('cluster')),
    ]);
    const { problems } = await importEntries([...readCatalogue(), ...readSample()], {
      commands: cluster.registry.app.get(CommandBus),
      deciders,
      actor: SAMPLE_ACTOR,
    });
    expect(problems).toEqual([]);
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
  },
);
