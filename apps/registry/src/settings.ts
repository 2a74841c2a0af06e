import { checkShape, CodeField, CountField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';

/** Settings of the registry, from the environment (architecture.md, section 6). */
@InputType()
export class Settings {
  @CountField({ min: 0, description: 'Port; 0 takes a free one' }) PORT = 3000;
  @TextField({ length: 255, description: 'Address to listen on' }) HOST = '127.0.0.1';
  @TextField({ length: 1000, description: 'Folder of the embedded store and of the local issuer\u2019s key' })
  DATA_DIR = './data';

  @TextField({
    optional: true,
    length: 1000,
    description: 'File that tells how far the log was seen to go; high-water.json in DATA_DIR unless told',
  })
  HIGH_WATER_FILE?: string;

  @CodeField(/^postgres(ql)?:\/\/\S+$/, 'an address like postgres://user:password@host:5432/database', {
    optional: true,
  })
  DATABASE_URL?: string;

  @CodeField(
    /^esdb(\+discover)?:\/\/\S+$/,
    'an address like esdb://user:password@host:2113, the nodes of a cluster listed by commas',
    { optional: true },
  )
  EVENTSTORE_URL?: string;

  @CodeField(
    /^[A-Za-z][A-Za-z0-9._-]{0,63}$/,
    'the beginning of stream names, of letters, digits, dots, hyphens and underscores',
  )
  EVENTSTORE_PREFIX = 'registry.';

  @CodeField(/^https?:\/\/\S+$/, 'the address of an OpenID Connect issuer', { optional: true }) OIDC_ISSUER?: string;
  @TextField({ optional: true, length: 300 }) OIDC_AUDIENCE?: string;
}

/** A setting is wrong; the message names it, its value and what is expected. */
export class BadSetting extends Error {}

/** Reads and checks the settings; every problem is told at once. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given: Record<string, unknown> = { ...new Settings() };
  for (const name of [
    'PORT',
    'HOST',
    'DATA_DIR',
    'HIGH_WATER_FILE',
    'DATABASE_URL',
    'EVENTSTORE_URL',
    'EVENTSTORE_PREFIX',
    'OIDC_ISSUER',
    'OIDC_AUDIENCE',
  ])
    if (env[name] !== undefined && env[name] !== '') given[name] = name === 'PORT' ? Number(env[name]) : env[name];
  const checked = checkShape(Settings, given);
  const problems =
    'problems' in checked
      ? checked.problems.map((problem) => `${problem.field}=${env[problem.field] ?? ''}: ${problem.message}`)
      : [];
  if (typeof given.PORT === 'number' && !(given.PORT <= 65_535))
    problems.push(`PORT=${env.PORT}: must be a whole number from 0 to 65535.`);
  if (given.OIDC_ISSUER && !given.OIDC_AUDIENCE)
    problems.push('OIDC_AUDIENCE: must be set where OIDC_ISSUER is, so that tokens for other services are not taken.');
  if (given.EVENTSTORE_URL && !given.DATABASE_URL)
    problems.push(
      'DATABASE_URL: must be set where EVENTSTORE_URL is: EventStoreDB keeps the events, PostgreSQL the log and the read models made from them.',
    );
  if (
    typeof given.EVENTSTORE_URL === 'string' &&
    !/[?&]tls=false/i.test(given.EVENTSTORE_URL) &&
    !/\/\/[^@/]+:[^@/]+@/.test(given.EVENTSTORE_URL)
  )
    problems.push(
      'EVENTSTORE_URL: must name a user, as in esdb://user:password@host:2113; only a server without TLS (?tls=false) takes none.',
    );
  if (problems.length > 0 || 'problems' in checked) throw new BadSetting(problems.join('\n'));
  return checked.value;
}
