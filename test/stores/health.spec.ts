import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type EventLog, type LogPage, Projections } from '#kernel';
import type { Store } from '#stores';
import { HealthController } from '../../apps/registry/src/health.controller.js';
import { MetricsController } from '../../apps/registry/src/metrics.controller.js';
import { type Ground, pgliteGround } from '../support/stores.js';
import { Added, append, Opened, tallies } from '../support/tally.js';

const START = Date.parse('2026-07-01T12:00:00.000Z');

let ground: Ground;
let store: Store;
/** Milliseconds since the start; all clocks of these tests show them. */
let now = 0;
const clock = () => new Date(START + now).toISOString();
beforeAll(async () => {
  ground = await pgliteGround();
  store = await ground.open(clock);
});
afterAll(() => ground.drop());

/** What the controller answers, with 503 or without. */
const asked = async (health: HealthController) =>
  health.ready().catch((error: { getStatus(): number; getResponse(): object }) => {
    expect(error.getStatus()).toBe(503);
    return error.getResponse();
  });

test('given a worker that stands still, health names it within 30 s, metrics tell the lag, and both recover', async () => {
  let isFrozen = false;
  let thaw = () => {};
  let stick = () => {};
  const isStuck = new Promise<void>((resolve) => (stick = resolve));
  const log = Object.assign(Object.create(store.log) as EventLog, {
    readPage: async (options: { from: number; limit: number }): Promise<LogPage> => {
      if (isFrozen)
        await new Promise<void>((resolve) => {
          thaw = resolve;
          stick();
        });
      return store.log.readPage(options);
    },
  });
  const projections = new Projections([tallies('frozen')], store.db, log, { monotonic: () => now });
  const { name } = tallies('frozen');
  const health = new HealthController(log, store, projections);
  const metrics = new MetricsController(projections, clock);
  await store.log.append(append('frozen-1', 0, [new Opened('a')]));
  await projections.start();
  await projections.atLeast(0);
  now = 5_000;
  expect(await asked(health)).toMatchObject({ status: 'ready', workers: [{ name: 'read models' }] });

  isFrozen = true;
  await store.log.append(append('frozen-1', 1, [new Added(1)]));
  await store.log.append(append('frozen-1', 2, [new Added(1)]));
  await isStuck;
  now += 60_000;
  const text = await metrics.metrics();
  expect(text).toContain(`registry_projection_lag_events{projection="${name}"} 2`);
  expect(text).toContain(`registry_projection_lag_seconds{projection="${name}"} 60`);
  expect(text).toContain('registry_log_size 3');
  expect(text).toMatch(/registry_worker_silent_seconds\{worker="read models"\} 60/);
  expect(await asked(health)).toMatchObject({
    status: 'unavailable',
    workers: [{ name: 'read models', cause: expect.stringMatching(/^It has not gone on for 60 s\.$/) as unknown }],
  });

  isFrozen = false;
  thaw();
  await projections.atLeast(2);
  expect(await asked(health)).toMatchObject({ status: 'ready', projections: [{ name, behind: 0 }] });
  expect(await metrics.metrics()).toContain(`registry_projection_lag_seconds{projection="${name}"} 0`);
  await projections.stop();
  now += 3_600_000;
  expect(projections.silentFor()).toBe(0);
});

test('a store that does not answer is named, though the process answers', async () => {
  jest.useFakeTimers();
  try {
    const projections = new Projections([], store.db, store.log);
    const silent = Object.assign(Object.create(store.log) as EventLog, { head: () => new Promise(() => {}) });
    const answer = asked(new HealthController(silent, store, projections));
    jest.advanceTimersByTime(5_000);
    expect(await answer).toMatchObject({
      status: 'unavailable',
      log: { cause: 'The store has not answered for 5 s.' },
    });
    const broken = Object.assign(Object.create(store.log) as EventLog, {
      head: () => Promise.reject(new Error('connection refused')),
    });
    expect(await asked(new HealthController(broken, store, projections))).toMatchObject({
      log: { cause: 'connection refused' },
    });
  } finally {
    jest.useRealTimers();
  }
});
