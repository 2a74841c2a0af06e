import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, type CryptoKey, SignJWT } from 'jose';

/** Issuer and audience of tokens that the registry signs for itself. */
export const LOCAL_ISSUER = 'registry-local';
export const LOCAL_AUDIENCE = 'labour-arrangement-registry';

const ALGORITHM = 'EdDSA';

/** What a token says of its bearer. */
export interface Claims {
  /** Opaque id of the actor. */
  subject: string;
  role: string;
  /** Id of the party that it acts for. */
  party?: string;
}

/** Signs tokens with a key of the data folder, for installations without an identity provider. */
export class LocalIssuer {
  private constructor(
    private readonly privateKey: CryptoKey,
    readonly publicKey: CryptoKey,
  ) {}

  /** Reads the key of a data folder, or makes one; only the owner can read it. */
  static async open(dataDir: string): Promise<LocalIssuer> {
    const file = join(dataDir, 'issuer.jwk');
    let jwk: JWK;
    try {
      jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        throw new Error(`The key of the local issuer cannot be read from ${file}: ${(error as Error).message}.`, {
          cause: error,
        });
      const pair = await generateKeyPair(ALGORITHM, { extractable: true, crv: 'Ed25519' });
      jwk = await exportJWK(pair.privateKey);
      mkdirSync(dataDir, { recursive: true });
      // Two first starts at once: whoever writes first wins, the other reads.
      try {
        writeFileSync(file, JSON.stringify(jwk), { mode: 0o600, flag: 'wx' });
      } catch {
        jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
      }
    }
    const { d: _private, ...open } = jwk;
    return new LocalIssuer(
      (await importJWK(jwk, ALGORITHM)) as CryptoKey,
      (await importJWK(open, ALGORITHM)) as CryptoKey,
    );
  }

  /** A token that is valid for so many hours. */
  sign({ subject, role, party }: Claims, hours: number): Promise<string> {
    return new SignJWT({ role, ...(party ? { party } : {}) })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(subject)
      .setIssuer(LOCAL_ISSUER)
      .setAudience(LOCAL_AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${hours}h`)
      .sign(this.privateKey);
  }
}
