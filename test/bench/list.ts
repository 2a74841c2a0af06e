import type { Append } from '#kernel';
import { Generator } from './generator.js';
import {
  type Asked,
  compare,
  count,
  digits,
  type Figure,
  median,
  type Oracle,
  ratioOf,
  type Row,
  sum,
  type Tier,
  tiers,
} from './kit.js';
import { type Answers, inWords, Loader, p50 } from './loader.js';
import { Served } from './served.js';

const QUESTION = `{ arrangements(first: 50) { nodes {
  id title status
  parties { party { id name } role }
  clauses { code content { answer modality } }
  quotas { id number { limited none unlimited toBeSetYearly } }
} } }`;

/** A page of arrangements with all that belongs to them, over HTTP, while the registry grows. */
export const list: Figure = {
  title:
    'arrangements(first: 50) with parties, clauses and quotas over HTTP: against `select 1` on the same server and database',
  async *measure(asked: Asked): AsyncIterable<Row> {
    const sizes = asked.quick ? [30, 300, 3_000] : [30, 3_000, 30_000];
    const generator = new Generator();
    const references = await generator.references();
    const loader = new Loader();
    try {
      for (const tier of tiers()) yield* measureOn(tier, sizes, { asked, generator, references, loader });
    } finally {
      loader.stop();
    }
  },
};

interface Equipment {
  asked: Asked;
  generator: Generator;
  references: Append[];
  loader: Loader;
}

async function* measureOn(
  tier: Tier,
  sizes: readonly number[],
  { asked, generator, references, loader }: Equipment,
): AsyncGenerator<Row> {
  const served: Served[] = [];
  try {
    // All sizes are served at once, so that they can be measured by turns.
    for (const size of sizes) served.push(await Served.start(tier, { size, generator, references }));
    const measured = served.map(() => ({ list: [] as Answers[], one: [] as Answers[] }));
    const question = (address: string) => ({
      urls: [`${address}/graphql`],
      bodies: [JSON.stringify({ query: QUESTION })],
    });
    for (const { address } of served) await loader.send({ ...question(address), requests: 30 });
    for (let round = 0; round < 5; round++)
      for (const [at, { address }] of served.entries()) {
        measured[at]!.list.push(await loader.send({ ...question(address), requests: asked.quick ? 60 : 160 }));
        measured[at]!.one.push(
          await loader.send({ urls: [`${address}/bench/one`], requests: asked.quick ? 200 : 800 }),
        );
      }
    const oracles = served.map(({ expected }, at) =>
      sum(measured[at]!.list.flatMap(({ bodies }) => bodies.map((body) => answerFor(expected, body)))),
    );
    for (const [at, { size }] of served.entries()) {
      const { list: asked50, one } = measured[at]!;
      yield {
        what: `${count(size)} arrangements`,
        on: tier.name,
        measured: inWords(asked50),
        baseline: `select 1: ${inWords(one)}`,
        ratio: ratioOf(p50(asked50), p50(one)),
        oracle: oracles[at]!,
      };
    }
    const [first, last] = [measured[0]!.list, measured.at(-1)!.list];
    yield {
      what: `p50 at ${count(sizes.at(-1)!)}`,
      on: tier.name,
      measured: `p50 ${digits(median(p50(last)))} ms`,
      baseline: `p50 ${digits(median(p50(first)))} ms at ${count(sizes[0]!)}`,
      ratio: ratioOf(p50(last), p50(first)),
      goal: { atMost: 2 },
      oracle: sum(oracles),
    };
  } finally {
    for (const registry of served) await registry.stop();
  }
}

/** The ids of an answer against those that the generator expects, in order. */
export function answerFor(expected: readonly string[], body: string): Oracle {
  const { data } = JSON.parse(body) as { data?: { arrangements: { nodes: { id: string }[] } } };
  if (!data) throw new Error(`The question was answered ${body.slice(0, 500)}`);
  return compare(
    expected,
    data.arrangements.nodes.map(({ id }) => id),
  );
}
