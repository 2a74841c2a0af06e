/** A process that takes the lock of a data folder, says how that went, and holds it until its standard input ends. */
import { writeSync } from 'node:fs';
import { openPglite } from '#stores';

try {
  await openPglite(process.argv[2]!);
  writeSync(1, 'holds\n');
  process.stdin.resume();
} catch (error) {
  writeSync(1, `${(error as Error).constructor.name}: ${(error as Error).message}\n`);
  process.exit(1);
}
