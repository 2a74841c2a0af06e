import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AsOfUsed, NewEvent } from '#kernel';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { DATES, DAYS, world } from '../permissions/permissions.fixture.js';
import { restrictionAppealed } from './appeal-restriction.js';
import { employerApproved } from './approve-employer.js';
import { restrictionAppealDecided } from './decide-restriction-appeal.js';
import { checkNotRestricted, type Employer, employerStandingOn, type Hiring, type Standing } from './employer.js';
import { employerDecider } from './employer.decider.js';
import { viewEmployer, viewStanding } from './employer.view.js';
import { standingsOf } from './employers.projection.js';
import { restrictionLifted } from './lift-restriction.js';
import { employerSucceeded } from './record-employer-succession.js';
import { employerRegistered } from './register-employer.js';
import { recordKeepingRequired } from './require-record-keeping.js';
import { employerRestricted, type RestrictEmployer } from './restrict-employer.js';
import { approvalWithdrawn } from './withdraw-approval.js';

const { given } = scenarios(employerDecider, world);

const employer = 'employer-farm';
const farm = { employer, name: 'Invented Farm', country: 'party-ca', sectors: ['agriculture'], party: 'party-farm' };
const registered = employerRegistered(farm);
const approval = {
  employer,
  approval: 'season-2026',
  by: 'party-ca',
  from: '2026-03-01',
  until: { lastDay: '2026-10-31' },
  ground: 'Section 1 of an invented act',
};
const approved = (changes: object = {}) => employerApproved({ ...approval, ...changes });
const ban: RestrictEmployer = {
  employer,
  restriction: 'ban-1',
  kind: 'BAN',
  by: 'party-ca',
  from: '2026-05-01',
  until: { lastDay: '2028-04-30' },
  ground: 'Wages withheld',
  appeal: { to: { body: 'Invented Tribunal', lastDay: '2026-05-31' } },
};
const banned = (changes: object = {}) => employerRestricted({ ...ban, ...changes });
const lifted = (on: string) =>
  restrictionLifted({ employer, restriction: 'ban-1', by: 'party-ca', on, ground: 'Wages were paid' });
const withdrawn = (on: string) =>
  approvalWithdrawn({
    employer,
    approval: 'season-2026',
    by: 'party-ca',
    on,
    ground: 'No work',
    appeal: { none: true },
  });
const appealed = (on: string, stays: boolean) =>
  restrictionAppealed({ employer, restriction: 'ban-1', before: 'Invented Tribunal', on, stays });
const decided = (on: string, outcome: 'UPHELD' | 'ALTERED' | 'QUASHED', lastDay?: string) =>
  restrictionAppealDecided({
    employer,
    restriction: 'ban-1',
    on,
    outcome,
    ground: 'Judgment 1',
    until: lastDay === undefined ? undefined : { lastDay },
  });
const suspended = banned({ restriction: 'pause', kind: 'SUSPENSION', from: '2026-04-01', until: { indefinite: true } });

