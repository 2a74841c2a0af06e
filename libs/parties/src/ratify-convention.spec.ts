import { expect } from '@jest/globals';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { ratificationOn } from './convention.js';
import { conventionDenounced } from './denounce-convention.js';
import { partyDecider } from './party.decider.js';
import { regionOf } from './party-code.js';
import { conventionRatified } from './ratify-convention.js';
import { partyRegistered } from './register-party.js';

const { given } = scenarios(partyDecider);
const germany = partyRegistered({
  party: 'party-de',
  kind: 'STATE',
  codeSystem: 'ISO_3166_1',
  code: 'DE',
  names: [{ text: 'Germany', language: 'en' }],
});
const ratified = (on = '1959-06-22') => conventionRatified({ party: 'party-de', convention: 'C097', on });
const denounced = (on: string) => conventionDenounced({ party: 'party-de', convention: 'C097', on });
const ratify = { party: 'party-de', convention: 'C097', on: '1959-06-22' };

ruleTable(
  'CLA-07',
  'a ratification holds from its day on, as far as its date tells, until it is denounced',
  [
    { name: 'the day before', history: [ratified()], day: '1959-06-21', holds: false },
    { name: 'the day itself', history: [ratified()], day: '1959-06-22', holds: true },
    { name: 'within the year that is known', history: [ratified('1959')], day: '1959-12-30', holds: false },
    { name: 'at the end of that year', history: [ratified('1959')], day: '1959-12-31', holds: true },
    {
      name: 'the last day before denunciation',
      history: [ratified(), denounced('1990-01-01')],
      day: '1989-12-31',
      holds: true,
    },
    {
      name: 'the day of denunciation',
      history: [ratified(), denounced('1990-01-01')],
      day: '1990-01-01',
      holds: false,
    },
    {
      name: 'ratified again',
      history: [ratified(), denounced('1990-01-01'), ratified('2000-01-01')],
      day: '2000-01-01',
      holds: true,
    },
  ],
  ({ history, day, holds }) =>
    given(germany, ...history).state((party) => {
      expect(ratificationOn(party, 'C097', day) !== undefined).toBe(holds);
      expect(ratificationOn(party, 'C143', day)).toBeUndefined();
    }),
);

rule('CLA-07', 'a state ratifies a convention once, by its number', () => {
  given(germany).when('ratifyConvention', ratify).recorded();
  given(germany, ratified()).when('ratifyConvention', ratify).refused('PTY-07', { on: '1959-06-22' });
  given(germany)
    .when('ratifyConvention', { ...ratify, convention: 'Convention 97' })
    .malformed('convention');
});

rule('CLA-07', 'states ratify; organisations do not', () =>
  given(
    partyRegistered({
      party: 'party-ilo',
      kind: 'INTERNATIONAL_ORGANISATION',
      codeSystem: 'ORG',
      code: 'ILO',
      names: [{ text: 'ILO', language: 'en' }],
    }),
  )
    .when('ratifyConvention', { ...ratify, party: 'party-ilo' })
    .refused('CLA-07', { party: 'party-ilo' }),
);

rule('CLA-07', 'what is not ratified is not denounced, and nothing is denounced before it was ratified', () => {
  given(germany).when('denounceConvention', ratify).refused('CLA-07', { convention: 'C097' });
  given(germany, ratified())
    .when('denounceConvention', { ...ratify, on: '1959-06-21' })
    .refused('ARR-05', { ratifiedOn: '1959-06-22' });
});

ruleTable(
  'ARR-25',
  'a country lies in a region',
  (
    [
      ['DE', 'Europe'],
      ['XK', 'Europe'],
      ['EU', 'Europe'],
      ['PH', 'Asia'],
      ['CA', 'Americas'],
      ['PE', 'Americas'],
      ['FJ', 'Oceania'],
      ['NG', 'Africa'],
      ['AQ', undefined],
    ] as const
  ).map(([country, region]) => ({ name: `${country} in ${region ?? 'none'}`, country, region })),
  ({ country, region }) => expect(regionOf(country)).toBe(region),
);
