import { expect } from '@jest/globals';
import fc from 'fast-check';
import { rule, ruleTable } from '#kernel/testing';
import { MemoryLog } from './testing/memory-log.js';
import { verifyLog } from './verify-log.js';

/** Eight events in two streams; the sixth has sealed values. */
const eight = () =>
  new MemoryLog(
    ...Array.from({ length: 8 }, (_, seq) => ({
      stream: seq % 3 === 0 ? 'source-a' : 'source-b',
      body: { text: `Event ${seq}` },
      sealed: seq === 5 ? ['a name', 'another name'] : [],
      recordedAt: `2026-01-15T12:00:0${seq}.000Z`,
    })),
  );

const faultsOf = async (log: MemoryLog, size?: number) => (await verifyLog(log.asLog(size))).faults;
const flip = (bytes: Buffer, bit: number) => {
  bytes[Math.floor(bit / 8)]! ^= 1 << (bit % 8);
};

rule('AUD-01', 'a log that nobody touched is without fault, and its root follows from its leaves', async () => {
  const log = eight();
  const { root } = await log.asLog().head();
  expect(await verifyLog(log.asLog())).toEqual({
    size: 8,
    root: root.toString('hex'),
    erased: 0,
    absent: [],
    faults: [],
  });
  expect(await verifyLog(new MemoryLog().asLog())).toMatchObject({ size: 0, faults: [] });
});

rule('AUD-01', 'progress is told', async () => {
  const told: [number, number][] = [];
  await verifyLog(eight().asLog(), (seq, size) => told.push([seq, size]));
  expect(told).toEqual([[8, 8]]);
});

rule('AUD-04', 'a sealed value that was erased is counted, and is no fault', async () => {
  const log = eight();
  log.events[5]!.parts[0] = { digest: log.events[5]!.parts[0]!.digest };
  expect(await verifyLog(log.asLog())).toMatchObject({ erased: 1, faults: [] });
});

rule(
  'AUD-04',
  'a sealed value that is not here is told apart from one that was erased and from one that is wrong',
  async () => {
    const log = eight();
    log.events[5]!.parts.shift();
    expect(await verifyLog(log.asLog())).toMatchObject({
      erased: 0,
      absent: [{ seq: 5, what: 'sealed value 0 is not here' }],
      faults: [],
    });
    flip(log.events[5]!.parts[0]!.value!, 9);
    expect((await verifyLog(log.asLog())).faults).toEqual([
      { seq: 5, what: 'sealed value 0 does not match the digest in its leaf' },
    ]);
  },
);

const TAMPERINGS: [string, number, string, (log: MemoryLog) => void][] = [
  [
    'a body changed',
    3,
    'its body does not match',
    ({ events }) => (events[3]!.body = Buffer.from('{"text":"Event 4"}')),
  ],
  ['a salt changed', 3, 'its body does not match', ({ events }) => flip(events[3]!.bodySalt, 0)],
  ['a sealed value changed', 5, 'sealed value 1 does not match', ({ events }) => flip(events[5]!.parts[1]!.value!, 9)],
  [
    'the salt of a sealed value changed',
    5,
    'sealed value 0 does not match',
    ({ events }) => flip(events[5]!.parts[0]!.salt!, 9),
  ],
  [
    'the digest of a sealed value changed',
    5,
    'sealed value 0 does not match',
    ({ events }) => flip(events[5]!.parts[0]!.digest, 9),
  ],
  [
    'the digest of an erased value changed',
    5,
    'sealed value 0 does not match',
    ({ events }) => (events[5]!.parts[0] = { digest: Buffer.alloc(32) }),
  ],
  [
    'a sealed value put in',
    4,
    'sealed value 0 does not match',
    ({ events }) => events[4]!.parts.push({ digest: Buffer.alloc(32) }),
  ],
  ['another type', 2, 'its type is stored as PartyAdded', ({ events }) => (events[2]!.type = 'PartyAdded')],
  ['another stream', 2, 'its stream is stored as source-c', ({ events }) => (events[2]!.stream = 'source-c')],
  ['another actor', 2, 'its actor is stored as actor-x', ({ events }) => (events[2]!.actor = 'actor-x')],
  ['another version', 2, 'version 7 of source-b follows version 1', ({ events }) => (events[2]!.version = 7)],
  [
    'an earlier time',
    2,
    'before the event before it',
    ({ events }) => (events[2]!.recordedAt = '2026-01-15T11:00:00.000Z'),
  ],
  [
    'a later time',
    2,
    'its recordedAt is stored as',
    ({ events }) => (events[2]!.recordedAt = '2026-01-15T12:00:02.500Z'),
  ],
  [
    'another leaf, all columns with it',
    2,
    'tree node 0/2 is not the one',
    (log) => (log.events[2]!.leaf = new MemoryLog({ stream: 'source-a' }).events[0]!.leaf),
  ],
  ['a leaf that is no JSON', 2, 'its leaf is no leaf', ({ events }) => (events[2]!.leaf = Buffer.from('leaf'))],
  ['a leaf that is null', 2, 'its leaf is no leaf', ({ events }) => (events[2]!.leaf = Buffer.from('null'))],
  ['a leaf without parts', 2, 'its leaf is no leaf', ({ events }) => (events[2]!.leaf = Buffer.from('{}'))],
  ['a node changed', 5, 'tree node 1/2 is not the one', ({ events }) => flip(events[5]!.nodes[1]!, 100)],
  ['the top node changed', 7, 'tree node 3/0 is not the one', ({ events }) => flip(events[7]!.nodes[3]!, 100)],
  ['a node taken away', 7, 'tree node 3/0 is not the one', ({ events }) => events[7]!.nodes.pop()],
  [
    'a node put in',
    4,
    'more tree nodes are stored than it completes',
    ({ events }) => events[4]!.nodes.push(Buffer.alloc(32)),
  ],
  ['an event taken away', 4, 'event 4 is missing; the next is 5', ({ events }) => events.splice(4, 1)],
  ['the first event taken away', 0, 'event 0 is missing; the next is 1', ({ events }) => events.splice(0, 1)],
  [
    'the last event taken away',
    7,
    'the log says it has 8 events, but event 7 is missing',
    ({ events }) => events.splice(7, 1),
  ],
];

