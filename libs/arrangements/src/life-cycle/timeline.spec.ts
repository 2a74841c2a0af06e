import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  act,
  agreed,
  bothAccepted,
  denounced,
  ended,
  entering,
  from,
  inForce,
  onNotification,
  onSignature,
  proposed,
  registered,
  registeredAmong,
  renewed,
  reported,
  resumed,
  signed,
  statedInForce,
  stateOf,
  storyOf,
  suspended,
  takenBack,
  years,
} from '../testing/history.js';
import type { Term } from '../final-clauses/final-clauses.js';
import { expiryOf } from './term.js';
import { legalStatusOn, legalTimeline } from './timeline.js';

const story = (...history: Parameters<typeof stateOf>) => storyOf(stateOf(...history));
const expiry = (...history: Parameters<typeof stateOf>) => expiryOf(stateOf(...history))?.on;

rule('ARR-01', 'an arrangement is known, initialled, signed, in force and ended, each from its day on', () => {
  const state = stateOf(
    registered(),
    act('INITIALLING', '2022-05-02'),
    signed('2022-12-05'),
    statedInForce('2023-03-07'),
    ended('2024-01-01', 'REPLACEMENT'),
  );
  expect(storyOf(state)).toEqual([
    '2022-05-02 INITIALLED',
    '2022-12-05 SIGNED',
    '2023-03-07 IN_FORCE',
    '2024-01-01 REPLACED',
  ]);
  expect(legalTimeline(state)[0]).toEqual({ from: '0001-01-01', to: '2022-05-02', status: 'NEGOTIATED', because: [0] });
});

rule('ARR-01', 'the order of recording does not matter', () =>
  expect(story(registered(), ended('2024-01-01'), statedInForce('2023-03-07'), signed('2022-12-05'))).toEqual([
    '2022-12-05 SIGNED',
    '2023-03-07 IN_FORCE',
    '2024-01-01 TERMINATED',
  ]),
);

const TERMS: [string, string, Term, string[]][] = [
  ['five years', '2013-03-19', { length: years(5) }, ['2018-03-18 IN_FORCE', '2018-03-19 EXPIRED']],
  ['until a last day', '2013-03-19', { until: '2018-12-31' }, ['2018-12-31 IN_FORCE', '2019-01-01 EXPIRED']],
  ['a year from a leap day', '2020-02-29', { length: years(1) }, ['2021-02-28 IN_FORCE', '2021-03-01 EXPIRED']],
  [
    'a month from the 31st',
    '2021-01-31',
    { length: { count: 1, unit: 'MONTH' } },
    ['2021-02-28 IN_FORCE', '2021-03-01 EXPIRED'],
  ],
  ['three years up to a leap day', '2021-03-01', { length: years(3) }, ['2024-02-29 IN_FORCE', '2024-03-01 EXPIRED']],
  ['thirty days', '2020-02-01', { length: { count: 30, unit: 'DAY' } }, ['2020-03-01 IN_FORCE', '2020-03-02 EXPIRED']],
  ['until ended', '2013-03-19', { indefinite: true }, ['9999-12-30 IN_FORCE']],
  ['until a day that stands for ever', '2013-03-19', { until: '9999-12-31' }, ['9999-12-30 IN_FORCE']],
  ['longer than dates reach', '2013-03-19', { length: years(2_147_483_647) }, ['9999-12-30 IN_FORCE']],
];

ruleTable(
  'ARR-09',
  'a fixed term ends at the end of its last day',
  TERMS.map(([name, signature, term, expected]) => ({ name, signature, term, expected })),
  ({ signature, term, expected }) => {
    const state = stateOf(...inForce(signature, term));
    for (const line of expected) {
      const [day, status] = line.split(' ');
      expect([day, legalStatusOn(state, day!).status]).toEqual([day, status]);
    }
  },
);

rule('ARR-09', 'a term can run from signature', () =>
  expect(
    expiry(
      registered(),
      signed('2013-03-19', 'party-ph'),
      signed('2013-03-20', 'party-de'),
      statedInForce('2014'),
      agreed({ term: { length: years(5), from: 'SIGNATURE' } }),
    ),
  ).toBe('2018-03-20'),
);

