import { describe, expect, test } from '@jest/globals';
import { type Arrangement, arrangementDecider } from '#arrangements';
import { joinFacts } from '../evaluation/facts.js';
import { arrangementFacts } from '../evaluation/arrangement-facts.js';
import { explain } from '../evaluation/explain.js';
import { statusOn, timeline } from '../evaluation/timeline.js';
import { ANNUAL_REPORT } from '../testing/story.js';
import { scenarios, rule, ruleTable } from '#kernel/testing';
import { calendarDecider } from '../calendars/calendar.decider.js';
import { calendarPublished } from '../calendars/publish-calendar.js';
import { obligationDefined } from './define-obligation.js';
import { obligationDecider } from './obligation.decider.js';
import { obligationOf, type ObligationRecord } from './record.js';
import type { ObligationTerms } from './terms.js';

const ID = 'obligation-report';
const record = (type: string, data: object) =>
  arrangementDecider.events.get(type)!({ arrangement: 'arrangement-de-ph', ...data } as never);

/** An arrangement in force since 1 February 2024, with a firm clause on monitoring and a weak one on information. */
function arrangement(...more: ReturnType<typeof record>[]): Arrangement {
  let folded: Arrangement | undefined;
  const indicator = { metric: 'wages paid', unit: 'percent', comparator: 'AT_LEAST', threshold: 99, period: 'year' };
  const clause = (name: string, content: object) =>
    record('ClauseCoded', { clause: name, content: { answer: 'PRESENT', codedFrom: 'SECONDARY_SOURCE', ...content } });
  scenarios(arrangementDecider)
    .given(
      record('ArrangementRegistered', {
        kind: 'BILATERAL',
        level: 'NATIONAL',
        instrumentType: 'AGREEMENT',
        bindingness: 'BINDING',
        titles: [{ text: 'Agreement on nurses', language: 'en' }],
        parties: [
          { party: 'party-ph', role: 'ORIGIN' },
          { party: 'party-de', role: 'DESTINATION' },
        ],
        scope: { sectors: ['health'], skillLevels: ['HIGH'], occupations: ['22'] },
      }),
      record('EntryIntoForceStated', { on: '2024-02-01' }),
      clause('reporting', { code: 'MONI', modality: 'SHALL', bearers: ['DESTINATION'], indicator }),
      clause('information', { code: 'INFO', modality: 'ENDEAVOURS', bearers: ['ORIGIN'] }),
      clause('passports', { code: 'DOCS', modality: 'SHALL', bearers: ['EMPLOYER'] }),
      record('ClauseCoded', {
        clause: 'unions',
        content: { code: 'FOAC', answer: 'SILENT', codedFrom: 'TEXT', modality: 'NOT_CODED', bearers: [] },
      }),
      ...more,
    )
    .state((state) => (folded = state));
  return folded!;
}

const others = { 'arrangement-de-ph': arrangement() };
const scenes = scenarios(obligationDecider, { others });
const as = (role: 'GOVERNMENT' | 'UNION' | 'EMPLOYER' | 'SECRETARIAT', party?: string) => ({
  actor: { id: `actor-${role}`, role, ...(party === undefined ? {} : { onBehalfOf: party }) },
});
const [germany, philippines] = [as('GOVERNMENT', 'party-de'), as('GOVERNMENT', 'party-ph')];

const defining = (terms: Partial<ObligationTerms> = {}, clause = 'reporting') => ({
  obligation: ID,
  arrangement: 'arrangement-de-ph',
  clause,
  terms: { ...ANNUAL_REPORT, ...terms },
});
const indicator = {
  metric: 'wages paid',
  unit: 'percent',
  comparator: 'AT_LEAST' as const,
  threshold: 99,
  period: 'year',
};
const defined = (terms: Partial<ObligationTerms> = {}) => obligationDefined(defining({ metric: indicator, ...terms }));
const given = (terms?: Partial<ObligationTerms>) => scenes.given(defined(terms));
const report = { obligation: ID, evidence: 'report-1', occurrence: '2024', kind: 'report', performedOn: '2026-01-10' };
const submitted = (changes: object = {}) =>
  obligationDecider.events.get('EvidenceSubmitted')!({ ...report, ...changes } as never);

