import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const VERSIONS = '/usr/lib/postgresql';
const PORT = 6543;

/** The programs of the newest PostgreSQL server of Debian here; undefined where there is none. */
const programs = (): string | undefined =>
  existsSync(VERSIONS)
    ? readdirSync(VERSIONS)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(VERSIONS, version, 'bin'))
        .find((folder) => existsSync(join(folder, 'initdb')))
    : undefined;

/** What a server of the test's own needs and this machine lacks; empty where it can be had. */
export const lackingPostgres = (): string[] => (programs() ? [] : ['initdb (Debian package postgresql)']);

/** A PostgreSQL server of the test's own, in a folder of its own, reached by a socket there; it runs as the user postgres. */
export class OwnPostgres {
  private readonly sockets = mkdtempSync(join(tmpdir(), 'registry-pg-'));
  private readonly data: string;
  private readonly owner = {
    uid: Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' })),
    gid: Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' })),
  };
  private server?: ChildProcess;
  private said = '';

  /** @param folder where its data will be; what is above it must be open to others */
  constructor(folder: string) {
    this.data = join(folder, 'pg');
    chmodSync(this.sockets, 0o755);
    chownSync(this.sockets, this.owner.uid, this.owner.gid);
    mkdirSync(this.data);
    chownSync(this.data, this.owner.uid, this.owner.gid);
    execFileSync(join(programs()!, 'initdb'), ['-D', this.data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8'], {
      ...this.owner,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  readonly url = (database = 'postgres') =>
    `postgres://postgres@own/${database}?host=${encodeURIComponent(this.sockets)}&port=${PORT}`;

  /** Starts it and waits until it answers: after a crash that is when its recovery is done. */
  async start({
    settings = {},
    under = [],
  }: { settings?: Record<string, string>; under?: string[] } = {}): Promise<void> {
    const given = Object.entries({
      port: String(PORT),
      unix_socket_directories: this.sockets,
      listen_addresses: '',
      shared_buffers: '32MB',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [command, ...args] = [...under, join(programs()!, 'postgres'), '-D', this.data, ...given];
    this.said = '';
    // Whoever held it is gone, and after a cut without fsync it may be empty, which stops a start before it shows anything.
    rmSync(join(this.data, 'postmaster.pid'), { force: true });
    const server = spawn(command!, args, { ...this.owner, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    this.server = server;
    server.stderr.on('data', (text: Buffer) => (this.said += text.toString()));
    for (;;) {
      if (server.exitCode !== null || server.signalCode !== null)
        throw new Error(`PostgreSQL did not start: ${this.said.slice(-2_000)}`);
      if (await this.answers()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** What it wrote to its log since it was started. */
  get log(): string {
    return this.said;
  }

  async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url(), connectionTimeoutMillis: 1_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** `SIGQUIT` ends it at once, as a crash does: nothing more is written. `SIGINT` lets it write and end its sessions. */
  async stop(signal: 'SIGQUIT' | 'SIGINT' = 'SIGQUIT'): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'close');
    server.kill(signal);
    await ended;
  }

  async query<T extends object>(text: string, database?: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.sockets, { recursive: true, force: true });
  }
}
