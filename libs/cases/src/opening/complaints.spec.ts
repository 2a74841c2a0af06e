import { expect } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import {
  admitted,
  beside,
  caseOf,
  check,
  checking,
  clinic,
  complaint,
  confirmed,
  decided,
  disclosed,
  disclosure,
  drafted,
  filed,
  france,
  germany,
  given,
  inspector,
  investigated,
  notified,
  philippines,
  resumed,
  speaking,
  stayed,
  union,
  untilConfirmed,
  verified,
} from '../cases.fixture.js';
import { phaseOn } from '../phase.js';
import { caseClosed } from '../procedure/close-case.js';

const id = { case: 'case-1' };

ruleTable(
  'CMP-01',
  'a complaint names a clause owed at the time and someone who bears it, or is referred with the reason',
  [
    { name: 'owed and borne', change: {}, ground: undefined },
    { name: 'the day before it was in force', facts: '2019-12-31', ground: 'CLAUSE_NOT_APPLICABLE' },
    { name: 'the first day in force', facts: '2020-01-01', ground: undefined },
    { name: 'a year of which it was in force for a part', facts: { from: '2019', until: '2020' }, ground: undefined },
    { name: 'a period around its force', facts: { from: '2019-06-01', until: '2024-02-01' }, ground: undefined },
    { name: 'a clause on which the text is silent', change: { clauses: ['unions'] }, ground: 'CLAUSE_NOT_APPLICABLE' },
    { name: 'one of two that is owed', change: { clauses: ['unions', 'fees'] }, ground: undefined },
    {
      name: 'a state that does not bear it',
      change: { respondent: { party: 'party-de' } },
      ground: 'RESPONDENT_NOT_BEARER',
    },
    {
      name: 'a state that bears it by its role',
      change: { respondent: { party: 'party-de' }, clauses: ['wage'] },
      ground: undefined,
    },
    {
      name: 'an employer of another country',
      change: { respondent: { employer: 'employer-abroad' } },
      ground: 'RESPONDENT_NOT_BEARER',
    },
    {
      name: 'a recruiter where employers and states are bound',
      change: { respondent: { recruiter: 'recruiter-manila' }, clauses: ['wage'] },
      ground: 'RESPONDENT_NOT_BEARER',
    },
    { name: 'a recruiter', change: { respondent: { recruiter: 'recruiter-manila' } }, ground: undefined },
  ],
  ({ change, facts, ground }) => {
    const period = typeof facts === 'string' ? { from: facts } : facts;
    given()
      .when('fileComplaint', { ...complaint, ...change, ...(period ? { facts: period } : {}) })
      .state((file) => {
        expect(phaseOn(file, '2024-03-01').phase).toBe(ground ? 'INADMISSIBLE' : 'SUBMITTED');
        expect(file.steps).toMatchObject(ground ? [{ move: 'REJECT', ground }] : []);
      });
  },
);

rule('CMP-01', 'what is not registered cannot be complained of', () => {
  given()
    .when('fileComplaint', { ...complaint, clauses: ['housing'] })
    .refused('CMP-01', { clauses: ['housing'] });
  given()
    .when('fileComplaint', { ...complaint, clauses: [] })
    .refused('CMP-01');
  given()
    .when('fileComplaint', { ...complaint, arrangement: 'arrangement-none' })
    .refused('CMP-01', { arrangement: 'arrangement-none' });
  given()
    .when('fileComplaint', { ...complaint, respondent: { employer: 'employer-none' } })
    .refused('CMP-01', { id: 'employer-none' });
  given()
    .when('fileComplaint', { ...complaint, respondent: {} })
    .refused('CMP-01');
  given()
    .when('fileComplaint', { ...complaint, facts: { from: '2024-03-02' } })
    .refused('CMP-01', { factsFrom: '2024-03-02' });
});

rule('CMP-01', 'nobody takes up a complaint that can only be referred', () => {
  const history = filed({ respondent: { party: 'party-de' } });
  const decision = { ...id, on: '2024-03-08' };
  given(history)
    .when('decideAdmissibility', { ...decision, outcome: 'ADMISSIBLE' }, philippines)
    .refused('CMP-01', { respondent: 'party-de' });
  given(history)
    .when('decideAdmissibility', { ...decision, outcome: 'INADMISSIBLE' }, philippines)
    .refused('CMP-01');
  given(history)
    .when(
      'decideAdmissibility',
      { ...decision, outcome: 'INADMISSIBLE', ground: 'RESPONDENT_NOT_BEARER', referredTo: 'A labour court' },
      philippines,
    )
    .recorded();
});

