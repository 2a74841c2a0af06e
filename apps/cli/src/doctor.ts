import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Projections } from '#kernel';
import { createRegistry, readSettings, type Settings } from '#registry';
import { listMigrations, type Store } from '#stores';
import { explain } from './failures.js';
import { CommandFailed, Exit, print, table, thousands } from './output.js';

type State = 'green' | 'amber' | 'red';

interface Finding {
  check: string;
  state: State;
  found: string;
  /** What to do about it. */
  remedy?: string;
}

const MIB = 1024 * 1024;

/** Looks at everything that a registry needs, also when it cannot start. */
export async function doctor({ json }: { json: boolean }): Promise<void> {
  const findings: Finding[] = [nodeVersion()];
  let settings: Settings | undefined;
  try {
    settings = readSettings(process.env);
    findings.push({ check: 'settings', state: 'green', found: 'as expected' });
  } catch (error) {
    findings.push({
      check: 'settings',
      state: 'red',
      found: (error as Error).message,
      remedy: 'Correct the settings named.',
    });
  }
  if (settings) findings.push(...folder(settings), ...(await store(settings)));
  const worst: State = findings.some((finding) => finding.state === 'red')
    ? 'red'
    : findings.some((finding) => finding.state === 'amber')
      ? 'amber'
      : 'green';
  const rows = findings.map(({ check, state, found, remedy }) => [
    state,
    check,
    remedy ? `${found} -> ${remedy}` : found,
  ]);
  print(json, { state: worst, findings }, table([['state', 'check', 'found'], ...rows]));
  if (worst === 'red') throw new CommandFailed(Exit.UNAVAILABLE, 'Something is red; see above for what to do.');
}

function nodeVersion(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  const fits = major > 20 || (major === 20 && minor >= 19);
  return {
    check: 'Node.js',
    state: fits ? 'green' : 'red',
    found: process.versions.node,
    remedy: fits ? undefined : 'Install Node.js 20.19 or later.',
  };
}

/** Whether the data folder can be written, how fast it flushes, and what room is left. */
function folder({ DATA_DIR }: Settings): Finding[] {
  const probe = join(DATA_DIR, `.probe-${process.pid}`);
  const existed = existsSync(DATA_DIR);
  try {
    mkdirSync(DATA_DIR, { recursive: true });
    const fd = openSync(probe, 'w');
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      writeSync(fd, Buffer.alloc(8192));
      const start = performance.now();
      fsyncSync(fd);
      times.push(performance.now() - start);
    }
    closeSync(fd);
    unlinkSync(probe);
    const median = times.sort((a, b) => a - b)[10]!;
    const { bavail, bsize } = statfsSync(DATA_DIR);
    const free = Math.floor((bavail * bsize) / MIB);
    return [
      { check: 'data folder', state: 'green', found: `${DATA_DIR} can be written${existed ? '' : ' (made just now)'}` },
      {
        check: 'flush',
        state: median > 50 ? 'amber' : 'green',
        found: `${median.toFixed(2)} ms for 8 KiB`,
        remedy: median > 50 ? 'Every acknowledged command costs one flush: use a faster disk.' : undefined,
      },
      {
        check: 'room',
        state: free < 200 ? 'red' : free < 1_000 ? 'amber' : 'green',
        found: `${thousands(free)} MiB free`,
        remedy: free < 1_000 ? 'Free space before the disk is full.' : undefined,
      },
    ];
  } catch (error) {
    return [
      {
        check: 'data folder',
        state: 'red',
        found: (error as Error).message,
        remedy: 'Give this user write access, or set DATA_DIR to another folder.',
      },
    ];
  }
}

/** Whether the log holds all that was seen of it, and what was accepted in its place. */
function highWaterMark({ log, highWater }: Store): Finding {
  const { mark, accepted, trouble } = highWater!;
  const last = accepted.at(-1);
  const history = last
    ? `; on ${last.at} ${last.by} accepted a log of ${thousands(last.to.size)} events: ${last.reason}`
    : '';
  const cause = log.closed ?? trouble;
  return {
    check: 'high-water mark',
    state: cause === undefined ? 'green' : 'red',
    found: cause ?? `all ${thousands(mark!.size)} events seen are there${history}`,
    remedy: cause && 'See docs/how-to/backup.md.',
  };
}

/** Whether events are taken over, where they come from EventStoreDB. */
function growth({ tier, log, trouble }: Store): Finding[] {
  if (tier !== 'cluster' || log.closed !== undefined) return [];
  const cause = trouble();
  return [
    {
      check: 'EventStoreDB',
      state: cause === undefined ? 'green' : 'red',
      found: cause ?? 'all that it stores is taken over',
      remedy: cause && 'Commands are not answered until it is: see docs/how-to/eventstoredb.md.',
    },
  ];
}

/** Whether the store opens, which migrations ran, whether read models follow and the clock is sane. */
async function store(settings: Settings): Promise<Finding[]> {
  let registry;
  try {
    registry = await createRegistry(settings, 'silent');
  } catch (error) {
    const { message } = explain(error);
    const inUse = /in use by process/.test(message);
    return [
      {
        check: 'store',
        state: inUse ? 'amber' : 'red',
        found: message.split('\n')[0]!,
        remedy: inUse ? 'If that is your running registry, all is well: ask its /health/ready.' : undefined,
      },
    ];
  }
  try {
    const head = await registry.store.log.head();
    const projections = registry.app.get(Projections);
    if (head.size > 0) await projections.atLeast(head.size - 1).catch(() => {});
    const migrations = await listMigrations(registry.store.db);
    const ahead = head.recordedAt ? Date.parse(head.recordedAt) - Date.now() : 0;
    return [
      { check: 'store', state: 'green', found: `${registry.store.tier}, ${thousands(head.size)} events` },
      highWaterMark(registry.store),
      ...growth(registry.store),
      {
        check: 'migrations',
        state: 'green',
        found: `${migrations.filter((migration) => migration.executedAt).length} of ${migrations.length} run`,
      },
      {
        check: 'clock',
        state: ahead > 60_000 ? 'amber' : 'green',
        found:
          ahead > 60_000
            ? `the last event was recorded ${Math.round(ahead / 1000)} s in the future`
            : 'not behind the log',
        remedy: ahead > 60_000 ? 'Set the clock of this machine.' : undefined,
      },
      ...projections.status().map(({ name, position, halted }): Finding => {
        const behind = Math.max(0, head.size - position);
        return {
          check: `read model ${name}`,
          state: halted ? 'red' : behind > 0 ? 'amber' : 'green',
          found: halted ? `halted at event ${halted.seq}: ${halted.cause}` : `${thousands(behind)} events behind`,
          remedy: halted ? `Mend the cause, then: registry projections rebuild ${name}` : undefined,
        };
      }),
    ];
  } finally {
    await registry.close();
  }
}
