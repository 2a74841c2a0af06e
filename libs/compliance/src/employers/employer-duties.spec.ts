import { describe, expect } from '@jest/globals';
import { type Arrangement, arrangementDecider } from '#arrangements';
import type { Subject } from '#kernel';
import { ruleTable, scenarios } from '#kernel/testing';
import type { CaseFile } from '#cases';
import type { Recruiter } from '#parties';
import { changedDuties, dutiesUnder } from './employer-duties.js';
import type { HiringInput } from './hiring.js';
import { leftOut } from './left-out.js';
import { sharedRemediesOf } from './shared-remedies.js';

const id = 'arrangement-de-ph';
const record = (type: string, data: object) =>
  arrangementDecider.events.get(type)!({ arrangement: id, ...data } as never);
const coded = (clause: string, content: object = {}) =>
  record('ClauseCoded', {
    clause,
    content: {
      code: 'FEES',
      answer: 'PRESENT',
      codedFrom: 'TEXT',
      modality: 'SHALL',
      bearers: ['EMPLOYER'],
      ...content,
    },
  });

const duties = (
  { scope = {}, hiring = {}, on = '2020-01-01' }: { scope?: object; hiring?: HiringInput; on?: string },
  ...events: ReturnType<typeof record>[]
) => {
  let subject: Subject<Arrangement> | undefined;
  scenarios(arrangementDecider)
    .given(
      record('ArrangementRegistered', {
        kind: 'BILATERAL',
        level: 'NATIONAL',
        instrumentType: 'TREATY',
        bindingness: 'BINDING',
        titles: [{ text: 'Agreement', language: 'en' }],
        parties: [
          { party: 'party-ph', role: 'ORIGIN' },
          { party: 'party-de', role: 'DESTINATION' },
        ],
        scope: { sectors: ['care'], skillLevels: ['MEDIUM'], occupations: ['22', '5322'], ...scope },
      }),
      record('FinalClausesAgreed', { finalClauses: { entryIntoForce: { onSignature: { bySignature: true } } } }),
      record('ActRecorded', { kind: 'SIGNATURE', parties: ['party-ph', 'party-de'], on: '2015-06-01' }),
      ...events,
    )
    .state((_, found) => (subject = found));
  const asOf = { effectiveOn: on, knownSize: 99, knownAt: null, projected: false };
  return dutiesUnder(subject!, { destination: 'party-de', ...hiring }, asOf);
};
const fees = coded('fees', { locator: 'Article 4' });

describe('what an employer owes', () => {
  ruleTable(
    'EMP-01',
    'a clause is owed where the arrangement covers the hiring',
    [
      { name: 'nothing narrows the question', hiring: {}, owed: true },
      { name: 'its sector, however it is written', hiring: { sector: 'Care' }, owed: true },
      { name: 'another sector', hiring: { sector: 'mining' }, owed: false },
      { name: 'a group below one of its scope', hiring: { occupation: '2221' }, owed: true },
      { name: 'a group above one of its scope', hiring: { occupation: '53' }, owed: true },
      { name: 'a group beside', hiring: { occupation: '92' }, owed: false },
      { name: 'the other side of the corridor', hiring: { destination: 'party-ph' }, owed: false },
      {
        name: 'a scope that names no occupation',
        scope: { occupations: [] },
        hiring: { occupation: '92' },
        owed: true,
      },
      { name: 'a scope that names no sector', scope: { sectors: [] }, hiring: { sector: 'mining' }, owed: true },
    ],
    ({ owed, hiring, scope }) => expect(duties({ hiring, scope }, fees)).toHaveLength(owed ? 1 : 0),
  );

  ruleTable(
    'EMP-01',
    'a clause is owed from its first day to its last',
    [
      { name: 'the day before signature', on: '2015-05-31', owed: [] },
      { name: 'the day of signature, on which it enters into force', on: '2015-06-01', owed: ['IN_FORCE'] },
      { name: 'the last day', on: '2020-12-31', owed: ['IN_FORCE'] },
      { name: 'the day of the end', on: '2021-01-01', owed: [] },
    ],
    ({ on, owed }) =>
      expect(
        duties({ on }, fees, record('ArrangementEnded', { ground: 'TERMINATION', on: '2021-01-01' })).map(
          ({ standing }) => standing,
        ),
      ).toEqual(owed),
  );

  ruleTable(
    'EMP-01',
    'a clause is owed by those whom it names, and as firmly as it says',
    [
      { name: 'employers', content: {}, says: ['Employers in party-de owe by Article 4: No worker-paid fees.'] },
      {
        name: 'as a recommendation',
        content: { modality: 'SHOULD' },
        says: ['As a recommendation, employers in party-de owe by Article 4: No worker-paid fees.'],
      },
      { name: 'the state alone', content: { bearers: ['DESTINATION'] }, says: [] },
      { name: 'a silent text', content: { answer: 'SILENT' }, says: [] },
    ],
    ({ content, says }) =>
      expect(duties({}, coded('fees', { locator: 'Article 4', ...content })).map((duty) => duty.says)).toEqual(says),
  );
});