ruleTable(
  'CMP-02',
  'who a worker is stays out of the events',
  [
    { name: 'an organisation in place of the worker', change: { complainant: { as: 'WORKER', party: 'party-verdi' } } },
    { name: 'an e-mail address', change: { words: 'Write to someone@example.org about it.' } },
    { name: 'a telephone number', change: { words: 'Reach her under +63 912 345 6789.' } },
    { name: 'the number of a passport', change: { words: 'Passport P1234567 was kept.' } },
    { name: 'a date of birth', change: { words: 'The nurse, born 1990, paid.' } },
  ],
  ({ change }) =>
    given()
      .when('fileComplaint', { ...complaint, ...change })
      .refused('CMP-02'),
);

rule('CMP-02', 'workers, unions, organisations, governments and employers complain, each in its own name', () => {
  const reference = `store:${'0'.repeat(32)}`;
  given()
    .when('fileComplaint', { ...complaint, complainant: { as: 'WORKER', sealedReference: reference } }, union)
    .recorded();
  given()
    .when('fileComplaint', { ...complaint, complainant: { as: 'WORKER', sealedReference: 'Jane' } }, union)
    .malformed('complainant.sealedReference');
  for (const as of ['UNION', 'NGO', 'GOVERNMENT', 'EMPLOYER'] as const) {
    given()
      .when('fileComplaint', { ...complaint, complainant: { as, party: 'party-verdi' } }, union)
      .recorded();
    given()
      .when('fileComplaint', { ...complaint, complainant: { as } }, union)
      .refused('CMP-02');
    given()
      .when('fileComplaint', { ...complaint, complainant: { as, party: 'party-de' } }, union)
      .refused('GEN-10', { actOf: 'party-de' });
  }
});

rule('CMP-02', 'a sum, a date, a count and the number of an article tell nobody apart', () =>
  given()
    .when('fileComplaint', {
      ...complaint,
      words: '12 nurses paid EUR 1,200.50 each on 2024-01-10, against Article 5(2) and case C-123/45.',
    })
    .recorded(),
);

ruleTable(
  'CMP-03',
  'a dismissal within 180 days of the complaint opens a linked case, which nobody has to admit',
  [
    { name: 'the day before the complaint', doneOn: '2024-02-29', refused: true },
    { name: 'the day of the complaint', doneOn: '2024-03-01', refused: false },
    { name: 'the last day', doneOn: '2024-08-28', refused: false },
    { name: 'the day after', doneOn: '2024-08-29', refused: true },
  ],
  ({ doneOn, refused }) => {
    const linked = beside('case-1', caseOf(filed()));
    const reprisal = {
      case: 'case-2',
      complaint: 'case-1',
      on: '2024-09-01',
      kind: 'DISMISSAL',
      doneOn,
      words: 'Sent away.',
    };
    const answer = given().when('reportReprisal', reprisal, { ...union, ...linked });
    if (refused) answer.refused('CMP-03', { last: '2024-08-28' });
    else
      answer.state((file) => {
        expect(file).toMatchObject({
          linkedTo: 'case-1',
          respondent: { employer: 'employer-clinic' },
          codes: ['FEES'],
        });
        expect(phaseOn(file, '2024-09-01')).toMatchObject({ phase: 'ADMISSIBLE', isDeemed: false });
      });
  },
);

rule('CMP-03', 'only a complaint on record has reprisals, and only whoever complained takes it back', () => {
  const reprisal = {
    case: 'case-2',
    complaint: 'case-9',
    on: '2024-09-01',
    kind: 'REMOVAL',
    doneOn: '2024-08-01',
    words: '-',
  };
  given().when('reportReprisal', reprisal, union).refused('CMP-03', { complaint: 'case-9' });
  const own = filed({ complainant: { as: 'UNION', party: 'party-verdi' } });
  given(own)
    .when('withdrawComplaint', { ...id, on: '2024-03-04' }, clinic)
    .refused('GEN-10');
  given(own)
    .when('withdrawComplaint', { ...id, on: '2024-03-04' }, union)
    .recorded();
});

