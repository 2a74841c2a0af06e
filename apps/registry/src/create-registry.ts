import { join } from 'node:path';
import { type Authenticator, InvalidToken, LocalIssuer, localAuthenticator, oidcAuthenticator } from '#access';
import type { RequestContext } from '#kernel';
import { openStore, type Store, type StoreSettings } from '#stores';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type {} from 'mercurius';
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

/** What the settings say of the store. */
export const storeOf = ({
  DATA_DIR,
  HIGH_WATER_FILE,
  DATABASE_URL,
  EVENTSTORE_URL,
  EVENTSTORE_PREFIX,
}: Settings): StoreSettings => ({
  dataDir: DATA_DIR,
  databaseUrl: DATABASE_URL,
  eventStoreUrl: EVENTSTORE_URL,
  eventStorePrefix: EVENTSTORE_PREFIX,
  highWaterFile: HIGH_WATER_FILE ?? join(DATA_DIR, 'high-water.json'),
});

/** Opens the store, starts the read models and prepares the HTTP edge; nothing listens yet. */
export async function createRegistry(settings: Settings, logLevel = 'warn'): Promise<Registry> {
  const store = await openStore(storeOf(settings));
  try {
    return await assemble(settings, store, logLevel);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function assemble(settings: Settings, store: Store, logLevel: string): Promise<Registry> {
  const module = RegistryModule.forRoot(store);
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: LIMITS.millis,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new JsonLogger(logLevel),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  authenticateRequests(fastify, await authenticatorOf(settings));
  serveExplorer(fastify);
  await app.init();
  const { schema } = app.get(GraphQLSchemaHost);
  fastify.graphql.addHook('preExecution', async (_, document, __, variables) => checkCost(schema, document, variables));
  return {
    app,
    store,
    async listen() {
      // Fastify itself: Nest would log a busy port as a fault of its own.
      return fastify.listen({ port: settings.PORT, host: settings.HOST });
    },
    async close() {
      await app.close();
      await store.close();
    },
  };
}

/** Puts the actor of a token into the request; a token that is not valid ends it. */
function authenticateRequests(fastify: FastifyInstance, authenticator: Authenticator): void {
  fastify.addHook('onRequest', async (request, reply) => {
    try {
      (request as RequestContext).actor = await authenticator.authenticate(request.headers.authorization);
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
      return reply
        .code(401)
        .send({ data: null, errors: [{ message: error.message, extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });
}

/** Tokens come from the OpenID Connect provider of the settings, else from the local issuer. */
async function authenticatorOf({ OIDC_ISSUER, OIDC_AUDIENCE, DATA_DIR }: Settings): Promise<Authenticator> {
  return OIDC_ISSUER
    ? oidcAuthenticator(OIDC_ISSUER, OIDC_AUDIENCE!)
    : localAuthenticator(await LocalIssuer.open(DATA_DIR));
}