const RENEWALS: [string, Term, string | undefined][] = [
  ['none allowed', { length: years(5), renewal: 'NONE' }, '2018-03-19'],
  ['not at all', { length: years(5), renewal: 'TACIT', renewals: 0 }, '2018-03-19'],
  ['once', { length: years(5), renewal: 'TACIT', renewals: 1 }, '2023-03-19'],
  ['three times a year', { length: years(5), renewal: 'TACIT', renewals: 3, renewalLength: years(1) }, '2021-03-19'],
  ['after a last day', { until: '2018-12-31', renewal: 'TACIT', renewals: 2, renewalLength: years(1) }, '2021-01-01'],
  ['once, of a length not known', { until: '2018-12-31', renewal: 'TACIT', renewals: 1 }, undefined],
  ['without limit', { length: years(5), renewal: 'TACIT' }, undefined],
  ['more often than dates reach', { length: years(5), renewal: 'TACIT', renewals: 2_147_483_647 }, undefined],
  [
    'without end, for nothing',
    { length: years(5), renewal: 'TACIT', renewals: 2_147_483_647, renewalLength: years(0) },
    '2018-03-19',
  ],
];

ruleTable(
  'ARR-10',
  'a term renews by itself as often as the text says',
  RENEWALS.map(([name, term, end]) => ({ name, term, end })),
  ({ term, end }) => expect(expiry(...inForce('2013-03-19', term))).toBe(end),
);

rule('ARR-10', 'a renewal on record is one of those that the text allows', () => {
  const term: Term = { length: years(5), renewal: 'TACIT', renewals: 2 };
  expect(expiry(...inForce('2010-01-01', term), renewed('2014-12-01'))).toBe('2025-01-01');
  expect(expiry(...inForce('2010-01-01', term), renewed('2014-12-01', '2016-12-31'))).toBe('2022-01-01');
  expect(
    expiry(...inForce('2010-01-01', { length: years(5), renewal: 'TACIT' }), renewed('2014-12-01', '2019-12-31')),
  ).toBeUndefined();
});

ruleTable(
  'ARR-12',
  'each renewal on record adds a term, or lasts until the day that it names',
  [
    { name: 'one', renewals: [renewed('2014-12-01')], end: '2020-01-01' },
    { name: 'two', renewals: [renewed('2014-12-01'), renewed('2019-12-01')], end: '2025-01-01' },
    { name: 'one with its last day', renewals: [renewed('2014-12-01', '2016-06-30')], end: '2016-07-01' },
    {
      name: 'with its last day, then one more',
      renewals: [renewed('2014-12-01', '2016-06-30'), renewed('2016-06-01')],
      end: '2021-07-01',
    },
    {
      name: 'the later in law recorded first',
      renewals: [renewed('2016-06-01', '2018-06-30'), renewed('2014-12-01', '2016-06-30')],
      end: '2018-07-01',
    },
    { name: 'with a last month', renewals: [renewed('2014-12-01', '2016-06')], end: '2016-06' },
  ],
  ({ renewals, end }) =>
    expect(expiry(...inForce('2010-01-01', { length: years(5), renewal: 'BY_CONSENT' }), ...renewals)).toBe(end),
);

ruleTable(
  'AMD-12',
  'what has expired is not renewed',
  [
    { name: 'on its last day', on: '2014-12-31', end: '2020-01-01' },
    { name: 'on the day after, so that no gap is left', on: '2015-01-01', end: '2020-01-01' },
    { name: 'two days after', on: '2015-01-02', end: '2015-01-01' },
    { name: 'years after', on: '2022', end: '2015-01-01' },
  ],
  // The renewal is recorded first, when no term was known.
  ({ on, end }) =>
    expect(
      expiry(
        registered(),
        signed('2010-01-01'),
        renewed(on, '2019-12-31'),
        entering(onSignature, { term: { length: years(5) } }),
      ),
    ).toBe(end),
);

rule('AMD-12', 'an amendment of the term counts from the day it binds, and not once the term has run out', () => {
  const extension = [{ term: { until: '2021-04-30' } }];
  const base = inForce('2019-03-01', { until: '2020-08-31' });
  expect(expiry(...base, proposed('2020-01-10', extension))).toBe('2020-09-01');
  expect(expiry(...base, proposed('2020-01-10', extension), ...bothAccepted('2020-02-01'))).toBe('2021-05-01');
  expect(expiry(...base, proposed('2020-01-10', extension), ...bothAccepted('2020-10-01'))).toBe('2020-09-01');
  expect(expiry(...base, reported('2020-06', extension))).toBe('2021-05-01');
  expect(expiry(...base, reported('2022', extension))).toBe('2020-09-01');
});

