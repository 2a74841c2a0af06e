import Sequencer from '@jest/test-sequencer';

/** Suites under test/ open stores and servers and take longest: they begin first, so that no worker is idle at the end. */
export default class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path, context }) => path.startsWith(`${context.config.rootDir}/test/`);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
