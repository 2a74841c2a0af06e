import { expect } from '@jest/globals';
import fc from 'fast-check';
import { foldStream, type NewEvent, type RecordedEvent } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import type { Employer, Recruiter } from '#parties';
import { resultAdjusted } from '../adjust-result.js';
import { quotaClosed } from '../close-quota.js';
import type { OpenQuota } from '../open-quota.js';
import { arrangement, ceiling, ended, fiji, given, opened, suspended } from '../quota.fixture.js';
import { quotaDecider } from '../quota.decider.js';
import type { Quota } from '../quota.js';
import { quotasProjection } from '../quotas.projection.js';
import { quotaRevised } from '../revise-quota.js';
import { quotaTermsAgreed } from '../scopes/agree-quota-terms.js';
import { type OpenScope, scopeOpened } from '../scopes/open-scope.js';
import { heldIn, scopesFor, tallyOf, WHOLE } from '../scopes/scope.js';
import type { WorkerGroup } from '../scopes/selector.js';
import { type AdmitWorkers, workersAdmitted } from './admit-workers.js';
import { admissionCancelled } from './cancel-admission.js';
import { workersDeparted } from './record-departure.js';
import { workersReturned } from './record-return.js';
import { reservationReleased } from './release-reservation.js';
import { placesReserved } from './reserve-places.js';

const quota = 'quota-nz-rse-2020';
const women: WorkerGroup = {
  number: 1,
  origin: 'party-ws',
  occupation: '9211',
  sex: 'FEMALE',
  ageBand: 'FROM_25_TO_29',
};
const men: WorkerGroup = { ...women, sex: 'MALE' };
const admission = (number: number, changes: Partial<AdmitWorkers> = {}, group = women): AdmitWorkers => ({
  quota,
  on: '2020-08-01',
  channel: 'PUBLIC_SERVICE',
  groups: [{ ...group, number }],
  ...changes,
});
const admit = (number: number, changes: Partial<AdmitWorkers> = {}, group = women) =>
  workersAdmitted(admission(number, changes, group));
const ten = (changes: Partial<OpenQuota> = {}) => opened({ number: { limited: 10 }, ...changes });
const part = (scope: string, changes: Partial<OpenScope>) =>
  scopeOpened({ quota, scope, kind: 'CEILING', selector: { origins: [`party-${scope}`] }, ...changes });
const reserve = (number: number, lastDay: string, on = '2020-08-01') =>
  placesReserved({ quota, reservation: 'file-1', on, lastDay, groups: [{ ...women, number }] });
const on = (day: string) => ({ now: `${day}T09:00:00.000Z` });

ruleTable(
  'QUO-05',
  'no more are admitted than the ceiling allows',
  [
    { name: 'the last place', used: 9, asked: 1, left: undefined },
    { name: 'one more than are left', used: 9, asked: 2, left: 1 },
    { name: 'none is left', used: 10, asked: 1, left: 0 },
    { name: 'about ten may be fifteen', used: 10, asked: 1, left: undefined, opening: { qualifier: 'ABOUT' as const } },
    { name: 'a target is no limit', used: 10, asked: 1, left: undefined, opening: { kind: 'TARGET' as const } },
    { name: 'no quota applies', used: 10, asked: 1, left: undefined, opening: { number: { none: true } } },
    { name: 'expressly without limit', used: 10, asked: 1, left: undefined, opening: { number: { unlimited: true } } },
    { name: 'a ceiling of none', used: 0, asked: 1, left: 0, opening: { number: { limited: 0 } } },
  ],
  ({ used, asked, left, opening }) => {
    const answer = given(ten(opening), ...(used ? [admit(used)] : [])).when('admitWorkers', admission(asked));
    if (left === undefined) answer.recorded();
    else answer.refused('QUO-05', { asked, left, scope: WHOLE });
  },
);

rule('QUO-02', 'of a number that is to be set nothing can be used', () =>
  given(ten({ number: { toBeSetYearly: true } }))
    .when('admitWorkers', admission(1))
    .refused('QUO-02', { scope: WHOLE }),
);