type Row = [name: string, history: NewEvent[], day: string, standing: Standing, hiring?: Hiring];
ruleTable(
  'EMP-02',
  'approval, suspension and ban hold from their first day to their last, and the worst that stands counts',
  (
    [
      ['nothing on record', [], '2026-06-01', 'NOT_APPROVED'],
      ['the day before approval', [approved()], '2026-02-28', 'NOT_APPROVED'],
      ['the first day of approval', [approved()], '2026-03-01', 'APPROVED'],
      ['the last day of approval', [approved()], '2026-10-31', 'APPROVED'],
      ['the day after', [approved()], '2026-11-01', 'NOT_APPROVED'],
      ['approved since a month, within it', [approved({ from: '2026-03' })], '2026-03-30', 'NOT_APPROVED'],
      ['approved since a month, at its end', [approved({ from: '2026-03' })], '2026-03-31', 'APPROVED'],
      ['without an end', [approved({ until: { indefinite: true } })], '2036-01-01', 'APPROVED'],
      ['the day before it is withdrawn', [approved(), withdrawn('2026-06-01')], '2026-05-31', 'APPROVED'],
      ['the day it is withdrawn', [approved(), withdrawn('2026-06-01')], '2026-06-01', 'NOT_APPROVED'],
      ['the day before the ban', [approved(), banned()], '2026-04-30', 'APPROVED'],
      ['the first day of the ban', [approved(), banned()], '2026-05-01', 'BANNED'],
      ['banned without an approval', [banned()], '2028-04-30', 'BANNED'],
      ['the day after the ban', [banned()], '2028-05-01', 'NOT_APPROVED'],
      ['banned in a month, early in it', [banned({ from: '2026-05' })], '2026-05-02', 'BANNED'],
      ['suspended', [approved(), suspended], '2026-04-01', 'SUSPENDED'],
      ['suspended and banned', [suspended, banned()], '2026-05-01', 'BANNED'],
      ['the day before it is lifted', [approved(), banned(), lifted('2026-07-01')], '2026-06-30', 'BANNED'],
      ['the day it is lifted', [approved(), banned(), lifted('2026-07-01')], '2026-07-01', 'APPROVED'],
      ['appealed, and it goes on', [approved(), banned(), appealed('2026-05-10', false)], '2026-05-10', 'BANNED'],
      ['appealed, and it rests', [approved(), banned(), appealed('2026-05-10', true)], '2026-05-10', 'APPROVED'],
      [
        'the appeal fails',
        [approved(), banned(), appealed('2026-05-10', true), decided('2026-06-10', 'UPHELD')],
        '2026-06-10',
        'BANNED',
      ],
      [
        'the day before it succeeds',
        [approved(), banned(), appealed('2026-05-10', false), decided('2026-06-10', 'QUASHED')],
        '2026-06-09',
        'BANNED',
      ],
      [
        'it succeeds',
        [approved(), banned(), appealed('2026-05-10', false), decided('2026-06-10', 'QUASHED')],
        '2026-06-10',
        'APPROVED',
      ],
      [
        'shortened, on the new last day',
        [banned(), appealed('2026-05-10', false), decided('2026-06-10', 'ALTERED', '2026-08-31')],
        '2026-08-31',
        'BANNED',
      ],
      [
        'shortened, on the day after',
        [banned(), appealed('2026-05-10', false), decided('2026-06-10', 'ALTERED', '2026-08-31')],
        '2026-09-01',
        'NOT_APPROVED',
      ],
      [
        'approved under another arrangement',
        [approved({ arrangement: 'arrangement-a' })],
        '2026-06-01',
        'NOT_APPROVED',
        { arrangement: 'arrangement-b' },
      ],
      [
        'approved under this one',
        [approved({ arrangement: 'arrangement-a' })],
        '2026-06-01',
        'APPROVED',
        { arrangement: 'arrangement-a' },
      ],
      ['approved at large', [approved()], '2026-06-01', 'APPROVED', { arrangement: 'arrangement-a' }],
      [
        'approved for another sector',
        [approved({ sectors: ['care'] })],
        '2026-06-01',
        'NOT_APPROVED',
        { sector: 'agriculture' },
      ],
      [
        'barred from one origin, asked for it',
        [approved(), banned({ by: 'party-ph', origins: ['party-ph'] })],
        '2026-06-01',
        'BANNED',
        { origin: 'party-ph' },
      ],
      [
        'barred from one origin, asked for another',
        [approved(), banned({ by: 'party-ph', origins: ['party-ph'] })],
        '2026-06-01',
        'APPROVED',
        { origin: 'party-np' },
      ],
      [
        'barred from one origin, asked at large',
        [approved(), banned({ by: 'party-ph', origins: ['party-ph'] })],
        '2026-06-01',
        'BANNED',
      ],
    ] as Row[]
  ).map(([name, history, day, standing, hiring]) => ({ name, history, day, standing, hiring })),
  ({ history, day, standing, hiring }) =>
    given(registered, ...history).state((state) => {
      expect(employerStandingOn(state, day, hiring).standing).toBe(standing);
      const refused = checkNotRestricted(employer, state, day, hiring);
      expect(refused?.code).toBe(
        { BANNED: 'EMPLOYER_BANNED', SUSPENDED: 'EMPLOYER_SUSPENDED', APPROVED: undefined, NOT_APPROVED: undefined }[
          standing
        ],
      );
    }),
);

