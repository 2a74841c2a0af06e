import { describe, expect } from '@jest/globals';
import { type Arrangement, arrangementDecider } from '#arrangements';
import type { NewEvent } from '#kernel';
import { rule, ruleTable, scenarios } from '#kernel/testing';
import { type AppealRecognition, recognitionAppealed } from './appeal-recognition.js';
import { type DecideRecognition, recognitionDecided } from './decide-recognition.js';
import { participationEnded } from './end-participation.js';
import { mraDecider } from './mra.decider.js';
import type { MutualRecognition } from './mutual-recognition.js';
import { participationNotified } from './notify-participation.js';
import { mutualRecognitionOpened } from './open-mutual-recognition.js';
import { recognitionStatusOn } from './recognition.js';
import { recognitionDecider } from './recognition.decider.js';
import { recognitionProjection } from './recognition.projection.js';
import { viewRecognition } from './recognition.view.js';
import { recognitionRequested, type RequestRecognition } from './request-recognition.js';

const government = (country: string) => ({
  actor: { id: `actor-${country}`, role: 'GOVERNMENT' as const, onBehalfOf: `party-${country}` },
});

let arrangement: Arrangement | undefined;
scenarios(arrangementDecider)
  .given(
    arrangementDecider.events.get('ArrangementRegistered')!({
      arrangement: 'arrangement-mra',
      kind: 'MULTILATERAL',
      level: 'REGIONAL',
      instrumentType: 'MUTUAL_RECOGNITION_ARRANGEMENT',
      bindingness: 'BINDING',
      titles: [{ text: 'Mutual recognition of nurses', language: 'en' }],
      parties: ['my', 'ph', 'th'].map((code) => ({ party: `party-${code}`, role: 'BOTH' })),
      scope: { sectors: ['health'], skillLevels: ['HIGH'], occupations: ['2221'] },
    } as never),
  )
  .state((state) => (arrangement = state));

const opened = mutualRecognitionOpened({
  mra: 'mra-nurses',
  arrangement: 'arrangement-mra',
  occupations: ['2221', '32'],
  decideWithin: { count: 6, unit: 'MONTH' },
});
const notified = (party: string, from: string, occupations?: string[]) =>
  participationNotified({ mra: 'mra-nurses', party, from, occupations });

const mras = scenarios(mraDecider, { others: { 'arrangement-mra': arrangement } });
const mraOf = (...history: NewEvent[]): MutualRecognition => {
  let mra: MutualRecognition | undefined;
  mras.given(...history).state((state) => (mra = state));
  return mra!;
};

const others = {
  'arrangement-mra': arrangement,
  'mra-nurses': mraOf(opened, notified('party-ph', '2020-01-01'), notified('party-my', '2020-01-01', ['2221'])),
  'training-nurses': {},
  'party-my': {},
  'party-ph': {},
  'party-th': {},
};
const given = (...history: NewEvent[]) => scenarios(recognitionDecider, { others }).given(...history);

/** Ten nurses of the Philippines ask the nursing board of Malaysia, which has until the end of June. */
const request: RequestRecognition = {
  recognition: 'recognition-nurses',
  kind: 'QUALIFICATION',
  qualification: { title: 'Bachelor of nursing', isced: '6', isco: '2221' },
  between: { origin: 'party-ph', host: 'party-my' },
  number: 10,
  requestedOn: '2024-01-10',
  authority: { name: 'Nursing Board' },
  deadline: { by: '2024-06-30' },
  notStated: [],
};
const decision: DecideRecognition = {
  recognition: 'recognition-nurses',
  decision: 'first',
  outcome: 'FULL',
  number: 10,
  on: '2024-06-30',
  notStated: [],
};
const refusal: Partial<DecideRecognition> = {
  outcome: 'REFUSED',
  reasons: 'Clinical hours are not shown.',
  appealTo: { body: { name: 'Ministry of Health' }, withinDays: 30 },
};
const partial: Partial<DecideRecognition> = {
  outcome: 'PARTIAL',
  gap: 'Two hundred hours of practice.',
  bridging: [{ kind: 'SUPERVISED_PRACTICE', what: 'Six months on a ward', months: 6 }],
};
const requested = (changes: Partial<RequestRecognition> = {}) => recognitionRequested({ ...request, ...changes });
const decided = (changes: Partial<DecideRecognition> = {}) => recognitionDecided({ ...decision, ...changes });
const appealed = (changes: Partial<AppealRecognition> = {}) =>
  recognitionAppealed({
    recognition: 'recognition-nurses',
    decision: 'first',
    number: 4,
    on: '2024-07-15',
    ...changes,
  });

