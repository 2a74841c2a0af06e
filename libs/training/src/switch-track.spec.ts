import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { countedResults } from './counts.js';
import { belgium, committed, france, given, reported, result } from './training.fixture.js';
import { commitmentStatusOn, certainlyAt } from './status.js';
import { type SwitchTrack, trackSwitched } from './switch-track.js';

const move: SwitchTrack = {
  training: 'training-palim',
  from: 'AWAY',
  to: 'HOME',
  number: 5,
  on: '2020-03-01',
  why: 'The borders closed.',
};
const enrolled = (track: 'HOME' | 'AWAY', number: number, by = '2019-10-01') =>
  reported({ stage: 'ENROLLED', track, number, by });

const both = [committed(), enrolled('HOME', 30), enrolled('AWAY', 30)];

const lastOf = (results: readonly { track: string; stage: string; number: number }[], stage: string) =>
  Object.fromEntries(results.filter((one) => one.stage === stage).map(({ track, number }) => [track, number]));

rule('TRN-05', 'a switch is an event, and changes the counts of both tracks', () =>
  given(...both)
    .when('switchTrack', move)
    .state((state) => {
      expect(lastOf(countedResults(state), 'ENROLLED')).toEqual({ HOME: 35, AWAY: 25 });
      expect(certainlyAt(state, 'ENROLLED', '2020-02-29')).toBe(60);
      expect(certainlyAt(state, 'ENROLLED', '2020-03-01')).toBe(60);
      // What was reported stays as it was reported.
      expect(lastOf(state.results, 'ENROLLED')).toEqual({ HOME: 30, AWAY: 30 });
    }),
);

rule('TRN-05', 'who had come further takes the stages before along', () =>
  given(...both, reported({ track: 'AWAY', number: 20, by: '2020-02-01' }))
    .when('switchTrack', { ...move, stage: 'COMPLETED' })
    .state((state) => {
      expect(lastOf(countedResults(state), 'COMPLETED')).toEqual({ AWAY: 15, HOME: 5 });
      expect(lastOf(countedResults(state), 'ENROLLED')).toEqual({ HOME: 35, AWAY: 25 });
    }),
);

rule('TRN-05', 'a report recorded later counts where its date puts it: before the switch or after', () => {
  given(...both, trackSwitched(move), enrolled('AWAY', 28, '2020-02-01')).state((state) =>
    expect(certainlyAt(state, 'ENROLLED', '2020-03-01')).toBe(58),
  );
  given(...both, trackSwitched(move), enrolled('AWAY', 26, '2020-04-01')).state((state) =>
    expect(certainlyAt(state, 'ENROLLED', '2020-04-01')).toBe(61),
  );
});

rule('TRN-05', 'a commitment to one track counts those who came, and no longer those who left', () => {
  const home = committed({ track: 'HOME', split: undefined, number: 30 });
  given(
    home,
    reported({ track: 'HOME', number: 28, by: '2020-02-01' }),
    trackSwitched({ ...move, stage: 'COMPLETED' }),
  ).state((state) =>
    expect(commitmentStatusOn(state, '2020-09-01')).toMatchObject({ status: 'DELIVERED_ON_TIME', delivered: 33 }),
  );
  given(
    home,
    reported({ track: 'HOME', number: 30, by: '2020-02-01' }),
    trackSwitched({ ...move, from: 'HOME', to: 'AWAY', stage: 'COMPLETED' }),
  ).state((state) =>
    expect(commitmentStatusOn(state, '2020-09-01')).toMatchObject({ status: 'OVERDUE', because: [0, 2] }),
  );
});

ruleTable(
  'TRN-05',
  'from one track to another, by people who are on the first',
  [
    { name: 'all of them', change: { number: 30 }, facts: undefined },
    { name: 'one more than all', change: { number: 31 }, facts: { number: 31, onTrack: 30 } },
    { name: 'a stage on which nobody reported', change: { number: 31, stage: 'COMPLETED' }, facts: undefined },
    { name: 'before anybody was counted', change: { number: 31, on: '2019-09-30' }, facts: undefined },
    { name: 'to the same track', change: { to: 'AWAY' }, facts: { from: 'AWAY', to: 'AWAY' } },
    { name: 'from both at once', change: { from: 'HOME_AND_AWAY' }, facts: { from: 'HOME_AND_AWAY' } },
    { name: 'who is placed already', change: { stage: 'PLACED_AWAY' }, facts: { stage: 'PLACED_AWAY' } },
  ] as { name: string; change: Partial<SwitchTrack>; facts?: Record<string, unknown> }[],
  ({ change, facts }) => {
    const answer = given(...both).when('switchTrack', { ...move, ...change });
    if (facts) answer.refused('TRN-05', facts);
    else answer.recorded();
  },
);

rule('TRN-05', 'nobody moves, or by nobody’s reason: no switch', () => {
  given(...both)
    .when('switchTrack', { ...move, number: 0 })
    .malformed('number');
  given(...both)
    .when('switchTrack', { ...move, why: undefined })
    .malformed('why');
});

ruleTable(
  'TRN-05',
  'home and away together are no more than the whole of the same date',
  [
    { name: '35 and 25 of 60', away: 25, whole: {}, refused: false },
    { name: '35 and 26 of 60', away: 26, whole: {}, refused: true },
    { name: '35 and 26 of about 60', away: 26, whole: { qualifier: 'ABOUT' }, refused: false },
    { name: '35 and 26 of 60 by an earlier date', away: 26, whole: { by: '2020-08-30' }, refused: false },
  ] as const,
  ({ away, whole, refused }) => {
    const answer = given(committed(), reported(whole), reported({ track: 'HOME', number: 35 })).when('reportResult', {
      ...result,
      track: 'AWAY',
      number: away,
    });
    if (refused) answer.refused('TRN-05', { home: 35, away, whole: 60 });
    else answer.recorded();
  },
);

rule('TRN-03', 'the chain holds on each track after a switch', () => {
  const switched = [...both, trackSwitched(move)];
  const done = { ...result, track: 'AWAY', by: '2020-03-01' };
  given(...switched)
    .when('reportResult', { ...done, number: 26 })
    .refused('TRN-03', { number: 26, earlierNumber: 25 });
  given(...switched)
    .when('reportResult', { ...done, number: 25 })
    .recorded();
});

rule('GEN-09', 'a government moves trainees under its own arrangements only', () => {
  given(...both)
    .when('switchTrack', move, belgium)
    .recorded();
  given(...both)
    .when('switchTrack', move, france)
    .refused('GEN-09', { actingFor: 'party-fr' });
});