rule('EMP-02', 'no admission for a banned employer, and the answer says who banned it and how long', () =>
  given(registered, banned()).state((state) =>
    expect(checkNotRestricted(employer, state, '2026-05-01')).toMatchObject({
      rule: 'EMP-02',
      message: 'employer-farm is banned by party-ca from 2026-05-01, until 2028-04-30: it admits nobody on 2026-05-01.',
      facts: { restriction: 'ban-1', by: 'party-ca', lastDay: '2028-04-30' },
    }),
  ),
);

ruleTable(
  'EMP-02',
  'an approval, suspension or ban has a start, an end and a ground, a burden also an appeal',
  [
    { name: 'an approval without an end', command: 'approveEmployer', data: { ...approval, until: {} } },
    {
      name: 'both ends',
      command: 'approveEmployer',
      data: { ...approval, until: { lastDay: '2026-10-31', indefinite: true } },
    },
    { name: 'ends before it starts', command: 'restrictEmployer', data: { ...ban, until: { lastDay: '2026-04-30' } } },
    { name: 'a ban that is silent on appeals', command: 'restrictEmployer', data: { ...ban, appeal: {} } },
  ],
  ({ command, data }) => given(registered).when(command, data).refused('EMP-02'),
);

rule('EMP-02', 'start and ground are not left out', () => {
  given(registered)
    .when('restrictEmployer', { ...ban, from: undefined })
    .malformed('from');
  given(registered)
    .when('restrictEmployer', { ...ban, ground: '' })
    .malformed('ground');
  given(registered).when('restrictEmployer', ban).then(banned());
});

ruleTable(
  'EMP-02',
  'what happens to a restriction or approval has an order',
  [
    { name: 'an unknown one', history: [], command: 'liftRestriction', data: lifted('2026-06-01').data },
    {
      name: 'lifted twice',
      history: [banned(), lifted('2026-06-01')],
      command: 'liftRestriction',
      data: lifted('2026-07-01').data,
    },
    {
      name: 'lifted before it starts',
      history: [banned()],
      command: 'liftRestriction',
      data: lifted('2026-04-30').data,
    },
    {
      name: 'appealed before it starts',
      history: [banned()],
      command: 'appealRestriction',
      data: appealed('2026-04-30', true).data,
    },
    {
      name: 'appealed while an appeal is pending',
      history: [banned(), appealed('2026-05-10', false)],
      command: 'appealRestriction',
      data: appealed('2026-05-11', false).data,
    },
    {
      name: 'appealed where it is final',
      history: [banned({ appeal: { none: true } })],
      command: 'appealRestriction',
      data: appealed('2026-05-10', false).data,
    },
    {
      name: 'decided without an appeal',
      history: [banned()],
      command: 'decideRestrictionAppeal',
      data: decided('2026-06-10', 'UPHELD').data,
    },
    {
      name: 'decided before the appeal',
      history: [banned(), appealed('2026-05-10', false)],
      command: 'decideRestrictionAppeal',
      data: decided('2026-05-09', 'UPHELD').data,
    },
    {
      name: 'altered without a new end',
      history: [banned(), appealed('2026-05-10', false)],
      command: 'decideRestrictionAppeal',
      data: decided('2026-06-10', 'ALTERED').data,
    },
    {
      name: 'upheld with a new end',
      history: [banned(), appealed('2026-05-10', false)],
      command: 'decideRestrictionAppeal',
      data: decided('2026-06-10', 'UPHELD', '2027-01-01').data,
    },
    { name: 'an approval nobody gave', history: [], command: 'withdrawApproval', data: withdrawn('2026-06-01').data },
    {
      name: 'withdrawn twice',
      history: [approved(), withdrawn('2026-06-01')],
      command: 'withdrawApproval',
      data: withdrawn('2026-07-01').data,
    },
  ] as { name: string; history: NewEvent[]; command: string; data: object }[],
  ({ history, command, data }) =>
    given(registered, ...history)
      .when(command, data)
      .refused('EMP-02'),
);