ruleTable(
  'QUO-12',
  'what depends on a condition is not used before it is confirmed',
  [
    { name: 'the first number', history: [ten({ conditional: 'Enough housing' })], asked: 1, refused: 'QUO-12' },
    {
      name: 'an increase that would be enough',
      history: [
        ten(),
        quotaRevised({ quota, revision: 'more', number: { limited: 12 }, act: 'Order', conditional: 'Housing' }),
      ],
      asked: 12,
      refused: 'QUO-12',
    },
    {
      name: 'more than the increase as well',
      history: [
        ten(),
        quotaRevised({ quota, revision: 'more', number: { limited: 12 }, act: 'Order', conditional: 'Housing' }),
      ],
      asked: 13,
      refused: 'QUO-05',
    },
  ] as const,
  ({ history, asked, refused }) =>
    given(...history)
      .when('admitWorkers', admission(asked))
      .refused(refused),
);

ruleTable(
  'QUO-20',
  'the ceiling of all origins and the share of one are both checked',
  [
    { name: 'within both', asked: 2, from: 'party-ws', scope: undefined },
    { name: 'beyond the share', asked: 3, from: 'party-ws', scope: 'ws' },
    { name: 'beyond the ceiling of all', asked: 5, from: 'party-to', scope: WHOLE },
    { name: 'up to the ceiling of all', asked: 4, from: 'party-to', scope: undefined },
  ],
  ({ asked, from, scope }) => {
    const hub = ten({ ground: 'NATIONAL_DECISION', scope: { ...ceiling.scope, origins: [] } });
    // The shares come to ten; six places are used.
    const shares = [part('ws', { number: { limited: 4 } }), part('to', { number: { limited: 6 } })];
    const used = [admit(2), admit(4, {}, { ...men, origin: 'party-fj' })];
    const answer = given(hub, ...shares, ...used).when(
      'admitWorkers',
      admission(asked, {}, { ...women, origin: from }),
    );
    if (scope === undefined) answer.recorded();
    else answer.refused('QUO-05', { scope });
  },
);

rule('QUO-05', 'a batch is admitted as a whole or not at all', () =>
  given(ten(), part('ws', { number: { limited: 3 }, selector: { sexes: ['FEMALE'] } }))
    .when('admitWorkers', {
      ...admission(1),
      groups: [
        { ...men, number: 5 },
        { ...women, number: 4 },
      ],
    })
    .refused('QUO-05', { scope: 'ws', asked: 4, left: 3 }),
);

ruleTable(
  'QUO-15',
  'an admission falls in the period and in what the quota covers',
  [
    { name: 'the day before the first', changes: { on: '2020-06-30' }, refused: 'QUO-15' },
    { name: 'the first day', changes: { on: '2020-07-01' }, refused: undefined },
    { name: 'the last day', changes: { on: '2021-06-30' }, refused: undefined },
    { name: 'the day after the last', changes: { on: '2021-07-01' }, refused: 'QUO-15' },
    { name: 'another origin', changes: { groups: [{ ...women, origin: 'party-fj' }] }, refused: 'QUO-15' },
    { name: 'another sector', changes: { groups: [{ ...women, sector: 'fishing' }] }, refused: 'QUO-15' },
    { name: 'another occupation', changes: { groups: [{ ...women, occupation: '5321' }] }, refused: 'QUO-15' },
    { name: 'no occupation of ISCO-08', changes: { groups: [{ ...women, occupation: '9999' }] }, refused: 'QUO-15' },
    { name: 'nobody', changes: { groups: [] }, refused: 'QUO-14' },
    { name: 'without a channel', changes: { channel: undefined }, refused: 'QUO-14' },
  ] as { name: string; changes: Partial<AdmitWorkers>; refused?: 'QUO-14' | 'QUO-15' }[],
  ({ changes, refused }) => {
    const answer = given(ten()).when('admitWorkers', admission(1, changes));
    if (refused) answer.refused(refused);
    else answer.recorded();
  },
);

