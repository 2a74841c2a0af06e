import { STILL } from '#kernel';
import { sql } from 'kysely';
import { AMENDED, Generator } from './generator.js';
import { type Asked, count, type Figure, ratioOf, type Row, sum, type Tier, tiers } from './kit.js';
import { answerFor } from './list.js';
import { type Answers, inWords, Loader, p50 } from './loader.js';
import { Served } from './served.js';

const ROUNDS = 5;

/** The day before the amendments. */
const BEFORE = '2025-05-31';

const PAGE = `query ($asOf: AsOf) { arrangements(first: 50, asOf: $asOf) { nodes {
  id title status
  parties { party { id name } role }
  clauses { code content { answer modality } }
} } }`;

const TEXT = `query ($id: ID!, $asOf: AsOf) { arrangement(id: $id, asOf: $asOf) {
  id consolidatedText { version amendments paragraphs { clause code since amendment text { text language } } }
} }`;

/** What it costs to ask of other dates than today, when every arrangement was changed since. */
export const anyTwoDates: Figure = {
  title: 'Any two dates: a page and a text as in force and as known before each arrangement was amended',
  async *measure(asked: Asked): AsyncIterable<Row> {
    const generator = new Generator();
    const references = await generator.references();
    const loader = new Loader();
    try {
      for (const tier of tiers()) {
        const served = await Served.start(tier, {
          size: asked.quick ? 300 : 30_000,
          generator,
          references,
          amended: true,
        });
        try {
          yield* pages(asked, tier, served, loader);
          yield* texts(asked, tier, served, loader);
          yield await segments(tier, served);
        } finally {
          await served.stop();
        }
      }
    } finally {
      loader.stop();
    }
  },
};

async function* pages(asked: Asked, tier: Tier, served: Served, loader: Loader): AsyncGenerator<Row> {
  const { address, expected, unamended, size } = served;
  const page = (asOf?: object) => ({
    urls: [`${address}/graphql`],
    bodies: [JSON.stringify({ query: PAGE, variables: { asOf } })],
  });
  const old = { effectiveOn: BEFORE, knownSize: unamended };
  const { measured, baseline } = await byTurns(
    () => loader.send({ ...page(old), requests: asked.quick ? 60 : 160 }),
    () => loader.send({ ...page(), requests: asked.quick ? 60 : 160 }),
  );
  const oracle = sum(
    [...measured, ...baseline].flatMap(({ bodies }) => bodies.map((body) => answerFor(expected, body))),
  );
  yield {
    what: `a page of 50 of ${count(size)} as of ${BEFORE}, as known at size ${count(unamended)}`,
    on: tier.name,
    measured: inWords(measured),
    baseline: `today: ${inWords(baseline)}`,
    ratio: ratioOf(p50(measured), p50(baseline)),
    goal: { atMost: 2 },
    oracle,
  };
}

async function* texts(asked: Asked, tier: Tier, served: Served, loader: Loader): AsyncGenerator<Row> {
  const { address, expected: ids, unamended } = served;
  const text = (asOf: object) => ({
    urls: [`${address}/graphql`],
    bodies: ids.map((id) => JSON.stringify({ query: TEXT, variables: { id, asOf } })),
  });
  const row = { urls: ids.map((id) => `${address}/bench/one/${id}`) };
  const requests = asked.quick ? 200 : 1_000;
  for (const [what, asOf, amendments] of [
    ['in force today', { effectiveOn: AMENDED }, 1],
    ['as in force and as known before', { effectiveOn: BEFORE, knownSize: unamended }, 0],
  ] as const) {
    const { measured, baseline } = await byTurns(
      () => loader.send({ ...text(asOf), requests }),
      () => loader.send({ ...row, requests }),
    );
    const wrong = measured.flatMap(({ bodies }) => bodies.filter((body) => amendmentsIn(body) !== amendments));
    yield {
      what: `one consolidated text ${what}`,
      on: tier.name,
      measured: inWords(measured),
      baseline: `its row by primary key: ${inWords(baseline)}`,
      ratio: ratioOf(p50(measured), p50(baseline)),
      goal: { atMost: 3 },
      oracle: { lost: wrong.length, duplicated: 0, outOfOrder: 0 },
    };
  }
}

const amendmentsIn = (body: string): number | undefined =>
  (JSON.parse(body) as { data?: { arrangement?: { consolidatedText: { amendments: string[] } } } }).data?.arrangement
    ?.consolidatedText.amendments.length;

/** Rows of legal time that one amendment writes. */
async function segments(tier: Tier, { registry, unamended, size }: Served): Promise<Row> {
  let opened = 0;
  let closed = 0;
  for (const table of ['status', 'reach', 'clause']) {
    const { rows } = await sql<{ opened: string; closed: string }>`
      select count(*) filter (where rec_from >= ${unamended}) as opened,
        count(*) filter (where rec_to >= ${unamended} and rec_to < ${STILL}::bigint) as closed
      from ${sql.table(`read.arrangement_${table}`)}`.execute(registry.store.db);
    opened += Number(rows[0]!.opened);
    closed += Number(rows[0]!.closed);
  }
  const perAmendment = opened / size;
  return {
    what: 'rows of legal time that an amendment opens',
    on: tier.name,
    measured: `${count(opened)} rows, ${count(closed)} closed`,
    baseline: `${count(size)} amendments`,
    ratio: { median: perAmendment, least: perAmendment, most: perAmendment },
    goal: { atMost: 4 },
    oracle: { lost: 0, duplicated: 0, outOfOrder: 0 },
  };
}

/** A / B / A / B, after one round of each that does not count. */
async function byTurns(
  one: () => Promise<Answers>,
  other: () => Promise<Answers>,
): Promise<{ measured: Answers[]; baseline: Answers[] }> {
  const measured: Answers[] = [];
  const baseline: Answers[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const answers = [await one(), await other()] as const;
    if (round === 0) continue;
    measured.push(answers[0]);
    baseline.push(answers[1]);
  }
  return { measured, baseline };
}