rule('AMD-07', 'an amendment that is silent on the length or on renewal leaves it as it was', () => {
  const base = inForce('2010-01-01', { length: years(5), renewal: 'TACIT', renewals: 1 });
  expect(expiry(...base, reported('2012', [{ term: { renewal: 'NONE' } }]))).toBe('2015-01-01');
  expect(expiry(...base, reported('2012', [{ term: { length: years(4) } }]))).toBe('2018-01-01');
  expect(expiry(...base, reported('2012', [{ term: { indefinite: true } }]))).toBeUndefined();
  expect(expiry(...base, reported('2012', [{ term: { renewal: 'TACIT', renewals: 3 } }]))).toBe('2030-01-01');
  expect(
    expiry(
      ...inForce('2010-01-01', { length: years(5) }),
      renewed('2014', '2019-12-31'),
      reported('2018', [{ term: { renewal: 'TACIT', renewals: 0 } }]),
    ),
  ).toBe('2020-01-01');
});

rule('AMD-07', 'two texts hold one after the other, whichever was recorded first', () => {
  const [first, second] = [
    from('2010-01-01', entering(onSignature, { term: { length: years(5) } })),
    from('2014-01-01', agreed({ term: { until: '2024-12-31' } })),
  ];
  expect(expiry(registered(), signed('2010-01-01'), first, second)).toBe('2025-01-01');
  expect(expiry(registered(), signed('2010-01-01'), second, first)).toBe('2025-01-01');
});

rule('GEN-08', 'a date known to the year leaves that year uncertain', () => {
  const state = stateOf(registered(), signed('2013'), statedInForce('2014-07-01'));
  expect(storyOf(state)).toEqual(['2013-01-01 UNCERTAIN', '2014-01-01 SIGNED', '2014-07-01 IN_FORCE']);
  expect(legalStatusOn(state, '2013-06-01')).toMatchObject({ between: ['NEGOTIATED', 'SIGNED'], because: [1] });
});

ruleTable(
  'GEN-08',
  'coarse and fine dates of one year',
  [
    {
      name: 'signed that year, in force on a day of it',
      history: [signed('2013'), statedInForce('2013-03-19')],
      story: ['2013-01-01 UNCERTAIN', '2013-03-19 IN_FORCE'],
    },
    {
      name: 'signed and in force that year',
      history: [signed('2013'), statedInForce('2013')],
      story: ['2013-01-01 UNCERTAIN', '2014-01-01 IN_FORCE'],
    },
    {
      name: 'in force on a day, suspended that year',
      history: [statedInForce('2013-03-19'), suspended('2013')],
      story: ['2013-03-19 UNCERTAIN', '2014-01-01 SUSPENDED'],
    },
    {
      name: 'suspended and resumed that year',
      history: [statedInForce('2010-01-01'), suspended('2013'), resumed('2013')],
      story: ['2010-01-01 IN_FORCE', '2013-01-01 UNCERTAIN', '2014-01-01 IN_FORCE'],
    },
    {
      name: 'ended that year, by one of two dates',
      history: [statedInForce('2010-01-01'), ended('2013')],
      story: ['2010-01-01 IN_FORCE', '2013-01-01 UNCERTAIN', '2014-01-01 TERMINATED'],
    },
    {
      name: 'in force on a day of the year of its end',
      history: [statedInForce('2013-03-19'), ended('2013', 'COMPLETION')],
      story: ['2013-01-01 UNCERTAIN', '2014-01-01 COMPLETED'],
    },
    {
      name: 'known to the month',
      history: [statedInForce('2020-02')],
      story: ['2020-02-01 UNCERTAIN', '2020-03-01 IN_FORCE'],
    },
    {
      name: 'known to the last year that a date can name',
      history: [statedInForce('9999')],
      story: ['9999-01-01 UNCERTAIN', '9999-12-31 IN_FORCE'],
    },
  ],
  ({ history, story: expected }) => {
    const state = stateOf(registered(), ...history);
    const told = legalTimeline(state)
      .slice(1)
      .filter((period, index, all) => index === 0 || period.status !== all[index - 1]!.status);
    expect(told.map((period) => `${period.from} ${period.status}`)).toEqual(expected);
  },
);

