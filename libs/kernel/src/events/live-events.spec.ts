import { describe, expect } from '@jest/globals';
import fc from 'fast-check';
import { anySpeaker, commandsOf, decider } from '../commands/index.js';
import { statedOn, type Stated } from '../shapes/index.js';
import { rule, ruleTable } from '../testing/given.js';
import { event, foldStream, liveEvents, type RecordedEvent, RETRACTED, supersededIn } from './index.js';

/** A duty to report within so many days: since entry into force or a day, until a day, and its end. */
interface Duty {
  entry?: string;
  end?: string;
  days: Stated<number>[];
}

class Said {
  on?: string;
  days?: number;
  to?: string;
}

const { opens, on } = commandsOf<Duty>();
const signed = event('DutySigned', Said, () => 'Signed');
const stated = event('DutyStated', Said, ({ days }) => `To report within ${days} days`);
const entered = event('DutyEntered', Said, ({ on: day }) => `In force from ${day}`);
const ended = event('DutyEnded', Said, ({ on: day }) => `Ended on ${day}`);
const common = { describes: 'For the test.', mandate: anySpeaker };
const dutyDecider = decider<Duty>('duty', {
  sign: opens(Said, { ...common, records: [signed], decide: signed, evolve: { DutySigned: () => ({ days: [] }) } }),
  state: on(Said, {
    ...common,
    records: [stated],
    decide: stated,
    evolve: {
      DutyStated: (duty, { on: from, to, days }, { seq }) => ({
        ...duty,
        days: [...duty.days, { seq, from, to, value: days! }],
      }),
    },
  }),
  enter: on(Said, {
    ...common,
    records: [entered],
    decide: entered,
    evolve: { DutyEntered: (duty, { on: entry }) => ({ ...duty, entry }) },
  }),
  end: on(Said, {
    ...common,
    records: [ended],
    decide: ended,
    evolve: { DutyEnded: (duty, { on: end }) => ({ ...duty, end }) },
  }),
});

const recorded = (seq: number, type: string, data: Said = {}, corrects?: number): RecordedEvent => ({
  seq,
  eventId: `event-${seq}`,
  stream: 'duty-report',
  version: seq + 1,
  type,
  schemaVersion: 1,
  data,
  recordedAt: '2026-01-15T12:00:00.000Z',
  effective: {},
  actor: { id: 'actor-secretariat', role: 'SECRETARIAT' },
  commandId: `command-${seq}`,
  grounds: { sources: [] },
  basis: [],
  corrects,
});

const HISTORY = [
  recorded(0, 'DutySigned'),
  recorded(1, 'DutyStated', { days: 30 }),
  recorded(2, 'DutyEntered', { on: '2024-04-14' }),
  recorded(3, 'DutyStated', { days: 45, on: '2025-01-01' }),
  recorded(4, 'DutyStated', { days: 20, on: '2024-07-01' }),
  recorded(5, 'DutyStated', { days: 45, on: '2025-02-01' }, 3),
  recorded(6, 'DutyStated', { days: 60, on: '2025-05-01', to: '2025-06-01' }),
  recorded(7, RETRACTED, {}, 4),
  recorded(8, RETRACTED, {}, 7),
  recorded(9, 'DutyEnded', { on: '2025-12-31' }),
];

/** Days to report within, and the event that says so, on a day as known at a size; none outside the time in force. */
function daysOn(day: string, size: number) {
  const duty = foldStream(dutyDecider, HISTORY.slice(0, size))!.state;
  if (duty.entry === undefined || day < duty.entry || (duty.end !== undefined && day >= duty.end))
    return 'not in force';
  const { value, seq } = statedOn(duty.days, day)!;
  return [value, seq];
}

