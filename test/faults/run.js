/**
 * Runs the fault tests in pid, mount and net namespaces of their own, so that whatever they break or kill is theirs alone.
 * Where that is not possible they are reported as not run, never as passed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
const told = mkdtempSync(join(tmpdir(), 'registry-faults-'));
const table = join(told, 'table');
const { status } = spawnSync(command, args, {
  stdio: 'inherit',
  // They break servers of their own; another one cannot be reached from here.
  env: { ...process.env, TEST_DATABASE_URL: undefined, FAULTS_ISOLATED: isolated ? '1' : '', FAULTS_TABLE: table },
});
if (existsSync(table)) {
  const line = (cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  const columns = ['fault', 'on', 'rounds', 'acknowledged', 'lost', 'duplicated', 'control'];
  process.stdout.write('\n');
  line(columns);
  line(columns.map(() => '---'));
  for (const text of readFileSync(table, 'utf8').trim().split('\n')) {
    const told = JSON.parse(text);
    line(columns.map((column) => told[column] ?? ''));
  }
}
rmSync(told, { recursive: true });
process.exit(status ?? 1);
