import { earliest, latest, type Projection, type Stated, statedOn, type Subject } from '#kernel';
import { lastSignature } from './acts/act.js';
import { changesInForce } from './amendments/amendment.js';
import { arrangementDecider } from './arrangement.decider.js';
import { type Arrangement } from './arrangement.js';
import { clausesOn } from './arrangement.view.js';
import { mattersOf } from './claims/disputes.js';
import { entryIntoForce } from './final-clauses/entry-into-force.js';
import { BEGINNING, certainFrom } from './life-cycle/days.js';
import { departureOf } from './life-cycle/denunciation.js';
import { type LegalStatus, legalTimeline } from './life-cycle/timeline.js';

/** End of the last stretch of legal time: later than every day. */
const FOR_EVER = 'infinity';

/** A stretch of legal time, `[eff_from, eff_to)`, in which nothing that a row shows changes. */
const STRETCH = { eff_from: 'date', eff_to: 'date' } as const;

/**
 * Arrangements, and by what they are found. What changes with legal time stands in rows of one stretch each. The tables
 * are narrow: an event closes only the rows of what it changes, and most events code a clause.
 */
export const arrangementsProjection: Projection<Arrangement> = {
  name: 'arrangement',
  version: 5,
  decider: arrangementDecider,
  indexes: [
    {
      name: 'facet',
      columns: {
        kind: 'text',
        level: 'text',
        instrument: 'text',
        bindingness: 'text',
        reported: 'text',
        signed: 'text',
        in_force: 'text',
        disputed: 'boolean',
      },
      lookups: ['signed, id'],
      rows: ({ state }) => [
        {
          kind: state.kind,
          level: state.level,
          instrument: state.instrumentType,
          bindingness: state.bindingness,
          reported: lastReport(state)?.status ?? null,
          signed: lastSignature(state)?.on ?? '',
          in_force: entryIntoForce(state).on ?? '',
          disputed: mattersOf(state).some((matter) => matter.disputed),
        },
      ],
    },
    { name: 'title', columns: { words: 'search' }, lookups: ['gin:words'], rows: wordsOf },
    { name: 'status', columns: { ...STRETCH, status: 'text' }, lookups: ['status, id'], rows: statusesOf },
    {
      name: 'reach',
      columns: {
        ...STRETCH,
        parties: 'text[]',
        roles: 'text[]',
        sectors: 'text[]',
        skills: 'text[]',
        occupations: 'text[]',
      },
      lookups: ['gin:parties', 'gin:sectors', 'gin:occupations'],
      rows: reachOf,
    },
    {
      name: 'clause',
      columns: { ...STRETCH, code: 'text', answer: 'text' },
      lookups: ['code, answer'],
      rows: answersOf,
    },
  ],
};

type Shown = Pick<Subject<Arrangement>, 'id' | 'state'>;

/** One row: the words by which it is found. */
function wordsOf({ id, state }: Shown) {
  const titles = state.titles.flatMap(({ value }) => value.map((title) => title.text));
  return [{ words: [id, ...titles, state.instrumentAsStated ?? ''].join(' ') }];
}

/** One row per stretch of one state in law. */
export function statusesOf({ state }: Shown): { eff_from: string; eff_to: string; status: LegalStatus }[] {
  return stretches(legalTimeline(state).map(({ from, status }) => ({ day: from, shown: { status } })));
}

/** One row per stretch of the same parties and the same scope: whom it reaches. */
export function reachOf({ state }: Shown): { eff_from: string; eff_to: string; [column: string]: unknown }[] {
  const scopes = changesInForce(state, (change) => change.scope);
  // Of two sides none leaves: it ends.
  const left = state.kind === 'BILATERAL' ? [] : departedFrom(state);
  const days = daysOf([
    ...state.parties.map(({ from }) => ({ from })),
    ...left.map(({ on }) => ({ from: certainFrom(on) })),
    ...state.scopes,
    ...scopes,
  ]);
  return stretches(
    days.map((day) => {
      const parties = state.parties.filter(
        ({ party, from }) =>
          (from === undefined || earliest(from) <= day) &&
          !left.some((departure) => departure.party === party && certainFrom(departure.on) <= day),
      );
      const scope = (statedOn([...state.scopes, ...scopes], day) ?? state.scopes[0]!).value;
      return {
        day,
        shown: {
          parties: parties.map((entry) => entry.party),
          roles: parties.map((entry) => `${entry.role}:${entry.party}`),
          sectors: scope.sectors.map((sector) => sector.toLowerCase()),
          skills: scope.skillLevels,
          occupations: [
            ...new Set(scope.occupations.flatMap((code) => Array.from(code, (_, length) => code.slice(0, length + 1)))),
          ],
        },
      };
    }),
  );
}

const departedFrom = (state: Arrangement) =>
  [...new Set(state.parties.map(({ party }) => party))].flatMap((party) => {
    const departure = departureOf(state, party);
    return departure ? [{ party, on: departure.on }] : [];
  });

/** What is shown from each of these days on, as rows; days on which nothing changes join the row before. */
function stretches<T extends object>(starts: readonly { day: string; shown: T }[]) {
  const rows: (T & { eff_from: string; eff_to: string })[] = [];
  let last = '';
  for (const { day, shown } of starts) {
    const content = JSON.stringify(shown);
    if (content === last) continue;
    last = content;
    if (rows.length > 0) rows.at(-1)!.eff_to = day;
    rows.push({ eff_from: day, eff_to: FOR_EVER, ...shown });
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
  const changes = changesInForce(state, ({ clause, clauseRemoved }) => clause?.clause ?? clauseRemoved);
  const starts = daysOf([...state.clauses.flatMap((history) => history.versions), ...changes]);
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

/** The days on which statements begin or end to hold, in order, from the beginning on. */
function daysOf(statements: readonly Pick<Stated<unknown>, 'from' | 'to'>[]): string[] {
  const days = new Set([BEGINNING]);
  for (const { from, to } of statements) {
    if (from !== undefined) days.add(earliest(from));
    if (to !== undefined) days.add(latest(to));
  }
  return [...days].filter((day) => day >= BEGINNING).sort();
}
