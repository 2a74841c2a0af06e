import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import { quotaClosed } from '../close-quota.js';
import type { OpenQuota } from '../open-quota.js';
import { workersAdmitted } from '../movements/admit-workers.js';
import { ceiling, given, opened, samoa, fiji } from '../quota.fixture.js';
import type { Quota } from '../quota.js';
import { figureReported } from '../report-figure.js';
import { quotaRevised } from '../revise-quota.js';
import { quotaTermsAgreed } from './agree-quota-terms.js';
import { placesCarriedOver } from './carry-over.js';
import { type OpenScope, scopeOpened } from './open-scope.js';
import { placesReallocated } from './reallocate-places.js';
import { allowanceOn, inReserve, scopeOf, WHOLE, wholeOf } from './scope.js';
import { selects, skillLevelOf, type WorkerGroup } from './selector.js';

const quota = 'quota-nz-rse-2020';
/** Korea 2024: six sectors of 145,000 in all, and a reserve of 20,000. */
const SECTORS = {
  manufacturing: 95_000,
  agriculture: 16_000,
  services: 13_000,
  fishing: 10_000,
  construction: 6_000,
  shipbuilding: 5_000,
};
const korea = (changes: Partial<OpenQuota> = {}) =>
  opened({
    number: { limited: 165_000 },
    scope: { ...ceiling.scope, sectors: Object.keys(SECTORS), occupations: [] },
    ...changes,
  });
const part = (scope: string, limited: number, changes: Partial<OpenScope> = {}): OpenScope => ({
  quota,
  scope,
  kind: 'CEILING',
  number: { limited },
  selector: { sectors: [scope] },
  ...changes,
});
const reserve = (limited: number): OpenScope => part('reserve', limited, { reserve: true, selector: {} });
const sectors = Object.entries(SECTORS).map(([sector, number]) => scopeOpened(part(sector, number)));
const divided = [korea(), ...sectors, scopeOpened(reserve(20_000))];
const group: WorkerGroup = {
  number: 1,
  origin: 'party-ws',
  occupation: '9211',
  sex: 'FEMALE',
  ageBand: 'FROM_25_TO_29',
};
const admitted = (number: number, sector: string): NewEvent =>
  workersAdmitted({ quota, on: '2020-08-01', channel: 'DIRECT', groups: [{ ...group, number, sector }] });
const moves = quotaTermsAgreed({ quota, terms: { reallocation: { by: ['party-ws'] } } });

ruleTable(
  'QUO-04',
  'the parts of a ceiling with its reserve do not exceed it (Korea 2024)',
  [
    { name: 'a reserve that fills it', history: [korea(), ...sectors], open: reserve(20_000), refused: false },
    { name: 'one place more', history: [korea(), ...sectors], open: reserve(20_001), refused: true },
    { name: 'a sector beyond what the reserve leaves', history: divided, open: part('forestry', 1), refused: true },
    {
      name: 'parts by another attribute are added up apart',
      history: divided,
      open: part('women', 145_000, { selector: { sexes: ['FEMALE'] } }),
      refused: false,
    },
    {
      name: 'parts of a part',
      history: divided,
      open: part('care', 13_001, { parent: 'services', selector: { occupations: ['53'] } }),
      refused: true,
    },
    {
      name: 'without a limit there is nothing to exceed',
      history: [korea({ number: { unlimited: true } })],
      open: part('forestry', 200_000),
      refused: false,
    },
    {
      name: 'a target promises no places',
      history: divided,
      open: part('goal', 9_000, { kind: 'TARGET' }),
      refused: false,
    },
  ],
  ({ history, open, refused }) => {
    const answer = given(...history).when('openScope', open);
    if (refused) answer.refused('QUO-04');
    else answer.recorded();
  },
);

rule('QUO-04', 'a quota is divided before it is used: of places in use nobody can tell to which part they belong', () =>
  given(...divided, admitted(1, 'fishing'))
    .when('openScope', part('women', 10, { selector: { sexes: ['FEMALE'] } }))
    .refused('QUO-04', { used: 1 }),
);

