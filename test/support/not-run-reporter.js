import { relative } from 'node:path';

/** Says at the end of a run which tests were not run, and which setting would run them: what is skipped is no pass. */
export default class NotRunReporter {
  onRunComplete(_, { testResults }) {
    const missing = testResults.flatMap(({ testFilePath, testResults: tests }) => {
      const idle = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
      return idle.length > 0 ? [{ file: relative(process.cwd(), testFilePath), idle }] : [];
    });
    if (missing.length === 0) return;
    const lines = missing.map(({ file, idle }) => {
      const settings = new Set(
        idle.flatMap(({ fullName }) => [...fullName.matchAll(/\[needs ([^\]]+)\]/g)].map((match) => match[1])),
      );
      return `  ${file}: ${idle.length} tests${settings.size > 0 ? `; to run them set ${[...settings].join(', ')}` : ''}`;
    });
    process.stderr.write(`\nNot run, and so not shown to hold:\n${lines.join('\n')}\n`);
  }
}