rule('EMP-02', 'after a decision another appeal may follow', () =>
  given(registered, banned(), appealed('2026-05-10', false), decided('2026-06-10', 'UPHELD'))
    .when('appealRestriction', appealed('2026-06-20', true).data)
    .state((state) => expect(employerStandingOn(state, '2026-06-20').standing).toBe('NOT_APPROVED')),
);

// EMP-03: the ban stands against the predecessor.
let predecessor: Employer;
given(employerRegistered({ ...farm, employer: 'employer-old' }), banned({ employer: 'employer-old' })).state(
  (state) => (predecessor = state),
);
const succession = { employer, predecessor: 'employer-old', on: '2026-06-01', description: 'The same owners' };
const passed = {
  ...ban,
  restriction: 'from-old',
  from: '2026-07-01',
  passedFrom: { employer: 'employer-old', restriction: 'ban-1' },
};
const withPredecessor = () => ({ others: { ...world.others, 'employer-old': predecessor } });

rule('EMP-03', 'a successor is not banned because its predecessor is', () =>
  given(registered, approved())
    .when('recordEmployerSuccession', succession, withPredecessor())
    .state((state) => expect(employerStandingOn(state, '2026-07-01').standing).toBe('APPROVED')),
);

rule('EMP-03', 'a decision passes the ban on, and names it', () =>
  given(registered, approved(), employerSucceeded(succession))
    .when('restrictEmployer', passed, withPredecessor())
    .state((state) =>
      expect(employerStandingOn(state, '2026-07-01')).toMatchObject({
        standing: 'BANNED',
        restriction: { passedFrom: { employer: 'employer-old', restriction: 'ban-1' } },
      }),
    ),
);

ruleTable(
  'EMP-03',
  'what is passed on stands against a predecessor, is the same in kind, and comes from who imposed it',
  [
    { name: 'no succession is on record', history: [], data: passed },
    {
      name: 'a restriction that the predecessor does not have',
      history: [employerSucceeded(succession)],
      data: { ...passed, passedFrom: { employer: 'employer-old', restriction: 'ban-2' } },
    },
    { name: 'another kind', history: [employerSucceeded(succession)], data: { ...passed, kind: 'SUSPENSION' } },
    { name: 'another authority', history: [employerSucceeded(succession)], data: { ...passed, by: 'party-ph' } },
    {
      name: 'it has ended by then',
      history: [employerSucceeded(succession)],
      data: { ...passed, from: '2028-05-01', until: { lastDay: '2029-05-01' } },
    },
  ] as { name: string; history: NewEvent[]; data: object }[],
  ({ history, data }) =>
    given(registered, ...history)
      .when('restrictEmployer', data, withPredecessor())
      .refused('EMP-03'),
);

rule('EMP-03', 'nobody succeeds itself', () =>
  given(registered)
    .when('recordEmployerSuccession', { ...succession, predecessor: employer })
    .refused('EMP-03'),
);

const kept = (changes: object = {}) =>
  recordKeepingRequired({
    employer,
    requirement: 'six-years',
    kinds: ['WAGES_AND_HOURS', 'CONTRACTS'],
    years: 6,
    law: 'Section 9 of an invented act',
    ...changes,
  });