ruleTable(
  'ARR-16',
  'nobody is admitted while the arrangement rests, or once it ended',
  [
    { name: 'suspended', history: [suspended('2020-07-15')], refused: 'ARR-16' },
    { name: 'suspended later', history: [suspended('2020-08-02')], refused: undefined },
    { name: 'ended', history: [ended('2020-07-31')], refused: 'ARR-21' },
  ] as const,
  ({ history, refused }) => {
    const others = { 'arrangement-nz-rse': arrangement(...history) };
    const answer = given(ten()).when('admitWorkers', admission(1), { others });
    if (refused) answer.refused(refused);
    else answer.recorded();
  },
);

const lasting = { seq: 0, from: '2020-01-01', until: { lastDay: '2020-12-31' }, by: 'party-nz', ground: 'x' };
const employer = (changes: Partial<Employer> = {}) =>
  ({ approvals: [{ ...lasting, approval: 'a' }], restrictions: [], ...changes }) as unknown as Employer;
const ban = { ...lasting, restriction: 'ban', kind: 'BAN', appeals: [] };
const recruiter = (...jurisdictions: string[]) =>
  ({
    licences: jurisdictions.map((jurisdiction) => ({ ...lasting, licence: 'l', jurisdiction, suspensions: [] })),
  }) as unknown as Recruiter;

ruleTable(
  'QUO-15',
  'the employer is approved and the recruiter licensed on the day',
  [
    { name: 'both', others: {}, refused: undefined },
    { name: 'the last day of both', others: {}, on: '2020-12-31', refused: undefined },
    { name: 'the day after', others: {}, on: '2021-01-01', refused: 'QUO-15' },
    { name: 'an employer whom nobody registered', others: { 'employer-x': undefined }, refused: 'QUO-15' },
    { name: 'an employer without approval', others: { 'employer-x': employer({ approvals: [] }) }, refused: 'QUO-15' },
    {
      name: 'a banned employer',
      others: { 'employer-x': employer({ restrictions: [ban] as never }) },
      refused: 'EMP-02',
    },
    { name: 'a recruiter whom nobody registered', others: { 'recruiter-y': undefined }, refused: 'QUO-15' },
    { name: 'licensed elsewhere', others: { 'recruiter-y': recruiter('party-nz') }, refused: 'EMP-04' },
  ] as const,
  ({ others, refused, ...row }) => {
    const known = {
      'employer-x': employer(),
      'recruiter-y': recruiter('party-ws'),
      'arrangement-nz-rse': arrangement(),
    };
    const data = admission(1, { employer: 'employer-x', recruiter: 'recruiter-y', channel: undefined, ...row });
    const { name: _, ...asked } = data as AdmitWorkers & { name?: string };
    const answer = given(ten()).when('admitWorkers', asked, { others: { ...known, ...others } });
    if (refused) answer.refused(refused);
    else answer.recorded();
  },
);

ruleTable(
  'EMP-04',
  'a licence of the destination is needed where the text asks for it',
  [
    { name: 'the text is silent', terms: {}, licensedIn: ['party-ws'], refused: false },
    {
      name: 'it asks, and there is none',
      terms: { destinationLicence: true },
      licensedIn: ['party-ws'],
      refused: true,
    },
    { name: 'both', terms: { destinationLicence: true }, licensedIn: ['party-ws', 'party-nz'], refused: false },
    { name: 'of the destination only', terms: {}, licensedIn: ['party-nz'], refused: true },
  ],
  ({ terms, licensedIn, refused }) => {
    const data = admission(1, { recruiter: 'recruiter-y', channel: undefined });
    const others = { 'recruiter-y': recruiter(...licensedIn), 'arrangement-nz-rse': arrangement() };
    const answer = given(ten(), quotaTermsAgreed({ quota, terms })).when('admitWorkers', data, { others });
    if (refused) answer.refused('EMP-04', { recruiter: 'recruiter-y' });
    else answer.recorded();
  },
);

ruleTable(
  'QUO-14',
  'workers are counted and never named',
  [
    { name: 'a passport as the name of an admission', changes: { admission: 'ab1234567' } },
    { name: 'a form of address', changes: { admission: 'mrs-tavita' } },
    { name: 'a name in place of a sector', changes: { groups: [{ ...women, sector: 'Maria Tavita' }] } },
    { name: 'a telephone number', changes: { groups: [{ ...women, sector: 'fruit 0064211234567' }] } },
    { name: 'a passport in the reason', reason: 'Holder of passport LA 123456' },
    { name: 'an address in the note', note: 'Ask worker@example.org' },
  ],
  ({ changes = {}, reason, note }) =>
    given(ten({ scope: { ...ceiling.scope, sectors: [] } }))
      .when('admitWorkers', admission(1, changes), { provenance: { reason, note } })
      .refused('QUO-14'),
);

