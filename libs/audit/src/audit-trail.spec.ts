import { expect } from '@jest/globals';
import { anySpeaker, commandsOf, decider, event, type EventLog, IdField, type RecordedEvent, TextField } from '#kernel';
import { rule } from '#kernel/testing';
import { auditTrail } from './audit-trail.js';

/** A thing of which little can be said. */
interface Pact {
  seq: number;
  title: string;
  acts: { seq: number; by: string; ended?: { seq: number; on: string } }[];
}

class Said {
  @IdField('pact') pact!: string;
  @TextField() text!: string;
}

const { opens, on } = commandsOf<Pact>();
const registered = event('PactRegistered', Said, (d) => `Registered: ${d.text}`);
const signed = event('PactSigned', Said, (d) => `Signed by ${d.text}`);
const ended = event('PactEnded', Said, (d) => `Ended on ${d.text}`);
const common = { describes: 'For the test.', mandate: anySpeaker };

const pactDecider = decider<Pact>('pact', {
  registerPact: opens(Said, {
    ...common,
    records: [registered],
    decide: registered,
    evolve: { PactRegistered: (_, { text }, { seq }) => ({ seq, title: text, acts: [] }) },
  }),
  signPact: on(Said, {
    ...common,
    records: [signed],
    decide: signed,
    evolve: { PactSigned: (pact, { text }, { seq }) => ({ ...pact, acts: [...pact.acts, { seq, by: text }] }) },
  }),
  endPact: on(Said, {
    ...common,
    records: [ended],
    decide: ended,
    evolve: {
      PactEnded: (pact, { text }, { seq }) => ({
        ...pact,
        acts: pact.acts.map((act) => ({ ...act, ended: { seq, on: text } })),
      }),
    },
  }),
});

const id = 'pact-de-ph';
const content = [
  ['PactRegistered', 'nurses'],
  ['PactSigned', 'Germany'],
  ['PactSigned', 'the Philippines'],
  ['PactEnded', '2020'],
] as const;

/** Positions in the log: 10, 20, 30, 40. */
const events: RecordedEvent[] = content.map(([type, text], index) => ({
  seq: (index + 1) * 10,
  eventId: `event-${index}`,
  stream: id,
  version: index + 1,
  type,
  schemaVersion: 1,
  data: { pact: id, text },
  recordedAt: '2026-01-15T12:00:00.000Z',
  effective: {},
  actor: { id: 'actor-secretariat', role: 'SECRETARIAT' },
  commandId: `command-${index}`,
  grounds: { sources: [] },
  basis: [],
}));

const log = {
  readStream: (stream: string, { size = Infinity } = {}) =>
    Promise.resolve(events.filter((event) => event.stream === stream && event.seq < size)),
} as unknown as EventLog;

const trail = (question: Partial<{ size: number; after: number; first: number }> = {}) =>
  auditTrail(pactDecider, log, id, { size: 100, after: -1, first: 10, ...question });

rule('AUD-02', 'each event tells its sentence', async () =>
  expect((await trail()).map((entry) => entry.summary)).toEqual([
    'Registered: nurses',
    'Signed by Germany',
    'Signed by the Philippines',
    'Ended on 2020',
  ]),
);

const endedBoth = [0, 1].map((index) => ({ path: `acts[${index}].ended`, after: '{"on":"2020"}' }));

rule('AUD-02', 'each event tells what it changed, and nothing that stayed empty', async () =>
  expect((await trail()).map((entry) => entry.changes)).toEqual([
    [{ path: 'title', after: '"nurses"' }],
    [{ path: 'acts[0]', after: '{"by":"Germany"}' }],
    [{ path: 'acts[1]', after: '{"by":"the Philippines"}' }],
    endedBoth,
  ]),
);

rule('AUD-02', 'a page starts after a place of the log, and one entry more tells that there is a next', async () => {
  const seqs = async (question: Parameters<typeof trail>[0]) => (await trail(question)).map((entry) => entry.event.seq);
  expect(await seqs({ first: 2 })).toEqual([10, 20, 30]);
  expect(await seqs({ first: 2, after: 20 })).toEqual([30, 40]);
  expect(await seqs({ after: 40 })).toEqual([]);
  expect((await trail({ after: 30 }))[0]!.changes).toEqual(endedBoth);
});

rule('GEN-06', 'a history as known earlier ends there', async () =>
  expect((await trail({ size: 30 })).map((entry) => entry.event.seq)).toEqual([10, 20]),
);