const destroy = (on: string, changes: object = {}) => ({
  employer,
  kinds: ['CONTRACTS'],
  madeUntil: '2020-02-29',
  on,
  ...changes,
});
ruleTable(
  'EMP-07',
  'records are destroyed after the stated time, not before',
  [
    { name: 'on the last day', history: [kept()], data: destroy('2026-02-28'), accepted: false },
    { name: 'on the day after', history: [kept()], data: destroy('2026-03-01'), accepted: true },
    {
      name: 'others than those that are kept',
      history: [kept()],
      data: destroy('2021-01-01', { kinds: ['HOUSING'] }),
      accepted: true,
    },
    {
      name: 'some of them',
      history: [kept()],
      data: destroy('2021-01-01', { kinds: ['HOUSING', 'CONTRACTS'] }),
      accepted: false,
    },
    { name: 'where no duty is on record', history: [], data: destroy('2021-01-01'), accepted: true },
    {
      name: 'of two duties the longer counts',
      history: [
        kept(),
        kept({ requirement: 'ten-years', years: 10, law: undefined, arrangement: 'arrangement-a', clause: 'records' }),
      ],
      data: destroy('2026-03-01'),
      accepted: false,
    },
  ] as { name: string; history: NewEvent[]; data: object; accepted: boolean }[],
  ({ history, data, accepted }) => {
    const answer = given(registered, ...history).when('destroyRecords', data);
    if (accepted) answer.recorded();
    else answer.refused('EMP-07');
  },
);

rule('EMP-07', 'a time to keep records says where it comes from', () => {
  given(registered)
    .when('requireRecordKeeping', { ...kept().data, law: undefined })
    .refused('EMP-07');
  given(registered)
    .when('requireRecordKeeping', { ...kept().data, law: undefined, arrangement: 'arrangement-a' })
    .refused('EMP-07');
  given(registered)
    .when('requireRecordKeeping', { ...kept().data, kinds: [] })
    .refused('EMP-07');
});

const government = (party: string) => ({ actor: { id: 'actor', role: 'GOVERNMENT' as const, onBehalfOf: party } });
const speaks = (party?: string) => ({ actor: { id: 'actor', role: 'EMPLOYER' as const, onBehalfOf: party } });

rule('GEN-10', 'an authority approves, bans and lifts for itself only', () => {
  given(registered).when('approveEmployer', approval, government('party-ca')).recorded();
  given(registered).when('approveEmployer', approval, government('party-ph')).refused('GEN-10', { actOf: 'party-ca' });
  given(registered)
    .when('approveEmployer', { ...approval, by: 'party-farm' })
    .refused('GEN-10', { kind: 'EMPLOYER' });
  given(registered)
    .when('restrictEmployer', { ...ban, by: 'party-ilo' })
    .refused('GEN-10');
  given(registered, banned())
    .when('liftRestriction', { ...lifted('2026-06-01').data, by: 'party-ph' })
    .refused('GEN-10', { imposedBy: 'party-ca' });
  given(registered, approved())
    .when('withdrawApproval', { ...withdrawn('2026-06-01').data, by: 'party-ca-mb' })
    .refused('GEN-10', { approvedBy: 'party-ca' });
});

rule('GEN-10', 'an employer appeals and destroys records for itself only', () => {
  const appeal = appealed('2026-05-10', true).data;
  given(registered, banned()).when('appealRestriction', appeal, speaks('party-farm')).recorded();
  given(registered, banned()).when('appealRestriction', appeal, speaks('party-other')).refused('GEN-10');
  given(registered, banned()).when('appealRestriction', appeal, speaks()).refused('GEN-10');
  given(registered).when('destroyRecords', destroy('2026-03-01'), speaks('party-other')).refused('GEN-10');
});

rule('GEN-09', 'employers and unions approve nobody, and a government speaks on its own matters', () => {
  given(registered).when('approveEmployer', approval, speaks('party-farm')).refused('GEN-09');
  given().when('registerEmployer', farm, government('party-ph')).refused('GEN-09');
  given(registered, banned(), appealed('2026-05-10', false))
    .when('decideRestrictionAppeal', decided('2026-06-10', 'QUASHED').data, government('party-np'))
    .refused('GEN-09');
  given(registered).when('requireRecordKeeping', kept().data, government('party-ph')).refused('GEN-09');
});

