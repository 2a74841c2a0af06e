import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { add, latest, type Subject } from '#kernel';
import { rule, ruleTable } from '#kernel/testing';
import { arrangementDecider } from './arrangement.decider.js';
import type { Arrangement } from './arrangement.js';
import { type ArrangementView, scopeOn, viewArrangement } from './arrangement.view.js';
import { answersOf, arrangementsProjection, reachOf, statusesOf } from './arrangements.projection.js';
import { certainFrom } from './life-cycle/days.js';
import { legalStatusOn, legalTimeline } from './life-cycle/timeline.js';
import {
  claimed,
  coded,
  coding,
  from,
  germany,
  inForce,
  on,
  operator,
  registered,
  reported,
  signed,
  subjectOf,
} from './testing/history.js';
import { anyDay, anyHistory } from './testing/random-history.js';
import { clauseCoded } from './clauses/code-clause.js';
import { statusReported } from './life-cycle/report-status.js';

const RUNS = { numRuns: 150 };

rule(
  'AUD-02',
  'the states of any history follow each other without gap or overlap, and each names events that exist',
  () =>
    fc.assert(
      fc.property(anyHistory, (subject) => {
        const timeline = legalTimeline(subject.state);
        expect(timeline[0]!.from).toBe('0001-01-01');
        expect(timeline.at(-1)!.to).toBeUndefined();
        const known = new Set(subject.evidence.map((evidence) => evidence.seq));
        for (const [index, period] of timeline.entries()) {
          expect(period.to).toBe(timeline[index + 1]?.from);
          if (period.to !== undefined) expect(period.from < period.to).toBe(true);
          expect(period.because.length > 0 && period.because.every((seq) => known.has(seq))).toBe(true);
          expect(period.between === undefined).toBe(period.status !== 'UNCERTAIN');
          if (period.between) expect(period.between[0]).not.toBe(period.between[1]);
        }
      }),
      RUNS,
    ),
);

rule('ARR-22', 'after an end nothing follows, in any history', () =>
  fc.assert(
    fc.property(anyHistory, ({ state }) => {
      const ends = legalTimeline(state).filter((period) =>
        ['EXPIRED', 'TERMINATED', 'REPLACED', 'COMPLETED'].includes(period.status),
      );
      expect(ends.length).toBeLessThanOrEqual(1);
      expect(ends[0]?.to).toBeUndefined();
    }),
    RUNS,
  ),
);

rule('GEN-08', 'a state is certain only where all dates of the history that could change it are', () =>
  fc.assert(
    fc.property(anyHistory, anyDay, ({ state }, day) => {
      const { status } = legalStatusOn(state, day);
      const signatures = state.acts.filter((act) => act.kind === 'SIGNATURE');
      const surely = signatures.some((act) => latest(act.on) < day);
      if (surely) expect(['NEGOTIATED', 'INITIALLED']).not.toContain(status);
    }),
    RUNS,
  ),
);

const standingOn = (day: string) => (row: Record<string, unknown>) =>
  (row.eff_from as string) <= day && day < (row.eff_to as string);

/** By what it is found on every day. */
const facetOf = (subject: Subject<Arrangement>) =>
  arrangementsProjection.indexes.find(({ name }) => name === 'facet')!.rows(subject)[0]!;

/** The answers that a filter finds on a day, and those that a page shows. */
const answersOn = (subject: Subject<Arrangement>, day: string) =>
  answersOf(subject)
    .filter(standingOn(day))
    .map(({ code, answer }) => `${code as string} ${answer as string}`)
    .sort();
const answersIn = (view: ArrangementView) =>
  [...new Set(view.clauses.map(({ code, content: { answer } }) => `${code} ${answer}`))].sort();

rule('AUD-02', 'on any day of any history exactly one row stands, and says what the page says', () =>
  fc.assert(
    fc.property(anyHistory, fc.array(anyDay, { minLength: 3, maxLength: 6 }), (subject, days) => {
      const tables = [statusesOf(subject), reachOf(subject)];
      for (const rows of tables) {
        expect(rows[0]!.eff_from).toBe('0001-01-01');
        expect(rows.at(-1)!.eff_to).toBe('infinity');
        for (const [index, row] of rows.entries()) if (index > 0) expect(row.eff_from).toBe(rows[index - 1]!.eff_to);
      }
      const rows = tables.flat();
      const edges = rows.flatMap((row) =>
        row.eff_from > '2000' && row.eff_from < '9999' ? [row.eff_from, add(row.eff_from, { days: -1 })] : [],
      );
      for (const day of [...days, ...edges]) {
        const standing = tables.map((table) => table.filter(standingOn(day)));
        for (const found of standing) expect(found).toHaveLength(1);
        const view = viewArrangement(subject, on(day));
        const staying = view.parties.filter(
          ({ leftOn }) => subject.state.kind === 'BILATERAL' || leftOn === undefined || certainFrom(leftOn) > day,
        );
        expect(answersOn(subject, day)).toEqual(answersIn(view));
        expect(Object.assign({}, ...standing.flat(), facetOf(subject))).toMatchObject({
          status: view.status,
          parties: staying.map((party) => party.partyId),
          roles: staying.map((party) => `${party.role}:${party.partyId}`),
          sectors: view.scope.sectors.map((sector) => sector.toLowerCase()),
          skills: view.scope.skillLevels,
          signed: view.signedOn.date ?? '',
          in_force: view.entryIntoForce.date ?? '',
          disputed: view.disputed,
        });
      }
    }),
    RUNS,
  ),
);

