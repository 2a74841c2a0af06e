import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Arrangement, arrangementDecider } from '#arrangements';
import type { NewEvent } from '#kernel';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import type { CommitTraining } from './commit-training.js';
import type { Commitment } from './commitment.js';
import { viewCommitment } from './commitment.view.js';
import { progressOn, skillLevelOf } from './progress.js';
import { maskSmall, sharesOn } from './shares.js';
import { teachOutOn } from './teach-out.js';
import type { AgeBand, BreakdownCount, CountedSex } from './terms.js';
import { tracksOn } from './tracks.js';
import { committed, given, palim, reported, revised } from './training.fixture.js';
import { workerCostsOn } from './worker-costs.js';

const fold = (...history: NewEvent[]): Commitment => {
  let commitment: Commitment | undefined;
  given(...history).state((state) => (commitment = state));
  return commitment!;
};

const arrangement = (...after: [type: string, data: object][]): Arrangement => {
  let state: Arrangement | undefined;
  scenarios(arrangementDecider)
    .given(
      palim,
      ...after.map(([type, data]) =>
        arrangementDecider.events.get(type)!({ arrangement: 'arrangement-be-ma-palim', ...data } as never),
      ),
    )
    .state((folded) => (state = folded));
  return state!;
};

const cell = (sex: CountedSex, ageBand: AgeBand, number: number): BreakdownCount => ({ sex, ageBand, number });

describe('shares', () => {
  const women = (female: number, male: number, undisclosed: number) =>
    reported({
      number: female + male + undisclosed,
      breakdown: [
        cell('FEMALE', 'UNDISCLOSED', female),
        cell('MALE', 'UNDISCLOSED', male),
        cell('UNDISCLOSED', 'UNDISCLOSED', undisclosed),
      ],
    });

  ruleTable(
    'TRN-06',
    'the share of women is computed from counts, and held against the floor',
    [
      { name: 'exactly a fifth', told: women(50, 200, 0), least: 20, most: 20, standing: 'MET' },
      { name: 'one short of a fifth', told: women(49, 201, 0), least: 19.6, most: 19.6, standing: 'NOT_MET' },
      {
        name: 'it depends on one who did not tell',
        told: women(49, 200, 1),
        least: 19.6,
        most: 20,
        standing: 'UNCERTAIN',
      },
      { name: 'not even with all who did not tell', told: women(10, 230, 10), least: 4, most: 8, standing: 'NOT_MET' },
      { name: 'nobody told', told: women(0, 0, 250), least: undefined, most: undefined, standing: 'NO_DATA' },
      {
        name: 'not broken down',
        told: reported({ number: 250 }),
        least: undefined,
        most: undefined,
        standing: 'NO_DATA',
      },
    ],
    ({ told, least, most, standing }) => {
      const commitment = fold(
        committed({ number: 250, split: undefined, splitRule: 'By choice.', womenSharePercent: 20 }),
        told,
      );
      const { percentLeast, percentMost, standing: found } = sharesOn(commitment, '2020-08-31').women;
      expect([percentLeast, percentMost, found]).toEqual([least, most, standing]);
      expect(sharesOn(commitment, '2020-08-30').women.standing).toBe('NO_DATA');
    },
  );

  rule('TRN-06', 'a share below the floor by less than rounding shows is not met', () =>
    expect(
      sharesOn(fold(committed({ womenSharePercent: 20 }), women(19_999, 80_001, 0)), '2020-08-31').women,
    ).toMatchObject({ percentLeast: 20, standing: 'NOT_MET' }),
  );

  rule('TRN-06', 'young is whom the arrangement calls so', () => {
    const ages = reported({
      number: 100,
      breakdown: [
        cell('FEMALE', 'UNDER_18', 10),
        cell('MALE', 'FROM_18_TO_24', 20),
        cell('MALE', 'FROM_25_TO_29', 30),
        cell('FEMALE', 'FROM_30_TO_34', 25),
        cell('FEMALE', 'FROM_35_TO_54', 15),
      ],
    });
    const percent = (changes: Partial<CommitTraining>) =>
      sharesOn(fold(committed({ youthSharePercent: 60, ...changes }), ages), '2020-08-31').youth;
    expect(percent({})).toMatchObject({ percentLeast: 30, standing: 'NOT_MET' });
    expect(percent({ youthUpTo: 'UP_TO_29' })).toMatchObject({ percentLeast: 60, standing: 'MET' });
    expect(percent({ youthUpTo: 'UP_TO_34' })).toMatchObject({ percentLeast: 85, standing: 'MET' });
  });

  rule('TRN-06', 'of two tracks the counts are joined; no floor is no promise', () => {
    const part = (track: 'HOME' | 'AWAY', female: number, male: number) =>
      reported({
        track,
        number: female + male,
        breakdown: [cell('FEMALE', 'UNDISCLOSED', female), cell('MALE', 'UNDISCLOSED', male)],
      });
    const { women: share } = sharesOn(fold(committed(), part('HOME', 20, 10), part('AWAY', 10, 20)), '2020-08-31');
    expect(share).toMatchObject({ percentLeast: 50, standing: 'NO_FLOOR', because: [1, 2] });
  });

  rule('IND-03', 'a share that gives fewer than five people away is marked as small', () => {
    const small = (female: number, male: number) =>
      sharesOn(fold(committed(), women(female, male, 0)), '2020-08-31').women.isSmall;
    expect([small(4, 20), small(5, 20), small(20, 4), small(0, 20)]).toEqual([true, false, true, false]);
  });

  const cells = fc.array(fc.record({ number: fc.nat(30) }), { minLength: 1, maxLength: 12 });

  test('IND-03: no masked count follows from the total and the counts shown', () =>
    fc.assert(
      fc.property(cells, (counts) => {
        const shown = maskSmall(counts);
        expect(shown.filter(({ number }) => number !== undefined && number > 0 && number < 5)).toEqual([]);
        const masked = shown.filter((one) => one.masked).length;
        const others = shown.filter((one) => !one.masked && one.number! > 0).length;
        expect(masked === 1 && others > 0).toBe(false);
        if (counts.every(({ number }) => number === 0 || number >= 5)) expect(masked).toBe(0);
      }),
    ));
});

