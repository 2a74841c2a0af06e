import { type Authenticator, LocalIssuer, localAuthenticator, oidcAuthenticator } from '#access';
import { openStore, type Store } from '#stores';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { serveExplorer } from './explorer.js';
import { checkCost, LIMITS } from './limits.js';
import { JsonLogger } from './logger.js';
import { RegistryModule } from './registry.module.js';
import type { Settings } from './settings.js';

/** A registry that runs in this process. */
export interface Registry {
  app: NestFastifyApplication;
  store: Store;
  /** Starts to listen; the address with the port that was taken. */
  listen(): Promise<string>;
  /** Lets requests, appends and projections finish, then closes the store. */
  close(): Promise<void>;
}

/** Opens the store, starts the read models and prepares the HTTP edge; nothing listens yet. */
export async function createRegistry(settings: Settings, logLevel = 'warn'): Promise<Registry> {
  const store = await openStore({ dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL });
  try {
    return await assemble(settings, store, logLevel);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function assemble(settings: Settings, store: Store, logLevel: string): Promise<Registry> {
  const module = RegistryModule.forRoot(store, await authenticatorOf(settings));
  const adapter = new FastifyAdapter({ bodyLimit: LIMITS.bodyBytes, requestTimeout: LIMITS.millis, forceCloseConnections: 'idle' });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: new JsonLogger(logLevel), abortOnError: false });
  const fastify = app.getHttpAdapter().getInstance();
  serveExplorer(fastify as unknown as Parameters<typeof serveExplorer>[0]);
  await app.init();
  const { schema } = app.get(GraphQLSchemaHost);
  (fastify as unknown as { graphql: { addHook(name: 'preExecution', hook: (schema: unknown, document: never, context: unknown, variables: never) => Promise<void>): void } }).graphql.addHook(
    'preExecution',
    async (_, document, __, variables) => checkCost(schema, document, variables),
  );
  return {
    app,
    store,
    async listen() {
      await app.listen(settings.PORT, settings.HOST);
      return app.getUrl();
    },
    async close() {
      await app.close();
      await store.close();
    },
  };
}

/** Tokens come from the OpenID Connect provider of the settings, else from the local issuer. */
async function authenticatorOf({ OIDC_ISSUER, OIDC_AUDIENCE, DATA_DIR }: Settings): Promise<Authenticator> {
  return OIDC_ISSUER ? oidcAuthenticator(OIDC_ISSUER, OIDC_AUDIENCE!) : localAuthenticator(await LocalIssuer.open(DATA_DIR));
}
