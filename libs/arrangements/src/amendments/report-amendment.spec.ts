import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { germany, given, inForce, reported } from '../testing/history.js';

const report = (changes: object = {}) => ({
  arrangement: 'arrangement-de-ph',
  amendment: 'protocol',
  type: 'SUPPLEMENT',
  what: 'Adds a sector',
  on: '2018-05',
  changes: [],
  ...changes,
});
const base = inForce('2013-03-19');

rule('AMD-02', 'an amendment whose consents are not on record is transcribed from a source', () => {
  given(...base)
    .when('reportAmendment', report())
    .state(({ amendments }) =>
      expect(amendments[0]).toEqual({
        seq: 3,
        amendment: 'protocol',
        type: 'SUPPLEMENT',
        what: 'Adds a sector',
        on: '2018-05',
        changes: [],
        consents: [],
        objections: [],
        notices: [],
        reported: true,
      }),
    );
  given(...base)
    .when('reportAmendment', report(), { provenance: { sources: [], reason: 'known' } })
    .refused('AMD-02', { amendment: 'protocol' });
});

rule('AMD-02', 'a source that gives no date is taken at its word', () => {
  const { on: _, ...undated } = report();
  given(...base)
    .when('reportAmendment', undated)
    .recorded();
});

rule('AMD-10', 'an interpretation that is reported changes no term either', () =>
  given(...base)
    .when('reportAmendment', report({ type: 'INTERPRET', changes: [{ clauseRemoved: 'fees' }] }))
    .refused('AMD-10', { type: 'INTERPRET' }),
);

rule('GEN-02', 'a name is used once', () =>
  given(...base, reported('2018'))
    .when('reportAmendment', report())
    .refused('GEN-02', { amendment: 'protocol' }),
);

rule('GEN-09', 'a government consents, and reports nothing of itself', () =>
  given(...base)
    .when('reportAmendment', report(), germany)
    .refused('GEN-09', { role: 'GOVERNMENT' }),
);