describe('tracks', () => {
  ruleTable(
    'TRN-11',
    'a track stays planned until somebody was placed through it',
    [
      {
        name: 'trained for abroad is not placed abroad',
        told: { stage: 'CERTIFIED', track: 'AWAY' },
        home: 'PLANNED',
        away: 'PLANNED',
      },
      {
        name: 'one placed away',
        told: { stage: 'PLACED_AWAY', track: 'AWAY', number: 1 },
        home: 'PLANNED',
        away: 'IMPLEMENTED',
      },
      {
        name: 'none placed away',
        told: { stage: 'PLACED_AWAY', track: 'AWAY', number: 0 },
        home: 'PLANNED',
        away: 'PLANNED',
      },
      { name: 'moved is not placed', told: { stage: 'MIGRATED', track: 'AWAY' }, home: 'PLANNED', away: 'PLANNED' },
      { name: 'placed at home', told: { stage: 'PLACED_HOME', track: 'HOME' }, home: 'IMPLEMENTED', away: 'PLANNED' },
    ] as const,
    ({ told, home, away }) => {
      const commitment = fold(committed(), reported(told));
      expect(tracksOn(commitment, '2020-08-31')).toMatchObject([
        { track: 'HOME', promised: 30, state: home },
        { track: 'AWAY', promised: 30, state: away },
      ]);
      expect(tracksOn(commitment, '2020-08-30').map(({ state }) => state)).toEqual(['PLANNED', 'PLANNED']);
    },
  );
});

describe('progress', () => {
  rule('TRN-03', 'claims stand apart from what was verified, outputs from outcomes', () => {
    const verified = { standing: 'VERIFIED', verifiedBy: { name: 'an auditor' } } as const;
    const commitment = fold(
      committed(),
      reported({ number: 57 }),
      reported({ number: 50, ...verified }),
      reported({ stage: 'PLACED_AWAY', track: 'AWAY', number: 12 }),
    );
    expect(progressOn(commitment, '2020-08-31')).toEqual([
      { stage: 'COMPLETED', kind: 'OUTPUT', claimed: 57, verified: 50, percentOfPromise: 95, because: [1, 2] },
      { stage: 'PLACED_AWAY', kind: 'OUTCOME', claimed: 12, verified: undefined, percentOfPromise: 20, because: [3] },
    ]);
    expect(progressOn(commitment, '2020-08-30')).toEqual([]);
  });

  rule('QUO-15', 'the skill level follows from the group of ISCO-08', () =>
    expect(['9', '53', '7115', '32', '2221', '1', '0', undefined].map(skillLevelOf)).toEqual([
      'LOW',
      'MEDIUM',
      'MEDIUM',
      'HIGH',
      'HIGH',
      'HIGH',
      undefined,
      undefined,
    ]),
  );
});