const on = (effectiveOn: string) => ({ effectiveOn, knownSize: 99, knownAt: null, projected: false });

describe('a request', () => {
  ruleTable(
    'REC-01',
    'has who decides and by when, or a source that does not say',
    [
      { name: 'both', change: {}, missing: undefined, owns: true },
      { name: 'no authority', change: { authority: undefined }, missing: 'AUTHORITY', owns: false },
      { name: 'no deadline', change: { deadline: undefined }, missing: 'DEADLINE', owns: false },
    ] as const,
    ({ change, missing, owns }) => {
      const answer = given().when('requestRecognition', { ...request, ...change });
      if (!missing) return answer.then(requested());
      answer.refused('REC-01', { missing: [missing] });
      given()
        .when('requestRecognition', { ...request, ...change, notStated: [missing] })
        .recorded();
      expect(owns).toBe(false);
      given()
        .when('requestRecognition', { ...request, ...change, notStated: [missing] }, government('my'))
        .refused('REC-01', { missing: [missing] });
    },
  );

  ruleTable(
    'REC-01',
    'what does not fit together is refused',
    [
      {
        name: 'a deadline before the request',
        change: { deadline: { by: '2024-01-09' } },
        facts: { by: '2024-01-09' },
      },
      {
        name: 'a deadline of two kinds',
        change: { deadline: { by: '2024-06-30', within: { count: 1, unit: 'YEAR' } } },
        facts: {},
      },
      { name: 'given and not stated', change: { notStated: ['DEADLINE'] }, facts: { terms: ['DEADLINE'] } },
      {
        name: 'an arrangement nobody registered',
        change: { arrangement: 'arrangement-other' },
        facts: { arrangement: 'arrangement-other' },
      },
      {
        name: 'a training nobody registered',
        change: { training: 'training-other' },
        facts: { training: 'training-other' },
      },
      { name: 'a body by two names', change: { authority: { name: 'Board', party: 'party-my' } }, facts: {} },
    ] as { name: string; change: Partial<RequestRecognition>; facts: Record<string, unknown> }[],
    ({ change, facts }) =>
      given()
        .when('requestRecognition', { ...request, ...change })
        .refused('REC-01', facts),
  );

  rule('REC-01', 'a request on the day of its deadline, or from a training commitment, is one', () => {
    given()
      .when('requestRecognition', { ...request, requestedOn: '2024-06-30' })
      .recorded();
    given()
      .when('requestRecognition', { ...request, kind: 'PRIOR_LEARNING', training: 'training-nurses' })
      .recorded();
    given()
      .when('requestRecognition', { ...request, number: 0 })
      .malformed('number');
  });

  rule('PTY-03', 'who is named is registered', () =>
    given()
      .when('requestRecognition', { ...request, between: { origin: 'party-xx', host: 'party-my' } })
      .refused('PTY-03', { party: 'party-xx' }),
  );

  rule('QUO-15', 'the occupation is a group of ISCO-08', () =>
    given()
      .when('requestRecognition', { ...request, qualification: { isco: '99' } })
      .refused('QUO-15', { code: '99' }),
  );

  rule('GEN-09', 'a government records what concerns it', () => {
    given().when('requestRecognition', request, government('ph')).recorded();
    given().when('requestRecognition', request, government('th')).refused('GEN-09', { actingFor: 'party-th' });
    given(requested())
      .when('decideRecognition', decision, government('ph'))
      .refused('GEN-09', { actingFor: 'party-ph' });
    given(requested()).when('decideRecognition', decision, government('my')).recorded();
  });
});

