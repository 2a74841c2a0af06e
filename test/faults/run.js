/**
 * Runs the fault tests in pid, mount and net namespaces of their own, so that whatever they break or kill is theirs alone.
 * Where that is not possible they are reported as not run, never as passed.
 */
import { spawnSync } from 'node:child_process';

const isolate = ['--pid', '--mount', '--net', '--fork', '--mount-proc'];
const jest = [
  process.execPath,
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  '--config',
  'test/faults/jest.config.js',
  '--runInBand',
  ...process.argv.slice(2),
];
const isolated = spawnSync('unshare', [...isolate, 'true']).status === 0;
const [command, ...args] = isolated ? ['unshare', ...isolate, ...jest] : jest;
const { status } = spawnSync(command, args, {
  stdio: 'inherit',
  env: { ...process.env, FAULTS_ISOLATED: isolated ? '1' : '' },
});
process.exit(status ?? 1);
