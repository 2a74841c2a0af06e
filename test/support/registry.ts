import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalIssuer } from '#access';
import { createRegistry, type Registry } from '#registry';
import type { Store } from '#stores';
import { dataFolder, projected, sampleFolder, sampleGround, settingsFor } from './sample.js';
import { eventStoreGround, type Ground, postgresGround } from './stores.js';

/** The tier on which journeys run that name none. */
const usualTier = () => (process.env.JOURNEY_TIER ?? 'embedded') as Store['tier'];

export interface GraphQLAnswer<T = Record<string, any>> {
  status: number;
  data: T;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

/** A registry over real HTTP on a free port. */
export class RunningRegistry {
  private constructor(
    readonly registry: Registry,
    readonly address: string,
    private readonly issuer: LocalIssuer,
    private readonly ground: Ground | undefined,
  ) {}

  /** An empty one, on a tier. */
  static async start(tier = usualTier()): Promise<RunningRegistry> {
    switch (tier) {
      case 'embedded':
        return RunningRegistry.in(await dataFolder());
      case 'server':
        return RunningRegistry.on(await postgresGround());
      case 'cluster':
        return RunningRegistry.on(await eventStoreGround());
    }
  }

  /** One that holds the sample, whose log is the same on each tier. */
  static async withSample(tier = usualTier()): Promise<RunningRegistry> {
    return tier === 'embedded'
      ? RunningRegistry.in(await sampleFolder())
      : RunningRegistry.on(await sampleGround(tier));
  }

  private static on(ground: Ground): Promise<RunningRegistry> {
    return RunningRegistry.in(mkdtempSync(join(tmpdir(), 'registry-test-')), ground);
  }

  /** What the store in a folder holds, or the one of a ground. */
  static async in(folder: string, ground?: Ground): Promise<RunningRegistry> {
    const registry = await createRegistry(settingsFor(folder, ground?.settings), 'error');
    return new RunningRegistry(registry, await registry.listen(), await LocalIssuer.open(folder), ground);
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