describe('a duty follows from a clause', () => {
  rule('IND-01', 'its measure is that of the clause, and is recorded with it', () =>
    scenes
      .given()
      .when('defineObligation', defining())
      .state((state) => expect(state.versions[0]!.value.metric).toEqual(indicator)),
  );

  ruleTable(
    'IND-05',
    'it binds whom the clause binds, as firmly as that',
    [
      {
        name: 'a party that the clause does not bind',
        data: defining({ bearers: [{ party: 'party-ph' }] }),
        code: 'BEARER_NOT_BOUND',
      },
      {
        name: 'a class that it does not name',
        data: defining({ bearers: [{ everyone: { of: 'RECRUITER', jurisdiction: 'party-de' } }] }),
        code: 'BEARER_NOT_BOUND',
      },
      {
        name: 'a class in the wrong jurisdiction',
        data: defining({ bearers: [{ everyone: { of: 'EMPLOYER', jurisdiction: 'party-ph' } }] }, 'passports'),
        code: 'BEARER_NOT_BOUND',
      },
      {
        name: 'a promise to try',
        data: defining({ bearers: [{ party: 'party-ph' }] }, 'information'),
        code: 'CLAUSE_DOES_NOT_BIND',
      },
    ],
    ({ data, code }) => scenes.given().when('defineObligation', data).refusedWith('IND-05', code),
  );

  ruleTable(
    'CLA-01',
    'a duty needs a clause that is there, and is clear',
    [
      { name: 'a clause nobody coded', data: defining({}, 'housing'), code: 'CLAUSE_NOT_PRESENT' },
      { name: 'a text that is silent', data: defining({}, 'unions'), code: 'CLAUSE_NOT_PRESENT' },
      { name: 'no bearer', data: defining({ bearers: [] }), code: 'DUTY_UNCLEAR' },
      {
        name: 'two kinds of due dates',
        data: defining({
          due: { ...ANNUAL_REPORT.due, kind: { ...ANNUAL_REPORT.due.kind, once: { anchor: { on: '2024-01-01' } } } },
        }),
        code: 'DUTY_UNCLEAR',
      },
      {
        name: 'a zone that does not exist',
        data: defining({ due: { ...ANNUAL_REPORT.due, zone: 'Europe/Nowhere' } }),
        code: 'DUTY_UNCLEAR',
      },
      {
        name: 'a period without length',
        data: defining({
          due: {
            ...ANNUAL_REPORT.due,
            kind: { recurring: { anchor: { on: '2024-01-01' }, every: { count: 0, unit: 'YEAR' } } },
          },
        }),
        code: 'DUTY_UNCLEAR',
      },
      { name: 'its own exception', data: defining({ exceptions: [ID] }), code: 'DUTY_UNCLEAR' },
    ],
    ({ data, code }) => scenes.given().when('defineObligation', data).refusedWith('CLA-01', code),
  );

  rule('CLA-02', 'nothing is owed under an arrangement to who is no party to it', () =>
    scenes
      .given()
      .when('defineObligation', defining({ counterparties: ['party-fr'] }))
      .refused('CLA-02', { party: 'party-fr' }),
  );
  rule('GEN-09', 'a government defines duties under its own arrangements only', () =>
    scenes.given().when('defineObligation', defining(), as('GOVERNMENT', 'party-fr')).refused('GEN-09'),
  );
  rule('CMP-02', 'what tells one worker apart from all others is refused', () =>
    scenes
      .given()
      .when('defineObligation', defining({ beneficiaries: ['the holder of passport P1234567'] }))
      .refused('CMP-02', { what: 'the number of a passport or permit' }),
  );

  ruleTable(
    'IND-09',
    'a threshold changes with the clause or by a decision; earlier periods keep theirs',
    [
      { name: 'another one without a decision', changes: {}, allowed: false },
      { name: 'another one by a decision', changes: { decision: 'Decision 1 of the joint committee' }, allowed: true },
    ],
    ({ changes, allowed }) => {
      const revision = {
        obligation: ID,
        from: '2025-01-01',
        terms: { ...ANNUAL_REPORT, metric: { ...indicator, threshold: 95 } },
        ...changes,
      };
      const outcome = given().when('reviseObligation', revision);
      if (!allowed) outcome.refused('IND-09');
      else
        outcome.state(({ versions }) =>
          expect(versions.map(({ from, value }) => [from, value.metric!.threshold])).toEqual([
            [undefined, 99],
            ['2025-01-01', 95],
          ]),
        );
    },
  );
});

