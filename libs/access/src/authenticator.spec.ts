import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, SignJWT, type JWTPayload } from 'jose';
import { ruleTable } from '#kernel/testing';
import { type Authenticator, InvalidToken, localAuthenticator } from './authenticator.js';
import { LOCAL_AUDIENCE, LOCAL_ISSUER, LocalIssuer } from './local-issuer.js';

const folder = mkdtempSync(join(tmpdir(), 'registry-access-'));
let issuer: LocalIssuer;
let access: Authenticator;
let key: CryptoKey;

beforeAll(async () => {
  issuer = await LocalIssuer.open(folder);
  access = localAuthenticator(issuer);
  key = (await importJWK(JSON.parse(readFileSync(join(folder, 'issuer.jwk'), 'utf8')) as never, 'EdDSA')) as CryptoKey;
});
afterAll(() => rmSync(folder, { recursive: true }));

const now = () => Math.floor(Date.now() / 1000);
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: LOCAL_ISSUER,
  aud: LOCAL_AUDIENCE,
  sub: 'actor-de',
  exp: now() + 3_600,
  role: 'GOVERNMENT',
  party: 'party-de',
  ...changes,
});
/** A token with these claims, signed by the key of the registry. */
const signed = (payload: JWTPayload) => new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const bearer = async (token: string | Promise<string>) => access.authenticate(`Bearer ${await token}`);

describe('a good token', () => {
  test('names the actor, its role and the party that it acts for', async () =>
    expect(await bearer(issuer.sign({ subject: 'actor-de', role: 'GOVERNMENT', party: 'party-de' }, 1))).toEqual({
      id: 'actor-de',
      role: 'GOVERNMENT',
      onBehalfOf: 'party-de',
    }));

  test('needs no party', async () =>
    expect(await bearer(issuer.sign({ subject: 'actor-un', role: 'DEPOSITARY' }, 1))).toEqual({
      id: 'actor-un',
      role: 'DEPOSITARY',
    }));

  test('is good for a minute beyond its end, for clocks that differ', async () =>
    expect(await bearer(signed(claims({ exp: now() - 30 })))).toMatchObject({ id: 'actor-de' }));

  test('is good after a restart, since the key stays in its folder, for the owner alone', async () => {
    expect(
      await localAuthenticator(await LocalIssuer.open(folder)).authenticate(`Bearer ${await signed(claims())}`),
    ).toMatchObject({ id: 'actor-de' });
    expect(statSync(join(folder, 'issuer.jwk')).mode & 0o777).toBe(0o600);
  });

  test('is not needed to read', async () => expect(await access.authenticate(undefined)).toBeUndefined());
});

const FORGERIES: [string, () => string | Promise<string>][] = [
  ['no algorithm', () => `${base64({ alg: 'none' })}.${base64(claims())}.`],
  [
    'no algorithm, and the signature of another token',
    async () => `${base64({ alg: 'none' })}.${base64(claims())}.${(await signed(claims())).split('.')[2]}`,
  ],
  [
    'the public key as a shared secret',
    async () =>
      new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(await exportSPKI(issuer.publicKey))),
  ],
  [
    'another key',
    async () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'EdDSA' })
        .sign((await generateKeyPair('EdDSA', { crv: 'Ed25519' })).privateKey),
  ],
  [
    'another algorithm',
    async () =>
      new SignJWT(claims()).setProtectedHeader({ alg: 'ES256' }).sign((await generateKeyPair('ES256')).privateKey),
  ],
  [
    'claims changed after signing',
    async () => {
      const [header, , signature] = (await signed(claims())).split('.');
      return `${header}.${base64(claims({ role: 'SECRETARIAT' }))}.${signature}`;
    },
  ],
  ['another issuer', () => signed(claims({ iss: 'https://example.org' }))],
  ['another audience', () => signed(claims({ aud: 'another-registry' }))],
  ['expired beyond the tolerance', () => signed(claims({ exp: now() - 120 }))],
  ['not yet valid', () => signed(claims({ nbf: now() + 3_600 }))],
  ['no end', () => signed(claims({ exp: undefined }))],
  ['no subject', () => signed(claims({ sub: undefined }))],
  ['a subject with a blank', () => signed(claims({ sub: 'Jane Doe' }))],
  ['no role', () => signed(claims({ role: undefined }))],
  ['an unknown role', () => signed(claims({ role: 'ADMIN' }))],
  ['a role that every object has', () => signed(claims({ role: 'toString' }))],
  ['a list of roles', () => signed(claims({ role: ['GOVERNMENT'] }))],
  ['a party that is none', () => signed(claims({ party: 'source-de' }))],
  ['a party that is a number', () => signed(claims({ party: 7 }))],
];

ruleTable(
  'GEN-09',
  'a token that is not good is refused without telling why',
  FORGERIES.map(([name, forge]) => ({ name, forge })),
  ({ forge }) => expect(bearer(forge())).rejects.toThrow(new InvalidToken().message),
);

ruleTable(
  'GEN-09',
  'a header that carries no token is refused',
  [
    'Bearer',
    'Bearer ',
    'Bearer short',
    'Basic dXNlcjpwYXNzd29yZA==',
    `Bearer ${'x'.repeat(9_000)}`,
    `Bearer ${'a'.repeat(30)} b`,
    `Bearer ${'a'.repeat(30)}\n`,
    '{}',
  ].map((header) => ({
    name: JSON.stringify(header.slice(0, 40)),
    header,
  })),
  ({ header }) => expect(access.authenticate(header)).rejects.toThrow(InvalidToken),
);
