import { createRegistry, readSettings, type Settings } from '#registry';
import type { Store } from '#stores';
import { say, thousands } from './output.js';
import { seedOnFirstStart } from './seed.js';

const STORES: Record<Store['tier'], (settings: Settings) => string> = {
  embedded: ({ DATA_DIR }) => `embedded, in ${DATA_DIR}`,
  server: () => 'PostgreSQL server',
  cluster: () => 'EventStoreDB, and PostgreSQL for what is read',
};

/** Starts the registry and keeps it running until it is told to stop. */
export async function serve({ sample }: { sample: boolean }): Promise<void> {
  const settings = readSettings(process.env);
  const registry = await createRegistry(settings);
  let address: string;
  try {
    address = await registry.listen();
    const seeded =
      registry.store.tier === 'embedded' && sample && registry.store.log.closed === undefined
        ? await seedOnFirstStart(registry, settings.DATA_DIR)
        : undefined;
    if (seeded)
      say(`The sample of real arrangements is recorded: ${thousands(seeded.recorded + seeded.repeated)} commands.`);
  } catch (error) {
    await registry.close();
    throw error;
  }
  const { closed } = registry.store.log;
  const { size } = await registry.store.log.head();
  process.stdout.write(
    [
      'The Labour Arrangement Registry is running.',
      `  store     ${STORES[registry.store.tier](settings)}, ${thousands(size)} events`,
      `  GraphQL   ${address}/graphql`,
      `  explorer  ${address}/explorer`,
      `  health    ${address}/health/ready`,
      ...(closed === undefined ? [] : [`It can be read, and records nothing: ${closed}`]),
      'Stop it with Ctrl-C.',
      '',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => {
    const stop = () => resolve();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  say('Stopping: requests and appends that run are finished first.');
  await registry.close();
}