rule('PTY-03', 'whom an employer’s record names is registered, and is what it has to be', () => {
  given().when('registerEmployer', farm).then(registered);
  given()
    .when('registerEmployer', { ...farm, country: 'party-ca-mb' })
    .refused('PTY-03');
  given()
    .when('registerEmployer', { ...farm, party: 'party-ilo' })
    .refused('PTY-03');
  given()
    .when('registerEmployer', { ...farm, party: 'party-xx' })
    .refused('PTY-03');
  given(registered)
    .when('approveEmployer', { ...approval, origins: ['party-xx'] })
    .refused('PTY-03');
  given(registered)
    .when('approveEmployer', { ...approval, arrangement: 'arrangement-x' })
    .refused('GEN-05');
  given(registered).when('recordEmployerSuccession', succession).refused('GEN-05');
});

rule('GEN-02', 'a name within the record is used once', () => {
  given(registered, approved()).when('approveEmployer', approval).refused('GEN-02');
  given(registered, banned()).when('restrictEmployer', ban).refused('GEN-02');
  given(registered, kept()).when('requireRecordKeeping', kept().data).refused('GEN-02');
  given(registered, employerSucceeded(succession)).when('recordEmployerSuccession', succession).refused('GEN-02');
});

const asOf = (effectiveOn: string): AsOfUsed => ({ effectiveOn, knownSize: 100, knownAt: null, projected: false });

rule('AUD-02', 'an answer shows what it rests on', () =>
  given(registered, approved(), banned(), appealed('2026-05-10', true), decided('2026-06-10', 'UPHELD')).state(
    (_, subject) => {
      const view = viewEmployer(subject, asOf('2026-07-01'));
      expect(viewStanding(view, {})).toMatchObject({
        standing: 'BANNED',
        says: 'Banned by party-ca from 2026-05-01, until 2028-04-30: Wages withheld',
        evidence: [{ seq: 2 }, { seq: 3 }, { seq: 4 }],
      });
      expect(view.approvals).toMatchObject([{ approval: 'season-2026', holds: true, evidence: [{ seq: 1 }] }]);
      expect(view.restrictions).toMatchObject([
        { stands: true, appeals: [{ heardBy: 'Invented Tribunal', outcome: 'UPHELD', decidedOn: '2026-06-10' }] },
      ]);
      const before = viewEmployer(subject, asOf('2026-04-30'));
      expect(viewStanding(before, {})).toMatchObject({ standing: 'APPROVED', evidence: [{ seq: 1 }] });
    },
  ),
);

const date = fc.constantFrom(...DATES);
const until = fc.oneof(
  date.map((lastDay) => ({ lastDay })),
  fc.constant({ indefinite: true }),
);
const history = fc.array(
  fc.oneof(
    fc.record({ from: date, until }).map((dates) => approved({ ...dates, approval: `a${dates.from}` })),
    fc
      .record({ from: date, until, kind: fc.constantFrom('BAN', 'SUSPENSION') })
      .map((dates) => banned({ ...dates, restriction: 'ban-1' })),
    date.map((on) => lifted(on)),
    date.map((on) => withdrawn(on)),
    fc.tuple(date, fc.boolean()).map(([on, stays]) => appealed(on, stays)),
    fc.tuple(date, fc.constantFrom('UPHELD', 'QUASHED')).map(([on, outcome]) => decided(on, outcome as 'UPHELD')),
    fc.tuple(date, date).map(([on, lastDay]) => decided(on, 'ALTERED', lastDay)),
  ),
  { maxLength: 8 },
);

test('on each day exactly one row says how an employer stands, and it says what the rule says', () =>
  fc.assert(
    fc.property(history, (events) =>
      given(registered, ...events).state((state) => {
        const rows = standingsOf(state);
        for (const day of DAYS) {
          const holding = rows.filter(
            ({ eff_from, eff_to }) => eff_from <= day && (eff_to === 'infinity' || day < eff_to),
          );
          expect([day, ...holding.map(({ standing }) => standing)]).toEqual([
            day,
            employerStandingOn(state, day).standing,
          ]);
        }
      }),
    ),
  ));
