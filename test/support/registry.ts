import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalIssuer } from '#access';
import { createRegistry, type Registry, Settings } from '#registry';
import { openStore } from '#stores';

/** A data folder with an empty, migrated store; made once, because making one costs seconds. */
async function templateFolder(): Promise<string> {
  const template = join(tmpdir(), `registry-template-${process.ppid}`);
  if (existsSync(template)) return template;
  const fresh = mkdtempSync(join(tmpdir(), 'registry-template-'));
  const store = await openStore({ dataDir: fresh });
  await store.close();
  // Two workers may make it at once: one rename wins, and either result serves.
  await rename(fresh, template).catch(() => rmSync(fresh, { recursive: true }));
  return template;
}

/** A new folder with an empty store. */
export async function dataFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-test-'));
  await cp(await templateFolder(), folder, { recursive: true });
  return folder;
}

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
    readonly folder: string,
    private readonly issuer: LocalIssuer,
  ) {}

  static async start(folder?: string, databaseUrl?: string): Promise<RunningRegistry> {
    const dataDir = folder ?? (await dataFolder());
    const settings = Object.assign(new Settings(), { PORT: 0, DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
    const registry = await createRegistry(settings, 'error');
    return new RunningRegistry(registry, await registry.listen(), dataDir, await LocalIssuer.open(dataDir));
  }

  async query<T = Record<string, any>>(query: string, variables: object = {}, token?: string): Promise<GraphQLAnswer<T>> {
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
  async command(name: string, type: string, input: object, provenance: object, token?: string): Promise<Record<string, any>> {
    const answer = await this.query(
      `mutation ($input: ${type}!, $provenance: Provenance!) { result: ${name}(input: $input, provenance: $provenance) {
        __typename ... on Recorded { id seq version repeated } ... on UserError { code message } ... on Refused { rule facts { name value } }
        ... on Malformed { problems { field value message } } ... on VersionConflict { expected actual } } }`,
      { input, provenance },
      token,
    );
    if (!answer.data?.result) throw new Error(JSON.stringify(answer));
    return answer.data.result as Record<string, any>;
  }

  async stop(): Promise<void> {
    await this.registry.close();
  }
}