describe('what is said of a duty', () => {
  ruleTable(
    'IND-01',
    'a value that does not fit its indicator, or its period, is refused',
    [
      { name: 'another unit', data: { measure: { value: '99', unit: 'days' } }, code: 'INDICATOR_TYPE' },
      { name: 'more than all', data: { measure: { value: '100.1', unit: 'percent' } }, code: 'INDICATOR_TYPE' },
      { name: 'less than nothing', data: { measure: { value: '-0.1', unit: 'percent' } }, code: 'INDICATOR_TYPE' },
      { name: 'a period that the duty does not have', data: { occurrence: '2024-H1' }, code: 'UNKNOWN_OCCURRENCE' },
      { name: 'no period', data: { occurrence: undefined }, code: 'OCCURRENCE_MISSING' },
      { name: 'neither day nor instant', data: { performedOn: undefined }, code: 'WHEN_UNCLEAR' },
      { name: 'both', data: { performedAt: '2026-01-10T10:00:00Z' }, code: 'WHEN_UNCLEAR' },
    ],
    ({ data, code }) =>
      given()
        .when('submitEvidence', { ...report, ...data })
        .refusedWith('IND-01', code),
  );

  rule('IND-01', 'all and nothing are shares, and fit', () => {
    for (const value of ['0', '100'])
      given()
        .when('submitEvidence', { ...report, measure: { value, unit: 'percent' } })
        .recorded();
  });

  rule('IND-04', 'what is still to come is no proof that it was done', () => {
    given()
      .when('submitEvidence', { ...report, performedOn: '2026-01-16' })
      .refused('IND-04');
    given()
      .when('submitEvidence', { ...report, performedOn: '2026-01-15' })
      .recorded();
  });

  test('the zone of the duty tells which day an instant belongs to', () => {
    const at = (performedAt: string) => (check: (state: ObligationRecord) => void) =>
      given()
        .when('submitEvidence', { ...report, performedOn: undefined, performedAt })
        .state(check);
    at('2026-01-10T22:59:59Z')(({ facts }) => expect(facts.evidence[0]!.performedOn).toBe('2026-01-10'));
    at('2026-01-10T23:00:00Z')(({ facts }) => expect(facts.evidence[0]!.performedOn).toBe('2026-01-11'));
  });

  ruleTable(
    'IND-02',
    'who says it is known, and the word of the one bound weighs least',
    [
      { name: 'the one bound', by: germany, data: {}, speaker: 'BEARER' },
      { name: 'the other side', by: philippines, data: {}, speaker: 'COUNTERPARTY' },
      { name: 'a union', by: as('UNION'), data: {}, speaker: 'COUNTERPARTY' },
      { name: 'an employer under a duty of its state', by: as('EMPLOYER'), data: {}, speaker: 'OTHER' },
      { name: 'a court, transcribed', by: {}, data: { capacity: 'COURT' }, speaker: 'INDEPENDENT' },
      { name: 'the one bound, transcribed', by: {}, data: { saidBy: 'party-de' }, speaker: 'BEARER' },
      { name: 'nobody knows who', by: {}, data: {}, speaker: 'OTHER' },
      {
        name: 'inspectors of the other side',
        by: philippines,
        data: { capacity: 'INSPECTION' },
        speaker: 'INDEPENDENT',
      },
    ],
    ({ by, data, speaker }) =>
      given()
        .when('submitEvidence', { ...report, ...data }, by)
        .state(({ facts }) => expect(facts.evidence[0]!.by).toBe(speaker)),
  );

  ruleTable(
    'IND-02',
    'nobody is independent of itself, or claims an office it does not hold',
    [
      { name: 'inspectors of the one bound', by: germany, capacity: 'INSPECTION' },
      { name: 'a union as a court', by: as('UNION'), capacity: 'COURT' },
      { name: 'a government as an auditor', by: philippines, capacity: 'AUDIT' },
    ],
    ({ by, capacity }) =>
      given()
        .when('submitEvidence', { ...report, capacity }, by)
        .refusedWith('IND-02', 'NOT_INDEPENDENT'),
  );

  rule('IND-02', 'the side that submitted it does not confirm it', () => {
    const review = { obligation: ID, evidence: 'report-1', on: '2026-01-12' };
    const world = scenes.given(defined(), submitted({ saidBy: 'party-de' }));
    world.when('confirmEvidence', { ...review, saidBy: 'party-de' }).refusedWith('IND-02', 'OWN_WORD');
    world.when('confirmEvidence', review, philippines).recorded();
    world.when('contradictEvidence', { ...review, evidence: 'report-9' }).refusedWith('IND-02', 'UNKNOWN_EVIDENCE');
  });

  rule('IND-08', 'costs and income are of the same workers', () => {
    const value = { ...report, kind: undefined, measure: { value: '12', unit: 'percent' } };
    given()
      .when('recordValue', { ...value, ratio: { costOf: 'nurses of 2024', incomeOf: 'nurses of 2025' } })
      .refused('IND-08', { costOf: 'nurses of 2024' });
    given()
      .when('recordValue', { ...value, ratio: { costOf: 'nurses of 2024', incomeOf: 'nurses of 2024' } })
      .recorded();
  });

  rule('GEN-02', 'a name stands for one thing', () =>
    scenes.given(defined(), submitted()).when('submitEvidence', report).refusedWith('GEN-02', 'ALREADY_SUBMITTED'),
  );
});

