import { describe } from '@jest/globals';

/**
 * `needs('TEST_DATABASE_URL')('the log on PostgreSQL', () => ...)`: a suite that rests on a setting. Without it the suite is
 * reported as skipped, never as passed, and not-run-reporter.js names the setting at the end of the run.
 */
export function needs(setting: string): (title: string, suite: () => void) => void {
  return (title, suite) =>
    process.env[setting] ? describe(title, suite) : describe.skip(`${title} [needs ${setting}]`, suite);
}
