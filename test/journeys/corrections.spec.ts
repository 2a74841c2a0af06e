import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RunningRegistry } from '../support/registry.js';

let registry: RunningRegistry;
let germany: string;
let philippines: string;
let secretariat: string;
let commands = 0;
let size: number;

const ID = 'arrangement-de-ph-2013-health';
const because = (rest: object = {}) => ({
  commandId: `correction-${commands++}`,
  reason: 'The gazette was misread',
  ...rest,
});

beforeAll(async () => {
  registry = await RunningRegistry.withSample();
  [germany, philippines, secretariat] = await Promise.all([
    registry.token('GOVERNMENT', 'party-de'),
    registry.token('GOVERNMENT', 'party-ph'),
    registry.token('SECRETARIAT'),
  ]);
  size = (await registry.query('{ checkpoint { size } }')).data.checkpoint.size as number;
});
afterAll(() => registry.stop());

const arrangement = async (fields: string, args = '') => {
  const { data, errors } = await registry.query(`{ arrangement(id: "${ID}"${args}) { ${fields} } }`);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.arrangement as Record<string, any>;
};
const remark = (text: string, provenance: object, token = germany) =>
  registry.command('addRemark', 'AddRemark', { arrangement: ID, text }, because(provenance), token);
const retract = (event: number, provenance: object = {}, token = germany) =>
  registry.command('retractEvent', 'RetractEvent', { subject: ID, event }, because(provenance), token);
const remarksOf = async (args: string) =>
  (
    (await arrangement('remarks { text evidence { seq } }', args)).remarks as {
      text: string;
      evidence: { seq: number }[];
    }[]
  ).map(({ text, evidence }) => [text, evidence[0]!.seq]);

