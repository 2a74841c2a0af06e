import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { BadSetting, readSettings, Settings } from './settings.js';

const DATABASE_URL = 'postgres://registry:secret@db/registry';

describe('settings of the EventStoreDB tier', () => {
  test.each([
    ['a server without TLS', 'esdb://127.0.0.1:2113?tls=false'],
    ['a cluster with a user', 'esdb://me:secret@a:2113,b:2113,c:2113?tlsCAFile=ca.crt'],
    ['one name for a cluster', 'esdb+discover://me:secret@cluster:2113'],
  ])('%s is taken', (_, EVENTSTORE_URL) => {
    expect(readSettings({ DATABASE_URL, EVENTSTORE_URL })).toMatchObject({
      EVENTSTORE_URL,
      EVENTSTORE_PREFIX: 'registry.',
    });
  });

  test.each([
    [
      'no database for what is read',
      { EVENTSTORE_URL: 'esdb://me:secret@a' },
      /^DATABASE_URL: must be set where EVENTSTORE_URL is/,
    ],
    [
      'another protocol',
      { DATABASE_URL, EVENTSTORE_URL: 'kurrentdb://a' },
      /^EVENTSTORE_URL=kurrentdb:\/\/a: .*esdb:\/\/user:password@host:2113/,
    ],
    [
      'no user where TLS asks for one',
      { DATABASE_URL, EVENTSTORE_URL: 'esdb://a:2113' },
      /^EVENTSTORE_URL: must name a user/,
    ],
    ['a prefix of the server itself', { EVENTSTORE_PREFIX: '$ce-' }, /^EVENTSTORE_PREFIX=\$ce-: /],
  ])('%s is told in a line that names the setting', (_, env, message) => {
    expect(() => readSettings(env)).toThrow(BadSetting);
    expect(() => readSettings(env)).toThrow(message);
  });
});

test('every service of docker-compose.yml that runs the registry has settings that it takes', () => {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
    services: Record<string, { profiles?: string[]; environment?: Record<string, string> }>;
  };
  const registries = Object.entries(services).filter(([name]) => name.startsWith('registry'));
  expect(registries.map(([name]) => name)).toEqual(['registry', 'registry-server', 'registry-cluster']);
  const known = [...Object.keys(new Settings()), 'DATABASE_URL', 'EVENTSTORE_URL', 'OIDC_ISSUER', 'OIDC_AUDIENCE'];
  for (const [, { environment = {} }] of registries) {
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    expect(readSettings(environment)).toMatchObject(environment);
  }
  // Each of the addresses is that of a service of the same profile.
  const cluster = Object.entries(services).filter(([, { profiles }]) => profiles?.includes('cluster'));
  expect(cluster.map(([name]) => name).sort()).toEqual([
    'kurrentdb-1',
    'kurrentdb-2',
    'kurrentdb-3',
    'postgres-cluster',
    'registry-cluster',
  ]);
});
