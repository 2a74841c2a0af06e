import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { claimed, employer, given, operator, registered, stateOf, union } from '../testing/history.js';
import { mattersOf } from './disputes.js';
import { claimsResolved } from './resolve-claims.js';
import type { RecordClaim } from './record-claim.js';

const claim = (changes: object = {}) => ({
  arrangement: 'arrangement-de-ph',
  claim: 'ministry',
  topic: 'END',
  about: 'the end of the term',
  date: '2023',
  ...changes,
});

rule('GEN-07', 'a claim is recorded beside what others say', () =>
  given(registered(), claimed('embassy', { date: '2024' }))
    .when('recordClaim', claim(), union)
    .state(({ claims }) =>
      expect(claims).toMatchObject([
        { claim: 'embassy', date: '2024' },
        { seq: 2, claim: 'ministry', date: '2023' },
      ]),
    ),
);

rule('GEN-07', 'a claim is worth its source, and says something', () => {
  given(registered())
    .when('recordClaim', claim(), { provenance: { sources: [], reason: 'heard' } })
    .refused('GEN-07', { claim: 'ministry' });
  given(registered())
    .when('recordClaim', claim({ date: undefined }))
    .refused('GEN-07', { claim: 'ministry' });
});

rule('GEN-02', 'a name is used once', () =>
  given(registered(), claimed('ministry', { date: '2024' }))
    .when('recordClaim', claim())
    .refused('GEN-02', { claim: 'ministry' }),
);

rule('GEN-09', 'all who speak may claim; who runs the registry may not', () => {
  given(registered()).when('recordClaim', claim(), employer).recorded();
  given(registered()).when('recordClaim', claim(), operator).refused('GEN-09', { role: 'OPERATOR' });
});

const PAIRS: [string, Partial<RecordClaim>, Partial<RecordClaim>, boolean][] = [
  ['a year and a day of it', { date: '2013' }, { date: '2013-03-19' }, false],
  ['a year and a day of another', { date: '2013' }, { date: '2014-03-19' }, true],
  ['a month and a day of the next', { date: '2013-02' }, { date: '2013-03-01' }, true],
  ['the same number', { number: 42_000 }, { number: 42_000 }, false],
  ['two numbers', { number: 42_000 }, { number: 5_000 }, true],
  ['two numbers of one year', { number: 60, date: '2020' }, { number: 120, date: '2020' }, true],
  ['one number, told in two ways', { number: 60, text: 'sixty' }, { number: 60, text: 'about sixty' }, false],
  ['two texts', { text: 'three years' }, { text: 'five years' }, true],
  ['the same text', { text: 'three years' }, { text: 'three years' }, false],
  ['a date and a text', { date: '2023' }, { text: 'no clause' }, true],
  ['another matter', { date: '2013' }, { date: '2014', about: 'the end of the phase' }, false],
  ['another topic', { date: '2013' }, { date: '2014', topic: 'SIGNATURE' }, false],
];

ruleTable(
  'GEN-07',
  'sources disagree where no day, number or text satisfies both',
  PAIRS.map(([name, one, other, disputed]) => ({ name, one, other, disputed })),
  ({ one, other, disputed }) =>
    expect(
      mattersOf(stateOf(registered(), claimed('one', one), claimed('other', other))).some((matter) => matter.disputed),
    ).toBe(disputed),
);

const settled = claimsResolved({
  arrangement: 'arrangement-de-ph',
  topic: 'END',
  about: 'the end of the term',
  claim: 'one',
  why: 'It is the text itself',
});
const disputed = [registered(), claimed('one', { date: '2023' }), claimed('other', { date: '2024' })] as const;

rule('GEN-07', 'a settled matter names the claim that holds; a later claim opens it again', () => {
  expect(mattersOf(stateOf(...disputed, settled))).toMatchObject([
    { disputed: false, resolution: { claim: 'one', seq: 3 }, claims: [{ claim: 'one' }, { claim: 'other' }] },
  ]);
  expect(mattersOf(stateOf(...disputed, settled, claimed('third', { date: '2025' })))).toMatchObject([
    { disputed: true, resolution: undefined },
  ]);
});

const resolve = (changes: object = {}) => ({
  arrangement: 'arrangement-de-ph',
  topic: 'END',
  about: 'the end of the term',
  claim: 'one',
  why: 'It is the text itself',
  ...changes,
});

rule('GEN-07', 'a dispute is settled by naming a claim and saying why', () =>
  given(...disputed)
    .when('resolveClaims', resolve())
    .state(({ resolutions }) =>
      expect(resolutions).toEqual([
        { seq: 3, topic: 'END', about: 'the end of the term', claim: 'one', why: 'It is the text itself' },
      ]),
    ),
);

rule('GEN-07', 'only what is disputed is settled, and by one of its claims', () => {
  given(registered(), claimed('one', { date: '2023' }))
    .when('resolveClaims', resolve())
    .refused('GEN-07', { about: 'the end of the term' });
  given(...disputed, settled)
    .when('resolveClaims', resolve())
    .refused('GEN-07', { topic: 'END' });
  given(...disputed)
    .when('resolveClaims', resolve({ about: 'another' }))
    .refused('GEN-07', { about: 'another' });
  given(...disputed)
    .when('resolveClaims', resolve({ claim: 'third' }))
    .refused('GEN-07', { claim: 'third', claims: ['one', 'other'] });
  given(...disputed)
    .when('resolveClaims', resolve({ why: '' }))
    .malformed('why');
});

rule('GEN-07', 'a legal act that waited for the settlement goes on', () =>
  given(...disputed, settled)
    .when('recordRenewal', { arrangement: 'arrangement-de-ph', on: '2022' })
    .recorded(),
);

rule('GEN-09', 'unions claim, and do not settle', () =>
  given(...disputed)
    .when('resolveClaims', resolve(), union)
    .refused('GEN-09', { role: 'UNION' }),
);
