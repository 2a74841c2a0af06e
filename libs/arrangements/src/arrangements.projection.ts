import { earliest, latest, type Projection, type Stated, type Subject } from '#kernel';
import { lastSignature } from './acts/act.js';
import { amendmentForce } from './amendments/amendment.js';
import { arrangementDecider } from './arrangement.decider.js';
import { type Arrangement } from './arrangement.js';
import { clausesOn, scopeOn } from './arrangement.view.js';
import { mattersOf } from './claims/disputes.js';
import { entryIntoForce } from './final-clauses/entry-into-force.js';
import { BEGINNING, legalTimeline } from './life-cycle/timeline.js';

/** End of the last stretch of legal time. */
const FOR_EVER = '9999-12-31';

/**
 * Arrangements, and by what they are found. Both tables are bitemporal: a row stands for one stretch of legal time,
 * `[eff_from, eff_to)`, in which nothing that it shows changes, and for one stretch of the log. Clauses have a table of
 * their own, because most events add one and change nothing else.
 */
export const arrangementsProjection: Projection<Arrangement> = {
  name: 'arrangement',
  version: 2,
  decider: arrangementDecider,
  indexes: [
    {
      name: 'facet',
      columns: {
        eff_from: 'date',
        eff_to: 'date',
        status: 'text',
        kind: 'text',
        level: 'text',
        instrument: 'text',
        bindingness: 'text',
        parties: 'text[]',
        roles: 'text[]',
        sectors: 'text[]',
        skills: 'text[]',
        occupations: 'text[]',
        reported: 'text',
        signed: 'text',
        in_force: 'text',
        disputed: 'boolean',
        words: 'search',
      },
      lookups: ['signed, id', 'status, signed, id', 'gin:parties', 'gin:sectors', 'gin:occupations', 'gin:words'],
      rows: facetsOf,
    },
    {
      name: 'clause',
      columns: { eff_from: 'date', eff_to: 'date', code: 'text', answer: 'text' },
      lookups: ['code, answer'],
      rows: answersOf,
    },
  ],
};

type Shown = Pick<Subject<Arrangement>, 'id' | 'state'>;

/** One row per stretch of legal time. */
export function facetsOf({ id, state }: Shown): Record<string, unknown>[] {
  const timeline = legalTimeline(state);
  const starts = daysOf(
    state,
    timeline.map((period) => period.from),
    [...state.parties.map(({ from }) => ({ from })), ...state.scopes],
  );
  const shared = {
    kind: state.kind,
    level: state.level,
    instrument: state.instrumentType,
    bindingness: state.bindingness,
    reported: lastReport(state)?.status ?? null,
    signed: lastSignature(state)?.on ?? '',
    in_force: entryIntoForce(state).on ?? '',
    disputed: mattersOf(state).some((matter) => matter.disputed),
    words: [
      id,
      ...state.titles.flatMap((titles) => titles.value.map((title) => title.text)),
      state.instrumentAsStated ?? '',
    ].join(' '),
  };
  const rows: (Record<string, unknown> & { eff_from: string; eff_to: string })[] = [];
  let same = '';
  for (const [index, day] of starts.entries()) {
    const parties = state.parties.filter((entry) => entry.from === undefined || earliest(entry.from) <= day);
    const scope = scopeOn(state, day);
    const row = {
      ...shared,
      status: timeline.findLast((period) => period.from <= day)!.status,
      parties: parties.map((entry) => entry.party),
      roles: parties.map((entry) => `${entry.role}:${entry.party}`),
      sectors: scope.sectors.map((sector) => sector.toLowerCase()),
      skills: scope.skillLevels,
      occupations: [
        ...new Set(scope.occupations.flatMap((code) => Array.from(code, (_, length) => code.slice(0, length + 1)))),
      ],
    };
    const content = JSON.stringify(row);
    const until = starts[index + 1] ?? FOR_EVER;
    if (content === same) rows.at(-1)!.eff_to = until;
    else rows.push({ ...row, eff_from: day, eff_to: until });
    same = content;
  }
  return rows;
}

/** What the source with the latest view says; of two of one day, the one recorded last. */
const lastReport = ({ statusReports }: Arrangement) =>
  statusReports
    .toSorted((a, b) => (latest(a.asOf) < latest(b.asOf) ? -1 : latest(a.asOf) > latest(b.asOf) ? 1 : a.seq - b.seq))
    .at(-1);

/** One row per answer that is coded of a matter, and stretch of legal time in which it reads so. */
export function answersOf({ state }: Shown): Record<string, unknown>[] {
  const rows: { code: string; answer: string; eff_from: string; eff_to: string }[] = [];
  const last = new Map<string, (typeof rows)[number]>();
  const starts = daysOf(
    state,
    [BEGINNING],
    state.clauses.flatMap((history) => history.versions),
  );
  for (const [index, day] of starts.entries()) {
    const until = starts[index + 1] ?? FOR_EVER;
    for (const { version } of clausesOn(state, day)) {
      const { code, answer } = version.value;
      const row = last.get(`${code} ${answer}`);
      if (row && row.eff_to >= day) row.eff_to = until;
      else {
        const next = { code, answer, eff_from: day, eff_to: until };
        rows.push(next);
        last.set(`${code} ${answer}`, next);
      }
    }
  }
  return rows;
}

/** The days on which anything that a row shows may change, in order: by itself, by statements, or by an amendment. */
function daysOf(
  state: Arrangement,
  own: readonly string[],
  statements: readonly Pick<Stated<unknown>, 'from' | 'to'>[],
): string[] {
  const days = new Set(own);
  const add = (date: string | undefined, day = earliest) => date !== undefined && days.add(day(date));
  for (const statement of statements) {
    add(statement.from);
    add(statement.to, latest);
  }
  for (const amendment of state.amendments) if (amendment.changes.length > 0) add(amendmentForce(state, amendment).on);
  return [...days].filter((day) => day >= BEGINNING).sort();
}