rule('GEN-08', 'an uncertain stretch tells the state before and the state after', () => {
  const state = stateOf(registered(), signed('2013'), statedInForce('2013'));
  expect(legalStatusOn(state, '2013-05-01')).toMatchObject({
    status: 'UNCERTAIN',
    between: ['NEGOTIATED', 'IN_FORCE'],
  });
});

rule('GEN-08', 'an end stated to the year and a term that gives the day are one end', () =>
  expect(story(...inForce('2015-07-23', { length: years(5) }), ended('2020', 'EXPIRY'))).toEqual([
    '2015-07-23 IN_FORCE',
    '2020-07-23 EXPIRED',
  ]),
);

rule('ARR-14', 'a suspension of the whole suspends; one of a part does not', () => {
  expect(story(...inForce('2013-03-19'), suspended('2020-04-01'), resumed('2020-07-01'))).toEqual([
    '2013-03-19 IN_FORCE',
    '2020-04-01 SUSPENDED',
    '2020-07-01 IN_FORCE',
  ]);
  expect(story(...inForce('2013-03-19'), suspended('2020-04-01', { scope: 'SECTORS', detail: 'fishing' }))).toEqual([
    '2013-03-19 IN_FORCE',
  ]);
});

rule('ARR-17', 'of two suspensions the longer one lasts on', () =>
  expect(
    story(
      ...inForce('2013-03-19'),
      suspended('2020-01-01'),
      suspended('2020-02-01', { suspension: 'second' }),
      resumed('2020-03-01'),
      resumed('2020-06-01', 'second'),
    ),
  ).toEqual(['2013-03-19 IN_FORCE', '2020-01-01 SUSPENDED', '2020-02-01 SUSPENDED', '2020-06-01 IN_FORCE']),
);

rule('ARR-17', 'resumption brings back what was suspended, and nothing more', () => {
  const provisional = [
    registered(),
    signed('2019-01-01'),
    agreed({ provisionalApplication: {}, entryIntoForce: onNotification(1, 'MONTH') }),
  ];
  expect(story(...provisional, suspended('2020-01-01'), resumed('2020-02-01'))).toEqual([
    '2019-01-01 PROVISIONALLY_APPLIED',
    '2020-01-01 SUSPENDED',
    '2020-02-01 PROVISIONALLY_APPLIED',
  ]);
  expect(story(registered(), signed('2019-01-01'), suspended('2020-01-01'), resumed('2020-02-01'))).toEqual([
    '2019-01-01 SIGNED',
  ]);
  expect(story(registered(), suspended('2020-01-01'), statedInForce('2020-02-01'))).toEqual(['2020-02-01 SUSPENDED']);
});

rule('ARR-20', 'when one of two sides leaves the arrangement ends; of many the others go on', () => {
  expect(story(...inForce('2013-03-19'), denounced('2020-01-15'))).toEqual([
    '2013-03-19 IN_FORCE',
    '2021-01-15 TERMINATED',
  ]);
  const many = [
    registeredAmong('party-de', 'party-ph', 'party-fr'),
    signed('2013-03-19', 'party-de', 'party-ph', 'party-fr'),
    entering(onSignature),
  ];
  expect(story(...many, denounced('2020-01-15'))).toEqual(['2013-03-19 IN_FORCE']);
});

rule('ARR-19', 'a notice that was taken back ends nothing', () =>
  expect(story(...inForce('2013-03-19'), denounced('2020-01-15'), takenBack('2020-06-01'))).toEqual([
    '2013-03-19 IN_FORCE',
  ]),
);

rule('ARR-22', 'an ended arrangement is never reopened; of several ends the first holds', () => {
  expect(
    story(
      ...inForce('2013-03-19'),
      ended('2018-01-01'),
      suspended('2019-01-01'),
      resumed('2019-02-01'),
      denounced('2020-01-15'),
    ),
  ).toEqual(['2013-03-19 IN_FORCE', '2018-01-01 TERMINATED']);
  expect(story(...inForce('2013-03-19', { length: years(5) }), denounced('2015-01-15'))).toEqual([
    '2013-03-19 IN_FORCE',
    '2016-01-15 TERMINATED',
  ]);
});

rule('ARR-22', 'an end before entry into force leaves nothing to come', () =>
  expect(story(registered(), signed('2013-03-19'), statedInForce('2015-01-01'), ended('2014-01-01'))).toEqual([
    '2013-03-19 SIGNED',
    '2014-01-01 TERMINATED',
  ]),
);
