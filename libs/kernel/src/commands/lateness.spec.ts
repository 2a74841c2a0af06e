import { expect } from '@jest/globals';
import { rule, ruleTable } from '../testing/given.js';
import type { Actor } from './actor.js';
import { checkLateness } from './lateness.js';
import type { Provenance } from './provenance.js';

const government: Actor = { id: 'actor-de', role: 'GOVERNMENT', onBehalfOf: 'party-de' };
const secretariat: Actor = { id: 'actor-secretariat', role: 'SECRETARIAT' };
const late = (from: string | undefined, actor: Actor, provenance: Partial<Provenance> = {}) =>
  checkLateness([{ from }], { today: '2026-04-01', actor, provenance: provenance as Provenance });

ruleTable(
  'GEN-05',
  'what took effect long ago says why it is recorded only now',
  [
    { name: 'ninety days ago', from: '2026-01-01', refused: false },
    { name: 'the day before that', from: '2025-12-31', refused: true },
    { name: 'to come', from: '2027-01-01', refused: false },
    { name: 'in the year that has just ended, perhaps on its last day', from: '2025', refused: true },
    { name: 'in this year', from: '2026', refused: false },
    { name: 'no day', from: undefined, refused: false },
  ],
  ({ from, refused }) => {
    const answer = late(from, government, { sources: ['source-gazette'] });
    if (refused)
      expect(answer).toMatchObject({
        rule: 'GEN-05',
        code: 'BACKDATE_REASON_REQUIRED',
        facts: { effectiveFrom: from },
      });
    else expect(answer).toBeUndefined();
    expect(late(from, government, { reason: 'The archive was opened' })).toBeUndefined();
  },
);

rule('GEN-05', 'the secretariat transcribes from sources, and these are its reason', () => {
  expect(late('1974', secretariat, { sources: ['source-gazette'] })).toBeUndefined();
  expect(late('1974', secretariat, { sources: [] })).toMatchObject({ rule: 'GEN-05' });
});