ruleTable(
  'CMP-04',
  'not decided within ten working days, a complaint counts as taken up',
  [
    { name: 'the tenth working day', on: '2024-03-15', phase: 'SUBMITTED', isDeemed: false },
    { name: 'the day after', on: '2024-03-16', phase: 'ADMISSIBLE', isDeemed: true },
  ],
  ({ on, phase, isDeemed }) => expect(phaseOn(caseOf(filed()), on)).toMatchObject({ phase, isDeemed }),
);

rule('CMP-04', 'a decision in time stands, and one after the limit comes too late', () => {
  const decision = (on: string) => ({ ...id, on, outcome: 'INADMISSIBLE', ground: 'NOT_SUBSTANTIATED' });
  given(filed()).when('decideAdmissibility', decision('2024-03-15'), germany).recorded();
  given(filed())
    .when('decideAdmissibility', decision('2024-03-16'), germany)
    .refused('CMP-04', { phase: 'ADMISSIBLE' });
  expect(phaseOn(caseOf(filed(), admitted('2024-03-08')), '2024-12-01')).toMatchObject({
    phase: 'ADMISSIBLE',
    since: '2024-03-08',
    isDeemed: false,
  });
});

rule('CMP-05', 'the same facts elsewhere let a case rest, and it goes on after', () => {
  const stay = { ...id, on: '2024-03-05', ground: 'SAME_FACTS_ELSEWHERE' };
  given(filed()).when('stayCase', stay, germany).refused('CMP-05');
  given(filed())
    .when('stayCase', { ...stay, where: 'A labour court, docket 7' }, germany)
    .state((file) => {
      expect(phaseOn(file, '2024-03-04').phase).toBe('SUBMITTED');
      expect(phaseOn(file, '2024-10-01')).toMatchObject({ phase: 'STAYED', under: 'SUBMITTED' });
    });
  const rejection = { ...id, on: '2024-03-12', outcome: 'INADMISSIBLE', ground: 'OTHER_COMPETENCE' };
  given(filed(), stayed('2024-03-05')).when('decideAdmissibility', rejection, germany).refused('CMP-05');
  given(filed(), stayed('2024-03-05'))
    .when('stayCase', { ...stay, on: '2024-03-06', where: '-' }, germany)
    .refused('CMP-05');
  given(filed(), stayed('2024-03-05'), resumed('2024-03-12'))
    .when('decideAdmissibility', rejection, germany)
    .recorded();
  given(filed())
    .when('resumeCase', { ...id, on: '2024-03-12' }, germany)
    .refused('CMP-05');
  const ended = filed({ respondent: { party: 'party-de' } });
  given(ended, admitted(), investigated(), decided('2024-05-06', 'UNFOUNDED'), caseClosed({ ...id, on: '2024-06-01' }))
    .when('stayCase', { ...stay, on: '2024-07-01', where: '-' }, philippines)
    .refused('CMP-05', { phase: 'CLOSED' });
});

rule('CMP-05', 'the limits of a case that rested move by as many days as it rested', () => {
  const file = caseOf(filed(), stayed('2024-03-05'), resumed('2024-03-12'));
  expect(phaseOn(file, '2024-03-22').phase).toBe('SUBMITTED');
  expect(phaseOn(file, '2024-03-23')).toMatchObject({ phase: 'ADMISSIBLE', isDeemed: true, since: '2024-03-23' });
});

rule('CMP-07', 'nobody decides in its own case, and whoever investigated does not decide', () => {
  const history = [...untilConfirmed];
  const decision = { ...id, on: '2024-05-06', outcome: 'FOUNDED' };
  given(...history)
    .when('decideComplaint', decision, inspector)
    .refused('CMP-07', { officer: 'actor-de-inspector' });
  given(...history)
    .when('decideComplaint', decision, germany)
    .recorded();
  const own = { respondent: { party: 'party-de' }, clauses: ['wage'], spokenForBy: 'party-de' };
  given(filed(own))
    .when(
      'decideAdmissibility',
      { ...id, on: '2024-03-08', outcome: 'INADMISSIBLE', ground: 'NOT_SUBSTANTIATED' },
      germany,
    )
    .refused('CMP-07', { party: 'party-de' });
  given(filed(own))
    .when('decideAdmissibility', { ...id, on: '2024-03-08', outcome: 'ADMISSIBLE' }, philippines)
    .recorded();
  given(filed({ complainant: { as: 'GOVERNMENT', party: 'party-ph' } }))
    .when('decideAdmissibility', { ...id, on: '2024-03-08', outcome: 'ADMISSIBLE' }, philippines)
    .refused('CMP-07', { party: 'party-ph' });
});

