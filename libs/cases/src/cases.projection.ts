import type { Condition, PlainDate, Projection } from '#kernel';
import { sql } from 'kysely';
import type { CaseFile } from './case.js';
import { caseDecider } from './case.decider.js';
import { idOf } from './terms.js';
import { facetOn, findingFacetOn, stretchesOf, tallyOn } from './timeline.js';

/** End of the last stretch of legal time. */
const FOR_EVER = '9999-12-31';

const commonOf = ({ arrangement, respondent, corridor, openedOn }: CaseFile) => ({
  arrangement,
  respondent: idOf(respondent),
  origin: corridor?.origin ?? null,
  destination: corridor?.destination ?? null,
  opened: openedOn,
});
const COMMON = {
  eff_from: 'date',
  eff_to: 'date',
  arrangement: 'text',
  respondent: 'text',
  origin: 'text',
  destination: 'text',
  opened: 'text',
} as const;

/**
 * Cases, found by what they concern and where they stand. A row stands for a stretch of days `[eff_from, eff_to)` on which
 * nothing of it changes, so that "overdue on a day" is a lookup.
 */
export const casesProjection: Projection<CaseFile> = {
  name: 'case',
  version: 2,
  decider: caseDecider,
  indexes: [
    {
      name: 'facet',
      columns: {
        ...COMMON,
        kind: 'text',
        phase: 'text',
        codes: 'text[]',
        severity: 'text',
        overdue: 'boolean',
        unanswered: 'boolean',
        alert: 'boolean',
        liable: 'text[]',
      },
      lookups: ['arrangement, respondent', 'respondent', 'opened, id', 'phase, opened, id', 'gin:codes', 'gin:liable'],
      rows: ({ state }) =>
        stretchesOf(state, (day) => facetOn(state, day)).map(({ from, to, value }) => ({
          ...commonOf(state),
          eff_from: from,
          eff_to: to ?? FOR_EVER,
          kind: state.kind,
          phase: value.phase,
          codes: state.codes,
          severity: value.severity,
          overdue: value.isOverdue,
          unanswered: value.isUnanswered,
          alert: value.isAlert,
          liable: value.liable,
        })),
    },
    {
      name: 'tally',
      columns: {
        ...COMMON,
        code: 'text',
        admissible: 'boolean',
        decided: 'boolean',
        in_time: 'boolean',
        remedied: 'boolean',
      },
      lookups: ['arrangement, code', 'code'],
      rows: ({ state }) =>
        state.kind === 'COMPLAINT'
          ? stretchesOf(state, (day) => tallyOn(state, day)).flatMap(({ from, to, value }) =>
              state.codes.map((code) => ({
                ...commonOf(state),
                eff_from: from,
                eff_to: to ?? FOR_EVER,
                code,
                admissible: value.isAdmissible,
                decided: value.isDecided,
                in_time: value.isDecidedInTime,
                remedied: value.isRemedied,
              })),
            )
          : [],
    },
    {
      name: 'finding',
      columns: {
        ...COMMON,
        finding: 'text',
        drafted: 'text',
        phase: 'text',
        code: 'text',
        severity: 'text',
        adverse: 'boolean',
        confirmed: 'boolean',
        alert: 'boolean',
        workers: 'integer',
      },
      lookups: ['alert, drafted, id', 'respondent'],
      rows: ({ state }) =>
        state.findings.flatMap((finding) =>
          stretchesOf(state, (day) => findingFacetOn(state, finding, day)).flatMap(({ from, to, value }) =>
            value
              ? [
                  {
                    ...commonOf(state),
                    eff_from: from,
                    eff_to: to ?? FOR_EVER,
                    finding: finding.finding,
                    drafted: finding.on,
                    phase: value.phase,
                    code: value.code,
                    severity: value.severity,
                    adverse: value.isAdverse,
                    confirmed: value.isConfirmed,
                    alert: value.isAlert,
                    workers: value.workers,
                  },
                ]
              : [],
          ),
        ),
    },
  ],
};

/** The condition on rows `f` that they hold on a day. */
export const onDay = (day: PlainDate): Condition => sql`f.eff_from <= ${day}::date and ${day}::date < f.eff_to`;