describe('mutual recognition', () => {
  const under = { ...request, under: 'mra-nurses' };

  ruleTable(
    'REC-02',
    'counts between those who take part, for the listed occupations',
    [
      { name: 'both take part', change: {}, facts: undefined },
      { name: 'on the first day', change: { requestedOn: '2020-01-01' }, facts: undefined },
      { name: 'a day before', change: { requestedOn: '2019-12-31' }, facts: { party: 'party-ph' } },
      { name: 'in the year of the first day', change: { requestedOn: '2020' }, facts: undefined },
      {
        name: 'who signed and did not notify',
        change: { between: { origin: 'party-th', host: 'party-my' } },
        facts: { party: 'party-th' },
      },
      {
        name: 'a listed group and one within it',
        change: { qualification: { isco: '3221' } },
        facts: { party: 'party-my', code: '3221' },
      },
      { name: 'an occupation not listed', change: { qualification: { isco: '2211' } }, facts: { code: '2211' } },
      { name: 'no occupation', change: { qualification: { title: 'A diploma' } }, facts: { code: null } },
      {
        name: 'another arrangement',
        change: { arrangement: 'arrangement-mra', under: 'mra-other' },
        facts: { under: 'mra-other' },
      },
    ] as { name: string; change: Partial<RequestRecognition>; facts?: Record<string, unknown> }[],
    ({ change, facts }) => {
      const answer = given().when('requestRecognition', { ...under, deadline: { by: '2030-01-01' }, ...change });
      if (facts) answer.refused('REC-02', facts);
      else answer.recorded();
    },
  );

  rule(
    'REC-01',
    'the time limit of mutual recognition holds where the request names none, and the event tells it',
    () =>
      given()
        .when('requestRecognition', { ...under, deadline: undefined })
        .state((state) => expect(state.dueOn).toBe('2024-07-10')),
  );

  const notify = { mra: 'mra-nurses', party: 'party-th', from: '2024-01-01' };

  rule('REC-02', 'parties to the arrangement take part, each by its own notice, for what is listed', () => {
    mras.given(opened).when('notifyParticipation', notify, government('th')).recorded();
    mras.given(opened).when('notifyParticipation', notify, government('my')).refused('GEN-10', { actOf: 'party-th' });
    mras
      .given(opened)
      .when('notifyParticipation', { ...notify, party: 'party-vn' })
      .refused('REC-02', { party: 'party-vn' });
    mras
      .given(opened)
      .when('notifyParticipation', { ...notify, occupations: ['2211'] })
      .refused('REC-02', { code: '2211' });
    mras
      .given(opened)
      .when('notifyParticipation', { ...notify, occupations: ['3221'] })
      .recorded();
    mras.given(opened, notified('party-th', '2020')).when('notifyParticipation', notify).refused('GEN-02');
  });

  rule('REC-02', 'who no longer takes part may do so again; what was before stays', () => {
    const ended = participationEnded({ mra: 'mra-nurses', party: 'party-th', on: '2023-01-01' });
    const stop = { mra: 'mra-nurses', party: 'party-th', on: '2023-01-01' };
    mras.given(opened).when('endParticipation', stop).refused('REC-02', { party: 'party-th' });
    mras.given(opened, notified('party-th', '2020-01-01'), ended).when('endParticipation', stop).refused('REC-02');
    mras
      .given(opened, notified('party-th', '2020-01-01'), ended)
      .when('notifyParticipation', notify)
      .state(({ participations }) =>
        expect(participations.map(({ from, to }) => [from, to])).toEqual([
          ['2020-01-01', '2023-01-01'],
          ['2024-01-01', undefined],
        ]),
      );
  });

  rule('REC-02', 'it stands in a registered arrangement, for occupations of ISCO-08', () => {
    const open = { mra: 'mra-x', arrangement: 'arrangement-mra', occupations: ['2221'] };
    mras.given().when('openMutualRecognition', open, government('th')).recorded();
    mras
      .given()
      .when('openMutualRecognition', { ...open, arrangement: 'arrangement-x' })
      .refused('REC-02');
    mras
      .given()
      .when('openMutualRecognition', { ...open, occupations: ['99'] })
      .refused('QUO-15', { code: '99' });
    mras
      .given()
      .when('openMutualRecognition', { ...open, occupations: [] })
      .refused('QUO-15');
    mras.given().when('openMutualRecognition', open, government('de')).refused('GEN-09');
  });
});