rule('QUO-14', 'sex and age may be undisclosed, and codes and plain words are no names', () =>
  given(ten({ scope: { ...ceiling.scope, sectors: [] } }))
    .when(
      'admitWorkers',
      admission(1, {
        admission: 'season-2020-07.batch-3',
        groups: [{ ...women, sex: 'UNDISCLOSED', ageBand: 'UNDISCLOSED', sector: 'palm oil' }],
      }),
      { provenance: { reason: 'Order of the Ministry of Labour of 1 August 2020' } },
    )
    .recorded(),
);

ruleTable(
  'QUO-16',
  'a reservation holds its places until its last day, and then they are free by themselves',
  [
    { name: 'on its last day', today: '2020-09-30', admittedOn: '2020-09-30', refused: true },
    { name: 'on the day after', today: '2020-10-01', admittedOn: '2020-10-01', refused: false },
    { name: 'on the day after, told of the day before', today: '2020-10-01', admittedOn: '2020-09-30', refused: false },
  ],
  ({ today, admittedOn, refused }) => {
    const answer = given(ten(), reserve(10, '2020-09-30')).when(
      'admitWorkers',
      admission(1, { on: admittedOn }),
      on(today),
    );
    if (refused) answer.refused('QUO-05', { left: 0 });
    else answer.recorded();
  },
);

ruleTable(
  'QUO-16',
  'reserved places are used by those they are reserved for, in time',
  [
    { name: 'all of them', asked: 10, day: '2020-09-30', code: undefined },
    { name: 'some', asked: 3, day: '2020-09-30', code: undefined },
    { name: 'more than are reserved', asked: 11, day: '2020-09-30', code: 'QUO-16' },
    { name: 'after they lapsed', asked: 1, day: '2020-10-01', code: 'QUO-16' },
    { name: 'of another name', asked: 1, day: '2020-09-30', reservation: 'file-2', code: 'QUO-16' },
  ] as const,
  ({ asked, day, code, ...row }) => {
    const data = admission(asked, { on: day, reservation: 'reservation' in row ? row.reservation : 'file-1' });
    const answer = given(ten(), reserve(10, '2020-09-30')).when('admitWorkers', data, on(day));
    if (code) answer.refused(code);
    else
      answer.state((state) => {
        expect(tallyOf(state, WHOLE).used).toBe(asked);
      });
  },
);

rule('QUO-16', 'the text tells after how many days a reservation lapses; without that its last day is named', () => {
  const data = { quota, reservation: 'file-1', on: '2020-08-01', groups: [women] };
  given(ten()).when('reservePlaces', data).refused('QUO-16');
  given(ten())
    .when('reservePlaces', { ...data, lastDay: '2020-07-31' })
    .refused('QUO-16');
  given(ten(), quotaTermsAgreed({ quota, terms: { reservationDays: 365 } }))
    .when('reservePlaces', data)
    .then(placesReserved({ ...data, lastDay: '2021-08-01' }));
});

rule(
  'QUO-16',
  'a request is counted and holds nothing; a reservation needs free places; what is given back is free',
  () => {
    const groups = [{ ...women, number: 11 }];
    given(ten())
      .when('requestPlaces', { quota, on: '2020-08-01', groups })
      .state((state) => expect(tallyOf(state, WHOLE)).toMatchObject({ requested: 11, used: 0 }));
    const file = {
      quota,
      reservation: 'file-2',
      on: '2020-08-01',
      lastDay: '2026-08-31',
      groups: [{ ...women, number: 2 }],
    };
    const held = [ten(), reserve(9, '2026-09-30')];
    given(...held)
      .when('reservePlaces', file)
      .refused('QUO-05', { asked: 2, left: 1 });
    given(...held)
      .when('reservePlaces', { ...file, reservation: 'file-1' })
      .refused('GEN-02');
    given(...held, reservationReleased({ quota, reservation: 'file-1', on: '2020-08-02' }))
      .when('reservePlaces', file)
      .recorded();
    given(ten()).when('releaseReservation', { quota, reservation: 'file-1', on: '2020-08-02' }).refused('QUO-16');
  },
);

