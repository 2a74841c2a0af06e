import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { france, given, registered, reported, signed, subjectOf } from '../testing/history.js';
import { textDeposited } from './deposit-text.js';
import { viewTexts } from './text.view.js';

const text = {
  arrangement: 'arrangement-de-ph',
  language: 'en',
  authentic: true,
  digest: `sha256:${'0'.repeat(64)}`,
};

ruleTable(
  'ARR-24',
  'a text is public somewhere or since a day, or someone holds it back',
  [
    { name: 'public since a day', changes: { publishedOn: '2013-04-18' }, rule: undefined },
    { name: 'public at an address', changes: { url: 'https://example.org/text' }, rule: undefined },
    { name: 'held back', changes: { heldBack: 'Both governments' }, rule: undefined },
    { name: 'both', changes: { heldBack: 'Both governments', publishedOn: '2013' }, rule: 'ARR-24' },
    { name: 'neither', changes: {}, rule: 'ARR-24' },
    { name: 'of an amendment that is not there', changes: { amendment: 'none', publishedOn: '2013' }, rule: 'AMD-01' },
  ] as const,
  ({ changes, rule: broken }) => {
    const answer = given(registered()).when('depositText', { ...text, ...changes });
    if (broken) answer.refused(broken);
    else answer.recorded();
  },
);

rule('ARR-24', 'what was held back is published later as the text with that digest', () => {
  const held = textDeposited({ ...text, heldBack: 'Both governments' });
  given(registered(), held)
    .when('depositText', { ...text, publishedOn: '2020-01-01' })
    .recorded();
  given(registered(), held)
    .when('depositText', { ...text, heldBack: 'Both governments' })
    .refused('GEN-02');
});

rule('GEN-09', 'a stranger deposits nothing', () =>
  given(registered())
    .when('depositText', { ...text, publishedOn: '2013' }, france)
    .refused('GEN-09'),
);

ruleTable(
  'ARR-24',
  'the days from signature to publication are counted where both days are known',
  [
    { name: 'thirty days', publishedOn: '2013-04-18', days: 30 },
    { name: 'the same day', publishedOn: '2013-03-19', days: 0 },
    { name: 'known to the month', publishedOn: '2013-04', days: undefined },
    { name: 'not public', publishedOn: undefined, days: undefined },
  ],
  ({ publishedOn, days }) => {
    const subject = subjectOf(
      registered(),
      signed('2013-03-19'),
      textDeposited({ ...text, publishedOn, url: 'https://example.org/text' }),
    );
    expect(viewTexts(subject)).toMatchObject([{ language: 'en', authentic: true, evidence: [{ seq: 2 }] }]);
    expect(viewTexts(subject)[0]!.daysToPublication).toBe(days);
  },
);

rule('ARR-24', 'of a protocol they are counted from its own day', () => {
  const subject = subjectOf(
    registered(),
    signed('2013-03-19'),
    reported('2014-01-01'),
    textDeposited({ ...text, amendment: 'protocol', publishedOn: '2014-01-02' }),
  );
  expect(viewTexts(subject)[0]!.daysToPublication).toBe(1);
});
