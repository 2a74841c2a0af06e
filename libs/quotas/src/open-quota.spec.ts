import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { type OpenQuota, quotaOpened } from './open-quota.js';
import { missingIn, numberOn, type Quota } from './quota.js';
import {
  arrangement,
  ceiling,
  ended,
  fiji,
  finalClauses,
  given,
  notifiedBy,
  opened,
  resumed,
  samoa,
  scope,
  signedBy,
  suspended,
  world,
} from './quota.fixture.js';

rule('QUO-01', 'a quota belongs to one arrangement, kind, period and unit', () =>
  given().when('openQuota', ceiling).then(quotaOpened(ceiling)),
);

ruleTable(
  'QUO-01',
  'without arrangement, kind, unit, number, period or scope it has no shape',
  (['arrangement', 'kind', 'unit', 'number', 'period', 'scope'] as const).map((name) => ({ name })),
  ({ name }) =>
    given()
      .when('openQuota', { ...ceiling, [name]: undefined })
      .malformed(name),
);

rule('QUO-01', 'it opens for a registered arrangement only', () =>
  given()
    .when('openQuota', { ...ceiling, arrangement: 'arrangement-other' })
    .refused('QUO-01', { arrangement: 'arrangement-other' }),
);

rule('QUO-01', 'whom it names takes part in the arrangement', () =>
  given()
    .when('openQuota', { ...ceiling, scope: { ...scope, origins: ['party-fj'] } })
    .refused('QUO-01', { party: 'party-fj' }),
);

rule('QUO-01', 'a period does not end before it begins', () =>
  given()
    .when('openQuota', { ...ceiling, period: { label: '2020', from: '2020-07', to: '2020-06-30' } })
    .refused('QUO-01', { from: '2020-07', to: '2020-06-30' }),
);

rule('QUO-01', 'what its source leaves open is shown, not made up', () =>
  given()
    .when('openQuota', {
      ...ceiling,
      period: { label: 'from November 2014', from: '2014-11' },
      scope: { ...scope, destination: undefined },
    })
    .state((quota) => expect(missingIn(quota)).toEqual(['scope.destination', 'period.to'])),
);

rule('PTY-03', 'a cap for all origins names registered parties', () => {
  const cap = { ...ceiling, ground: 'NATIONAL_DECISION' };
  given()
    .when('openQuota', { ...cap, scope: { ...scope, origins: ['party-ws', 'party-fj'] } })
    .recorded();
  given()
    .when('openQuota', { ...cap, scope: { ...scope, origins: ['party-xx'] } })
    .refused('PTY-03', { party: 'party-xx' });
});

rule('QUO-15', 'occupations are groups of ISCO-08', () =>
  given()
    .when('openQuota', { ...ceiling, scope: { ...scope, occupations: ['2221', '99'] } })
    .refused('QUO-15', { code: '99' }),
);

ruleTable(
  'QUO-02',
  'no number is a state of its own, and nought is a number',
  [
    { name: 'a limit', number: { limited: 14_400 } },
    { name: 'a limit of 0', number: { limited: 0 } },
    { name: 'none', number: { none: true } },
    { name: 'unlimited', number: { unlimited: true } },
    { name: 'to be set yearly', number: { toBeSetYearly: true } },
  ],
  ({ number }) =>
    given()
      .when('openQuota', { ...ceiling, number })
      .state((quota) => expect(numberOn(quota, '2020-12-01')?.value.number).toEqual(number)),
);

ruleTable(
  'QUO-02',
  'exactly one is given',
  [
    { name: 'nothing', number: {} },
    { name: 'none and a number', number: { limited: 5, none: true } },
    { name: 'a flag that is not raised', number: { unlimited: false } },
  ],
  ({ number }) =>
    given()
      .when('openQuota', { ...ceiling, number })
      .refused('QUO-02'),
);

rule('QUO-02', 'a number is whole and not below 0', () =>
  given()
    .when('openQuota', { ...ceiling, number: { limited: -1 } })
    .malformed('number.limited'),
);

rule('QUO-12', 'a number that depends on a condition does not count', () =>
  given()
    .when('openQuota', { ...ceiling, conditional: 'housing is found' })
    .state((quota) => expect(numberOn(quota, '2020-12-01')).toBeUndefined()),
);

rule('QUO-13', 'what is set outside the text rests on an act or on a source', () => {
  const decree = { ...ceiling, ground: 'NATIONAL_DECISION' };
  const unsourced = { provenance: { sources: undefined, reason: 'known to the ministry' } };
  given().when('openQuota', decree, unsourced).refused('QUO-13');
  given()
    .when('openQuota', { ...decree, act: 'Order of 14 October 2019' }, unsourced)
    .recorded();
  given().when('openQuota', decree).recorded();
});

const other = (changes: Partial<OpenQuota>): Quota => {
  let folded: Quota | undefined;
  given(opened({ quota: 'quota-nz-rse-other', ...changes })).state((state) => (folded = state));
  return folded!;
};
const season = (from?: string, to?: string) => ({ period: { label: 'the other season', from, to } });

