import { expect } from '@jest/globals';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { demandOn } from './demand.js';
import { demandDecider } from './demand.decider.js';
import { demandProjection } from './demand.projection.js';
import { demandRevised } from './revise-demand.js';
import { demandStated, type StateDemand } from './state-demand.js';
import { demandWithdrawn } from './withdraw-demand.js';

const government = (country: string) => ({
  actor: { id: `actor-${country}`, role: 'GOVERNMENT' as const, onBehalfOf: `party-${country}` },
});
const employer = { actor: { id: 'actor-firm', role: 'EMPLOYER' as const, onBehalfOf: 'party-firm' } };
const { given } = scenarios(demandDecider, { others: { 'party-de': {}, 'party-ph': {}, 'party-ioe': {} } });

/** A federation seeks five hundred nurses of the Philippines for Germany in two years. */
const demand: StateDemand = {
  demand: 'demand-nurses',
  side: 'SECTOR',
  statedBy: { name: 'Federation of hospitals' },
  isco: '2221',
  destination: 'party-de',
  origin: 'party-ph',
  period: { from: '2025', until: '2026' },
  number: 500,
  qualifier: 'ABOUT',
};
const stated = demandStated(demand);
const revision = { demand: 'demand-nurses', number: 650, from: '2025-07-01', why: 'A new survey.' };
const withdrawal = { demand: 'demand-nurses', on: '2026-03-01', why: 'The posts were filled.' };

ruleTable(
  'IND-01',
  'a demand has somebody who states it, and a period that begins before it ends',
  [
    { name: 'a federation', change: {}, facts: undefined },
    { name: 'one year', change: { period: { from: '2025', until: '2025' } }, facts: undefined },
    { name: 'one day', change: { period: { from: '2025-01-01', until: '2025-01-01' } }, facts: undefined },
    {
      name: 'an end before the beginning',
      change: { period: { from: '2025-01-02', until: '2025-01-01' } },
      facts: { until: '2025-01-01' },
    },
    { name: 'nobody', change: { statedBy: { toBeNamed: true } }, facts: {} },
    { name: 'two at once', change: { statedBy: { name: 'IOE', party: 'party-ioe' } }, facts: {} },
  ] as { name: string; change: Partial<StateDemand>; facts?: Record<string, unknown> }[],
  ({ change, facts }) => {
    const answer = given().when('stateDemand', { ...demand, ...change });
    if (facts) answer.refused('IND-01', facts);
    else answer.recorded();
  },
);

rule('QUO-15', 'the occupation is a group of ISCO-08', () =>
  given()
    .when('stateDemand', { ...demand, isco: '99' })
    .refused('QUO-15', { code: '99' }),
);

rule('PTY-03', 'who is named is registered', () =>
  given()
    .when('stateDemand', { ...demand, destination: 'party-xx' })
    .refused('PTY-03', { party: 'party-xx' }),
);

rule('GEN-09', 'employers state demand; a government speaks of its own country or people', () => {
  given().when('stateDemand', demand, employer).recorded();
  given().when('stateDemand', demand, government('de')).recorded();
  given().when('stateDemand', demand, government('ph')).recorded();
  given().when('stateDemand', demand, government('fr')).refused('GEN-09', { actingFor: 'party-fr' });
  given(stated).when('reviseDemand', revision, government('fr')).refused('GEN-09');
  given(stated).when('withdrawDemand', withdrawal, government('fr')).refused('GEN-09');
});

rule('GEN-02', 'the number of a day is the one stated for it, and all numbers stay', () =>
  given(stated, demandRevised(revision), demandWithdrawn(withdrawal)).state((state, subject) => {
    const numbers = ['2025-06-30', '2025-07-01', '2026-02-28', '2026-03-01'].map(
      (day) => demandOn(state, day)?.value.number,
    );
    expect(numbers).toEqual([500, 650, 650, undefined]);
    expect(state.numbers).toHaveLength(2);
    // About five hundred is at least four hundred and fifty.
    expect(demandProjection.indexes[0]!.rows(subject)).toMatchObject([
      {
        eff_from: '0001-01-01',
        eff_to: '2025-07-01',
        persons: 450,
        needed_from: '2025-01-01',
        needed_until: '2026-12-31',
      },
      { eff_from: '2025-07-01', eff_to: '2026-03-01', persons: 650 },
      { eff_from: '2026-03-01', eff_to: '9999-12-31', persons: 0 },
    ]);
  }),
);

rule('GEN-02', 'what was withdrawn is stated anew, not revised', () => {
  given(stated, demandWithdrawn(withdrawal)).when('reviseDemand', revision).refused('GEN-02', { on: '2026-03-01' });
  given(stated, demandWithdrawn(withdrawal)).when('withdrawDemand', withdrawal).refused('GEN-02');
  given(stated)
    .when('reviseDemand', { ...revision, why: undefined })
    .malformed('why');
});
