import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { accepted, bothAccepted, france, given, inForce, proposed, withdrawn } from '../testing/history.js';

const withdraw = (amendment = 'protocol') => ({ arrangement: 'arrangement-de-ph', amendment, on: '2020-02-01' });
const history = [...inForce('2013-03-19'), proposed('2020-01-10')] as const;

rule('AMD-16', 'a proposal that is withdrawn stays in the history', () =>
  given(...history, accepted('2020-01-20', 'party-de'))
    .when('withdrawAmendment', withdraw())
    .state(({ amendments }) =>
      expect(amendments[0]).toMatchObject({
        consents: [{ party: 'party-de' }],
        withdrawn: { seq: 5, on: '2020-02-01' },
      }),
    ),
);

rule('AMD-16', 'it is withdrawn once, and not after all have accepted it', () => {
  given(...history, withdrawn('2020-01-20'))
    .when('withdrawAmendment', withdraw())
    .refused('AMD-16', { withdrawnOn: '2020-01-20' });
  given(...history, ...bothAccepted('2020-01-20'))
    .when('withdrawAmendment', withdraw())
    .refused('AMD-16', { inForceFrom: '2020-01-20' });
});

rule('AMD-01', 'what was never proposed is not withdrawn', () =>
  given(...history)
    .when('withdrawAmendment', withdraw('other'))
    .refused('AMD-01', { amendment: 'other' }),
);

rule('GEN-09', 'a stranger withdraws nothing', () =>
  given(...history)
    .when('withdrawAmendment', withdraw(), france)
    .refused('GEN-09'),
);