ruleTable(
  'QUO-02',
  'a part has a number, or, if it is a floor, a share; a reserve counts nobody',
  [
    { name: 'neither', open: part('a', 1, { number: undefined }), code: 'QUO-02' },
    { name: 'both', open: part('a', 1, { kind: 'FLOOR', percent: 10 }), code: 'QUO-02' },
    { name: 'a ceiling by share', open: part('a', 1, { number: undefined, percent: 10 }), code: 'QUO-02' },
    { name: 'no states beside a number', open: part('a', 1, { number: { limited: 1, none: true } }), code: 'QUO-02' },
    { name: 'nobody selected', open: part('a', 1, { selector: {} }), code: 'QUO-01' },
    { name: 'a reserve for somebody', open: part('a', 1, { reserve: true }), code: 'QUO-01' },
    { name: 'within what is not there', open: part('a', 1, { parent: 'b' }), code: 'QUO-01' },
    { name: 'within a reserve', open: part('a', 1, { parent: 'reserve' }), code: 'QUO-01' },
  ] as const,
  ({ open, code }) =>
    given(...divided)
      .when('openScope', open)
      .refused(code),
);

ruleTable(
  'QUO-10',
  'floors together do not exceed the ceiling',
  [
    { name: 'two halves', first: 50, second: 50, refused: false },
    { name: 'a half and a little more', first: 50, second: 50.5, refused: true },
    { name: 'Israel and Nepal: 60 of 100 women, 40 men', first: 60, second: 40, refused: false },
  ],
  ({ first, second, refused }) => {
    const floor = (scope: string, percent: number, sex: 'FEMALE' | 'MALE'): OpenScope => ({
      quota,
      scope,
      kind: 'FLOOR',
      percent,
      selector: { sexes: [sex] },
    });
    const answer = given(opened({ number: { limited: 500 } }), scopeOpened(floor('women', first, 'FEMALE'))).when(
      'openScope',
      floor('men', second, 'MALE'),
    );
    if (refused) answer.refused('QUO-10', { whole: 500 });
    else answer.recorded();
  },
);

ruleTable(
  'QUO-11',
  'the number of a part is revised by an act, not below what is taken, and within its whole',
  [
    { name: 'down to what is used', to: 100, refused: undefined },
    { name: 'one below', to: 99, refused: 'QUO-11' },
    { name: 'up to what the others leave', to: 10_000, refused: undefined },
    { name: 'beyond', to: 10_001, refused: 'QUO-04' },
  ] as const,
  ({ to, refused }) => {
    const answer = given(...divided, admitted(100, 'fishing')).when('reviseQuota', {
      quota,
      scope: 'fishing',
      revision: 'round-2',
      number: { limited: to },
      act: 'Decision of the committee',
    });
    if (refused) answer.refused(refused);
    else
      answer.state((state) => {
        expect(scopeOf(state, 'fishing')!.numbers).toHaveLength(2);
        expect(allowanceOn(state, scopeOf(state, 'fishing')!, '2020-12-01').number).toBe(to);
        expect(state.setting!.numbers).toHaveLength(1);
      });
  },
);

rule('QUO-04', 'a whole is not revised below its parts', () =>
  given(...divided)
    .when('reviseQuota', { quota, revision: 'cut', number: { limited: 164_999 }, act: 'Decision' })
    .refused('QUO-04', { whole: 164_999, parts: 145_000, reserve: 20_000 }),
);

rule('QUO-12', 'an increase of a part on condition counts once a body confirmed it', () => {
  const raise = {
    quota,
    scope: 'fishing',
    revision: 'raise',
    number: { limited: 9_500 },
    act: 'Order',
    conditional: 'Housing',
  };
  given(...divided, quotaRevised({ ...raise }))
    .when('confirmCondition', { quota, revision: 'raise', by: 'Inspectorate', on: '2020-09-01' })
    .state((state) => {
      const fishing = scopeOf(state, 'fishing')!;
      expect(allowanceOn(state, fishing, '2020-08-31').number).toBe(10_000);
      expect(allowanceOn(state, fishing, '2020-09-01').number).toBe(9_500);
    });
});

