import { verifyLog } from '#audit';
import { readSettings } from '#registry';
import { openStore } from '#stores';
import { CommandFailed, Exit, print, Progress, thousands } from './output.js';

/** Derives the root of the log from its stored bytes alone, and names every event that does not fit. */
export async function verify({ json }: { json: boolean }): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL });
  try {
    const { size } = await store.log.head();
    const progress = new Progress('Verifying the log', size);
    const result = await verifyLog(store.log, (seq) => progress.at(seq));
    progress.done();
    print(json, result, [
      `size  ${thousands(result.size)} events`,
      `root  ${result.root}`,
      ...(result.erased > 0 ? [`${thousands(result.erased)} sealed values were erased; their digests stand.`] : []),
      ...result.faults.map((fault) => `event ${fault.seq}: ${fault.what}`),
      result.faults.length === 0 ? 'Every stored byte fits.' : `${result.faults.length} faults.`,
    ]);
    if (result.faults.length > 0)
      throw new CommandFailed(
        Exit.INTEGRITY,
        'The log was changed after it was recorded. Keep this folder as evidence and restore a backup that verifies.',
      );
  } finally {
    await store.close();
  }
}
