import { arrangementDecider, type Arrangement, regressionsOf } from '#arrangements';
import { companion, type JoinedProjection, ofKind } from '#kernel';
import { catalogueDecider } from '../catalogue/catalogue.decider.js';
import { entryOf } from '../catalogue/entry.js';
import { directionsIn } from '../coverage/directions.js';

/**
 * AMD-09: the amendments that make a clause worse for workers, from the event on by which that is known: as a rule their
 * recording, and a version of the catalogue where only that tells which way a value protects more.
 */
export const regressionsProjection: JoinedProjection<Arrangement> = {
  name: 'regression',
  version: 1,
  root: arrangementDecider,
  companions: [companion(catalogueDecider)],
  asksFor: ({ state }) => codesChanged(state).map(entryOf),
  indexes: [
    {
      name: 'lowered',
      columns: { amendment: 'text', recorded: 'date', parties: 'text[]' },
      lookups: ['recorded, id, amendment', 'gin:parties'],
    },
  ],
  rows({ root: { state, evidence }, others }) {
    const directions = directionsIn(ofKind(others, catalogueDecider).map((entry) => entry.state));
    return {
      lowered: state.amendments
        .filter((amendment) => !amendment.withdrawn && regressionsOf(state, amendment, directions).length > 0)
        .map(({ amendment, seq }) => ({
          amendment,
          recorded: evidence.find((event) => event.seq === seq)!.recordedAt.slice(0, 10),
          parties: [...new Set(state.parties.map(({ party }) => party))],
        })),
    };
  },
};

/** The matters of the clauses that amendments touch. */
function codesChanged({ amendments, clauses }: Arrangement) {
  const touched = new Set(
    amendments.flatMap(({ changes }) => changes.map(({ clause, clauseRemoved }) => clause?.clause ?? clauseRemoved)),
  );
  const coded = clauses.filter(({ clause }) => touched.has(clause)).flatMap(({ versions }) => versions);
  const stated = amendments.flatMap(({ changes }) => changes.flatMap(({ clause }) => clause?.content.code ?? []));
  return [...new Set([...stated, ...coded.map(({ value }) => value.code)])];
}
