#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { Exit, print, say } from './output.js';

const program = new Command('registry')
  .description('The Labour Arrangement Registry: a registry of record for labour arrangements and skills partnerships.')
  .version('0.1.0')
  .option('--json', 'print one JSON document, errors included', false)
  .exitOverride()
  .showHelpAfterError('Add --help for usage and examples.')
  .addHelpText(
    'after',
    `
Examples:
  registry serve                                   start on the embedded store in ./data
  DATABASE_URL=postgres://... registry serve       start on a PostgreSQL server
  registry token --as government --party DE        a token that acts for Germany
  registry log verify                              derive the root of the log from its bytes

Settings come from the environment: PORT, HOST, DATA_DIR, HIGH_WATER_FILE, DATABASE_URL, EVENTSTORE_URL,
EVENTSTORE_PREFIX, OIDC_ISSUER, OIDC_AUDIENCE.
Exit codes: 0 done, 1 bug, 2 usage, 3 bad input, 4 not permitted, 5 conflict, 6 not found, 7 integrity, 8 unavailable.`,
  );

const globals = () => program.opts<{ json: boolean }>();
const examples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;

program
  .command('serve')
  .description(
    'Start the registry. On the first start of the embedded store the sample of real arrangements is recorded.',
  )
  .option('--no-sample', 'start empty')
  .addHelpText('after', examples('registry serve', 'PORT=8080 DATA_DIR=/srv/registry registry serve --no-sample'))
  .action(async (options: { sample: boolean }) => (await import('./serve.js')).serve(options));

program
  .command('seed')
  .description(
    'Record the clause catalogue, the reference profiles and the sample of real arrangements through the ordinary commands; a second run records nothing twice.',
  )
  .option('--catalogue-only', 'without the sample')
  .addHelpText(
    'after',
    examples('registry seed', 'registry seed --catalogue-only', 'DATABASE_URL=postgres://... registry seed'),
  )
  .action(async ({ catalogueOnly = false }: { catalogueOnly?: boolean }) =>
    (await import('./seed.js')).seedCommand({ ...globals(), catalogueOnly }),
  );

const projections = program.command('projections').description('The read models.');
projections
  .command('status')
  .description('Show how far each read model has followed the log.')
  .addHelpText('after', examples('registry projections status', 'registry --json projections status'))
  .action(async () => (await import('./projections.js')).projectionStatus(globals()));
projections
  .command('rebuild')
  .argument('[names...]', 'which ones; all unless told')
  .description('Rebuild read models beside the live ones, compare them row by row at the same event, and swap them.')
  .option('--accept-differences', 'swap although rows differ, as after a mended fold', false)
  .addHelpText('after', examples('registry projections rebuild', 'registry projections rebuild arrangement'))
  .action(async (names: string[], options: { acceptDifferences: boolean }) =>
    (await import('./projections.js')).rebuildProjections(names, { ...globals(), ...options }),
  );

const log = program.command('log').description('The log of events.');
log
  .command('verify')
  .description('Derive the root of the log from its stored bytes alone, and name every event that does not fit.')
  .addHelpText('after', examples('registry log verify', 'registry --json log verify'))
  .action(async () => (await import('./log.js')).verify(globals()));

log
  .command('export')
  .argument('<file>', 'a file that does not exist yet')
  .description('Write the log into a file: every stored byte, its salts and sealed values, with digests (NDJSON).')
  .addHelpText('after', examples('registry log export registry.ndjson'))
  .action(async (file: string) => (await import('./log.js')).exportLog(file, globals()));
log
  .command('import')
  .argument('<file>', 'what log export wrote')
  .description(
    'Write such a file into an empty store, with the same places, bytes and root, after each event was checked. After an interruption it goes on.',
  )
  .addHelpText('after', examples('DATABASE_URL=postgres://... registry log import registry.ndjson'))
  .action(async (file: string) => (await import('./log.js')).importLog(file, globals()));
log
  .command('accept')
  .argument('[root]', 'root of the log as it is now; without it nothing is changed, and both ends are shown')
  .description(
    'Take the log on although it is older than, or another than, the one that was seen here, as after a restore.',
  )
  .option('--by <id>', 'opaque id of who decides; names no person')
  .option('--reason <text>', 'why, for those who ask later')
  .addHelpText(
    'after',
    examples('registry log accept', 'registry log accept 5dc9da79... --by ops-1 --reason "disk lost on 2 July"'),
  )
  .action(async (root: string | undefined, options: { by?: string; reason?: string }) =>
    (await import('./log.js')).acceptLog(root, { ...globals(), ...options }),
  );

program
  .command('backup')
  .argument('<folder>', 'a folder that does not exist yet')
  .description(
    'Copy the log into a folder, and read the copy again. On a PostgreSQL server the registry may run meanwhile.',
  )
  .addHelpText('after', examples('registry backup /backups/2026-07-01'))
  .action(async (folder: string) => (await import('./backup.js')).backup(folder, globals()));
program
  .command('restore')
  .argument('<folder>', 'what backup wrote')
  .description('Write a backup into an empty store, and derive its root from what is then stored.')
  .addHelpText('after', examples('DATABASE_URL=postgres://... registry restore /backups/2026-07-01'))
  .action(async (folder: string) => (await import('./backup.js')).restore(folder, globals()));

program
  .command('token')
  .description('Sign a token with the key of the local issuer, in DATA_DIR.')
  .requiredOption('--as <role>', 'government, depositary, secretariat, union, employer or operator')
  .option('--party <code>', 'the party that it acts for, e.g. DE')
  .option('--subject <id>', 'opaque id of the actor; names no person')
  .option('--hours <n>', 'valid for so many hours', '12')
  .addHelpText(
    'after',
    examples('registry token --as government --party DE', 'registry token --as union --party ITUC --hours 1'),
  )
  .action(async (options: { as: string; party?: string; subject?: string; hours: string }) =>
    (await import('./token.js')).token({ ...options, ...globals() }),
  );

program
  .command('migrations')
  .description('List the migrations of the store and when each was run.')
  .addHelpText('after', examples('registry migrations'))
  .action(async () => (await import('./migrations.js')).migrations(globals()));

program
  .command('doctor')
  .description('Look at everything the registry needs, also when it cannot start: green, amber or red, and what to do.')
  .addHelpText('after', examples('registry doctor', 'registry --json doctor'))
  .action(async () => (await import('./doctor.js')).doctor(globals()));

// Each command loads what it needs, so that help and usage errors answer at once.

/** Runs one command line; the exit code is set, never forced, so that all output is written. */
async function run(argv: string[]): Promise<void> {
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? Exit.OK : Exit.USAGE;
      return;
    }
    const { explain } = await import('./failures.js');
    const failure = explain(error);
    if (globals().json) print(true, { error: { exit: failure.exit, message: failure.message } }, []);
    else say(failure.message);
    process.exitCode = failure.exit;
  }
}

await run(process.argv);
