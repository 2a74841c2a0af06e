import { describe, expect } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { rule } from '#kernel/testing';
import { ON_EVENTSTORE } from '../support/stores.js';
import { aTreaty } from '../journeys/a-treaty.contract.js';

const logs = new Map<string, RecordedEvent[]>();
const keep = (tier: string) => (events: RecordedEvent[]) => logs.set(tier, events);

aTreaty(describe, 'a treaty, in the embedded store', 'embedded', keep('embedded'));
aTreaty(describe, 'a treaty, on a PostgreSQL server', 'server', keep('server'));
aTreaty(describe, `a treaty, on EventStoreDB ${ON_EVENTSTORE} and PostgreSQL`, 'cluster', keep('cluster'));

describe(`one behaviour in three tiers, EventStoreDB ${ON_EVENTSTORE} among them`, () => {
  /** What an event says, without the ids and instants that are made when it is recorded. */
  const content = ({ eventId: _, recordedAt: __, ...rest }: RecordedEvent) => rest;

  rule('GEN-02', 'the same commands leave the same log, seq for seq', () => {
    const [embedded, ...others] = ['embedded', 'server', 'cluster'].map((tier) => logs.get(tier)!.map(content));
    expect(embedded!.length).toBeGreaterThan(10);
    for (const other of others) expect(other).toEqual(embedded);
  });
});
