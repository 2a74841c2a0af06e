import { describe, expect, test } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { needs } from '../support/needs.js';
import { ON_EVENTSTORE } from '../support/stores.js';
import { aTreaty } from './a-treaty.contract.js';

const onPostgres = needs('TEST_DATABASE_URL');
const logs = new Map<string, RecordedEvent[]>();
const keep = (tier: string) => (events: RecordedEvent[]) => logs.set(tier, events);

aTreaty(describe, 'a treaty, in the embedded store', 'embedded', keep('embedded'));
aTreaty(onPostgres, 'a treaty, on a PostgreSQL server', 'server', keep('server'));
aTreaty(onPostgres, `a treaty, on EventStoreDB ${ON_EVENTSTORE} and PostgreSQL`, 'cluster', keep('cluster'));

onPostgres(`one behaviour in three tiers, EventStoreDB ${ON_EVENTSTORE} among them`, () => {
  /** What an event says, without the ids and instants that are made when it is recorded. */
  const content = ({ eventId: _, recordedAt: __, ...rest }: RecordedEvent) => rest;

  test('GEN-02: the same commands leave the same log, seq for seq', () => {
    const [embedded, ...others] = ['embedded', 'server', 'cluster'].map((tier) => logs.get(tier)!.map(content));
    expect(embedded!.length).toBeGreaterThan(10);
    for (const other of others) expect(other).toEqual(embedded);
  });
});
