import { relative } from 'node:path';

/**
 * Says at the end of a run which tests were not run, and which setting would run them: what is skipped is no pass. Says too
 * what stood for EventStoreDB: a server, or a fake of its protocol, which shows what the client does and not what a server does.
 */
export default class NotRunReporter {
  onRunComplete(_, { testResults }) {
    const missing = testResults.flatMap(({ testFilePath, testResults: tests }) => {
      const idle = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
      return idle.length > 0 ? [{ file: relative(process.cwd(), testFilePath), idle }] : [];
    });
    const passed = (mark) =>
      testResults
        .flatMap(({ displayName, testResults: tests }) => tests.map((one) => ({ ...one, in: displayName?.name ?? '' })))
        .filter(({ status, fullName, in: run }) => status === 'passed' && `${run} ${fullName}`.includes(mark)).length;
    const faked = passed('[protocol fake]');
    if (faked > 0)
      process.stderr.write(
        `\nEventStoreDB: ${faked} tests ran against a protocol fake with the real client, not against a server; to run them on one set TEST_EVENTSTORE_URL\n`,
      );
    const served = passed('[server]');
    if (served > 0)
      process.stderr.write(`\nEventStoreDB: ${served} tests ran against the server of TEST_EVENTSTORE_URL\n`);
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
