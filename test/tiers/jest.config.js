import { resolve } from 'node:path';
import base from '../../jest.config.js';

if (!process.env.TEST_DATABASE_URL)
  throw new Error(
    'The tiers need a PostgreSQL server: set TEST_DATABASE_URL to one on which databases may be created.',
  );

const onEventStore = process.env.TEST_EVENTSTORE_URL ? '[server]' : '[protocol fake]';
const { maxWorkers, workerIdleMemoryLimit, testSequencer, globalTeardown, reporters, testTimeout, ...project } = {
  ...base,
  rootDir: resolve(import.meta.dirname, '../..'),
  testTimeout: 300_000,
};

const NEVER = ['/node_modules/', '/dist/'];

/** The journeys as `npm test` runs them on the embedded store, on another tier. */
const journeysOn = (journeyTier, displayName) => ({
  ...project,
  displayName,
  globals: { journeyTier },
  setupFiles: ['<rootDir>/test/tiers/journey-tier.js'],
  testMatch: ['<rootDir>/test/journeys/*.spec.ts'],
  testPathIgnorePatterns: [
    ...NEVER,
    // The commands on a folder, and the move from one tier to another: what they need of a server they start themselves.
    '/journeys/(cli|moving)[.]spec',
    // In this folder, on all tiers side by side.
    '/journeys/a-treaty[.]spec',
  ],
});

/** One behaviour in three tiers: every journey on each, and what only shows between them. It needs a build. */
export default {
  rootDir: project.rootDir,
  maxWorkers,
  workerIdleMemoryLimit,
  testSequencer,
  globalTeardown,
  reporters,
  testTimeout,
  projects: [
    {
      ...project,
      displayName: 'three tiers',
      testMatch: ['<rootDir>/test/tiers/*.spec.ts'],
      testPathIgnorePatterns: NEVER,
    },
    journeysOn('server', 'server'),
    journeysOn('cluster', `cluster ${onEventStore}`),
  ],
};