ruleTable(
  'CMP-07',
  'a side moves nothing in its own case',
  [
    { name: 'sets no limits', command: 'agreeCaseTimes', data: { times: { replyDays: 365 } } },
    { name: 'lets nothing rest', command: 'stayCase', data: { on: '2024-03-10', ground: 'PARTIES_AGREE' } },
    { name: 'begins no conciliation', command: 'beginConciliation', data: { on: '2024-03-10' } },
    { name: 'investigates nothing', command: 'beginInvestigation', data: { on: '2024-03-10' } },
  ],
  ({ command, data }) => {
    const history = [
      filed({ respondent: { party: 'party-de' }, clauses: ['wage'], spokenForBy: 'party-de' }),
      admitted(),
    ];
    given(...history)
      .when(command, { ...id, ...data }, germany)
      .refused('CMP-07', { party: 'party-de' });
    given(...history)
      .when(command, { ...id, ...data }, philippines)
      .recorded();
  },
);

rule('CMP-08', 'what is founded rests on a confirmed finding, and what is unfounded has none against it', () => {
  const base = [filed(), admitted(), investigated()];
  const decision = (outcome: string) => ({ ...id, on: '2024-05-06', outcome });
  given(...base)
    .when('decideComplaint', decision('FOUNDED'), germany)
    .refused('CMP-08');
  given(...base)
    .when('decideComplaint', decision('UNFOUNDED'), germany)
    .recorded();
  given(...base, drafted(), notified())
    .when('decideComplaint', decision('PARTLY'), germany)
    .refused('CMP-08');
  given(...untilConfirmed)
    .when('decideComplaint', decision('UNFOUNDED'), germany)
    .refused('CMP-08', { findings: ['f1'] });
});

rule('CMP-12', 'a closed case opens again only for facts from elsewhere, and what was decided stays', () => {
  const closed = [...untilConfirmed, decided(), verified(), caseClosed({ ...id, on: '2024-06-01' })];
  const again = { ...id, on: '2024-07-01', words: 'More nurses paid.' };
  given(...closed)
    .when('reopenCase', again, germany)
    .refused('CMP-12', { known: ['source-test'] });
  given(...closed)
    .when('reopenCase', { ...again, words: undefined }, { ...germany, provenance: { sources: ['source-new'] } })
    .refused('CMP-12');
  given(...closed)
    .when('reopenCase', again, { ...germany, provenance: { sources: ['source-new', 'source-test'] } })
    .state((file) => {
      expect(phaseOn(file, '2024-06-30').phase).toBe('CLOSED');
      expect(phaseOn(file, '2024-07-01')).toMatchObject({ phase: 'ADMISSIBLE', isReopened: true });
      expect(file.steps).toContainEqual(expect.objectContaining({ move: 'DECIDE', outcome: 'FOUNDED' }));
    });
  given(filed(), admitted()).when('reopenCase', again, germany).refused('CMP-12', { phase: 'ADMISSIBLE' });
});

rule('CMP-15', 'ratings start a check and prove nothing', () => {
  given()
    .when('openCheck', { ...check, prompt: 'SIGNAL' }, inspector)
    .state((file) => expect(phaseOn(file, '2024-03-01').phase).toBe('INVESTIGATING'));
  const finding = { ...id, on: '2024-04-01', finding: 'f1', clause: 'fees', result: 'NOT_SATISFIED', foundBy: 'UNION' };
  given(checking())
    .when('draftFinding', { ...finding, methods: ['RATINGS'] }, union)
    .refused('CMP-15', { methods: ['RATINGS'] });
  given(checking())
    .when('draftFinding', { ...finding, methods: ['RATINGS', 'INTERVIEWS'] }, union)
    .recorded();
});

ruleTable(
  'CMP-16',
  'a disclosure tells whether anyone had looked before',
  [
    { name: 'nobody', found: [], afterCase: undefined },
    { name: 'a check begun the day before', found: [checking({ on: '2024-02-29' })], afterCase: 'case-0' },
    { name: 'a check begun the day after', found: [checking({ on: '2024-03-02' })], afterCase: undefined },
    {
      name: 'a check of another clause',
      found: [checking({ on: '2024-02-29', clauses: ['wage'] })],
      afterCase: undefined,
    },
    { name: 'a complaint that nobody looks into', found: [filed({ on: '2024-02-28' })], afterCase: undefined },
    {
      name: 'a complaint that is investigated',
      found: [filed({ on: '2024-02-20' }), admitted('2024-02-21'), investigated('2024-02-22')],
      afterCase: 'case-0',
    },
    { name: 'an earlier disclosure', found: [disclosed({ on: '2024-02-20' })], afterCase: undefined },
  ],
  ({ found, afterCase }) =>
    given()
      .when('discloseBreach', disclosure, {
        ...clinic,
        found: found.length > 0 ? [{ id: 'case-0', state: caseOf(...found) }] : [],
      })
      .state((file) => {
        expect(file.afterCase).toBe(afterCase);
        expect(phaseOn(file, '2024-03-01').phase).toBe('ADMISSIBLE');
      }),
);

