import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import { viewArrangement } from '../arrangement.view.js';
import { coded, coding, from, given, on, operator, registered, subjectOf, union } from '../testing/history.js';

const code = (content: object) => ({
  arrangement: 'arrangement-de-ph',
  clause: 'fees',
  content: { ...coding, ...content },
});
const article = {
  codedFrom: 'TEXT',
  modality: 'SHALL',
  locator: 'Article 7(1)',
  text: [{ text: 'No fees shall be charged.', language: 'en' }],
};

ruleTable(
  'CLA-01',
  'a clause that is present has bearers, and from the text its place, strength and wording',
  [
    { name: 'from the text, complete', content: article, missing: undefined },
    { name: 'from a source, with bearers', content: {}, missing: undefined },
    { name: 'nobody bears it', content: { bearers: [] }, missing: ['bearers'] },
    { name: 'no place', content: { ...article, locator: undefined }, missing: ['locator'] },
    { name: 'no strength', content: { ...article, modality: 'NOT_CODED' }, missing: ['modality'] },
    { name: 'no wording', content: { ...article, text: [] }, missing: ['text'] },
    {
      name: 'nothing at all',
      content: { codedFrom: 'TEXT', bearers: [] },
      missing: ['bearers', 'locator', 'modality', 'text'],
    },
  ],
  ({ content, missing }) => {
    const answer = given(registered()).when('codeClause', code(content), union);
    if (missing) answer.refused('CLA-01', { code: 'FEES', missing });
    else answer.recorded();
  },
);

rule('CLA-01', 'a code that is none of the taxonomy is no clause', () =>
  given(registered())
    .when('codeClause', code({ code: 'NONE' }))
    .malformed('content.code'),
);

ruleTable(
  'CLA-05',
  'silent, inconclusive and not applicable are answers of their own, and need no bearer',
  (['SILENT', 'INCONCLUSIVE', 'NOT_APPLICABLE'] as const).map((answer) => ({ name: answer, answer })),
  ({ answer }) =>
    given(registered())
      .when('codeClause', code({ answer, codedFrom: 'TEXT', bearers: [] }))
      .state(({ clauses }) => expect(clauses[0]!.versions[0]!.value.answer).toBe(answer)),
);

rule('CLA-05', 'what is not coded is not listed, and so differs from silence', () => {
  expect(viewArrangement(subjectOf(registered()), on('2020-01-01')).clauses).toEqual([]);
  expect(viewArrangement(subjectOf(registered(), coded({ answer: 'SILENT' })), on('2020-01-01')).clauses).toMatchObject(
    [{ code: 'FEES', content: { answer: 'SILENT' } }],
  );
});

rule('CLA-03', 'a later coding is another version; of two for one time the one recorded last holds', () => {
  const history = [
    registered(),
    coded(),
    from('2020-01-01', coded({ answer: 'SILENT' })),
    coded({ modality: 'SHOULD' }),
  ] as const;
  const reading = (day: string) => viewArrangement(subjectOf(...history), on(day)).clauses[0]!;
  expect(reading('2019-12-31')).toMatchObject({ content: { modality: 'SHOULD' }, evidence: [{ seq: 3 }] });
  expect(reading('2020-01-01')).toMatchObject({ content: { answer: 'SILENT' }, since: '2020-01-01' });
});

rule('GEN-09', 'who runs the registry codes nothing', () =>
  given(registered()).when('codeClause', code({}), operator).refused('GEN-09'),
);