ruleTable(
  'QUO-08',
  'only free places move, between parts that the text names, by whoever may decide it',
  [
    { name: 'from the reserve', move: { from: 'reserve', to: 'fishing', number: 20_000 }, code: undefined },
    { name: 'all that is free', move: { number: 9_900 }, code: undefined },
    { name: 'one that is used', move: { number: 9_901 }, code: 'REALLOCATION_BELOW_USED' },
    { name: 'by another party', move: { by: 'party-nz' }, code: 'REALLOCATION_NOT_ALLOWED' },
    { name: 'to the whole', move: { to: 'whole' }, code: 'REALLOCATION_NOT_ALLOWED' },
    { name: 'to the reserve', move: { to: 'reserve' }, code: 'REALLOCATION_NOT_ALLOWED' },
    { name: 'to itself', move: { to: 'fishing' }, code: 'REALLOCATION_NOT_ALLOWED' },
    { name: 'which the text does not allow', history: [], code: 'REALLOCATION_NOT_ALLOWED' },
    {
      name: 'which the text allows between others',
      history: [
        quotaTermsAgreed({
          quota,
          terms: { reallocation: { by: ['party-ws'], scopes: ['services', 'construction'] } },
        }),
      ],
      code: 'REALLOCATION_NOT_ALLOWED',
    },
    {
      name: 'that went away in the meantime',
      history: [
        moves,
        placesReallocated({ quota, from: 'fishing', to: 'services', number: 9_000, on: '2020-10', by: 'party-ws' }),
      ],
      move: { number: 901, on: '2020-08-01' },
      code: 'REALLOCATION_BELOW_USED',
    },
  ],
  ({ move = {}, history = [moves], code }) => {
    const answer = given(...divided, admitted(100, 'fishing'), ...history).when('reallocatePlaces', {
      quota,
      from: 'fishing',
      to: 'services',
      number: 100,
      on: '2020-09-01',
      by: 'party-ws',
      ...move,
    });
    if (code === undefined) answer.recorded();
    else answer.refused('QUO-08');
  },
);

rule('QUO-08', 'places of the reserve are used once they are moved, and only then', () => {
  const full = [...divided, admitted(5_000, 'shipbuilding')];
  const more = { quota, on: '2020-08-02', channel: 'DIRECT', groups: [{ ...group, sector: 'shipbuilding' }] };
  given(...full)
    .when('admitWorkers', more)
    .refused('QUO-05', { scope: 'shipbuilding', asked: 1, left: 0 });
  const moved = placesReallocated({
    quota,
    from: 'reserve',
    to: 'shipbuilding',
    number: 1,
    on: '2020-08-02',
    by: 'party-ws',
  });
  given(...full, moves, moved)
    .when('admitWorkers', more)
    .recorded();
  given(...full, moves, moved).state((state) => expect(inReserve(state, WHOLE, '2020-08-02')).toBe(19_999));
});

rule('GEN-10', 'nobody decides a move for another party', () =>
  given(...divided, moves)
    .when('reallocatePlaces', { quota, from: 'reserve', to: 'fishing', number: 1, on: '2020-09', by: 'party-ws' }, fiji)
    .refused('GEN-10'),
);

/** Japan and Indonesia: 1,000 in two years; 500 planned and 208 came in the first, so that 792 could come in the second. */
const before = {
  ...ceiling,
  quota: 'quota-jp-id-1',
  number: { limited: 500 },
  period: { label: 'year 1', from: '2019-07-01', to: '2020-06-30' },
};
const earlier = (...events: NewEvent[]): Quota => {
  let state: Quota | undefined;
  given(opened(before), ...events).state((folded) => (state = folded));
  return state!;
};
const allowed = (terms: object = {}) => quotaTermsAgreed({ quota: before.quota, terms: { carryOver: terms } });
const came = figureReported({ quota: before.quota, kind: 'ACTUAL', number: { counted: 208 } });
const closed = quotaClosed({ quota: before.quota, on: '2020-07-01' });
const second = opened({ number: { limited: 500 } });
const carry = { quota, from: before.quota };
const readable = (state: Quota) => ({ others: { [before.quota]: state, 'arrangement-nz-rse': undefined } });

rule('QUO-07', 'what a two-year pool left in its first year rolls into the second (Japan and Indonesia: 792)', () =>
  given(second)
    .when('carryOver', carry, readable(earlier(allowed(), came, closed)))
    .state((state) => {
      expect(state.carriedOver).toEqual([expect.objectContaining({ from: before.quota, number: 292 })]);
      expect(allowanceOn(state, wholeOf(state)!, '2021-01-01').most).toBe(792);
    }),
);