rule('AUD-02', 'whatever the history, a page is shown, and all that it cites is on record', () =>
  fc.assert(
    fc.property(anyHistory, anyDay, (subject, day) => {
      const view = viewArrangement(subject, on(day));
      JSON.stringify(view, (name, value: unknown) => {
        if (name === 'evidence' || name === 'statusEvidence')
          expect(value).toEqual(
            (value as object[]).map(() => expect.objectContaining({ seq: expect.any(Number) as unknown }) as object),
          );
        return value;
      });
    }),
    RUNS,
  ),
);

rule('GEN-06', 'a fact that is recorded later does not change the answer as known before', () => {
  const [known, later] = [
    subjectOf(...inForce('2013-03-19')),
    subjectOf(
      ...inForce('2013-03-19'),
      from('2014', coded()),
      reported('2015', [{ scope: { sectors: [], skillLevels: [], occupations: [] } }]),
    ),
  ];
  expect(viewArrangement(known, on('2020-01-01'))).not.toEqual(viewArrangement(later, on('2020-01-01')));
  expect(viewArrangement(subjectOf(...inForce('2013-03-19')), on('2020-01-01'))).toEqual(
    viewArrangement(known, on('2020-01-01')),
  );
  expect(scopeOn(known.state, '2020-01-01')).not.toEqual(scopeOn(later.state, '2020-01-01'));
});

ruleTable(
  'GEN-08',
  'a statement known to the year holds from its first day to its last',
  [
    { name: 'before', day: '2012-12-31', clauses: [] },
    { name: 'first day', day: '2013-01-01', clauses: ['FEES'] },
    { name: 'last day but one', day: '2015-12-30', clauses: ['FEES'] },
    { name: 'after', day: '2015-12-31', clauses: [] },
  ],
  ({ day, clauses }) => {
    const bounded = {
      ...clauseCoded({ arrangement: 'arrangement-de-ph', clause: 'fees', content: coding }),
      effective: { from: '2013', to: '2015' },
    };
    const subject = subjectOf(registered(), bounded);
    expect(viewArrangement(subject, on(day)).clauses.map((clause) => clause.code)).toEqual(clauses);
    expect(answersOn(subject, day)).toEqual(clauses.map((code) => `${code} PRESENT`));
  },
);

rule('GEN-07', 'a page shows what sources say side by side, and that they disagree', () => {
  const history = [
    registered(),
    claimed('embassy', { date: '2024' }),
    claimed('ministry', { text: 'No renewal clause' }),
  ];
  expect(viewArrangement(subjectOf(...history), on('2024-01-01'))).toMatchObject({
    disputed: true,
    claims: [{ disputed: true, claims: [{ date: '2024', evidence: [{ seq: 1 }] }, { text: 'No renewal clause' }] }],
  });
  expect(facetOf(subjectOf(...history)).disputed).toBe(true);
});

rule('ARR-13', 'of several reports the latest view is found, in whatever order they were recorded', () => {
  const report = (status: 'IN_FORCE' | 'EXPIRED', asOf: string) =>
    statusReported({ arrangement: 'arrangement-de-ph', status, asOf });
  expect(facetOf(subjectOf(registered(), report('EXPIRED', '2022'), report('IN_FORCE', '2018'))).reported).toBe(
    'EXPIRED',
  );
});

rule('ARR-01', 'of several signatures the last one by date is shown', () =>
  expect(
    viewArrangement(
      subjectOf(registered(), signed('2013-03-20', 'party-de'), signed('2013-03-19', 'party-ph')),
      on('2020-01-01'),
    ).signedOn,
  ).toMatchObject({ date: '2013-03-20', evidence: [{ seq: 1 }] }),
);

test('a page tells titles of occupations, and the first of the periods from the beginning', () => {
  const view = viewArrangement(subjectOf(...inForce('2013-03-19')), on('2020-01-01'));
  expect(view.occupations).toEqual([{ code: '2221', title: 'Health professionals' }]);
  expect(view.timeline.map(({ from: since, to, status }) => [since, to, status])).toEqual([
    [null, '2013-03-19', 'NEGOTIATED'],
    ['2013-03-19', undefined, 'IN_FORCE'],
  ]);
  expect(reachOf(subjectOf(...inForce('2013-03-19')))[0]!.occupations).toEqual(['2', '22', '222', '2221']);
});

const SPEAKERS = ['addRemark', 'reportStatus', 'recordClaim', 'codeClause', 'codeClauses', 'codeClauseAgain'];
const FOR_OTHERS = [
  'recordAct',
  'denounceArrangement',
  'giveNoticeOfNonRenewal',
  'objectToAmendment',
  'revokeDenunciation',
  'suspendArrangement',
  'resumeArrangement',
  'imposeMeasure',
  'liftMeasure',
  'consentToAmendment',
  'makeReservation',
  'objectToReservation',
  'withdrawReservation',
  'declareNonApplication',
  'agreeProvisionalApplication',
  'declineProvisionalApplication',
];

ruleTable(
  'GEN-09',
  'each command has its roles',
  Object.entries(arrangementDecider.commands).map(([name, command]) => ({ name, command })),
  ({ name, command }) => {
    const roles = command.mandate.roles;
    expect(roles).toContain('SECRETARIAT');
    expect(roles).toContain('DEPOSITARY');
    expect(roles).not.toContain(operator.actor.role);
    expect(roles.includes('UNION') && roles.includes('EMPLOYER')).toBe(SPEAKERS.includes(name));
    expect(roles.includes(germany.actor.role)).toBe(name !== 'reportAmendment');
    expect(command.mandate.actOf !== undefined).toBe(FOR_OTHERS.includes(name));
  },
);
