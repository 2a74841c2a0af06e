import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { pledgeOn } from './status.js';
import { belgium, committed, given, revised, revision } from './training.fixture.js';

rule('TRN-08', 'the first promise stays visible, and holds for its days', () =>
  given(committed())
    .when('reviseCommitment', revision)
    .state((state) => {
      expect(pledgeOn(state, '2020-07-31').value).toMatchObject({
        number: 60,
        dueOn: '2020-08-31',
        split: { home: 30, away: 30 },
      });
      expect(pledgeOn(state, '2020-08-01').value).toMatchObject({
        number: 120,
        dueOn: '2021-04-30',
        track: 'HOME_AND_AWAY',
      });
      expect(state.pledges[0]!.value).toMatchObject({ number: 60 });
    }),
);

ruleTable(
  'TRN-08',
  'who promises and to whom consent',
  [
    { name: 'both', change: {}, lacking: undefined },
    { name: 'the bearer alone', change: { consentedBy: ['party-be'] }, lacking: ['party-ma'] },
    { name: 'the beneficiary alone', change: { consentedBy: ['party-ma'] }, lacking: ['party-be'] },
    {
      name: 'another in place of the beneficiary',
      change: { consentedBy: ['party-be', 'party-eu'] },
      lacking: ['party-ma'],
    },
  ],
  ({ change, lacking }) => {
    const answer = given(committed()).when('reviseCommitment', { ...revision, ...change });
    if (lacking) answer.refused('TRN-08', { lacking });
    else answer.recorded();
  },
);

rule('TRN-08', 'where nobody is named, one side alone does not revise', () => {
  const open = committed({ bearer: { name: 'employers' }, beneficiary: undefined });
  given(open)
    .when('reviseCommitment', { ...revision, consentedBy: ['party-be', 'party-be'] })
    .refused('TRN-08', { lacking: [] });
  given(open).when('reviseCommitment', revision).recorded();
});

rule('TRN-08', 'a revision gives its reason, and changes something', () => {
  given(committed())
    .when('reviseCommitment', { ...revision, why: undefined })
    .malformed('why');
  given(committed())
    .when('reviseCommitment', { ...revision, number: undefined, dueOn: undefined })
    .refused('TRN-08');
});

rule('TRN-08', 'what is not revised stays as promised', () =>
  given(committed())
    .when('reviseCommitment', { ...revision, number: undefined })
    .state((state) =>
      expect(pledgeOn(state, '2020-08-01').value).toMatchObject({
        number: 60,
        split: { home: 30, away: 30 },
        dueOn: '2021-04-30',
      }),
    ),
);

rule('TRN-02', 'a new number leaves the old split behind, and a new split adds up to it', () => {
  given(committed())
    .when('reviseCommitment', revision)
    .state((state) => expect(pledgeOn(state, '2020-08-01').value.split).toBeUndefined());
  given(committed())
    .when('reviseCommitment', { ...revision, split: { home: 30, away: 30 } })
    .refused('TRN-02', { number: 120 });
});

rule('TRN-01', 'what a revision states is no longer not stated', () =>
  given(committed({ dueOn: undefined, notStated: ['DUE_DATE'] }))
    .when('reviseCommitment', revision)
    .state((state) => expect(state.notStated).toEqual([])),
);

rule('GEN-10', 'one party does not record the consent of another', () =>
  given(committed()).when('reviseCommitment', revision, belgium).refused('GEN-10', { actOf: 'party-ma' }),
);

rule('GEN-02', 'a revision is not replaced by another of its name', () =>
  given(committed(), revised()).when('reviseCommitment', revision).refused('GEN-02', { revision: 'extension' }),
);
