import { createRegistry, readSettings, type Registry } from '#registry';

/** Runs work on the registry of the settings, without listening, and closes it whatever happens. */
export async function withRegistry<T>(work: (registry: Registry) => Promise<T>): Promise<T> {
  const registry = await createRegistry(readSettings(process.env), 'error');
  try {
    return await work(registry);
  } finally {
    await registry.close();
  }
}
