import { describe } from '@jest/globals';

/**
 * `needs('TEST_DATABASE_URL')('the log on PostgreSQL', () => ...)`: a suite that rests on a setting. Without it the suite is
 * reported as skipped, never as passed, and not-run-reporter.js names the setting at the end of the run.
 */
export const needs = (setting: string) => unlessLacking(process.env[setting] ? [] : [setting]);

/** A suite that rests on several things, of which these are not there: none is missing, or it is reported as skipped. */
export const unlessLacking =
  (lacks: readonly string[]) =>
  (title: string, suite: () => void): void =>
    lacks.length === 0 ? describe(title, suite) : describe.skip(`${title} [needs ${lacks.join(', ')}]`, suite);
