import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCatalogue, readSample } from '#registry';
import { RunningRegistry } from '../support/registry.js';
import { SAMPLE_ARRANGEMENTS } from '../support/sample.js';
import { expectedSample, type ExpectedArrangement, type ExpectedGrounds } from './sample-fidelity.js';

type Json = Record<string, any>;

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await RunningRegistry.withSample();
}, 180_000);
afterAll(() => registry.stop());

const EVIDENCE = 'evidence { origin confidence sources { id } }';

/** Grounds of the first event that a statement rests on, in the form of the expected ones. */
const groundsOf = ({ evidence }: Json): ExpectedGrounds => ({
  origin: evidence[0].origin ?? undefined,
  confidence: evidence[0].confidence ?? undefined,
  sources: evidence[0].sources.map((source: Json) => source.id).sort(),
});

describe('given the sample of real arrangements, recorded through the ordinary commands', () => {
  test('GEN-02: every entry of the import files is in the log, word for word, with its sources and confidence', async () => {
    const entries = [...readCatalogue(), ...readSample()];
    const recorded: Json[] = [];
    for (let seq = 0; ; seq += 25) {
      const fields = '{ subject data evidence { origin confidence reason note sources { id } actor { role } } }';
      const answer = await registry.query(
        `{ ${Array.from({ length: 25 }, (_, n) => `e${n}: event(seq: ${seq + n}) ${fields}`).join(' ')} }`,
      );
      const found = Object.values(answer.data).filter(Boolean);
      recorded.push(...found);
      if (found.length < 25) break;
    }
    expect(recorded).toHaveLength(entries.length);
    const readBack = recorded
      .map(({ data, evidence }) => canonical({ input: JSON.parse(data), ...provenanceOf(evidence) }))
      .sort();
    const written = entries
      .map(({ input, provenance }) => canonical({ input, ...statedProvenance(provenance) }))
      .sort();
    expect(readBack).toEqual(written);
    expect(new Set(recorded.map(({ evidence }) => evidence.actor.role))).toEqual(new Set(['SECRETARIAT']));
  });

  test('each arrangement answers with a title, parties, dates, a status that names its events, and its history', async () => {
    const { data } = await registry.query(
      '{ arrangements(first: 100) { totalCount nodes { id title status statusEvidence { seq } parties { party { name } } timeline { from to } } } }',
    );
    expect(data.arrangements.totalCount).toBe(SAMPLE_ARRANGEMENTS);
    for (const node of data.arrangements.nodes) {
      expect(node.parties.length).toBeGreaterThan(1);
      expect(node.statusEvidence.length).toBeGreaterThan(0);
      const history = await registry.query(
        `{ auditTrail(subject: "${node.id}", first: 100) { nodes { summary changes { path } } } }`,
      );
      expect(history.data.auditTrail.nodes[0].summary).toContain(node.title);
    }
  });
});

const facts = expectedSample();
const withFacts = facts ? describe : describe.skip;

