import { describe, expect, test } from '@jest/globals';
import type { Append, AppendOutcome, LogPage, RecordedEvent } from '#kernel';
import { faultsOf, type FollowedLog, type History, provoke } from '../support/consistency-oracle.js';
import { slowly } from '../support/faulty-pool.js';
import { seeded } from '../support/random.js';

/** The order of commits, in memory: `seq` is allotted when an append becomes visible. */
class SoundLog implements FollowedLog {
  protected readonly events: RecordedEvent[] = [];
  private readonly commands = new Map<string, AppendOutcome>();
  private size = 0;

  constructor(protected readonly slow: () => Promise<void>) {}

  async append(command: Append): Promise<AppendOutcome> {
    await this.slow();
    const known = this.commands.get(command.commandId);
    if (known) return { ...known, outcome: 'duplicate' } as AppendOutcome;
    const actual = this.events.filter((event) => event.stream === command.stream).length;
    if (actual !== command.expected) return { outcome: 'conflict', actual };
    const firstSeq = this.size;
    const events = command.events.map(
      (event, index) =>
        ({
          ...event,
          seq: firstSeq + index,
          stream: command.stream,
          version: actual + index + 1,
          commandId: command.commandId,
        }) as unknown as RecordedEvent,
    );
    this.size += events.length;
    const answer: AppendOutcome = {
      outcome: 'committed',
      stream: command.stream,
      version: actual + events.length,
      firstSeq,
      lastSeq: this.size - 1,
    };
    this.commands.set(command.commandId, answer);
    await this.show(events);
    return answer;
  }

  protected show(events: RecordedEvent[]): Promise<void> {
    this.events.push(...events);
    return Promise.resolve();
  }

  readPage({ from, limit, kind }: { from: number; limit: number; kind?: string }): Promise<LogPage> {
    const rows = this.events.filter(
      (event) => event.seq >= from && (kind === undefined || event.stream.startsWith(`${kind}-`)),
    );
    const events = rows.sort((a, b) => a.seq - b.seq).slice(0, limit);
    const all = this.events.reduce((size, event) => Math.max(size, event.seq + 1), from);
    return Promise.resolve({ events, readTo: events.length === limit ? events.at(-1)!.seq + 1 : all });
  }
}

/** As a plain bigserial column does: the number is taken first, and the row becomes visible later, in another order. */
class BigserialLog extends SoundLog {
  protected override async show(events: RecordedEvent[]): Promise<void> {
    await this.slow();
    this.events.push(...events);
  }
}

describe('the consistency oracle', () => {
  test('finds nothing in a sound log', async () => {
    const random = seeded(1);
    expect(faultsOf(await provoke({ logs: [new SoundLog(slowly(random))], random }))).toEqual([]);
  });

  test('sees the commit-order trap: a log that numbers before it commits loses events at its readers', async () => {
    const random = seeded(1);
    // Every writer has its own streams, so that nothing but the order of commits is at fault.
    const streams = Array.from({ length: 400 }, (_, index) => `alpha-${index}`);
    const faults = faultsOf(await provoke({ logs: [new BigserialLog(slowly(random))], random, streams }));
    expect(faults).toContainEqual(expect.stringMatching(/^the reader .* was never shown seq \d+$/));
  });

  const sound: History = {
    acknowledged: [
      { commandId: 'c1', eventIds: ['e1', 'e2'], stream: 'a-1', version: 2, firstSeq: 0, lastSeq: 1 },
      { commandId: 'c2', eventIds: ['e3'], stream: 'b-1', version: 1, firstSeq: 2, lastSeq: 2 },
    ],
    log: [
      { seq: 0, stream: 'a-1', version: 1, eventId: 'e1', commandId: 'c1' },
      { seq: 1, stream: 'a-1', version: 2, eventId: 'e2', commandId: 'c1' },
      { seq: 2, stream: 'b-1', version: 1, eventId: 'e3', commandId: 'c2' },
    ],
    readers: [],
  };
  const read = (...seqs: number[]) => [{ name: 'r', seen: seqs.map((seq) => sound.log[seq]!) }];

  test.each<[string, Partial<History>, string]>([
    [
      'an acknowledged event that is gone',
      { log: sound.log.slice(0, 2) },
      'command c2 was acknowledged with 1 events, and the log has 0',
    ],
    [
      'half a command',
      { log: [sound.log[0]!, { ...sound.log[2]!, seq: 1 }] },
      'command c1 was acknowledged with 2 events, and the log has 1',
    ],
    ['a gap', { log: [...sound.log.slice(0, 2), { ...sound.log[2]!, seq: 3 }] }, 'the event at place 2 has seq 3'],
    [
      'a hole in a stream',
      { log: [sound.log[0]!, { ...sound.log[1]!, version: 3 }, sound.log[2]!] },
      'a-1 goes from version 1 to 3',
    ],
    [
      'an event twice',
      { log: [...sound.log, { ...sound.log[2]!, seq: 3, version: 2 }] },
      'event e3 is in the log twice',
    ],
    [
      'an event that nobody sent',
      { acknowledged: sound.acknowledged.slice(0, 1) },
      'command c2 is in the log, and nobody was told',
    ],
    ['a reader that skips', { readers: read(0, 2) }, 'r was never shown seq 1'],
    ['a reader that is shown the past', { readers: read(0, 2, 1) }, 'r was shown seq 1 after 2'],
    ['a reader that is shown an event twice', { readers: read(0, 1, 1, 2) }, 'r was shown 4 events of 3'],
  ])('names %s', (_, change, fault) => {
    expect(faultsOf({ ...sound, readers: read(0, 1, 2) })).toEqual([]);
    expect(faultsOf({ ...sound, ...change })).toContain(fault);
  });
});