describe('the end of the arrangement', () => {
  const inForce: [string, object] = ['EntryIntoForceStated', { on: '2019-03-01' }];
  const ended = arrangement(inForce, ['ArrangementEnded', { ground: 'TERMINATION', on: '2020-06-01' }]);
  const enrolled = reported({ stage: 'ENROLLED', number: 40, by: '2020-05-31' });

  ruleTable(
    'TRN-10',
    'an end leaves what was due and who was enrolled',
    [
      { name: 'in force', history: [committed()], day: '2020-05-31', state: undefined },
      { name: 'due before the end', history: [committed({ dueOn: '2020-05-31' })], day: '2020-06-01', state: 'OWED' },
      {
        name: 'due on the day of the end',
        history: [committed({ dueOn: '2020-06-01' })],
        day: '2020-06-01',
        state: 'OWED',
      },
      {
        name: 'due a day later, nobody enrolled',
        history: [committed({ dueOn: '2020-06-02' })],
        day: '2020-06-01',
        state: 'NOT_BEGUN',
      },
      {
        name: 'due later, forty enrolled',
        history: [committed(), enrolled],
        day: '2020-06-01',
        state: 'TEACH_OUT',
        toFinish: 40,
      },
      {
        name: 'some trained since',
        history: [committed(), enrolled, reported({ number: 25 })],
        day: '2020-08-31',
        state: 'TEACH_OUT',
        toFinish: 15,
      },
      {
        name: 'all delivered',
        history: [committed(), enrolled, reported()],
        day: '2020-08-31',
        state: 'FULFILLED',
        toFinish: 0,
      },
      {
        name: 'put off before the end',
        history: [
          committed({ dueOn: '2020-05-31' }),
          revised({ from: '2020-05-01', number: undefined, dueOn: '2020-12-31' }),
        ],
        day: '2020-06-01',
        state: 'NOT_BEGUN',
      },
    ] as { name: string; history: NewEvent[]; day: string; state?: string; toFinish?: number }[],
    ({ history, day, state, toFinish }) => {
      const found = teachOutOn(fold(...history), ended, day);
      if (state === undefined) expect(found).toBeUndefined();
      else expect(found).toMatchObject({ endedOn: '2020-06-01', state, toFinish });
    },
  );

  rule('TRN-10', 'results are reported after the end as before it', () =>
    given(committed(), enrolled)
      .when('reportResult', {
        training: 'training-palim',
        stage: 'COMPLETED',
        number: 40,
        track: 'HOME_AND_AWAY',
        by: '2020-09-30',
        standing: 'CLAIMED',
      })
      .recorded(),
  );
});

describe('cost on the worker', () => {
  const fees = (answer: string): [string, object] => [
    'ClauseCoded',
    { clause: 'fees', content: { code: 'FEES', answer, codedFrom: 'TEXT', modality: 'SHALL', bearers: ['EMPLOYER'] } },
  ];
  const inForce: [string, object] = ['EntryIntoForceStated', { on: '2019-03-01' }];
  const charge = { kind: 'CHARGE', text: 'The trainee pays 300 EUR.' } as const;
  const bond = { kind: 'BOND', text: 'Two years with the employer, or pay.', months: 24 } as const;
  const payBack = { kind: 'PAY_BACK', text: 'A tenth of wages until paid.' } as const;

  ruleTable(
    'TRN-12',
    'a bond is flagged, and so is a charge where a clause on fees or the text forbids it',
    [
      { name: 'nothing on the worker', changes: {}, text: [inForce, fees('PRESENT')], flags: [] },
      { name: 'a charge, and no clause on fees', changes: { workerCosts: [charge] }, text: [inForce], flags: [] },
      {
        name: 'a charge, and a text silent on fees',
        changes: { workerCosts: [charge] },
        text: [inForce, fees('SILENT')],
        flags: [],
      },
      {
        name: 'a charge against the clause',
        changes: { workerCosts: [charge] },
        text: [inForce, fees('PRESENT')],
        flags: [['TRAINING_CHARGED_TO_WORKER', ['fees']]],
      },
      {
        name: 'a charge, and a clause not yet in force',
        changes: { workerCosts: [charge] },
        text: [fees('PRESENT')],
        flags: [],
      },
      {
        name: 'a charge for what is free',
        changes: { workerCosts: [charge], freeToWorker: true },
        text: [inForce],
        flags: [['TRAINING_CHARGED_TO_WORKER', []]],
      },
      {
        name: 'a bond, whatever the text',
        changes: { workerCosts: [bond] },
        text: [inForce],
        flags: [['WORKER_BOND_FLAG', []]],
      },
      {
        name: 'paying back, against the clause',
        changes: { workerCosts: [payBack] },
        text: [inForce, fees('PRESENT')],
        flags: [['WORKER_BOND_FLAG', ['fees']]],
      },
    ] as { name: string; changes: Partial<CommitTraining>; text: [string, object][]; flags: [string, string[]][] }[],
    ({ changes, text, flags }) =>
      expect(
        workerCostsOn(fold(committed(changes)), arrangement(...text), '2020-01-01').map(({ flag, forbiddenBy }) => [
          flag,
          forbiddenBy,
        ]),
      ).toEqual(flags),
  );

  rule('TRN-12', 'a cost on the worker is recorded, never refused: a breach that cannot be recorded is hidden', () =>
    given(committed({ workerCosts: [bond] })).state((_, subject) =>
      expect(
        viewCommitment(subject, { effectiveOn: '2020-01-01', knownSize: 9, knownAt: null, projected: false })
          .workerCosts,
      ).toEqual([bond]),
    ),
  );
});