describe('a decision', () => {
  ruleTable(
    'REC-01',
    'a partial recognition names the gap and how to bridge it',
    [
      { name: 'both', change: {}, missing: undefined },
      { name: 'no gap', change: { gap: undefined }, missing: ['GAP'] },
      { name: 'no bridging', change: { bridging: [] }, missing: ['BRIDGING'] },
      { name: 'neither', change: { gap: undefined, bridging: undefined }, missing: ['GAP', 'BRIDGING'] },
    ] as { name: string; change: Partial<DecideRecognition>; missing?: DecideRecognition['notStated'] }[],
    ({ change, missing }) => owes('REC-01', { ...partial, ...change }, missing),
  );

  ruleTable(
    'REC-04',
    'a refusal has reasons and a way to appeal',
    [
      { name: 'both', change: {}, missing: undefined },
      { name: 'no reasons', change: { reasons: undefined }, missing: ['REASONS'] },
      { name: 'no way to appeal', change: { appealTo: undefined }, missing: ['APPEAL'] },
      { name: 'a way to nobody', change: { appealTo: { body: {} } }, missing: ['APPEAL'] },
    ] as { name: string; change: Partial<DecideRecognition>; missing?: DecideRecognition['notStated'] }[],
    ({ change, missing }) => owes('REC-04', { ...refusal, ...change }, missing),
  );

  /** What is owed is refused where lacking; of another's decision it may be on record as lacking; of one's own, never. */
  function owes(id: 'REC-01' | 'REC-04', change: Partial<DecideRecognition>, missing?: DecideRecognition['notStated']) {
    const data = { ...decision, ...change };
    const answer = given(requested()).when('decideRecognition', data);
    if (!missing) return answer.recorded();
    answer.refused(id, { missing });
    given(requested())
      .when('decideRecognition', { ...data, notStated: missing })
      .recorded();
    given(requested())
      .when('decideRecognition', { ...data, notStated: missing }, government('my'))
      .refused(id, { missing });
  }

  ruleTable(
    'REC-01',
    'no more are decided on than asked, and none before',
    [
      { name: 'all at once', before: [], change: {}, facts: undefined },
      { name: 'one more', before: [], change: { number: 11 }, facts: { number: 11, open: 10 } },
      { name: 'the rest', before: [decided({ number: 7 })], change: { decision: 'rest', number: 3 }, facts: undefined },
      {
        name: 'more than the rest',
        before: [decided({ number: 7 })],
        change: { decision: 'rest', number: 4 },
        facts: { open: 3 },
      },
      { name: 'on the day of the request', before: [], change: { on: '2024-01-10' }, facts: undefined },
      { name: 'the day before', before: [], change: { on: '2024-01-09' }, facts: { requestedOn: '2024-01-10' } },
      { name: 'a lapse owes nothing', before: [], change: { outcome: 'LAPSED' }, facts: undefined },
      {
        name: 'a lapse without reasons',
        before: [],
        change: { outcome: 'LAPSED', notStated: ['REASONS'] },
        facts: { terms: ['REASONS'] },
      },
    ] as { name: string; before: NewEvent[]; change: Partial<DecideRecognition>; facts?: Record<string, unknown> }[],
    ({ before, change, facts }) => {
      const answer = given(requested(), ...before).when('decideRecognition', { ...decision, ...change });
      if (facts) answer.refused('REC-01', facts);
      else answer.recorded();
    },
  );

  rule('GEN-02', 'a decision is not replaced by another of its name', () =>
    given(requested(), decided({ number: 1 }))
      .when('decideRecognition', { ...decision, number: 1 })
      .refused('GEN-02'),
  );

  const refused = decided({ ...refusal, number: 6 });

  ruleTable(
    'REC-04',
    'those who were refused appeal, each once',
    [
      { name: 'all of them', change: { number: 6 }, facts: undefined },
      { name: 'one more', change: { number: 7 }, facts: { number: 7, open: 6 } },
      { name: 'no such decision', change: { decision: 'other' }, facts: { decision: 'other' } },
      { name: 'before it was taken', change: { on: '2024-06-29' }, facts: { on: '2024-06-29' } },
    ] as { name: string; change: Partial<AppealRecognition>; facts?: Record<string, unknown> }[],
    ({ change, facts }) => {
      const answer = given(requested(), refused).when('appealRecognition', { ...appealed().data, ...change });
      if (facts) answer.refused('REC-04', facts);
      else answer.recorded();
    },
  );

  rule('REC-04', 'a decision on appeal takes the place of the first, for those who appealed', () => {
    const onAppeal = { ...decision, decision: 'appeal', onAppealFrom: 'first', number: 4, on: '2024-09-01' };
    given(requested(), refused).when('decideRecognition', onAppeal).refused('REC-01', { open: 0 });
    given(requested(), refused, appealed())
      .when('decideRecognition', { ...onAppeal, number: 5 })
      .refused('REC-01', { open: 4 });
    given(requested(), refused, appealed())
      .when('decideRecognition', onAppeal)
      .state((_, subject) => {
        const numbers = (day: string) =>
          viewRecognition(subject, on(day)).decisions.map(({ decision: name, standingFor, appealed: asked }) => [
            name,
            standingFor,
            asked,
          ]);
        expect(numbers('2024-07-14')).toEqual([['first', 6, 0]]);
        expect(numbers('2024-08-31')).toEqual([['first', 6, 4]]);
        expect(numbers('2024-09-01')).toEqual([
          ['first', 2, 4],
          ['appeal', 4, 0],
        ]);
        expect(
          recognitionProjection.indexes[1]!.rows(subject).map(({ eff_from, eff_to, persons, days }) => [
            eff_from,
            eff_to,
            persons,
            days,
          ]),
        ).toEqual([
          ['2024-06-30', '2024-09-01', 6, 172],
          ['2024-09-01', '9999-12-31', 2, 172],
          ['2024-09-01', '9999-12-31', 4, null],
        ]);
      });
  });
});

