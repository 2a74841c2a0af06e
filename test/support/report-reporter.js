import { writeFileSync } from 'node:fs';

/** Writes how many tests passed, failed and were not run to the file that TEST_REPORT names; .ci/run adds them up. */
export default class ReportReporter {
  onRunComplete(_, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests }) {
    const { TEST_REPORT } = process.env;
    if (!TEST_REPORT) return;
    // A suite that could not even be loaded has no tests to count, and has failed.
    const report = {
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      notRun: numPendingTests + numTodoTests,
    };
    writeFileSync(TEST_REPORT, JSON.stringify(report));
  }
}