rule('QUO-16', 'what is planned for a day to come is no admission', () =>
  given(ten()).when('admitWorkers', admission(1), on('2020-07-31')).refused('QUO-16', { today: '2020-07-31' }),
);

ruleTable(
  'QUO-17',
  'a cancelled admission gives its place back before arrival only',
  [
    { name: 'before', history: [], number: 4, left: 10 },
    { name: 'some of them', history: [], number: 1, left: 7 },
    {
      name: 'some have arrived',
      history: [workersDeparted({ quota, admission: 'batch', on: '2020-08-05', number: 3 })],
      number: 1,
      left: 7,
    },
    {
      name: 'more than are awaited',
      history: [workersDeparted({ quota, admission: 'batch', on: '2020-08-05', number: 3 })],
      number: 2,
    },
    {
      name: 'all have arrived',
      history: [workersDeparted({ quota, admission: 'batch', on: '2020-08-05' })],
      number: 1,
    },
    {
      name: 'they were cancelled already',
      history: [admissionCancelled({ quota, admission: 'batch', on: '2020-08-05' })],
      number: 1,
    },
    { name: 'on a day before the admission', history: [], number: 1, day: '2020-07-31' },
  ] as { name: string; history: NewEvent[]; number: number; left?: number; day?: string }[],
  ({ history, number, left, day = '2020-08-06' }) => {
    const answer = given(ten(), admit(4, { admission: 'batch' }), ...history).when('cancelAdmission', {
      quota,
      admission: 'batch',
      number,
      on: day,
    });
    if (left === undefined) answer.refused('QUO-17');
    else answer.state((state) => expect(10 - tallyOf(state, WHOLE).used).toBe(left));
  },
);

rule('QUO-17', 'after arrival a replacement is a new admission, if the text lets it', () => {
  const again = admission(1, { replacement: true });
  given(ten(), admit(9)).when('admitWorkers', again).refused('QUO-17');
  const terms = quotaTermsAgreed({ quota, terms: { replacements: true } });
  given(ten(), terms, admit(9))
    .when('admitWorkers', again)
    .state((state) => expect(tallyOf(state, WHOLE).used).toBe(10));
  given(ten(), terms, admit(10)).when('admitWorkers', again).refused('QUO-05', { left: 0 });
});

rule('QUO-17', 'who arrived keeps the place, also when they went home again', () => {
  const home = { quota, on: '2021-03-01', groups: [{ ...women, number: 3 }] };
  const history = [
    ten(),
    admit(4, { admission: 'batch' }),
    workersDeparted({ quota, admission: 'batch', number: 3, on: '2020-08-03' }),
  ];
  given(...history)
    .when('recordReturn', home)
    .state((state) => expect(tallyOf(state, WHOLE)).toMatchObject({ used: 4, departed: 3, returned: 3 }));
  given(...history, workersReturned(home))
    .when('recordReturn', { ...home, groups: [women] })
    .refused('QUO-16', { asked: 1, abroad: 0 });
});

rule(
  'QUO-18',
  'those who return are counted apart from those who are new, where the text has a share for each (Korea 2019)',
  () => {
    const shares = [
      part('new', { number: { limited: 7 }, selector: { returning: false } }),
      part('again', { number: { limited: 3 }, selector: { returning: true } }),
    ];
    const again = { ...women, returning: true };
    given(ten(), ...shares, admit(3, {}, again))
      .when('admitWorkers', admission(1, {}, again))
      .refused('QUO-05', { scope: 'again' });
    given(ten(), ...shares, admit(3, {}, again))
      .when('admitWorkers', admission(1))
      .state((state) => expect(tallyOf(state, WHOLE)).toMatchObject({ used: 4, returning: 3 }));
  },
);

