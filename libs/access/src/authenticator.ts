import { type Actor, Role } from '#kernel';
import { createRemoteJWKSet, type JWTPayload, jwtVerify, type JWTVerifyOptions } from 'jose';
import { LOCAL_AUDIENCE, LOCAL_ISSUER, type LocalIssuer } from './local-issuer.js';

/** The token is not valid; why is not told to whoever sent it. */
export class InvalidToken extends Error {
  constructor() {
    super('The token is not valid: ask for a new one, or send none to read what is published.');
  }
}

/** Turns the Authorization header of a request into an actor. */
export interface Authenticator {
  /** The actor of a bearer token; undefined when none was sent. Throws {@link InvalidToken}. */
  authenticate(authorization: string | undefined): Promise<Actor | undefined>;
}

/** DI token of the {@link Authenticator}. */
export const AUTHENTICATOR = Symbol('Authenticator');

const authenticator = (verify: (token: string) => Promise<{ payload: JWTPayload }>): Authenticator => ({
  async authenticate(authorization) {
    if (!authorization) return undefined;
    const token = /^Bearer ([\w.-]{20,8000})$/.exec(authorization)?.[1];
    if (!token) throw new InvalidToken();
    const { payload } = await verify(token).catch(() => {
      throw new InvalidToken();
    });
    return actorOf(payload);
  },
});

/** Verifies tokens of the local issuer. */
export const localAuthenticator = (issuer: LocalIssuer): Authenticator => {
  const options: JWTVerifyOptions = {
    issuer: LOCAL_ISSUER,
    audience: LOCAL_AUDIENCE,
    algorithms: ['EdDSA'],
    clockTolerance: 60,
    requiredClaims: ['exp', 'sub'],
  };
  return authenticator((token) => jwtVerify(token, issuer.publicKey, options));
};

/** Verifies tokens of an OpenID Connect provider, whose keys are fetched and kept. */
export const oidcAuthenticator = (issuer: string, audience: string): Authenticator => {
  const keys = createRemoteJWKSet(new URL(`${issuer.replace(/\/$/, '')}/.well-known/jwks.json`));
  const options: JWTVerifyOptions = {
    issuer,
    audience,
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    clockTolerance: 60,
    requiredClaims: ['exp', 'sub'],
  };
  return authenticator((token) => jwtVerify(token, keys, options));
};

function actorOf(payload: JWTPayload): Actor {
  const { sub, role, party } = payload;
  if (
    typeof sub !== 'string' ||
    !/^[\w.:-]{1,100}$/.test(sub) ||
    typeof role !== 'string' ||
    !Object.hasOwn(Role, role)
  )
    throw new InvalidToken();
  if (party !== undefined && (typeof party !== 'string' || !/^party-[a-z0-9-]{1,100}$/.test(party)))
    throw new InvalidToken();
  return { id: sub, role: role as Role, ...(party === undefined ? {} : { onBehalfOf: party }) };
}