ruleTable(
  'QUO-03',
  'periods of one scope do not overlap; they may cross calendar years',
  [
    { name: 'it ends on the day before', changes: season('2019-07-01', '2020-06-30') },
    { name: 'it ends on the first day', changes: season('2019-07-01', '2020-07-01'), overlaps: true },
    { name: 'it begins on the last day', changes: season('2021-06-30', '2022-06-29'), overlaps: true },
    { name: 'it begins on the day after', changes: season('2021-07-01', '2022-06-30') },
    { name: 'it lies within', changes: season('2020-12-01', '2020-12-31'), overlaps: true },
    { name: 'its first day is known to the year only, and may lie after', changes: season('2021', '2022') },
    {
      name: 'its last day is known to the month only, and is within in any case',
      changes: season('2020', '2021-05'),
      overlaps: true,
    },
    { name: 'its end is not on record', changes: season('2020-07-01') },
    { name: 'another unit', changes: { ...season('2020-07-01', '2021-06-30'), unit: 'VISAS' as const } },
    { name: 'a target beside a ceiling', changes: { ...season('2020-07-01', '2021-06-30'), kind: 'TARGET' as const } },
    {
      name: 'other people',
      changes: { ...season('2020-07-01', '2021-06-30'), scope: { ...scope, occupations: ['61'] } },
    },
    {
      name: 'the same people, in other words',
      changes: { ...season('2020-07-01', '2021-06-30'), scope: { ...scope, description: 'pickers' } },
      overlaps: true,
    },
  ] as { name: string; changes: Partial<OpenQuota>; overlaps?: boolean }[],
  ({ changes, overlaps = false }) => {
    const found = [{ id: 'quota-nz-rse-other', state: other(changes) }];
    const outcome = given().when('openQuota', ceiling, { found });
    if (overlaps) outcome.refused('QUO-03', { other: 'quota-nz-rse-other' });
    else outcome.recorded();
  },
);

rule('GEN-09', 'a government opens quotas of its own arrangements', () => {
  given().when('openQuota', ceiling, samoa).recorded();
  given().when('openQuota', ceiling, fiji).refused('GEN-09', { actingFor: 'party-fj' });
});

const onNotification = finalClauses({
  entryIntoForce: { afterLastNotification: { period: { count: 30, unit: 'DAY' } } },
});
const notified = [notifiedBy('party-ws', '2020-05-01'), notifiedBy('party-nz', '2020-06-15')];

ruleTable(
  'ARR-08',
  'no quota opens before entry into force',
  [
    { name: 'nothing is known of entry into force', history: [], accepted: true },
    { name: 'signed, and the text is not known', history: [signedBy('2020-01-01')], accepted: true },
    { name: 'notifications are awaited', history: [signedBy('2020-01-01'), onNotification], accepted: false },
    {
      name: 'in force on 15 July, after the first day',
      history: [signedBy('2020-01-01'), onNotification, ...notified],
      accepted: false,
    },
    {
      name: 'in force, and the period begins later',
      history: [onNotification, ...notified],
      from: '2020-07-15',
      accepted: true,
    },
    {
      name: 'the first day is known to the month only, and may lie after',
      history: [onNotification, ...notified],
      from: '2020-07',
      accepted: true,
    },
    { name: 'no first day is known', history: [onNotification, ...notified], from: null, accepted: true },
    {
      name: 'applied provisionally since signature',
      history: [
        signedBy('2020-01-01'),
        finalClauses({
          entryIntoForce: { afterLastNotification: { period: { count: 30, unit: 'DAY' } } },
          provisionalApplication: {},
        }),
      ],
      accepted: true,
    },
    { name: 'of a preceding programme', history: [onNotification], ground: 'PRECEDING_PROGRAMME', accepted: true },
    { name: 'of a declared pilot', history: [onNotification], ground: 'PILOT', accepted: true },
    { name: 'set by one state for all', history: [onNotification], ground: 'NATIONAL_DECISION', accepted: true },
  ] as {
    name: string;
    history: Parameters<typeof arrangement>;
    from?: string | null;
    ground?: string;
    accepted: boolean;
  }[],
  ({ history, from = '2020-07-01', ground, accepted }) => {
    const quota = { ...ceiling, ground, period: { ...ceiling.period, from } };
    const answer = given().when('openQuota', quota, world(arrangement(...history)));
    if (accepted) answer.recorded();
    else answer.refused('ARR-08', { arrangement: 'arrangement-nz-rse', start: '2020-07-01' });
  },
);

ruleTable(
  'ARR-21',
  'no quota begins under an arrangement that has ended',
  [
    { name: 'on its last day', history: [ended('2020-07-02')], ground: undefined, accepted: true },
    { name: 'on the first day after', history: [ended('2020-07-01')], ground: undefined, accepted: false },
    { name: 'set by one state', history: [ended('2020-07-01')], ground: 'NATIONAL_DECISION', accepted: true },
  ],
  ({ history, ground, accepted }) => {
    const answer = given().when(
      'openQuota',
      { ...ceiling, ground, act: 'Order of 2020' },
      world(arrangement(signedBy('2007-04-01'), ...history)),
    );
    if (accepted) answer.recorded();
    else answer.refused('ARR-21', { endedOn: '2020-07-01', status: 'TERMINATED' });
  },
);

ruleTable(
  'ARR-16',
  'no quota begins within the scope of a suspension',
  [
    { name: 'the whole is suspended', history: [suspended('2020-07-01')], accepted: false },
    { name: 'from the day after', history: [suspended('2020-07-02')], accepted: true },
    { name: 'resumed on that day', history: [suspended('2020-01-01'), resumed('2020-07-01')], accepted: true },
    {
      name: 'its sector is suspended',
      history: [suspended('2020-07-01', { scope: 'SECTORS', sectors: ['horticulture'] })],
      accepted: false,
    },
    {
      name: 'another sector is',
      history: [suspended('2020-07-01', { scope: 'SECTORS', sectors: ['fishing'] })],
      accepted: true,
    },
  ],
  ({ history, accepted }) => {
    const inForce = [signedBy('2007-04-01'), finalClauses({ entryIntoForce: { onSignature: { bySignature: true } } })];
    const answer = given().when('openQuota', ceiling, world(arrangement(...inForce, ...history)));
    if (accepted) answer.recorded();
    else answer.refused('ARR-16', { suspension: 'pause', start: '2020-07-01' });
  },
);