describe('where it stands', () => {
  ruleTable(
    'REC-01',
    'overdue follows from the deadline; nobody enters it',
    [
      { name: 'the last day', history: [requested()], day: '2024-06-30', status: 'PENDING' },
      { name: 'the day after', history: [requested()], day: '2024-07-01', status: 'OVERDUE' },
      {
        name: 'nine of ten decided',
        history: [requested(), decided({ number: 9 })],
        day: '2024-07-01',
        status: 'OVERDUE',
      },
      { name: 'all on the last day', history: [requested(), decided()], day: '2024-07-01', status: 'DECIDED_IN_TIME' },
      {
        name: 'all, the day before they were',
        history: [requested(), decided()],
        day: '2024-06-29',
        status: 'PENDING',
      },
      {
        name: 'a day late',
        history: [requested(), decided({ on: '2024-07-01' })],
        day: '2024-07-01',
        status: 'DECIDED_LATE',
      },
      {
        name: 'in a month that straddles the day',
        history: [requested({ deadline: { by: '2024-06-15' } }), decided({ on: '2024-06' })],
        day: '2024-07-01',
        status: 'DECIDED',
      },
      {
        name: 'no deadline',
        history: [requested({ deadline: undefined, notStated: ['DEADLINE'] })],
        day: '2099-01-01',
        status: 'NO_DEADLINE',
      },
      {
        name: 'no deadline, decided',
        history: [requested({ deadline: undefined, notStated: ['DEADLINE'] }), decided()],
        day: '2024-07-01',
        status: 'DECIDED',
      },
      {
        name: 'all lapsed',
        history: [requested(), decided({ outcome: 'LAPSED' })],
        day: '2024-07-01',
        status: 'DECIDED_IN_TIME',
      },
    ],
    ({ history, day, status }) =>
      given(...history).state((state, subject) => {
        expect(recognitionStatusOn(state, day)).toBe(status);
        // What is looked up on a day is what is computed for it.
        const row = recognitionProjection.indexes[0]!.rows(subject).find(
          ({ eff_from, eff_to }) => String(eff_from) <= day && day < String(eff_to),
        );
        expect(row).toMatchObject({ status, host: 'party-my' });
      }),
  );

  const certificate = requested({
    kind: 'CERTIFICATE_OF_SKILLS',
    issuer: { name: 'National Training Agency' },
    deadline: { within: { count: 6, unit: 'MONTH' } },
  });

  rule('REC-03', 'a certificate of skills has an issuer', () => {
    const data = { ...request, kind: 'CERTIFICATE_OF_SKILLS' };
    given().when('requestRecognition', data).refused('REC-03');
    given()
      .when('requestRecognition', { ...data, issuer: { toBeNamed: true } })
      .refused('REC-03');
    given()
      .when('requestRecognition', { ...data, issuer: { name: 'National Training Agency' } })
      .recorded();
  });

  ruleTable(
    'REC-03',
    'verification after six months is overdue, and does not harm the holder',
    [
      { name: 'the last day', history: [], day: '2024-07-10', expected: { awaited: 10, overdue: 0, valid: 10 } },
      { name: 'the day after', history: [], day: '2024-07-11', expected: { awaited: 10, overdue: 10, valid: 10 } },
      { name: 'years after', history: [], day: '2030-01-01', expected: { awaited: 10, overdue: 10, valid: 10 } },
      {
        name: 'verified late',
        history: [decided({ on: '2025-01-01' })],
        day: '2025-01-01',
        expected: { verified: 10, awaited: 0, overdue: 0, valid: 10 },
      },
      {
        name: 'some not verified',
        history: [decided({ ...refusal, number: 3, on: '2024-05-01' })],
        day: '2024-07-11',
        expected: { verified: 0, notVerified: 3, awaited: 7, overdue: 7, valid: 7 },
      },
    ],
    ({ history, day, expected }) =>
      given(certificate, ...history).state((_, subject) => {
        const view = viewRecognition(subject, on(day));
        expect(view.certificates).toMatchObject({ issuer: { name: 'National Training Agency' }, ...expected });
        expect(view.status === 'OVERDUE').toBe(view.certificates!.overdue > 0);
      }),
  );
});
