// The processes of one run share what is made once for all of them.
process.env.TEST_RUN ??= String(process.pid);

/** Every test of the registry. Specs stand beside the code they test; journeys and contracts stand under test/. */
export default {
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/test/faults/', '<rootDir>/test/tiers/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': '@swc/jest' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // Suites wait for disks and servers more than they compute: one worker a core, not one less.
  maxWorkers: '100%',
  // The modules of suites that have ended are never let go; a worker that begins anew collects less garbage.
  workerIdleMemoryLimit: '500MB',
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/support/long-first.js',
  globalTeardown: '<rootDir>/test/support/remove-templates.js',
  reporters: ['default', '<rootDir>/test/support/not-run-reporter.js', '<rootDir>/test/support/report-reporter.js'],
};
