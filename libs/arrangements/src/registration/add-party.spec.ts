import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { viewArrangement } from '../arrangement.view.js';
import {
  france,
  from,
  germany,
  given,
  joined,
  nursing,
  on,
  operator,
  registered,
  registeredAmong,
  stateOf,
  subjectOf,
  union,
} from '../testing/history.js';
import { scopeOn } from '../arrangement.view.js';
import { scopeRestated } from './restate-scope.js';
import type { PartyRole } from './terms.js';

const add = (party: string, role: PartyRole, from?: string) => ({
  arrangement: 'arrangement-de-ph',
  party: { party, role },
  ...(from ? { from } : {}),
});
const many = registeredAmong('party-de', 'party-ph', 'party-ke');

rule('PTY-02', 'a spoke joins a hub from a date on, and is listed from then on', () => {
  given(many)
    .when('addParty', add('party-fr', 'BOTH', '2015-06'))
    .state(({ parties }) =>
      expect(parties.at(-1)).toEqual({ party: 'party-fr', role: 'BOTH', seq: 1, from: '2015-06' }),
    );
  const listed = (day: string) =>
    viewArrangement(subjectOf(many, joined('party-fr', '2015-06')), on(day)).parties.map((entry) => entry.partyId);
  expect(listed('2015-05-31')).not.toContain('party-fr');
  expect(listed('2015-06-01')).toContain('party-fr');
});

ruleTable(
  'PTY-01',
  'a bilateral arrangement takes no third side',
  [
    { name: 'a third state', party: 'party-fr', role: 'DESTINATION', refused: true },
    { name: 'a third state in transit', party: 'party-fr', role: 'TRANSIT', refused: true },
    { name: 'an agency of one side', party: 'party-giz', role: 'DESTINATION', refused: false },
    { name: 'a funder', party: 'party-eu', role: 'FUNDER', refused: false },
  ] as { name: string; party: string; role: PartyRole; refused: boolean }[],
  ({ party, role, refused }) => {
    const answer = given(registered()).when('addParty', add(party, role));
    if (refused) answer.refused('PTY-01', { party });
    else answer.recorded();
  },
);

rule('PTY-03', 'who joins is registered', () =>
  given(many).when('addParty', add('party-zz', 'BOTH')).refused('PTY-03', { party: 'party-zz' }),
);

rule('PTY-07', 'a party joins once', () =>
  given(many).when('addParty', add('party-de', 'FUNDER')).refused('PTY-07', { party: 'party-de' }),
);

rule('GEN-09', 'a government joins for itself', () => {
  given(many).when('addParty', add('party-fr', 'BOTH'), france).recorded();
  given(many).when('addParty', add('party-fr', 'BOTH'), germany).refused('GEN-09', { actingFor: 'party-de' });
});

const care = { ...nursing, sectors: ['Care'] };
const restate = { arrangement: 'arrangement-de-ph', scope: care };

rule('GEN-06', 'a scope that is stated anew holds from its day on', () => {
  const state = stateOf(registered(), from('2020-01-01', scopeRestated(restate)));
  expect([scopeOn(state, '2019-12-31'), scopeOn(state, '2020-01-01')]).toEqual([nursing, care]);
  expect(scopeOn(stateOf(registered(), scopeRestated(restate)), '1900-01-01')).toEqual(care);
});

rule('GEN-09', 'a stranger restates no scope; all who speak may remark', () => {
  const remark = { arrangement: 'arrangement-de-ph', text: 'The text is not published.' };
  given(registered()).when('restateScope', restate, france).refused('GEN-09');
  given(registered())
    .when('addRemark', remark, union)
    .state(({ remarks }) => expect(remarks).toEqual([{ seq: 1, text: 'The text is not published.' }]));
  given(registered()).when('addRemark', remark, operator).refused('GEN-09');
});
