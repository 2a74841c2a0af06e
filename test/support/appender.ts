/** A process that appends until it is killed, and tells what it sends and what is acknowledged; see appender-process.ts. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { type Append, Projections, rebuild } from '#kernel';
import { openStore } from '#stores';
import type { AppenderJob, AppenderLine } from './appender-process.js';
import { openAsShipped } from './as-shipped.js';
import { killAt } from './kill-at.js';
import { pick, seeded } from './random.js';
import { Added, append, Opened, Remarked, tallies } from './tally.js';

const job = JSON.parse(process.argv[2]!) as AppenderJob;
const random = seeded(job.seed);
// Written at once, not buffered: a line that was read was true when it was written.
const say = (line: AppenderLine) => writeSync(1, `${JSON.stringify(line)}\n`);

if (job.killAt) killAt(job.killAt);
const store = job.asShipped ? await openAsShipped(job.settings.dataDir) : await openStore(job.settings);
const projections = new Projections(job.project ? [tallies('alpha'), tallies('beta')] : [], store.db, store.log, {
  lease: job.lease,
});
await projections.start();
say({ ready: true });

const streams = job.streams ?? ['alpha-1', 'alpha-2', 'beta-1', 'beta-2'];
let left = job.commands ?? Infinity;
const write = async () => {
  const versions = new Map<string, number>();
  for (; left > 0; left--) {
    const stream = pick(random, streams);
    let answered = false;
    for (
      let command = next(stream, versions.get(stream) ?? 0);
      !answered;
      command = next(stream, versions.get(stream) ?? 0)
    ) {
      const { commandId } = command;
      const eventIds = command.events.map((event) => event.eventId);
      say({ sent: { commandId, eventIds } });
      let answer = await store.log.append(command);
      while (answer.outcome === 'unknown') answer = await store.log.append(command);
      if (answer.outcome === 'mismatch' || answer.outcome === 'closed')
        throw new Error(`${commandId} was answered ${answer.outcome}`);
      if (answer.outcome === 'conflict') versions.set(stream, answer.actual);
      else {
        const { version, firstSeq, lastSeq } = answer;
        versions.set(stream, version);
        say({ acknowledged: { commandId, eventIds, stream, version, firstSeq, lastSeq } });
        projections.hint();
        answered = true;
      }
    }
  }
};

function next(stream: string, expected: number): Append {
  const amount = Math.floor(random() * 100);
  const contents = [
    expected === 0 ? new Opened(stream) : new Added(amount),
    ...(random() < 0.4 ? [new Added(1), new Remarked(randomBytes(job.bytes ?? 10).toString('base64'))] : []),
  ];
  return append(stream, expected, contents);
}

await Promise.all(Array.from({ length: job.writers ?? 4 }, write));
while (job.rebuild) await rebuild(tallies('alpha'), store.db, store.log);
await projections.stop();
await store.close();
