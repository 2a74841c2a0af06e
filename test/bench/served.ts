import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Append, Projections } from '#kernel';
import { createRegistry, type Registry, Settings } from '#registry';
import type { Ground } from '../support/stores.js';
import type { Generator } from './generator.js';
import { record, type Tier } from './kit.js';

/** What a registry is filled with. */
export interface Filling {
  size: number;
  generator: Generator;
  /** What all arrangements refer to. */
  references: readonly Append[];
  /** Whether each arrangement is amended, after all are recorded. */
  amended?: boolean;
}

/** A registry with so many arrangements, served over HTTP. */
export class Served {
  private constructor(
    readonly size: number,
    /** Size of the log before the first amendment. */
    readonly unamended: number,
    readonly address: string,
    /** Ids of the first page: the latest signature first. */
    readonly expected: readonly string[],
    readonly registry: Registry,
    private readonly ground: Ground,
    private readonly folder: string,
  ) {}

  static async start(tier: Tier, { size, generator, references, amended = false }: Filling): Promise<Served> {
    const ground = await tier.ground();
    const folder = mkdtempSync(join(tmpdir(), 'registry-bench-'));
    const drawn: { id: string; signed: string; amendment: Append[] }[] = [];
    const store = await ground.open();
    const unamended = await record(
      store.log,
      (async function* () {
        yield references;
        for await (const { id, signed, appends, amendment } of generator.arrangements(size)) {
          drawn.push({ id, signed, amendment });
          yield appends;
        }
      })(),
    );
    const amendments = drawn.map(({ amendment }) => amendment);
    const events = unamended + (amended ? await record(store.log, amendments) : 0);
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
    fastify.get<{ Params: { id: string } }>(
      '/bench/one/:id',
      async ({ params }) =>
        (
          await registry.store.pool.query<{ doc: string }>({
            name: 'bench-one',
            text: 'select doc from read.arrangement where id = $1',
            values: [params.id],
          })
        ).rows[0]!.doc,
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
    return new Served(size, unamended, await registry.listen(), expected, registry, ground, folder);
  }

  async stop(): Promise<void> {
    await this.registry.close();
    await this.ground.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
