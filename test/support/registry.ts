import { mkdtempSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalIssuer } from '#access';
import { Projections } from '#kernel';
import {
  createRegistry,
  deciders,
  importEntries,
  readCatalogue,
  readSample,
  type Registry,
  SAMPLE_ACTOR,
  Settings,
} from '#registry';
import type { Store, StoreSettings } from '#stores';
import { CommandBus } from '@nestjs/cqrs';
import { copyOf, emptyTemplate, eventStoreGround, type Ground, postgresGround, template } from './stores.js';

/** A new folder with an empty, migrated store. */
export const dataFolder = async (): Promise<string> => copyOf(await emptyTemplate());

/** How many arrangements the sample registers. */
export const SAMPLE_ARRANGEMENTS = readSample().filter(({ command }) => command === 'registerArrangement').length;

/** A new folder in which the sample is recorded, through the ordinary commands. */
export const sampleFolder = async (): Promise<string> =>
  copyOf(
    await template('sample', async (folder) => {
      await cp(await emptyTemplate(), folder, { recursive: true });
      const registry = await createRegistry(settingsFor(folder), 'error');
      const { problems } = await importEntries([...readCatalogue(), ...readSample()], {
        commands: registry.app.get(CommandBus),
        deciders,
        actor: SAMPLE_ACTOR,
      });
      await registry.app.get(Projections).atLeast((await registry.store.log.head()).size - 1);
      await registry.close();
      if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2));
    }),
  );

const settingsFor = (folder: string, { databaseUrl, eventStoreUrl, eventStorePrefix }: Partial<StoreSettings> = {}) =>
  Object.assign(new Settings(), {
    PORT: 0,
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    EVENTSTORE_URL: eventStoreUrl,
    ...(eventStorePrefix ? { EVENTSTORE_PREFIX: eventStorePrefix } : {}),
  });

/** Where a store of each tier of its own is made; the embedded one is its folder. */
const grounds: Record<Store['tier'], () => Promise<Ground | undefined>> = {
  embedded: () => Promise.resolve(undefined),
  server: postgresGround,
  cluster: () => eventStoreGround(),
};

/** The tier on which journeys run that begin with an empty registry and name none. */
const usualTier = () => (process.env.JOURNEY_TIER ?? 'embedded') as Store['tier'];

export interface GraphQLAnswer<T = Record<string, any>> {
  status: number;
  data: T;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

/** Waits until the read models know an event, however busy the machine is. */
export async function projected({ app }: Registry, seq: number): Promise<void> {
  const projections = app.get(Projections);
  while (projections.position() <= seq) await projections.atLeast(seq).catch(() => {});
}

/** A registry over real HTTP on a free port. */
export class RunningRegistry {
  private constructor(
    readonly registry: Registry,
    readonly address: string,
    readonly folder: string,
    private readonly issuer: LocalIssuer,
    private readonly ground: Ground | undefined,
  ) {}

  /** @param folder of the embedded store, where it is not a new one */
  static async start(
    folder?: string,
    tier: Store['tier'] = folder ? 'embedded' : usualTier(),
  ): Promise<RunningRegistry> {
    const ground = await grounds[tier]();
    const dataDir = folder ?? (ground ? mkdtempSync(join(tmpdir(), 'registry-test-')) : await dataFolder());
    const registry = await createRegistry(settingsFor(dataDir, ground?.settings), 'error');
    return new RunningRegistry(registry, await registry.listen(), dataDir, await LocalIssuer.open(dataDir), ground);
  }

  async query<T = Record<string, any>>(
    query: string,
    variables: object = {},
    token?: string,
  ): Promise<GraphQLAnswer<T>> {
    const answer = await fetch(`${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    return { status: answer.status, ...((await answer.json()) as Omit<GraphQLAnswer<T>, 'status'>) };
  }

  token(role: string, party?: string): Promise<string> {
    return this.issuer.sign({ subject: `actor-${role.toLowerCase()}-${party ?? 'none'}`, role, party }, 1);
  }

  /** Sends one command and answers with the union member that came back. */
  async command(
    name: string,
    type: string,
    input: object,
    provenance: object,
    token?: string,
  ): Promise<Record<string, any>> {
    const answer = await this.query(
      `mutation ($input: ${type}!, $provenance: Provenance!) { result: ${name}(input: $input, provenance: $provenance) {
        __typename ... on Recorded { id seq version repeated } ... on UserError { code message } ... on Refused { rule facts { name value } }
        ... on Malformed { problems { field value message } } ... on VersionConflict { expected actual } } }`,
      { input, provenance },
      token,
    );
    if (!answer.data?.result) throw new Error(JSON.stringify(answer));
    const result = answer.data.result as Record<string, any>;
    // On a server read models follow beside the commands: what is asked next is asked of a model that knows this one.
    if ('seq' in result) await projected(this.registry, result.seq as number);
    return result;
  }

  async stop(): Promise<void> {
    await this.registry.close();
    await this.ground?.drop();
  }
}