rule('GEN-10', 'only the one bound discloses its own breach', () => {
  given()
    .when('discloseBreach', disclosure, speaking('EMPLOYER', 'party-fr'))
    .refused('GEN-10', { actingFor: 'party-fr' });
  given()
    .when('discloseBreach', { ...disclosure, respondent: { employer: 'employer-abroad' } }, clinic)
    .refused('GEN-10');
});

rule(
  'GEN-09',
  'governments act in cases under their own arrangements, and the secretariat says whose act it transcribes',
  () => {
    const decision = { ...id, on: '2024-03-08', outcome: 'ADMISSIBLE' };
    given(filed()).when('decideAdmissibility', decision, france).refused('GEN-09', { actingFor: 'party-fr' });
    given(filed()).when('decideAdmissibility', decision, union).refused('GEN-09', { role: 'UNION' });
    given(filed()).when('decideAdmissibility', decision).refused('GEN-10');
    const by = { party: 'party-de', officer: 'judge-7' };
    given(filed())
      .when('decideAdmissibility', { ...decision, by })
      .recorded();
    given(filed())
      .when('decideAdmissibility', { ...decision, by }, philippines)
      .refused('GEN-10', { actOf: 'party-de' });
  },
);

ruleTable(
  'GEN-05',
  'nothing happens in a case before it was opened, or in the future',
  [
    { name: 'the day before', on: '2024-02-29', refused: true },
    { name: 'the day of the opening', on: '2024-03-01', refused: false },
    { name: 'tomorrow', on: '2025-01-01', refused: true },
  ],
  ({ on, refused }) => {
    const answer = given(filed()).when('withdrawComplaint', { ...id, on });
    if (refused) answer.refused('GEN-05', { on });
    else answer.recorded();
  },
);

rule('CMP-04', 'conciliation comes before an investigation, and settles the case or leads to one', () => {
  const begun = { ...id, on: '2024-03-11' };
  given(filed()).when('beginConciliation', begun, germany).refused('CMP-04', { phase: 'SUBMITTED' });
  given(filed(), admitted())
    .when('beginConciliation', begun, germany)
    .state((file) => expect(phaseOn(file, '2024-03-11').phase).toBe('CONCILIATION'));
  given(filed(), admitted()).when('settleComplaint', begun, germany).refused('CMP-04');
});

rule('CMP-11', 'what is critical does not end by agreement, by withdrawal or by closing', () => {
  const history = [filed(), admitted(), investigated(), drafted()];
  given(...history)
    .when('withdrawComplaint', { ...id, on: '2024-04-02' })
    .refused('CMP-11', { findings: ['f1'] });
  given(...history)
    .when('closeCase', { ...id, on: '2024-04-02' }, germany)
    .refused('CMP-11', { findings: ['f1'] });
  given(...untilConfirmed, decided())
    .when('closeCase', { ...id, on: '2024-05-19' }, germany)
    .refused('CMP-11');
  given(...untilConfirmed, decided(), verified())
    .when('closeCase', { ...id, on: '2024-05-19' }, germany)
    .refused('CMP-11');
  given(...untilConfirmed, decided(), verified())
    .when('closeCase', { ...id, on: '2024-05-20' }, germany)
    .recorded();
});

rule('CMP-08', 'a complaint that was taken up is decided before it is closed, a check need not be', () => {
  given(filed(), admitted(), investigated())
    .when('closeCase', { ...id, on: '2024-04-02' }, germany)
    .refused('CMP-08');
  given(checking())
    .when('closeCase', { ...id, on: '2024-04-02' }, germany)
    .recorded();
  given(checking(), drafted(), notified(), confirmed(), verified())
    .when('closeCase', { ...id, on: '2024-06-02' }, germany)
    .recorded();
});