describe('what changed since the last season', () => {
  const reworded = coded('fees', { locator: 'Article 4', text: [{ text: 'No fee at all', language: 'en' }] });
  ruleTable(
    'EMP-01',
    'duties that are new, gone or reworded are told, and no others',
    [
      { name: 'nothing changed', then: [fees], now: [fees], told: [] },
      { name: 'a new clause', then: [], now: [fees], told: ['ADDED'] },
      { name: 'a clause is gone', then: [fees], now: [], told: ['REMOVED'] },
      { name: 'it reads otherwise', then: [fees], now: [reworded], told: ['REWORDED'] },
      {
        name: 'the end of the arrangement',
        then: [fees, coded('docs', { code: 'DOCS' })],
        now: [],
        told: ['REMOVED', 'REMOVED'],
      },
    ],
    ({ then, now, told }) =>
      expect(changedDuties(duties({}, ...then), duties({}, ...now)).map(({ kind }) => kind)).toEqual(told),
  );
});

describe('what an employer answers for beside others', () => {
  const subject = <S>(id: string, state: unknown): Subject<S> => ({
    id,
    version: 1,
    seq: 9,
    state: state as S,
    evidence: [],
  });
  const remedy = {
    seq: 5,
    remedy: 'pay-back',
    kind: 'PAY_BACK',
    finding: 'fees-charged',
    owner: { recruiter: 'recruiter-y' },
    orderedOn: '2024-03-01',
    dueOn: '2024-03-31',
    claims: [],
    checks: [],
  };
  const file = (order: object = {}, changes: object = {}) =>
    subject<CaseFile>('case-1', {
      arrangement: id,
      facts: { from: '2024-01-15' },
      findings: [{ finding: 'fees-charged', verdicts: [] }],
      remedies: [{ ...remedy, ...order }],
      ...changes,
    });
  const liability = {
    seq: 2,
    liability: 'joint',
    employer: 'employer-x',
    arrangement: id,
    clause: 'erecruit',
    from: '2024-01-01',
  };
  const recruiter = (changes: object = {}) =>
    subject<Recruiter>('recruiter-y', { liabilities: [{ ...liability, ...changes }] });

  ruleTable(
    'EMP-05',
    'an open remedy of a recruiter shows for the employer where a text says so',
    [
      { name: 'by a clause of the arrangement', overdue: [false] },
      { name: 'on the last day for it', on: '2024-03-31', overdue: [false] },
      { name: 'the day after', on: '2024-04-01', overdue: [true] },
      { name: 'the day before it was ordered', on: '2024-02-29', overdue: [] },
      { name: 'by another arrangement', stated: { arrangement: 'arrangement-other' }, overdue: [] },
      {
        name: 'by a law, whatever the arrangement',
        stated: { arrangement: undefined, clause: undefined, law: 'Act 1' },
        overdue: [false],
      },
      { name: 'by a clause that held from the day of the facts on', stated: { from: '2024-01-15' }, overdue: [false] },
      { name: 'by a clause that held from the day after the facts on', stated: { from: '2024-01-16' }, overdue: [] },
      {
        name: 'once another has verified it',
        order: { checks: [{ seq: 7, on: '2024-03-10', isDone: true }] },
        overdue: [],
      },
      { name: 'when the owner only says so', order: { claims: [{ seq: 7, on: '2024-03-10' }] }, overdue: [false] },
      {
        name: 'because the order itself names the employer',
        stated: { employer: 'employer-z' },
        order: { liableWith: [{ who: { employer: 'employer-x' }, clause: 'erecruit' }] },
        overdue: [false],
      },
      { name: 'and not what it has to mend itself', order: { owner: { employer: 'employer-x' } }, overdue: [] },
    ] as { name: string; on?: string; stated?: object; order?: object; overdue: boolean[] }[],
    ({ on = '2024-03-15', stated, order, overdue }) =>
      expect(
        sharedRemediesOf('employer-x', [file(order)], [recruiter(stated)], on).map((shared) => shared.overdue),
      ).toEqual(overdue),
  );
});

ruleTable(
  'EMP-06',
  'an assessment shows the duties of which it says nothing, under any arrangement that covers a sector of the employer',
  [
    { name: 'each is answered', answers: ['fees', 'wages'], sectors: ['care'], left: [] },
    { name: 'one is not', answers: ['wages'], sectors: ['care'], left: ['fees'] },
    {
      name: 'answered of another arrangement',
      arrangement: 'arrangement-x',
      answers: ['fees', 'wages'],
      sectors: ['care'],
      left: ['fees', 'wages'],
    },
    { name: 'one of its sectors is covered', answers: ['wages'], sectors: ['mining', 'Care'], left: ['fees'] },
    { name: 'none of its sectors is covered', answers: [], sectors: ['mining'], left: [] },
    { name: 'its sectors are not known', answers: ['fees'], sectors: [], left: ['wages'] },
  ],
  ({ arrangement = id, answers, sectors, left }) => {
    const owed = duties({}, fees, coded('wages', { code: 'WAGE' }));
    const said = answers.map((clause) => ({ arrangement, clause }));
    expect(leftOut(said, owed, sectors).map(({ clause }) => clause.clause)).toEqual(left);
  },
);
