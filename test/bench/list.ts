import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Append, Projections } from '#kernel';
import { createRegistry, type Registry, Settings } from '#registry';
import type { Ground } from '../support/stores.js';
import { Generator } from './generator.js';
import {
  type Asked,
  compare,
  count,
  digits,
  type Figure,
  median,
  type Oracle,
  percentile,
  perSecond,
  ratioOf,
  record,
  type Row,
  sum,
  type Tier,
  tiers,
} from './kit.js';
import { type Answers, Loader } from './loader.js';

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
    for (const size of sizes) served.push(await Served.start(tier, size, generator, references));
    const measured = served.map(() => ({ list: [] as Answers[], one: [] as Answers[] }));
    const question = JSON.stringify({ query: QUESTION });
    for (const { address } of served) await loader.send({ url: `${address}/graphql`, body: question, requests: 30 });
    for (let round = 0; round < 5; round++)
      for (const [at, { address }] of served.entries()) {
        measured[at]!.list.push(
          await loader.send({ url: `${address}/graphql`, body: question, requests: asked.quick ? 60 : 160 }),
        );
        measured[at]!.one.push(await loader.send({ url: `${address}/bench/one`, requests: asked.quick ? 200 : 800 }));
      }
    const p50 = (answers: Answers[]) => answers.map(({ millis }) => median(millis));
    const describe = (answers: Answers[]) => {
      const p99 = percentile(
        answers.flatMap(({ millis }) => millis),
        0.99,
      );
      const rate = median(answers.map(({ millis, elapsed }) => perSecond(millis.length, elapsed)));
      return `p50 ${digits(median(p50(answers)))} ms, p99 ${digits(p99)} ms, ${count(rate)}/s`;
    };
    const oracles = served.map(({ expected }, at) =>
      sum(measured[at]!.list.flatMap(({ bodies }) => bodies.map((body) => answerFor(expected, body)))),
    );
    for (const [at, { size }] of served.entries()) {
      const { list: asked50, one } = measured[at]!;
      yield {
        what: `${count(size)} arrangements`,
        on: tier.name,
        measured: describe(asked50),
        baseline: `select 1: ${describe(one)}`,
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
function answerFor(expected: readonly string[], body: string): Oracle {
  const { data } = JSON.parse(body) as { data?: { arrangements: { nodes: { id: string }[] } } };
  if (!data) throw new Error(`The question was answered ${body.slice(0, 500)}`);
  return compare(
    expected,
    data.arrangements.nodes.map(({ id }) => id),
  );
}

/** A registry with so many arrangements, served over HTTP. */
class Served {
  private constructor(
    readonly size: number,
    readonly address: string,
    /** Ids of the first page: the latest signature first. */
    readonly expected: readonly string[],
    private readonly registry: Registry,
    private readonly ground: Ground,
    private readonly folder: string,
  ) {}

  static async start(tier: Tier, size: number, generator: Generator, references: Append[]): Promise<Served> {
    const ground = await tier.ground();
    const folder = mkdtempSync(join(tmpdir(), 'registry-bench-'));
    const drawn: { id: string; signed: string }[] = [];
    const store = await ground.open();
    const events = await record(
      store.log,
      (async function* () {
        yield references;
        for await (const { id, signed, appends } of generator.arrangements(size)) {
          drawn.push({ id, signed });
          yield appends;
        }
      })(),
    );
    await store.close();
    const settings = Object.assign(new Settings(), {
      PORT: 0,
      DATA_DIR: ground.settings.dataDir || folder,
      DATABASE_URL: ground.settings.databaseUrl,
    });
    const registry = await createRegistry(settings, 'error');
    const fastify = registry.app.getHttpAdapter().getInstance();
    fastify.get(
      '/bench/one',
      async () => (await registry.store.pool.query<{ one: number }>('select 1 as one')).rows[0],
    );
    const projections = registry.app.get(Projections);
    while (projections.position() < events) {
      const halted = projections.status().find((status) => status.halted);
      if (halted) throw new Error(`The projection ${halted.name} halted: ${halted.halted!.cause}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await registry.store.pool.query('analyze');
    const key = ({ signed, id }: (typeof drawn)[number]) => `${signed.padEnd(10)} ${id}`;
    const expected = drawn
      .sort((a, b) => (key(a) < key(b) ? 1 : -1))
      .slice(0, 50)
      .map(({ id }) => id);
    return new Served(size, await registry.listen(), expected, registry, ground, folder);
  }

  async stop(): Promise<void> {
    await this.registry.close();
    await this.ground.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
