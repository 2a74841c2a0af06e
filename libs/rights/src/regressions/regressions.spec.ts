import { type Arrangement, arrangementDecider } from '#arrangements';
import type { NewEvent, Subject } from '#kernel';
import { expect } from '@jest/globals';
import { ruleTable, scenarios } from '#kernel/testing';
import { catalogueDecider } from '../catalogue/catalogue.decider.js';
import { catalogueClauseDefined } from '../catalogue/define-catalogue-clause.js';
import { regressionsProjection } from './regressions.projection.js';

const id = 'arrangement-de-ph';
const event = (type: string, data: object): NewEvent =>
  arrangementDecider.events.get(type)!({ arrangement: id, ...data } as never);
const fees = (cap: number) => ({
  code: 'FEES',
  answer: 'PRESENT',
  codedFrom: 'TEXT',
  modality: 'SHALL',
  bearers: ['EMPLOYER'],
  parameters: [{ name: 'worker-paid-cost', number: cap, unit: 'months of wage' }],
});
const proposed = (cap: number) =>
  event('AmendmentProposed', {
    amendment: 'protocol',
    type: 'AMEND',
    what: 'Shares the fees',
    on: '2026-01-01',
    changes: [{ clause: { clause: 'fees', content: fees(cap) } }],
  });
const history = (...more: NewEvent[]): Subject<Arrangement> => {
  let state: Arrangement | undefined;
  scenarios(arrangementDecider)
    .given(
      event('ArrangementRegistered', {
        kind: 'BILATERAL',
        level: 'NATIONAL',
        instrumentType: 'TREATY',
        bindingness: 'BINDING',
        titles: [{ text: 'Agreement', language: 'en' }],
        parties: [
          { party: 'party-ph', role: 'ORIGIN' },
          { party: 'party-de', role: 'DESTINATION' },
        ],
        scope: { sectors: ['care'], skillLevels: ['MEDIUM'], occupations: [] },
      }),
      event('ClauseCoded', { clause: 'fees', content: fees(1) }),
      ...more,
    )
    .state((found) => (state = found));
  const evidence = [...Array(3 + more.length).keys()].map((seq) => ({
    seq,
    recordedAt: `2026-02-0${seq + 1}T09:00:00Z`,
  }));
  return { id, state: state!, evidence } as unknown as Subject<Arrangement>;
};
let catalogue: Subject | undefined;
scenarios(catalogueDecider)
  .given(
    catalogueClauseDefined({
      catalogue: 'catalogue-fees',
      code: 'FEES',
      basis: [],
      parameters: [{ name: 'worker-paid-cost', type: 'NUMBER', unit: 'months of wage', protects: 'LOWER' }],
      requires: [],
    }),
  )
  .state((state) => (catalogue = { id: 'catalogue-fees', state } as Subject));

ruleTable(
  'AMD-09',
  'an amendment that lowers protection is found from its recording on, by what the catalogue says protects more',
  [
    { name: 'a higher cap on what workers pay', root: history(proposed(2)), others: [catalogue!], found: ['protocol'] },
    { name: 'the same cap', root: history(proposed(1)), others: [catalogue!], found: [] },
    { name: 'a lower cap', root: history(proposed(0)), others: [catalogue!], found: [] },
    { name: 'a catalogue that does not know the value', root: history(proposed(2)), others: [], found: [] },
    {
      name: 'a proposal that was withdrawn',
      root: history(proposed(2), event('AmendmentWithdrawn', { amendment: 'protocol', on: '2026-01-02' })),
      others: [catalogue!],
      found: [],
    },
  ],
  ({ root, others, found }) => {
    expect(regressionsProjection.asksFor(root)).toEqual(['catalogue-fees']);
    const rows = regressionsProjection.rows({ root, others }).lowered!;
    expect(rows).toEqual(
      found.map((amendment) => ({ amendment, recorded: '2026-02-03', parties: ['party-ph', 'party-de'] })),
    );
  },
);