ruleTable(
  'GEN-06',
  'a day of the law and a state of knowledge together decide',
  [
    { name: 'no date is known yet', day: '2024-05-01', size: 2, is: 'not in force' },
    { name: 'the date is fixed', day: '2024-05-01', size: 3, is: [30, 1] },
    { name: 'the day before the first', day: '2024-04-13', size: 10, is: 'not in force' },
    { name: 'the first day', day: '2024-04-14', size: 10, is: [30, 1] },
    { name: 'before a retroactive change is known', day: '2024-08-01', size: 4, is: [30, 1] },
    { name: 'after it is known', day: '2024-08-01', size: 5, is: [20, 4] },
    { name: 'before the correction: since January', day: '2025-01-15', size: 5, is: [45, 3] },
    { name: 'after the correction: since February', day: '2025-01-15', size: 6, is: [20, 4] },
    { name: 'the first day of the corrected statement', day: '2025-02-01', size: 6, is: [45, 5] },
    { name: 'a bounded change, on its last day', day: '2025-05-31', size: 7, is: [60, 6] },
    { name: 'the one beneath holds again', day: '2025-06-01', size: 7, is: [45, 5] },
    { name: 'before the bounded one is known', day: '2025-05-15', size: 6, is: [45, 5] },
    { name: 'a retraction', day: '2024-08-01', size: 8, is: [30, 1] },
    { name: 'a retraction that is retracted', day: '2024-08-01', size: 9, is: [20, 4] },
    { name: 'before the end is known', day: '2025-12-31', size: 9, is: [45, 5] },
    { name: 'the last day', day: '2025-12-30', size: 10, is: [45, 5] },
    { name: 'the day after the last', day: '2025-12-31', size: 10, is: 'not in force' },
  ],
  ({ day, size, is }) => expect(daysOn(day, size)).toEqual(is),
);

const liveSeqs = (events: RecordedEvent[]) => liveEvents(events).map(({ seq }) => seq);

describe('corrections of corrections', () => {
  const first = [recorded(0, 'DutySigned'), recorded(1, 'DutyStated'), recorded(2, 'DutyEntered')];
  const correction = recorded(3, 'DutyStated', {}, 1);
  const ofIt = recorded(4, 'DutyStated', {}, 3);
  ruleTable(
    'GEN-02',
    'the last that counts stands in the place of the first',
    [
      { name: 'a correction', events: [correction], live: [0, 3, 2] },
      { name: 'a correction of it', events: [correction, ofIt], live: [0, 4, 2] },
      {
        name: 'retracted: the first one counts again',
        events: [correction, recorded(4, RETRACTED, {}, 3)],
        live: [0, 1, 2],
      },
      {
        name: 'the second retracted: the first correction counts again',
        events: [correction, ofIt, recorded(5, RETRACTED, {}, 4)],
        live: [0, 3, 2],
      },
      { name: 'a corrected registration stands first', events: [recorded(3, 'DutySigned', {}, 0)], live: [3, 1, 2] },
    ],
    ({ events, live }) => expect(liveSeqs([...first, ...events])).toEqual(live),
  );
});

/** Histories in which each event may correct or retract one that still counts. */
const histories = fc
  .array(fc.record({ target: fc.option(fc.nat()), retracts: fc.boolean() }), { maxLength: 30 })
  .map((steps) =>
    steps.reduce<RecordedEvent[]>(
      (events, { target, retracts }, index) => {
        const counts = events
          .slice(1)
          .filter(({ seq, type }) => !supersededIn(events).has(seq) && (retracts || type !== RETRACTED));
        const wrong = target === null ? undefined : counts[target % (counts.length || 1)]?.seq;
        return [
          ...events,
          recorded(index + 1, wrong !== undefined && retracts ? RETRACTED : 'DutyStated', { days: index }, wrong),
        ];
      },
      [recorded(0, 'DutySigned')],
    ),
  );

rule('GEN-02', 'each event counts, or one that counts put it out; nothing is lost', () =>
  fc.assert(
    fc.property(histories, (events) => {
      const out = supersededIn(events);
      const live = new Set(liveSeqs(events));
      for (const { seq, type } of events) expect(live.has(seq) || out.has(seq) || type === RETRACTED).toBe(true);
      for (const [wrong, by] of out) {
        expect(out.has(by)).toBe(false);
        expect(by).toBeGreaterThan(wrong);
        expect(live.has(wrong)).toBe(false);
      }
    }),
  ),
);

rule('GEN-02', 'a retraction that is retracted at once changes nothing', () =>
  fc.assert(
    fc.property(histories, fc.nat(), (events, at) => {
      const counts = events.slice(1).filter(({ seq }) => !supersededIn(events).has(seq));
      fc.pre(counts.length > 0);
      const { length } = events;
      const target = counts[at % counts.length]!.seq;
      const both = [...events, recorded(length, RETRACTED, {}, target), recorded(length + 1, RETRACTED, {}, length)];
      expect(liveSeqs(both)).toEqual(liveSeqs(events));
    }),
  ),
);
