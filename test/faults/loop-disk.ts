import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What cutting the power needs and this machine lacks; empty where it can be done. */
export function lacking(): string[] {
  const lacks = [];
  if (!process.env.FAULTS_ISOLATED) lacks.push('root and namespaces (npm run test:faults)');
  for (const [tool, debianPackage] of [
    ['mkfs.ext4', 'e2fsprogs'],
    ['xfs_io', 'xfsprogs'],
    ['losetup', 'mount'],
  ] as const)
    if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)
      lacks.push(`${tool} (Debian package ${debianPackage})`);
  if (lacks.length === 0 && spawnSync('losetup', ['--find']).status !== 0) lacks.push('a loop device');
  return lacks;
}

/** A disk whose power can be cut: a file, a loop device on it, and ext4. Everything not flushed is gone after {@link cut}. */
export class LoopDisk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'registry-disk-'));
  private readonly image = join(this.folder, 'image');
  readonly path = join(this.folder, 'mounted');

  constructor(megabytes = 768) {
    chmodSync(this.folder, 0o755);
    mkdirSync(this.path);
    run('truncate', '-s', `${megabytes}M`, this.image);
    run('mkfs.ext4', '-q', '-F', this.image);
    this.mount();
  }

  /** Mounts it as a machine does when it starts again: the file system's own journal is replayed. */
  mount(): void {
    run('mount', '-o', 'loop', this.image, this.path);
  }

  /** From this moment on nothing reaches the disk, and what was not flushed never will. */
  cut(): void {
    run('xfs_io', '-x', '-c', 'shutdown', this.path);
  }

  /** Whoever used it must be gone. */
  unmount(): void {
    run('umount', this.path);
  }

  /** Flushes all of it: what a test prepared is not what it is about. */
  flush(): void {
    run('sync', '-f', this.path);
  }

  remove(): void {
    // Lazily: a database that died within this process holds its files until the process ends.
    spawnSync('umount', ['--lazy', this.path]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