ruleTable(
  'QUO-09',
  'an admission that puts a floor out of reach is flagged, and refused only where the text is strict',
  [
    { name: 'four men of ten', men: 3, more: 1, strict: false, endangers: undefined },
    { name: 'five men of ten', men: 4, more: 1, strict: false, endangers: ['women'] },
    { name: 'already out of reach', men: 5, more: 1, strict: false, endangers: undefined },
    { name: 'the text is strict', men: 4, more: 1, strict: true, endangers: 'refused' },
    { name: 'strict, and within', men: 3, more: 1, strict: true, endangers: undefined },
  ],
  ({ men: number, more, strict, endangers }) => {
    const floor = part('women', { kind: 'FLOOR', percent: 60, strict, selector: { sexes: ['FEMALE'] } });
    const answer = given(ten(), floor, admit(number, {}, men)).when('admitWorkers', admission(more, {}, men));
    if (endangers === 'refused') answer.refused('QUO-09', { floor: 'women' });
    else {
      answer.recorded();
      answer.then(workersAdmitted({ ...admission(more, {}, men), endangers: endangers as string[] | undefined }));
    }
  },
);

rule('QUO-19', 'what is closed takes no more movements; its result is adjusted with a reason', () => {
  const history = [ten(), admit(4, { admission: 'batch' }), quotaClosed({ quota, on: '2021-07-01' })];
  given(...history)
    .when('admitWorkers', admission(1))
    .refused('QUO-19', { closedOn: '2021-07-01' });
  given(...history)
    .when('cancelAdmission', { quota, admission: 'batch', on: '2020-08-02' })
    .refused('QUO-19');
  const adjustment = { quota, change: -1, on: '2021-08-01', reason: 'Counted twice' };
  given(...history)
    .when('adjustResult', { ...adjustment, reason: undefined })
    .malformed('reason');
  given(...history)
    .when('adjustResult', adjustment)
    .state((state) => {
      expect(tallyOf(state, WHOLE).used).toBe(4);
      expect(state.adjustments).toMatchObject([{ change: -1 }]);
    });
  given(ten()).when('adjustResult', adjustment).refused('QUO-19');
  expect(resultAdjusted(adjustment).data).toEqual(adjustment);
});

rule('GEN-09', 'only the parties to the arrangement tell of admissions', () => {
  given(ten()).when('admitWorkers', admission(1), fiji).refused('GEN-09');
  given(ten(), admit(1, { admission: 'a' }))
    .when('recordDeparture', { quota, admission: 'a', on: '2020-08-02' }, fiji)
    .refused('GEN-09');
});

