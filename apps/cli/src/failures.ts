import { BadLogFile } from '#audit';
import { EventDamaged } from '#kernel';
import { BadImport, BadSetting } from '#registry';
import { EngineStopped, EventStoreUnavailable, FolderUnusable, NewerDatabase, NotThatLog, WrongOrigin } from '#stores';
import { CommandFailed, Exit } from './output.js';

/** What a fault means to whoever runs the command, and with which code it ends. Unknown ones are bugs. */
export function explain(error: unknown): CommandFailed {
  if (error instanceof CommandFailed) return error;
  if (error instanceof BadSetting) return new CommandFailed(Exit.USAGE, error.message);
  if (error instanceof BadImport) return new CommandFailed(Exit.INPUT, error.message);
  if (error instanceof BadLogFile || error instanceof EventDamaged)
    return new CommandFailed(Exit.INTEGRITY, error.message);
  if (error instanceof NotThatLog) return new CommandFailed(Exit.CONFLICT, error.message);
  if (error instanceof WrongOrigin) return new CommandFailed(Exit.USAGE, error.message);
  if (
    error instanceof FolderUnusable ||
    error instanceof EngineStopped ||
    error instanceof NewerDatabase ||
    error instanceof EventStoreUnavailable
  )
    return new CommandFailed(Exit.UNAVAILABLE, error.message);
  const { code, address, port, message } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const place = address ? `${address}${port ? `:${port}` : ''}` : 'the address in DATABASE_URL';
  if (code === 'EADDRINUSE')
    return new CommandFailed(
      Exit.UNAVAILABLE,
      `Port ${port} on ${address} is in use. Set PORT to another one, or stop what listens there.`,
    );
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && /listen/.test(message)))
    return new CommandFailed(Exit.UNAVAILABLE, `This machine has no address ${address}. Set HOST to one that it has.`);
  if (code === 'EACCES' && /listen/.test(message))
    return new CommandFailed(Exit.UNAVAILABLE, `Port ${port} needs more rights. Set PORT to 1024 or higher.`);
  if (
    code === 'ECONNREFUSED' ||
    code === 'ENOTFOUND' ||
    code === 'ETIMEDOUT' ||
    code === 'EHOSTUNREACH' ||
    /timeout/.test(message)
  )
    return new CommandFailed(
      Exit.UNAVAILABLE,
      `The database at ${place} does not answer (${code ?? 'timeout'}). Start it, or correct DATABASE_URL. Nothing was changed.`,
    );
  if (/^(28|3D)/.test(code ?? ''))
    return new CommandFailed(Exit.UNAVAILABLE, `The database refuses: ${message}. Correct DATABASE_URL.`);
  if (code === '42501')
    return new CommandFailed(
      Exit.UNAVAILABLE,
      `The database user lacks rights: ${message}. Let it create schemas, or create the schemas registry and read for it.`,
    );
  if (/^(08|53|57|58)/.test(code ?? ''))
    return new CommandFailed(Exit.UNAVAILABLE, `The database is not available now: ${message}.`);
  return new CommandFailed(
    Exit.BUG,
    `This should not happen: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}