describe('who may release, extend, stop and decide', () => {
  const waiver = { obligation: ID, from: '2026-01-01', consentOf: ['party-ph'], ground: 'Article 9' };
  const extension = {
    obligation: ID,
    occurrence: '2025',
    on: '2026-01-10',
    newDue: '2026-06-30',
    consentOf: ['party-ph'],
    ground: 'Article 9',
  };

  rule('GEN-10', 'only those to whom a duty is owed release it, each for itself', () => {
    given().when('grantWaiver', waiver, philippines).recorded();
    given().when('grantWaiver', waiver, germany).refused('GEN-10', { actOf: 'party-ph' });
    given()
      .when('grantWaiver', { ...waiver, consentOf: ['party-de'] }, germany)
      .refusedWith('GEN-10', 'NO_AUTHORITY');
    given()
      .when('grantWaiver', { ...waiver, to: '2026-01-01' })
      .refusedWith('GEN-10', 'WAIVER_WITHOUT_DAYS');
    given().when('grantExtension', extension, germany).refused('GEN-10');
    given().when('grantExtension', extension, philippines).recorded();
    given()
      .when('grantExtension', { ...extension, occurrence: '2019' }, philippines)
      .refused('IND-01');
  });

  rule('CMP-13', 'a clock that stands still runs again once', () => {
    const stopped = { obligation: ID, suspension: 'strike', from: '2026-01-02', ground: 'A strike' };
    const event = obligationDecider.events.get('ClockSuspended')!(stopped as never);
    const resuming = { obligation: ID, suspension: 'strike' };
    scenes
      .given(defined(), event)
      .when('resumeClock', { ...resuming, on: '2026-01-01' })
      .refused('CMP-13');
    given()
      .when('resumeClock', { ...resuming, on: '2026-01-05' })
      .refusedWith('CMP-13', 'NOT_SUSPENDED');
    scenes
      .given(defined(), event)
      .when('resumeClock', { ...resuming, on: '2026-01-05' })
      .state(({ facts }) =>
        expect(facts.suspensions).toMatchObject([{ from: '2026-01-02', to: '2026-01-05', because: [1, 2] }]),
      );
  });

  rule('CMP-07', 'no side records that it was right', () => {
    const opened = obligationDecider.events.get('DisputeOpened')!({
      obligation: ID,
      dispute: 'd1',
      occurrence: '2024',
      on: '2026-01-02',
      matter: 'Whether the report is complete',
    } as never);
    const decision = {
      obligation: ID,
      dispute: 'd1',
      on: '2026-01-10',
      outcome: 'UPHOLDS_BEARER',
      by: 'the joint committee',
    };
    const world = scenes.given(defined(), opened);
    world.when('resolveDispute', decision, germany).refused('CMP-07');
    world.when('resolveDispute', decision, philippines).recorded();
    world.when('resolveDispute', { ...decision, outcome: 'UPHOLDS_CLAIM' }, philippines).refused('CMP-07');
    world.when('resolveDispute', { ...decision, on: '2026-01-01' }).refused('CMP-05');
    world.when('resolveDispute', { ...decision, dispute: 'd2' }).refused('CMP-05');
  });

  test('only what has a trigger is set going, and only what has a condition meets it', () => {
    given()
      .when('startClock', { obligation: ID, occurrence: 'r1', on: '2026-01-02' })
      .refusedWith('IND-01', 'NO_TRIGGER');
    given()
      .when('recordCondition', { obligation: ID, holds: true, from: '2026-01-02' })
      .refusedWith('CLA-01', 'NO_CONDITION');
    given({ condition: 'nurses are at work' })
      .when('recordCondition', { obligation: ID, holds: true, from: '2026-01-02' })
      .recorded();
  });
});

