import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { agreed, denounced, germany, given, inForce, months, philippines } from '../testing/history.js';

const revoke = (on: string, party = 'party-de') => ({ arrangement: 'arrangement-de-ph', party, on });
const history = [...inForce('2013-03-19'), agreed({ denunciationNotice: months(6) }), denounced('2020-01-15')] as const;

ruleTable(
  'ARR-19',
  'a notice is taken back before it takes effect on 15 July, not after',
  [
    { name: 'the day before', on: '2020-07-14', refused: false },
    { name: 'the day itself', on: '2020-07-15', refused: true },
    { name: 'the day after', on: '2020-07-16', refused: true },
    { name: 'the month before', on: '2020-06', refused: false },
    { name: 'the same month, where nobody can tell', on: '2020-07', refused: true },
  ],
  ({ on, refused }) => {
    const answer = given(...history).when('revokeDenunciation', revoke(on));
    if (refused) answer.refused('ARR-19', { effectiveOn: '2020-07-15', on });
    else
      answer.state(({ denunciations }) =>
        expect(denunciations).toEqual([
          { seq: 4, party: 'party-de', receivedOn: '2020-01-15', revoked: { seq: 5, on } },
        ]),
      );
  },
);

rule('ARR-19', 'without a notice there is nothing to take back', () => {
  given(...history)
    .when('revokeDenunciation', revoke('2020-02-01', 'party-ph'))
    .refused('ARR-19', { party: 'party-ph' });
});

rule('GEN-10', 'a government takes back its own notice only', () => {
  given(...history)
    .when('revokeDenunciation', revoke('2020-02-01'), germany)
    .recorded();
  given(...history)
    .when('revokeDenunciation', revoke('2020-02-01'), philippines)
    .refused('GEN-10');
});
