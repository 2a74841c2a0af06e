import { expect, test } from '@jest/globals';
import { rule } from '#kernel/testing';
import { viewArrangement } from '../arrangement.view.js';
import { france, from, given, on, registered, subjectOf } from '../testing/history.js';
import { jointCommitteeEstablished } from './establish-joint-committee.js';

const committee = {
  arrangement: 'arrangement-de-ph',
  body: 'Joint committee',
  meetingsPerYear: 1,
  socialPartners: ['ver.di', 'PSLINK'],
};

test('a joint committee is recorded with the social partners that take part', () =>
  given(registered())
    .when('establishJointCommittee', committee)
    .state(({ jointCommittees }) =>
      expect(jointCommittees).toEqual([
        { seq: 1, value: { body: 'Joint committee', meetingsPerYear: 1, socialPartners: ['ver.di', 'PSLINK'] } },
      ]),
    ));

rule('GEN-06', 'a committee holds from its day on', () => {
  const subject = subjectOf(registered(), from('2015-02-01', jointCommitteeEstablished(committee)));
  expect(viewArrangement(subject, on('2015-01-31')).jointCommittee).toBeUndefined();
  expect(viewArrangement(subject, on('2015-02-01')).jointCommittee).toMatchObject({
    body: 'Joint committee',
    evidence: [{ seq: 1 }],
  });
});

rule('GEN-09', 'a stranger establishes no committee', () =>
  given(registered()).when('establishJointCommittee', committee, france).refused('GEN-09'),
);