describe('what was recorded wrongly is put right by a further event, and nobody loses what they were told', () => {
  let wrong: number;
  let right: number;

  test('given a remark with a slip', async () => {
    ({ seq: wrong } = (await remark('Signed in Berlim', {})) as { seq: number });
    expect(wrong).toBe(size);
  });

  test.each([
    [
      'without a reason',
      () => remark('Signed in Berlin', { corrects: wrong, reason: undefined, sources: ['source-inq-2013'] }),
      'GEN-02',
      'REASON_REQUIRED',
    ],
    [
      'by another government',
      () => remark('Signed in Berlin', { corrects: wrong }, philippines),
      'GEN-09',
      'NOT_MANDATED',
    ],
    [
      'of an event that is not there',
      () => remark('Signed in Berlin', { corrects: 999_999 }),
      'GEN-02',
      'TARGET_NOT_FOUND',
    ],
    [
      'by a command of another kind',
      () =>
        registry.command(
          'reportStatus',
          'ReportStatus',
          { arrangement: ID, status: 'IN_FORCE', asOf: '2020' },
          because({ corrects: wrong }),
          germany,
        ),
      'GEN-02',
      'OTHER_KIND_OF_EVENT',
    ],
  ])('GEN-02: a correction is refused %s', async (_, send, rule, code) =>
    expect(await send()).toMatchObject({ rule, code }),
  );

  test('GEN-02: the correction stands in the place of the slip, and cites itself', async () => {
    ({ seq: right } = (await remark('Signed in Berlin', { corrects: wrong })) as { seq: number });
    expect(await remarksOf(`, atLeast: ${right}`)).toContainEqual(['Signed in Berlin', right]);
    expect(await remarksOf('')).not.toContainEqual(['Signed in Berlim', wrong]);
  });

  test('GEN-06: who asks as known before gets the answer that was given then, and is told what came later', async () => {
    const before = `, asOf: { knownSize: ${wrong + 1} }`;
    expect(await remarksOf(before)).toContainEqual(['Signed in Berlim', wrong]);
    expect((await arrangement('changedLater { seq type reason }', before)).changedLater).toEqual([
      { seq: right, type: 'RemarkAdded', reason: 'The gazette was misread' },
    ]);
    expect((await arrangement('changedLater { seq }')).changedLater).toEqual([]);
  });

  test('GEN-02: what no longer counts is not corrected again; the event that took its place is named', async () => {
    expect(await remark('Signed', { corrects: wrong })).toMatchObject({
      code: 'TARGET_NOT_LIVE',
      facts: expect.arrayContaining([{ name: 'supersededBy', value: String(right) }]),
    });
    expect(await retract(0)).toMatchObject({ code: 'TARGET_NOT_FOUND' });
  });

  test('GEN-02: a registration is corrected, never retracted', async () => {
    const registration = (await arrangement('evidence { seq }')).evidence[0].seq as number;
    expect(await retract(registration, {}, secretariat)).toMatchObject({ code: 'REGISTRATION_STAYS' });
  });

  test('GEN-02: a retraction takes an event away, and a retraction of that brings it back', async () => {
    const { seq: gone } = (await retract(right)) as { seq: number };
    // With the correction the slip is back: what was taken away is the correction, not the remark.
    expect(await remarksOf(`, atLeast: ${gone}`)).toContainEqual(['Signed in Berlim', wrong]);
    const { seq: back } = (await retract(gone, {}, secretariat)) as { seq: number };
    expect(await remarksOf(`, atLeast: ${back}`)).toContainEqual(['Signed in Berlin', right]);
  });

  test('AUD-02: the history keeps all of it, and says what put what right', async () => {
    const { data } = await registry.query(
      `{ auditTrail(subject: "${ID}", first: 10, after: "${size - 1}") { nodes { seq summary corrects supersededBy } } }`,
    );
    expect(data.auditTrail.nodes).toEqual([
      { seq: wrong, summary: expect.any(String), corrects: null, supersededBy: right },
      {
        seq: right,
        summary: expect.stringContaining(`Correction of event ${wrong}: `),
        corrects: wrong,
        supersededBy: null,
      },
      {
        seq: right + 1,
        summary: expect.stringContaining(`Event ${right} is retracted`),
        corrects: right,
        supersededBy: right + 2,
      },
      { seq: right + 2, summary: expect.stringContaining('retracted'), corrects: right + 1, supersededBy: null },
    ]);
  });

  test('GEN-02: a corrected registration keeps all that was recorded since', async () => {
    const all = 'title level acts { kind } clauses { clause } amendments { amendment } evidence { seq }';
    const before = await arrangement(all);
    const { data } = await registry.query(`{ event(seq: ${before.evidence[0].seq}) { data } }`);
    const input = JSON.parse(data.event.data as string) as object;
    const { seq } = (await registry.command(
      'registerArrangement',
      'RegisterArrangement',
      { ...input, level: 'SUB_REGIONAL' },
      because({ corrects: before.evidence[0].seq }),
      secretariat,
    )) as { seq: number };
    expect(await arrangement(all, `, atLeast: ${seq}`)).toEqual({
      ...before,
      level: 'SUB_REGIONAL',
      evidence: [{ seq }],
    });
  });
});

describe('what changed between two dates', () => {
  test('GEN-06: in knowledge, with the events between', async () => {
    const { data } =
      await registry.query(`{ changes(arrangement: "${ID}", from: { knownSize: ${size}, effectiveOn: "2024-01-01" }, to: { effectiveOn: "2024-01-01" }) {
      from { knownSize } fields { path before after because { seq } } recorded { seq } } }`);
    expect(data.changes.from).toEqual({ knownSize: size });
    expect(data.changes.fields).toContainEqual(
      expect.objectContaining({ path: 'level', before: '"NATIONAL"', after: '"SUB_REGIONAL"' }),
    );
    expect(data.changes.recorded.map(({ seq }: { seq: number }) => seq)).toHaveLength(5);
  });

  test('GEN-06: in law, each with what it rests on', async () => {
    const { data } =
      await registry.query(`{ changes(arrangement: "${ID}", from: { effectiveOn: "2013-03-18" }, to: { effectiveOn: "2013-03-19" }) {
      fields { path before after because { type } } recorded { seq } } }`);
    expect(data.changes.recorded).toEqual([]);
    const status = data.changes.fields.find(({ path }: { path: string }) => path === 'status');
    expect(status).toMatchObject({ before: '"NEGOTIATED"' });
    expect(status.because.length).toBeGreaterThan(0);
  });
});