withFacts(
  `the facts that the sample was written from ${facts ? '' : '[needs ../shared/data/arrangements.json]'}`,
  () => {
    const cases = (facts ?? []).map((expected): [string, ExpectedArrangement] => [expected.id, expected]);

    test.each(cases)('nothing of %s was lost', async (id, expected) => {
      const { data, errors } = await registry.query(
        `query ($id: ID!) { arrangement(id: $id) {
        title kind level bindingness ${EVIDENCE}
        parties { role party { id code } }
        scope { sectors skillLevels } occupations { code }
        acts { kind on ${EVIDENCE} }
        entryIntoForce { date ${EVIDENCE} }
        finalClauses { clauses { term { length { count unit } } } }
        renewals { on ${EVIDENCE} } ends { on ${EVIDENCE} } succession { on ${EVIDENCE} } operations { on ${EVIDENCE} } remarks { text ${EVIDENCE} }
        externalMeasures { on: from ${EVIDENCE} } amendments { on ${EVIDENCE} }
        clauses { code ${EVIDENCE} }
        jointCommittee { socialPartners ${EVIDENCE} }
        statusReports { status asOf ${EVIDENCE} }
        claims { topic about disputed claims { ${EVIDENCE} } }
        quotas { kind unit period { label from to } settings { revision number { limited none } ${EVIDENCE} } figures { kind unit number { counted share { percent of } } period { label from to } ${EVIDENCE} } }
        trainingCommitments { unit promise { number track dueOn ${EVIDENCE} } results { number unit track ${EVIDENCE} } ${EVIDENCE} }
      } }`,
        { id },
      );
      expect(errors).toBeUndefined();
      const found: Json = data.arrangement;

      expect(found).toMatchObject({
        title: expected.title,
        kind: expected.kind,
        level: expected.level,
        bindingness: expected.bindingness,
      });
      expect(
        sorted(found.parties.map(({ role, party }: Json) => ({ party: party.id, code: party.code, role }))),
      ).toEqual(sorted(expected.parties));
      expect(found.scope.sectors).toEqual(expected.sectors);
      expect(found.scope.skillLevels).toEqual(expected.skillLevels);
      expect(found.occupations.map(({ code }: Json) => code)).toEqual(expected.occupations);
      if (expected.signed)
        expect(dated(found.acts.filter(({ kind }: Json) => kind === 'SIGNATURE'))).toContainEqual(expected.signed);
      if (expected.entryIntoForce)
        expect(dated([{ ...found.entryIntoForce, on: found.entryIntoForce.date }])).toEqual([expected.entryIntoForce]);
      expect(found.finalClauses !== null).toBe(expected.hasFinalClauses);
      if (expected.termYears)
        expect(found.finalClauses.clauses.term.length).toEqual({ count: expected.termYears, unit: 'YEAR' });
      for (const { place, ...change } of expected.changes) {
        const there = found[place] ?? found.acts.filter(({ kind }: Json) => kind === place);
        expect(place === 'remarks' ? there.map(groundsOf) : dated(there)).toContainEqual(
          place === 'remarks' ? without(change, 'on') : change,
        );
      }
      expect(found.succession.length).toBeGreaterThanOrEqual(expected.predecessors);
      expect(sorted(found.clauses.map((clause: Json) => ({ code: clause.code, ...groundsOf(clause) })))).toEqual(
        sorted(expected.clauses),
      );
      expect(
        found.jointCommittee
          ? { socialPartners: found.jointCommittee.socialPartners, ...groundsOf(found.jointCommittee) }
          : undefined,
      ).toEqual(expected.jointCommittee);
      expect(
        found.statusReports.map((report: Json) => ({ status: report.status, asOf: report.asOf, ...groundsOf(report) })),
      ).toContainEqual(expected.status);
      expect(
        sorted(
          found.claims.map(({ topic, about, disputed, claims }: Json) => ({
            topic,
            about,
            disputed,
            claims: sorted(claims.map((claim: Json) => groundsOf(claim).sources)),
          })),
        ),
      ).toEqual(sorted(expected.matters.map((matter) => ({ ...matter, claims: sorted(matter.claims) }))));
      expect(found.remarks.map(({ text }: Json) => text)).toContain(expected.confidenceRemark);
      expect(groundsOf(found).sources).toEqual(expected.sources);
      expect(sorted(quotaRows(found.quotas))).toEqual(sorted(expected.quotas));
      const rows = trainingRows(found.trainingCommitments);
      for (const row of expected.training) expect(rows).toContainEqual(row);
    });
  },
);

const dated = (statements: Json[]) =>
  statements.map((statement) => ({ on: statement.on ?? undefined, ...groundsOf(statement) }));
const without = (value: Json, field: string) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== field));
const sorted = <T>(values: readonly T[]): T[] => [...values].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
const defined = (value: Json): Json =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null && item !== undefined));

function quotaRows(quotas: Json[]): Json[] {
  return quotas.flatMap(({ kind, unit, period, settings, figures }) => [
    ...settings.map((setting: Json) => ({
      as: setting.revision ? 'REVISION' : 'SET',
      kind,
      unit,
      number: defined(setting.number),
      period: defined(period),
      ...groundsOf(setting),
    })),
    ...figures.map((figure: Json) => ({
      as: 'FIGURE',
      kind: figure.kind,
      unit: figure.unit,
      number: defined(figure.number),
      period: defined(figure.period),
      ...groundsOf(figure),
    })),
  ]);
}

function trainingRows(commitments: Json[]): Json[] {
  return commitments.flatMap(({ unit, promise, results, ...commitment }) => [
    {
      as: 'COMMITMENT',
      track: promise.track,
      number: promise.number ?? undefined,
      unit,
      dueOn: promise.dueOn ?? undefined,
      ...groundsOf(commitment),
    },
    ...results.map((result: Json) => ({
      as: 'RESULT',
      track: result.track,
      number: result.number,
      unit: result.unit,
      dueOn: undefined,
      ...groundsOf(result),
    })),
  ]);
}

const statedProvenance = ({ origin, confidence, reason, note, sources }: Json) =>
  defined({ origin, confidence, reason, note, sources: [...(sources ?? [])].sort() });
const provenanceOf = ({ origin, confidence, reason, note, sources }: Json) =>
  defined({ origin, confidence, reason, note, sources: sources.map((source: Json) => source.id).sort() });

/** JSON with sorted keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
