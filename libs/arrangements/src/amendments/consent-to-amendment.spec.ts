import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  accepted,
  france,
  germany,
  given,
  inForce,
  joined,
  philippines,
  proposed,
  withdrawn,
} from '../testing/history.js';

const consent = (on: string, party = 'party-de', amendment = 'protocol') => ({
  arrangement: 'arrangement-de-ph',
  amendment,
  party,
  on,
});
const history = [...inForce('2013-03-19'), proposed('2020-01-10')] as const;

rule('AMD-02', 'a party accepts for itself', () =>
  given(...history)
    .when('consentToAmendment', consent('2020-02-01'), germany)
    .state(({ amendments }) =>
      expect(amendments[0]!.consents).toEqual([{ seq: 4, party: 'party-de', on: '2020-02-01' }]),
    ),
);

rule('AMD-01', 'an amendment that nobody proposed is not accepted', () =>
  given(...history)
    .when('consentToAmendment', consent('2020-02-01', 'party-de', 'other'))
    .refused('AMD-01', { amendment: 'other' }),
);

rule('AMD-16', 'a proposal that was withdrawn is not accepted later', () =>
  given(...history, withdrawn('2020-01-20'))
    .when('consentToAmendment', consent('2020-02-01'))
    .refused('AMD-16', { withdrawnOn: '2020-01-20' }),
);

rule('PTY-06', 'only those whose consent counts give it', () => {
  given(...history)
    .when('consentToAmendment', consent('2020-02-01', 'party-fr'), france)
    .refused('PTY-06', { party: 'party-fr' });
  given(...history, joined('party-eu', '2014', 'FUNDER'))
    .when('consentToAmendment', consent('2020-02-01', 'party-eu'))
    .refused('PTY-06', { party: 'party-eu' });
});

rule('PTY-07', 'a party accepts once', () =>
  given(...history, accepted('2020-02-01', 'party-de'))
    .when('consentToAmendment', consent('2020-03-01'))
    .refused('PTY-07', { on: '2020-02-01' }),
);

ruleTable(
  'ARR-05',
  'nobody accepts before the proposal',
  [
    { name: 'the day before', on: '2020-01-09', refused: true },
    { name: 'the day itself', on: '2020-01-10', refused: false },
    { name: 'the same month', on: '2020-01', refused: false },
  ],
  ({ on, refused }) => {
    const answer = given(...history).when('consentToAmendment', consent(on));
    if (refused) answer.refused('ARR-05', { proposedOn: '2020-01-10' });
    else answer.recorded();
  },
);

rule('GEN-10', 'a government does not accept for the other side', () =>
  given(...history)
    .when('consentToAmendment', consent('2020-02-01'), philippines)
    .refused('GEN-10', { actOf: 'party-de' }),
);