ruleTable(
  'QUO-07',
  'places pass once, after the close, where the text allows, up to its limit',
  [
    { name: 'not closed', history: [allowed(), came] },
    { name: 'the text is silent', history: [came, closed] },
    { name: 'more than is left', history: [allowed(), came, closed], number: 293 },
    { name: 'more than the text lets pass', history: [allowed({ most: 100 }), came, closed], number: 101 },
    { name: 'done already', history: [allowed(), came, closed], done: true },
    {
      name: 'nothing is left',
      history: [allowed(), figureReported({ quota: before.quota, kind: 'ACTUAL', number: { counted: 500 } }), closed],
    },
    {
      name: 'a day lies between the periods, and no act lets places pass over it',
      history: [allowed(), came, closed],
      period: { label: 'later', from: '2020-07-02', to: '2021-06-30' },
    },
    {
      name: 'the earlier period ends within this one, whatever an act says',
      history: [allowed(), came, closed],
      period: { label: 'too early', from: '2020-06-30', to: '2021-06-30' },
      act: 'Exchange of notes',
    },
    { name: 'another unit', history: [allowed(), came, closed], unit: 'VISAS' as const },
  ],
  ({ history, number, done, period, unit, act }) =>
    given(
      opened({ number: { limited: 500 }, ...(period ? { period } : {}), ...(unit ? { unit } : {}) }),
      ...(done ? [placesCarriedOver({ ...carry, number: 1 })] : []),
    )
      .when('carryOver', { ...carry, number, act }, readable(earlier(...history)))
      .refused('QUO-07'),
);

rule('QUO-07', 'from season to season places pass by a named act', () =>
  given(opened({ number: { limited: 500 }, period: { label: 'next season', from: '2020-10-01', to: '2021-04-30' } }))
    .when('carryOver', { ...carry, act: 'Exchange of notes' }, readable(earlier(allowed(), came, closed)))
    .state((state) =>
      expect(state.carriedOver).toEqual([expect.objectContaining({ number: 292, act: 'Exchange of notes' })]),
    ),
);

rule('QUO-07', 'the text limits how many pass, and until when', () =>
  given(second)
    .when('carryOver', carry, readable(earlier(allowed({ most: 100, months: 3 }), came, closed)))
    .state((state) => {
      const on = (day: string) => allowanceOn(state, wholeOf(state)!, day).most;
      expect([on('2020-09-30'), on('2020-10-01')]).toEqual([600, 500]);
    }),
);

rule('GEN-09', 'terms and parts are recorded for a quota by the parties to its arrangement', () => {
  given(korea()).when('openScope', part('fishing', 1), fiji).refused('GEN-09');
  given(korea())
    .when('agreeQuotaTerms', { quota, terms: { reservationDays: 365 } }, fiji)
    .refused('GEN-09');
  given(korea()).when('openScope', part('fishing', 1), samoa).recorded();
});

ruleTable(
  'QUO-15',
  'skill is that of the job, by the major group of its code',
  [
    { name: 'labourers', code: '9211', level: 'LOW' },
    { name: 'carers', code: '53', level: 'MEDIUM' },
    { name: 'clerks', code: '4', level: 'MEDIUM' },
    { name: 'technicians', code: '3221', level: 'HIGH' },
    { name: 'managers', code: '1', level: 'HIGH' },
    { name: 'armed forces', code: '03', level: undefined },
  ],
  ({ code, level }) => expect(skillLevelOf(code)).toBe(level),
);

rule('QUO-20', 'who counts for a part of a part counts for each whole around it', () =>
  fc.assert(
    fc.property(
      fc.record({
        origin: fc.constantFrom('party-ws', 'party-to'),
        occupation: fc.constantFrom('9211', '5321', '03'),
        sex: fc.constantFrom('FEMALE' as const, 'MALE' as const, 'UNDISCLOSED' as const),
        ageBand: fc.constantFrom('FROM_18_TO_24' as const, 'UNDISCLOSED' as const),
        sector: fc.option(fc.constantFrom('fishing', 'care'), { nil: undefined }),
        returning: fc.option(fc.boolean(), { nil: undefined }),
      }),
      fc.record(
        {
          origins: fc.subarray(['party-ws', 'party-to'], { minLength: 1 }),
          sectors: fc.subarray(['fishing', 'care'], { minLength: 1 }),
          sexes: fc.subarray(['FEMALE' as const, 'MALE' as const], { minLength: 1 }),
          returning: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      (attributes, selector) => {
        const one = { number: 1, ...attributes };
        // A narrower list never selects whom the wider one leaves out.
        const wider = { ...selector, origins: selector.origins && ['party-ws', 'party-to'] };
        if (selects(selector, one)) expect(selects(wider, one)).toBe(true);
        expect(selects({}, one)).toBe(true);
      },
    ),
  ),
);