ruleTable(
  'AUD-01',
  'tampering is found, and the event is named',
  TAMPERINGS.map(([name, seq, what, tamper]) => ({ name, seq, what, tamper })),
  async ({ seq, what, tamper }) => {
    const log = eight();
    tamper(log);
    expect(await faultsOf(log, 8)).toContainEqual({ seq, what: expect.stringContaining(what) as unknown });
  },
);

rule('AUD-01', 'of two events that were swapped both are named', async () => {
  const log = eight();
  const [one, other] = [log.events[2]!, log.events[4]!];
  log.events[2] = { ...other, seq: 2 };
  log.events[4] = { ...one, seq: 4 };
  expect([...new Set((await faultsOf(log)).map((fault) => fault.seq))]).toEqual(expect.arrayContaining([2, 4]));
});

rule('AUD-01', 'one missing event is told once, and does not drown what else is wrong', async () => {
  const log = new MemoryLog(...Array.from({ length: 300 }, (_, seq) => ({ stream: `source-${seq}` })));
  log.events.splice(4, 1);
  log.events[250]!.type = 'PartyAdded';
  expect(await faultsOf(log, 300)).toEqual([
    { seq: 4, what: 'event 4 is missing; the next is 5' },
    { seq: 251, what: 'its type is stored as PartyAdded, but its leaf says RemarkAdded' },
  ]);
});

rule('AUD-01', 'one flipped bit anywhere in what is stored is found, and never brings the check down', () =>
  fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom('leaf', 'body', 'bodySalt', 'part', 'salt', 'digest', 'node'),
      fc.nat(),
      async (which, field, bit) => {
        const log = eight();
        const event = log.events[which % 8]!;
        const part = log.events[5]!.parts[which % 2]!;
        const bytes = {
          leaf: event.leaf,
          body: event.body,
          bodySalt: event.bodySalt,
          part: part.value!,
          salt: part.salt!,
          digest: part.digest,
          node: event.nodes[bit % event.nodes.length]!,
        }[field];
        flip(bytes, bit % (bytes.length * 8));
        const faults = await faultsOf(log);
        expect(faults.length).toBeGreaterThan(0);
        if (['leaf', 'body', 'bodySalt', 'node'].includes(field)) expect(faults[0]!.seq).toBe(event.seq);
        if (field === 'part' || field === 'salt' || field === 'digest') expect(faults[0]!.seq).toBe(5);
      },
    ),
    { numRuns: 300 },
  ),
);

rule('AUD-01', 'at most a hundred faults are told', async () => {
  const log = new MemoryLog(...Array.from({ length: 150 }, (_, seq) => ({ stream: `source-${seq}` })));
  for (const event of log.events) event.actor = 'actor-x';
  expect(await faultsOf(log)).toHaveLength(100);
});