/** Random histories of a quota of twenty with shares and a floor, in which most commands ask for too much. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('admit' as const),
    number: fc.integer({ min: 1, max: 6 }),
    sex: fc.constantFrom('FEMALE' as const, 'MALE' as const),
    name: fc.option(fc.nat(3), { nil: undefined }),
    file: fc.option(fc.nat(2), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('reserve' as const),
    number: fc.integer({ min: 1, max: 6 }),
    sex: fc.constantFrom('FEMALE' as const, 'MALE' as const),
    file: fc.nat(2),
    days: fc.integer({ min: 0, max: 20 }),
  }),
  fc.record({ kind: fc.constant('release' as const), file: fc.nat(2) }),
  fc.record({
    kind: fc.constantFrom('cancel' as const, 'depart' as const),
    name: fc.nat(3),
    number: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('back' as const),
    number: fc.integer({ min: 1, max: 3 }),
    sex: fc.constantFrom('FEMALE' as const, 'MALE' as const),
  }),
);

rule(
  'QUO-05',
  'whatever is recorded, no part and not the whole is ever above its ceiling, and sums and totals agree',
  () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let events: NewEvent[] = [
          ten({ number: { limited: 20 } }),
          part('women', { number: { limited: 12 }, selector: { sexes: ['FEMALE'] } }),
          part('men', { number: { limited: 8 }, selector: { sexes: ['MALE'] } }),
        ];
        steps.forEach((one, index) => {
          const day = new Date(Date.UTC(2020, 7, 1 + index)).toISOString().slice(0, 10);
          const groups = 'sex' in one ? [{ ...women, sex: one.sex, number: one.number }] : [];
          const [name, data] = {
            admit: [
              'admitWorkers',
              {
                ...admission(1),
                on: day,
                groups,
                admission: 'name' in one && one.name !== undefined ? `a${one.name}` : undefined,
                reservation: 'file' in one && one.file !== undefined ? `f${one.file}` : undefined,
              },
            ],
            reserve: [
              'reservePlaces',
              {
                quota,
                reservation: 'file' in one ? `f${one.file}` : '',
                on: day,
                lastDay: new Date(Date.UTC(2020, 7, 1 + index + ('days' in one ? one.days : 0)))
                  .toISOString()
                  .slice(0, 10),
                groups,
              },
            ],
            release: ['releaseReservation', { quota, reservation: 'file' in one ? `f${one.file}` : '', on: day }],
            cancel: [
              'cancelAdmission',
              {
                quota,
                admission: 'name' in one ? `a${one.name}` : '',
                number: 'number' in one ? one.number : undefined,
                on: day,
              },
            ],
            depart: [
              'recordDeparture',
              {
                quota,
                admission: 'name' in one ? `a${one.name}` : '',
                number: 'number' in one ? one.number : undefined,
                on: day,
              },
            ],
            back: ['recordReturn', { quota, on: day, groups }],
          }[one.kind] as [string, object];
          const decided = decideOn(events, name, data, day);
          events = [...events, ...decided];
          const state = foldOf(events);
          for (const [scope, most] of [
            [WHOLE, 20],
            ['women', 12],
            ['men', 8],
          ] as const) {
            const { used, departed, returned } = tallyOf(state, scope);
            expect(used + heldIn(state, scope, day)).toBeLessThanOrEqual(most);
            expect(departed).toBeLessThanOrEqual(used);
            expect(returned).toBeLessThanOrEqual(departed);
            const totals = totalsOf(events, day, scope);
            expect(totals).toEqual({ used, departed, returned, held: heldIn(state, scope, day) });
          }
        });
      }),
      { numRuns: 60 },
    ),
);

/** What a command records on a day, if it is not refused. */
function decideOn(events: NewEvent[], name: string, data: object, day: string): NewEvent[] {
  const command = quotaDecider.commands[name]!;
  const decision = command.decide(data as never, foldOf(events), {
    now: `${day}T09:00:00.000Z`,
    today: day,
    actor: { id: 'actor-secretariat', role: 'SECRETARIAT' },
    provenance: { commandId: 'x', sources: ['source-test'] },
    other: () => undefined,
    found: [],
  });
  return 'rule' in decision ? [] : [decision].flat();
}

const record = (event: NewEvent, seq: number): RecordedEvent => ({
  seq,
  eventId: '',
  stream: quota,
  version: seq + 1,
  schemaVersion: quotaDecider.events.get(event.type)!.schemaVersion,
  recordedAt: '2020-08-01T09:00:00.000Z',
  effective: {},
  actor: { id: 'actor-secretariat', role: 'SECRETARIAT' },
  commandId: '',
  grounds: { sources: [] },
  basis: [],
  type: event.type,
  data: event.data,
});

const foldOf = (events: NewEvent[]): Quota => foldStream(quotaDecider, events.map(record))!.state;

/** The same numbers from what the projection adds up. */
function totalsOf(events: NewEvent[], day: string, scope: string) {
  const { adds } = quotasProjection.totals![0]!;
  let state: Quota | undefined;
  const added = events.map(record).flatMap((event) => {
    const some = adds(event, state);
    state = quotaDecider.evolve(state, event);
    return some;
  });
  const counts = (cell: Record<string, unknown>) =>
    scopesFor(state!, { ...women, sex: cell.sex as 'MALE' }).includes(scope);
  const sum = (stage: string) =>
    added
      .filter(
        ({ cell }) =>
          cell.stage === stage && counts(cell) && (stage !== 'RESERVED' || (cell.last_day as string) >= day),
      )
      .reduce((total, { number }) => total + number, 0);
  return { used: sum('ADMITTED'), departed: sum('DEPARTED'), returned: sum('RETURNED'), held: sum('RESERVED') };
}