describe('an arrangement, its duty and what is known, together', () => {
  /** The status of the report on 2024, on a day, with what happened to the arrangement. */
  function status(day: string, history: ReturnType<typeof record>[], ...more: ReturnType<typeof submitted>[]) {
    let found;
    scenes.given(defined(), ...more).state((state) => {
      const duty = obligationOf(ID, state);
      const facts = joinFacts(arrangementFacts(arrangement(...history), duty), state.facts);
      const occurrence = timeline(duty, facts, '2027-12-31').find(({ key }) => key === '2024');
      const interval = occurrence && statusOn(occurrence, day);
      found = interval && [interval.headline, explain(interval.explanation, 10)];
    });
    return found;
  }

  test.each([
    [
      '2024-01-31',
      'NOT_IN_FORCE',
      'Its clause is not in force from 0001-01-01 until before 2024-02-01. It rests on event 0. If nothing else is recorded, it is not yet due from 2024-02-01.',
    ],
    [
      '2024-02-01',
      'NOT_YET_DUE',
      'Nothing is due yet, due on 2025-03-31: not yet due from 2024-02-01 until before 2025-04-01. Up to size 10, not on record: that it was done (2024). If nothing else is recorded, it is overdue from 2025-04-01.',
    ],
    [
      '2025-04-10',
      'OVERDUE',
      'It was due on 2025-03-31, and is not done: overdue from 2025-04-01 until before 2025-04-11. Up to size 10, not on record: that it was done (2024). If nothing else is recorded, it is breached from 2025-04-11.',
    ],
    [
      '2025-04-11',
      'BREACHED',
      'It was due on 2025-03-31, and neither done within grace and cure nor cleared: broken since 2025-04-11. Up to size 10, not on record: that it was done (2024) and that what mends it was accepted (2024).',
    ],
  ])('on %s it is %s, in words', (day, headline, words) => expect(status(day, [])).toEqual([headline, words]));

  ruleTable(
    'IND-05',
    'it is owed while its clause binds the one bound',
    [
      {
        name: 'a day before the arrangement ends',
        day: '2025-05-31',
        history: [record('ArrangementEnded', { ground: 'TERMINATION', on: '2025-06-01' })],
        headline: 'BREACHED',
      },
      {
        name: 'what was broken before the end stands',
        day: '2025-06-01',
        history: [record('ArrangementEnded', { ground: 'TERMINATION', on: '2025-06-01' })],
        headline: 'BREACHED',
      },
      {
        name: 'the day on which it has ended, before anything had fallen due',
        day: '2025-03-31',
        history: [record('ArrangementEnded', { ground: 'TERMINATION', on: '2025-03-31' })],
        headline: 'NOT_IN_FORCE',
      },
    ],
    ({ day, history, headline }) => expect(status(day, history)).toMatchObject([headline, expect.any(String)]),
  );
});

describe('calendars', () => {
  const calendar = {
    calendar: 'calendar-ph',
    name: 'Holidays',
    weekend: [6, 7],
    holidays: [{ on: '2026-04-09', name: 'Valor' }],
  };
  test('each change is a version, and what was never declared is not taken back', () => {
    const world = scenarios(calendarDecider).given(calendarPublished(calendar));
    const change = { calendar: 'calendar-ph', declared: [], takenBack: [] };
    world.when('reviseCalendar', change).refused('GEN-02');
    world
      .when('reviseCalendar', { ...change, takenBack: [{ on: '2026-04-10', name: 'x' }] })
      .refused('GEN-02', { on: '2026-04-10' });
    world
      .when('reviseCalendar', {
        ...change,
        declared: [{ on: '2026-04-03', name: 'Good Friday' }],
        takenBack: [{ on: '2026-04-09', name: 'Valor' }],
      })
      .state(({ version, holidays }) => expect([version, holidays]).toEqual([2, ['2026-04-03']]));
    scenarios(calendarDecider)
      .given()
      .when('publishCalendar', { ...calendar, weekend: [6, 6] })
      .refused('IND-01');
    scenarios(calendarDecider)
      .given()
      .when('publishCalendar', { ...calendar, weekend: [0] })
      .malformed('weekend');
  });
});
